"""The stream: pauses and times as they are heard, no clicks, flat memory."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from mastering_sounds import LOW, Shelf, heard, line, padded, sound_of, speech

from fullcast.mastering import OUTPUT_RATE, SpokenLine, assemble
from fullcast.mastering.assembly import MISSING_CLIP
from fullcast.model import Audio, Clip, Kind, Pauses

GAINS = {LOW: 0.0}
PAUSES = Pauses(
    sentence=0.20,
    tag=0.15,
    paragraph=0.45,
    speaker=0.30,
    scene=0.90,
    heading=0.70,
    start=0.4,
    end=1.1,
)


def chapter(shelf: Shelf) -> list[SpokenLine]:
    """A heading, two paragraphs with a dialogue, a scene break, a last sentence."""

    def said(length: float) -> Clip:
        return shelf.put(padded(speech(length), 0.13, 0.31))

    heading = line("One", kind=Kind.HEADING)
    note = line("A/N: thanks!", None, Kind.NOTE, paragraph=1)
    told = line("Snow fell. It was late. ", paragraph=2)
    quote = line('"Who is it?" ', "Ada", Kind.DIALOGUE, paragraph=2)
    tag = line("asked Ada.", paragraph=2)
    rest = line("Nobody came.", paragraph=3)
    scene = line("* * *", None, Kind.BREAK, paragraph=4)
    last = line("Spring.", paragraph=5)
    return [
        SpokenLine(heading, (said(0.5),), LOW),
        SpokenLine(note, (), LOW),
        SpokenLine(told, (said(0.9), said(0.7)), LOW),
        SpokenLine(quote, (said(0.6),), LOW),
        SpokenLine(tag, (said(0.4),), LOW),
        SpokenLine(rest, (said(0.8),), LOW),
        SpokenLine(scene, (), LOW),
        SpokenLine(last, (said(0.5),), LOW),
    ]


def test_pauses_are_what_is_heard() -> None:
    shelf = Shelf()
    lines = chapter(shelf)
    sound = sound_of(assemble(lines, gains=GAINS, pauses=PAUSES, load=shelf.load))
    spans = heard(sound)
    gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    # The heading, the sentences of one line, the speaker, the tag, the paragraph, the scene.
    assert gaps == pytest.approx([0.70, 0.20, 0.30, 0.15, 0.45, 0.90], abs=0.006)
    assert spans[0][0] == pytest.approx(0.4, abs=0.003)
    assert len(sound) / OUTPUT_RATE - spans[-1][1] == pytest.approx(1.1, abs=0.003)


def test_times_of_lines_are_where_they_are_heard() -> None:
    shelf = Shelf()
    segments = list(assemble(chapter(shelf), gains=GAINS, pauses=PAUSES, load=shelf.load))
    timed = [segment.line for segment in segments if segment.line is not None]
    assert [one.line.text for one in timed] == [
        one.line.text for one in chapter(Shelf()) if one.clips
    ]
    spans = heard(sound_of(segments))
    spans[1:3] = [(spans[1][0], spans[2][1])]
    for one, (first, last) in zip(timed, spans, strict=True):
        assert (one.start, one.end) == pytest.approx((first, last), abs=0.004)


def test_joins_do_not_click() -> None:
    """Clips that begin and end at full level, without any silence of their own."""
    shelf = Shelf()
    clips = tuple(shelf.put(np.full(20000, 0.5, np.float32)) for _ in range(3))
    pauses = Pauses(sentence=0.0, start=0.0, end=0.0)
    spoken = [SpokenLine(line(), clips, LOW)]
    sound = sound_of(assemble(spoken, gains=GAINS, pauses=pauses, load=shelf.load))
    assert float(np.abs(np.diff(sound, prepend=0, append=0)).max()) < 0.005


def test_a_missing_clip_is_a_short_silence_with_a_time() -> None:
    shelf = Shelf()
    clip = shelf.put(speech(0.5))
    lines = [
        SpokenLine(line("A.", paragraph=0), (clip,), LOW),
        SpokenLine(line("B.", paragraph=1), (None,), LOW),
        SpokenLine(line("C.", paragraph=2), (clip,), LOW),
    ]
    segments = list(assemble(lines, gains=GAINS, pauses=PAUSES, load=shelf.load))
    times = [segment.line for segment in segments if segment.line]
    assert times[1].end - times[1].start == pytest.approx(MISSING_CLIP, abs=1e-4)
    spans = heard(sound_of(segments))
    assert spans[1][0] - spans[0][1] == pytest.approx(2 * 0.45 + MISSING_CLIP, abs=0.005)


def test_nothing_heard_is_the_silence_of_a_file() -> None:
    for lines in ([], [SpokenLine(line("~", None, Kind.BREAK), (), LOW)]):
        segments = list(assemble(lines, gains={}, pauses=PAUSES, load=Shelf().load))
        assert sum(len(segment.pcm) for segment in segments) == 2 * round(1.5 * OUTPUT_RATE)


def test_the_same_lines_give_the_same_bytes() -> None:
    def run() -> bytes:
        shelf = Shelf()
        stream = assemble(chapter(shelf), gains=GAINS, pauses=PAUSES, load=shelf.load)
        return b"".join(segment.pcm for segment in stream)

    assert run() == run()


def test_errors_of_the_cache_go_through() -> None:
    def broken(clip: Clip) -> Audio:
        raise ValueError(clip.key)

    spoken = [SpokenLine(line(), (Shelf().put(speech(0.5)),), LOW)]
    with pytest.raises(ValueError, match="clip0"):
        list(assemble(spoken, gains=GAINS, pauses=PAUSES, load=broken))


def test_memory_stays_flat_over_two_thousand_clips() -> None:
    shelf = Shelf()
    clip = shelf.put(padded(speech(0.2), 0.05, 0.05))

    def lines() -> Iterator[SpokenLine]:
        for number in range(1000):
            yield SpokenLine(line(paragraph=number), (clip, clip), LOW)

    stream = assemble(lines(), gains=GAINS, pauses=PAUSES, load=shelf.load)
    for _ in range(10):
        next(stream)
    tracemalloc.start()
    length = sum(len(segment.pcm) for segment in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 1000 * OUTPUT_RATE
    assert peak < 3_000_000
