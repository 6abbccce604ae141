"""What voices.yaml says of books, and what it cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.casting import VoiceMap, for_story, misspelt_titles, read_voice_map
from fullcast.errors import VoiceMapError

WHOLE = """genre: Fantasy
narrator: {name: "Ann; Bo", rate: 0.9}
stories:
  Mill:
    title: The Mill on the Hill
    author: {name: Ada Quill, voice: tone:alto}
    series: "Lamps #2"
    year: 2020
    genre: [Mystery, Drama]
    cover: pictures/my  mill.png
  Ferry:
    narrator: {name: [Cy]}
    year: "1999"
"""


def read(folder: Path, text: str) -> VoiceMap:
    path = folder / "voices.yaml"
    path.write_text(text)
    return read_voice_map(path)


def test_all_that_can_be_said(tmp_path: Path) -> None:
    voice_map = read(tmp_path, WHOLE)
    mill, ferry = (for_story(voice_map, title) for title in ("mill", "Ferry"))
    said = mill.particulars
    assert (said.title, said.author, said.year) == ("The Mill on the Hill", "Ada Quill", 2020)
    assert (said.series, said.series_number) == ("Lamps", "2")
    assert (said.genres, said.narrators) == (("Mystery", "Drama"), ("Ann", "Bo"))
    assert said.cover == tmp_path / "pictures" / "my  mill.png"
    assert (mill.narrator.rate, mill.author.voice) == (0.9, "tone:alto")
    assert (ferry.particulars.genres, ferry.particulars.narrators) == (("Fantasy",), ("Cy",))
    assert ferry.particulars.year == 1999


def test_a_story_is_found_by_the_title_that_it_is_given(tmp_path: Path) -> None:
    voice_map = read(tmp_path, WHOLE)
    assert for_story(voice_map, "the mill on the hill") == for_story(voice_map, "Mill")
    assert misspelt_titles(voice_map, "The Mill on the Hill") == ()
    assert len(misspelt_titles(voice_map, "The Mill on the Hil")) == 0
    both = read(tmp_path, "stories:\n  A: {title: B, year: 2001}\n  B: {year: 2002}\n")
    assert for_story(both, "B").particulars.year == 2002


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("serie: x", 'unknown key "serie" in the story "Mill"; did you mean "series"?'),
        ("titel: x", 'did you mean "title"?'),
        ("series: Lamps #2", 'comment in YAML; put all of it in quotes: "Lamps #2"'),
        ('series: "#"', 'series must be "Name #2", or "Name" alone, not "#"'),
        ("year: abc", 'year must be a year of four digits, such as 2024, not "abc"'),
        ("year: 20", 'year must be a year of four digits, such as 2024, not "20"'),
        ("year: [2020]", "year must be text, not a list"),
        ("title: 1984", 'put it in quotes: "1984"'),
        ("genre: {a: b}", "genre must be text, not a mapping"),
        ("genre: [a, 5]", 'genre must be text, not "5" (a number)'),
        ("cover: ''", "cover must not be empty"),
        ("author: Ada", "write {name: Ada} if this is who it is, {voice: Ada} if"),
        ("author: {nmae: Ada}", 'unknown key "nmae" in author; did you mean "name"?'),
        ("narrator: {name: 5}", "narrator: name must be text"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(VoiceMapError) as caught:
        read(tmp_path, f"stories:\n  Mill:\n    {line}\n")
    assert str(caught.value).startswith(f"{tmp_path / 'voices.yaml'}:3: ")
    assert message in str(caught.value)


def test_a_remark_behind_a_series_is_none_of_it(tmp_path: Path) -> None:
    voice_map = read(tmp_path, "stories:\n  Mill:\n    series: Lamps # not sure yet\n")
    assert for_story(voice_map, "Mill").particulars.series == "Lamps"
