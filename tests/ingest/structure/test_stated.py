"""What labels state of a book."""

from __future__ import annotations

import pytest

from fullcast.ingest.structure.stated import Stated, stated


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["Published: 2019-05-02"], Stated(year=2019)),
        (["Stats:", "Published: 2019-05-02 Updated: 2021-01-01 Words: 2040"], Stated(year=2019)),
        (["Published: May 2, 2019"], Stated(year=2019)),
        (["Rated: T - Words: 2010 - Published: 05-02-12"], Stated()),
        (["Updated: 2021-01-01"], Stated()),
        (["Genre: Drama, Mystery/Humor"], Stated(genres=("Drama", "Mystery", "Humor"))),
        (["**Genres:** Drama"], Stated(genres=("Drama",))),
        (["Genre:\n\nDrama"], Stated(genres=("Drama",))),
        (["Series: Lamps [2]"], Stated(series="Lamps", series_number="2")),
        (["Series: Part 02 of The Lamps"], Stated(series="The Lamps", series_number="2")),
        (["Series: Lamps"], Stated()),
        ([], Stated()),
    ],
)
def test_labels(tags: list[str], expected: Stated) -> None:
    assert stated(tags) == expected
