"""What a short description of an M4B says of a long one."""

from __future__ import annotations

import pytest

from fullcast.publishing import TrackTags
from fullcast.publishing.itunes import itunes_tags


def said(kind: bytes, description: str) -> str:
    """The text of a tag, in the box of its data."""
    box = itunes_tags(TrackTags("A", "B", None, (), 1, 1, description=description), None)
    start = box.index(kind + b"\0\0") + 4
    size = int.from_bytes(box[start : start + 4], "big")
    return box[start + 16 : start + size].decode()


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("A mill.\nNobody is in it.", "A mill. Nobody is in it."),
        ("a" * 255, "a" * 255),
        ("a" * 256, "a" * 252 + "…"),
        (f"{'a' * 250} bread and salt", "a" * 250 + "…"),
        (f"{'a' * 246} bread and salt", f"{'a' * 246} bread…"),
        (f"{'a' * 200} {'é' * 40}", "a" * 200 + "…"),
        ("水" * 90, "水" * 84 + "…"),
    ],
)
def test_a_short_description_is_cut_between_words(long: str, short: str) -> None:
    assert said(b"desc", long) == short
    assert said(b"ldes", long) == long
