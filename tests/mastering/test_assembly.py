"""The stream: pauses and times as they are heard, no clicks, flat memory."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from mastering_sounds import Shelf, heard, padded, sound_of, speech

from fullcast.mastering import OUTPUT_RATE, Phrase, assemble
from fullcast.mastering.assembly import MISSING_CLIP
from fullcast.model import Audio, Clip

PAUSES = (0.4, 0.20, 0.30, 0.15, 0.45, 0.90)
LENGTHS = (0.9, 0.7, 0.6, 0.4, 0.8, 0.5)


def phrases(shelf: Shelf) -> list[Phrase]:
    """Six sentences with silence of their own around them."""
    return [
        Phrase(shelf.put(padded(speech(length), 0.13, 0.31)), 0.0, pause)
        for length, pause in zip(LENGTHS, PAUSES, strict=True)
    ]


def test_pauses_are_what_is_heard() -> None:
    shelf = Shelf()
    sound = sound_of(assemble(phrases(shelf), after=1.1, load=shelf.load))
    spans = heard(sound)
    gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    assert gaps == pytest.approx(PAUSES[1:], abs=0.006)
    assert spans[0][0] == pytest.approx(PAUSES[0], abs=0.003)
    assert len(sound) / OUTPUT_RATE - spans[-1][1] == pytest.approx(1.1, abs=0.003)


def test_times_are_where_phrases_are_heard() -> None:
    shelf = Shelf()
    segments = list(assemble(phrases(shelf), after=1.1, load=shelf.load))
    told = [segment.span for segment in segments if segment.span is not None]
    assert len(told) == len(PAUSES)
    for span, place in zip(told, heard(sound_of(segments)), strict=True):
        assert span == pytest.approx(place, abs=0.004)


@pytest.mark.parametrize("grid", [1, 576, 1152])
def test_the_end_is_as_much_longer_as_the_grid_needs(grid: int) -> None:
    shelf = Shelf()
    sound = sound_of(assemble(phrases(shelf), after=0.3, load=shelf.load, grid=grid))
    plain = sound_of(assemble(phrases(shelf), after=0.3, load=shelf.load))
    assert len(sound) % grid == 0
    assert 0 <= len(sound) - len(plain) < grid
    assert not sound[len(plain) :].any()


def test_the_gain_is_a_phrases_own() -> None:
    shelf = Shelf()
    clip = shelf.put(speech(0.5))
    pair = [Phrase(clip, 0.0, 0.2), Phrase(clip, -6.0, 0.2)]
    sound = sound_of(assemble(pair, after=0.2, load=shelf.load))
    peaks = [
        float(np.abs(sound[round(a * OUTPUT_RATE) : round(b * OUTPUT_RATE)]).max())
        for a, b in heard(sound)
    ]
    assert 20 * np.log10(peaks[0] / peaks[1]) == pytest.approx(6.0, abs=0.1)


def test_joins_do_not_click() -> None:
    """Clips that begin and end at full level, without any silence of their own."""
    shelf = Shelf()
    clips = [shelf.put(np.full(20000, 0.5, np.float32)) for _ in range(3)]
    said = [Phrase(clip, 0.0, 0.0) for clip in clips]
    sound = sound_of(assemble(said, after=0.0, load=shelf.load))
    assert float(np.abs(np.diff(sound, prepend=0, append=0)).max()) < 0.005


def test_a_missing_clip_is_a_short_silence_with_a_time() -> None:
    shelf = Shelf()
    clip = shelf.put(speech(0.5))
    said = [Phrase(clip, 0.0, 0.4), Phrase(None, 0.0, 0.45), Phrase(clip, 0.0, 0.45)]
    segments = list(assemble(said, after=0.5, load=shelf.load))
    start, end = segments[1].span or (0.0, 0.0)
    assert end - start == pytest.approx(MISSING_CLIP, abs=1e-4)
    spans = heard(sound_of(segments))
    assert spans[1][0] - spans[0][1] == pytest.approx(2 * 0.45 + MISSING_CLIP, abs=0.005)


def test_nothing_heard_is_silence() -> None:
    [only] = assemble([], after=1.5, load=Shelf().load)
    assert (only.samples, only.span) == (round(1.5 * OUTPUT_RATE), None)


def test_the_same_phrases_give_the_same_bytes() -> None:
    def run() -> bytes:
        shelf = Shelf()
        stream = assemble(phrases(shelf), after=1.1, load=shelf.load)
        return b"".join(segment.pcm for segment in stream)

    assert run() == run()


def test_errors_of_the_cache_go_through() -> None:
    def broken(clip: Clip) -> Audio:
        raise ValueError(clip.key)

    said = [Phrase(Shelf().put(speech(0.5)), 0.0, 0.1)]
    with pytest.raises(ValueError, match="clip0"):
        list(assemble(said, after=0.1, load=broken))


def test_memory_stays_flat_over_two_thousand_clips() -> None:
    shelf = Shelf()
    clip = shelf.put(padded(speech(0.2), 0.05, 0.05))

    def many() -> Iterator[Phrase]:
        for _ in range(2000):
            yield Phrase(clip, 0.0, 0.3)

    stream = assemble(many(), after=1.0, load=shelf.load)
    for _ in range(10):
        next(stream)
    tracemalloc.start()
    length = sum(len(segment.pcm) for segment in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 1000 * OUTPUT_RATE
    assert peak < 3_000_000
