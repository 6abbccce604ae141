"""Voices come out equally loud, measured on the finished sound."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from mastering_sounds import Shelf, padded, sound_of, speech

from fullcast.errors import EngineError
from fullcast.mastering import OUTPUT_RATE, TARGET_LOUDNESS, Phrase, assemble, voice_gain
from fullcast.model import Audio


@pytest.mark.parametrize("level", [0.0002, 0.02, 0.3])
@pytest.mark.parametrize("rate", [22050, 24000, 44100])
def test_gain_brings_any_level_to_the_target(level: float, rate: int) -> None:
    samples = speech(4, rate=rate, level=level)
    gain = voice_gain(Audio(samples, rate))
    raised = samples.astype(np.float64) * 10 ** (gain / 20)
    measured = pyloudnorm.Meter(rate).integrated_loudness(raised)
    assert measured == pytest.approx(TARGET_LOUDNESS, abs=0.1)  # it knows 48 kHz best


def test_assembled_voices_are_equally_loud_and_volume_comes_on_top() -> None:
    shelf = Shelf()
    soft, loud = speech(12, level=0.01), speech(12, level=0.3, pitch=210)
    levels = []
    for samples, volume in ((soft, 0.0), (loud, 0.0), (loud, -6.0)):
        gain = voice_gain(Audio(samples, 24000)) + volume
        said = [Phrase(shelf.put(samples), gain, 0.6)]
        out = sound_of(assemble(said, after=2.0, load=shelf.load))
        levels.append(pyloudnorm.Meter(OUTPUT_RATE).integrated_loudness(out.astype(np.float64)))
    assert levels == pytest.approx([TARGET_LOUDNESS, TARGET_LOUDNESS, TARGET_LOUDNESS - 6], abs=0.2)


def test_a_sentence_keeps_its_own_dynamics() -> None:
    shelf = Shelf()
    said = [
        Phrase(shelf.put(padded(speech(2, level=level), 0.1, 0.1)), 3.0, 0.3)
        for level in (0.1, 0.05)
    ]
    stream = assemble(said, after=1.0, load=shelf.load)
    peaks = [float(np.abs(sound_of([segment])).max()) for segment in stream][:2]
    assert 20 * np.log10(peaks[0] / peaks[1]) == pytest.approx(6.02, abs=0.05)


@pytest.mark.parametrize(
    ("samples", "word"),
    [
        (np.zeros(48000, np.float32), "silent"),
        (speech(0.3), "too short"),
        (np.zeros(0, np.float32), "too short"),
    ],
)
def test_what_cannot_be_measured_says_so(samples: np.ndarray, word: str) -> None:
    with pytest.raises(EngineError, match=word):
        voice_gain(Audio(samples, 24000))
