"""Stretches of sound, cut out while it is decoded."""

from __future__ import annotations

import numpy as np

from fullcast.checking.decoding import Sound, stretches


def test_stretches_are_cut_out_to_the_sample() -> None:
    whole = np.arange(100_000, dtype=np.float32)
    spans = [(0.0, 1.2), (1.0, 2.5), (2.5, 2.6), (7.0, 9.0), (9.9, 12.0)]
    for size in (1, 777, 10_000, 200_000):
        blocks = (whole[at : at + size] for at in range(0, len(whole), size))
        if size == 1:
            blocks = iter(np.split(whole[:30_000], 30))
        pieces = list(stretches(Sound(10_000, blocks), spans))
        for (start, end), piece in zip(spans, pieces, strict=True):
            last = 30_000 if size == 1 else len(whole)
            wanted = whole[round(start * 10_000) : min(last, round(end * 10_000))]
            assert np.array_equal(piece, wanted)
