"""Single clips: trimmed to their speech, without clicks, at one rate."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from mastering_sounds import decoded, heard, padded, speech

from fullcast.mastering.clips import OUTPUT_RATE, SILENT_CLIP, edit
from fullcast.model import Audio

CEILING = 10 ** (-3.5 / 20)
GUARDS = 0.020 + 0.045


def test_edges_are_trimmed_to_the_speech_and_its_guards() -> None:
    clip = edit(Audio(padded(speech(1.0), 0.4, 0.7), 24000), 0.0, CEILING)
    assert clip.samples / OUTPUT_RATE == pytest.approx(1.0 + GUARDS, abs=0.015)
    ((first, last),) = heard(decoded(clip.pcm))
    assert first == pytest.approx(clip.lead / OUTPUT_RATE, abs=0.003)
    assert last == pytest.approx((clip.samples - clip.tail) / OUTPUT_RATE, abs=0.003)


def test_soft_consonants_at_the_edges_survive() -> None:
    """Hiss 40 dB below the vowel, as of an f or an h, on both sides of it."""
    rng = np.random.default_rng(1)
    hiss = rng.standard_normal(2400).astype(np.float32)
    vowel = speech(0.6)
    hiss *= float(np.sqrt(np.mean(vowel**2))) / 100
    word = np.concatenate([hiss, vowel, hiss])
    clip = edit(Audio(padded(word, 0.3, 0.3), 24000), 0.0, CEILING)
    assert clip.samples / OUTPUT_RATE == pytest.approx(0.8 + GUARDS, abs=0.015)
    sound = decoded(clip.pcm)[clip.lead : clip.samples - clip.tail]
    for edge in (sound[:4000], sound[-4000:]):
        expected = float(np.sqrt(np.mean(hiss**2)))
        assert float(np.sqrt(np.mean(edge**2))) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_every_rate_keeps_its_pitch_and_length(rate: int) -> None:
    time = np.arange(rate) / rate
    tone = (0.3 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    clip = edit(Audio(tone, rate), 0.0, CEILING)
    sound = decoded(clip.pcm)
    assert clip.samples == pytest.approx(OUTPUT_RATE, abs=441)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    peak = float(np.argmax(spectrum)) * OUTPUT_RATE / len(sound)
    assert peak == pytest.approx(1000, abs=2)


@pytest.mark.parametrize("length", [1, 87, 440, 441, 485, 500, 1000, 1001, 24000, 24013])
def test_hard_edges_do_not_click(length: int) -> None:
    """Sound that starts and stops at full level is faded to nothing at both ends."""
    clip = edit(Audio(np.full(length, 0.6, np.float32), OUTPUT_RATE), 0.0, CEILING)
    sound = decoded(clip.pcm)
    assert length - 45 < clip.samples <= length
    assert float(np.abs(np.diff(sound, prepend=0, append=0)).max()) < 0.005
    assert float(np.abs(sound).max()) == pytest.approx(0.6 if length > 440 else 0, abs=0.02)


def test_peaks_stay_below_the_ceiling_at_any_gain() -> None:
    clip = edit(Audio(speech(1, level=0.9), 24000), 20.0, CEILING)
    assert float(np.abs(decoded(clip.pcm)).max()) <= CEILING + 1e-4


@pytest.mark.parametrize("level", [0.0, 1e-5])
def test_a_clip_without_sound_keeps_a_little_silence(level: float) -> None:
    clip = edit(Audio(speech(3, level=level), 24000), 0.0, CEILING)
    assert clip.samples == round(SILENT_CLIP * OUTPUT_RATE)
    assert not any(clip.pcm)
    assert edit(Audio(np.zeros(0, np.float32), 24000), 0.0, CEILING).pcm == b""


def test_the_same_clip_gives_the_same_bytes() -> None:
    audio = Audio(padded(speech(1), 0.1, 0.1), 22050)
    assert edit(audio, 4.2, CEILING).pcm == edit(audio, 4.2, CEILING).pcm


def test_pydub_is_quiet_without_ffmpeg_and_leaves_no_filters() -> None:
    """With no program on the path and every warning an error, the import neither warns nor fails,
    and the warning filters are what they were."""
    code = (
        "import numpy, warnings, soxr; before = list(warnings.filters);"
        "import fullcast.mastering;"
        "assert list(warnings.filters) == before"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
