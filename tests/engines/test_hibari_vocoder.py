"""A sentence sounds as the package makes it sound."""

from __future__ import annotations

import numpy as np
import pytest
from hibari import dsp

from fullcast.engines.hibari_vocoder import BLOCK, NOISE, pulses, sound
from fullcast.engines.morphs import Spectrum

BINS = dsp.N_FFT // 2 + 1


def _f0(frames: int) -> np.ndarray:
    """Falls from 240 to 160 Hz, with an unvoiced stretch in the middle and one at the end."""
    f0 = np.geomspace(240, 160, frames).astype(np.float32)
    f0[frames // 3 : frames // 2] = -2.0
    f0[-frames // 8 :] = 0.0
    return f0


def _spectrum(frames: int) -> Spectrum:
    draw = np.random.default_rng(3)
    levels, phases = (draw.normal(size=(3, BINS, frames)).astype(np.float32) for _ in range(2))
    return Spectrum(levels[0], phases[0], levels[1] - 1, levels[2] - 1, 3 * phases[1], _f0(frames))


class _SameNoise:
    """Gives the package the noise of this vocoder."""

    @staticmethod
    def standard_normal(shape: tuple[int, int], dtype: type[np.float32]) -> np.ndarray:
        drawn = np.random.default_rng(0).standard_normal((shape[0], 2 * NOISE), dtype)
        return np.tile(drawn, -(-shape[1] // (2 * NOISE)))[:, : shape[1]].copy()


@pytest.mark.parametrize("frames", [8, BLOCK, 2 * BLOCK + 13, NOISE + BLOCK + 1])
def test_it_sounds_as_in_the_package(frames: int) -> None:
    spectrum = _spectrum(frames)
    ours = sound(spectrum.f0, spectrum.at)
    package = dsp.synth(
        spectrum.harmonic,
        spectrum.harmonic_phase,
        spectrum.noise,
        spectrum.free,
        spectrum.free_phase,
        spectrum.f0,
        _SameNoise(),
    )
    assert len(ours) == len(package) == frames * dsp.HOP
    # At the ends, where frames are missing, ours fades.
    inside = slice(2 * dsp.HOP, -2 * dsp.HOP)
    difference = (ours - package)[inside]
    assert np.std(difference) < 2e-3 * np.std(package)


def test_what_lies_far_from_the_voice_has_no_harmonics() -> None:
    f0 = _f0(4 * BLOCK)
    f0[BLOCK : 3 * BLOCK] = 0
    asked = []
    spectrum = _spectrum(len(f0))

    def part(frames: np.ndarray, heard: np.ndarray) -> Spectrum:
        asked.append((int(frames[0]), len(frames), heard.tolist()))
        return spectrum.at(frames, heard)

    sound(f0, part)
    starts, lengths, heard = zip(*asked, strict=True)
    assert starts == (0, BLOCK, 2 * BLOCK, 3 * BLOCK)
    assert set(lengths) == {BLOCK}
    assert heard[0] == list(range(BLOCK))
    assert heard[1] == [0, 1, 2]  # windows and interpolation reach into it
    assert heard[2] == [BLOCK - 2, BLOCK - 1]


def test_pulses_are_the_packages_own() -> None:
    f0 = _f0(150)
    difference = pulses(f0) - dsp.pulses(f0)
    assert np.sqrt(np.mean(difference**2)) < 1e-3 * np.sqrt(np.mean(dsp.pulses(f0) ** 2))


def test_without_a_voice_there_are_no_pulses() -> None:
    assert not pulses(np.full(20, -2, np.float32)).any()
