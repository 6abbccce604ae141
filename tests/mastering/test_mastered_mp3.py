"""From clips to a finished MP3 and back: what a decoder hears is what was promised."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from mastering_sounds import Shelf, heard, padded, speech

from fullcast.mastering import (
    OUTPUT_RATE,
    TARGET_LOUDNESS,
    Phrase,
    assemble,
    voice_gain,
)
from fullcast.model import Audio
from fullcast.publishing import TrackTags, write_mp3

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")


def test_times_pauses_and_levels_of_the_decoded_file(tmp_path: Path) -> None:
    shelf = Shelf()
    sound = speech(1.5, level=0.05)
    gain = voice_gain(Audio(speech(6, level=0.05), 24000))
    phrases = [
        Phrase(shelf.put(clip), gain, pause)
        for before in (0.5, 0.6, 0.6, 0.6)
        for clip, pause in ((padded(sound, 0.2, 0.3), before), (sound, 0.25))
    ]
    segments = list(assemble(phrases, after=1.0, load=shelf.load))
    timed = [segment.span for segment in segments if segment.span]

    path = tmp_path / "a.mp3"
    tags = TrackTags("One", "Ember", None, (), 1, 1)
    seconds = write_mp3(path, [s.pcm for s in segments], rate=OUTPUT_RATE, tags=tags, cover=None)
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-f", "s16le", "-"]
    pcm = subprocess.run(run, capture_output=True, check=True).stdout
    decoded = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768

    assert len(decoded) == round(seconds * OUTPUT_RATE)
    spans = heard(decoded, gap=0.05)
    for told, place in zip(timed, spans, strict=True):
        # Coding smears an onset by some milliseconds; the tone swells, so its end is soft.
        assert told == pytest.approx(place, abs=0.012)
    gaps = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    assert gaps == pytest.approx([0.25, 0.6] * 3 + [0.25], abs=0.02)
    assert float(np.abs(decoded).max()) <= 10 ** (-3 / 20)
    cuts = [slice(*(round(edge * OUTPUT_RATE) for edge in span)) for span in spans]
    spoken = np.concatenate([decoded[cut] for cut in cuts]).astype(np.float64)
    loudness = pyloudnorm.Meter(OUTPUT_RATE).integrated_loudness(spoken)
    assert loudness == pytest.approx(TARGET_LOUDNESS - 0.45, abs=0.2)
