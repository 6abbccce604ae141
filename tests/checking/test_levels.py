"""Loudness against what the lines are meant to have."""

from __future__ import annotations

import numpy as np
import pytest

from fullcast.checking import ManifestChapter, ManifestLine, loudness
from fullcast.model import Kind, Measurement


def chapter(*levels: float, lasts: float = 20.0) -> ManifestChapter:
    lines = tuple(
        ManifestLine(Kind.NARRATION, "Ada", "words", lasts * i, lasts * (i + 1), lasts, level)
        for i, level in enumerate(levels)
    )
    return ManifestChapter(1, "One", lines, "01 - One.mp3", lasts * len(lines))


@pytest.mark.parametrize(
    ("levels", "lasts", "measured", "kinds"),
    [
        ((0.0,), 20.0, -20.0, []),
        ((0.0,), 20.0, -22.9, []),
        ((0.0,), 20.0, -23.1, ["too-soft"]),
        ((0.0,), 20.0, -16.9, ["too-loud"]),
        ((0.0,), 2.0, -25.0, []),
        ((-10.0,), 20.0, -30.0, []),
        ((-10.0,), 20.0, -20.0, ["too-loud"]),
        ((0.0, -20.0), 20.0, -23.0, []),
        # Turned up by 6 dB it may be as loud, or be held back by the limiter.
        ((6.0,), 20.0, -14.0, []),
        ((6.0,), 20.0, -20.0, []),
        ((6.0,), 20.0, -24.0, ["too-soft"]),
        ((), 20.0, -20.0, []),
        ((0.0,), 20.0, -np.inf, ["silent"]),
    ],
)
def test_loudness_goes_by_what_the_lines_are_meant_to_be(
    levels: tuple[float, ...], lasts: float, measured: float, kinds: list[str]
) -> None:
    sound = Measurement(lasts, measured, -3.0, 0.0, np.zeros(1, np.float32))
    found = loudness(chapter(*levels, lasts=lasts), sound, -20.0)
    assert [finding.kind for finding in found] == kinds
