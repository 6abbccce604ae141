"""The marks that most quotations of a book stand in are found."""

from __future__ import annotations

import pytest

from fullcast.segment.conventions import Convention, find_convention


@pytest.mark.parametrize(
    ("paragraphs", "convention"),
    [
        ([], Convention.DOUBLE),
        (["It rained.", "Nobody came."], Convention.DOUBLE),
        (['"Come."', "It's the boys' boat, an' it's goin'."], Convention.DOUBLE),
        (["“Come,” she said. “He said ‘no.’”"], Convention.DOUBLE),
        (["‘Come,’ she said.", "‘He said “no.”’", "‘Yes.’"], Convention.SINGLE),
        (["'Come,' she said.", "'Tis late.'", "'Yes.'"], Convention.SINGLE),
        (["« Viens », dit-elle."], Convention.GUILLEMETS),
        (["„Komm“, sagte sie."], Convention.GERMAN),
        (["「Come.」", "He came."], Convention.CORNERS),
        (["— Come.", "— No.", "— Why?"], Convention.DASH),
        (["-- Come.", "-- No.", "-- Why?"], Convention.DASH),
        # dashes that open asides, beside real quotations
        (["— and so he left.", '"Come."', '"No."', "It rained — hard."], Convention.DOUBLE),
        # an epigraph's dash
        (["It is late.", "— Ana Pell"], Convention.DOUBLE),
    ],
)
def test_convention(paragraphs: list[str], convention: Convention) -> None:
    assert find_convention(paragraphs) is convention
