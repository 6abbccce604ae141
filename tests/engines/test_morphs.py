"""Morphing moves pitch and formants by the factors it is told, and only those."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from fullcast.engines.morphs import (
    LOWEST_F0,
    Morph,
    Spectrum,
    f0_at,
    melody,
    nearest,
    sounding,
    timbre,
    times,
)

BINS, FRAMES = 601, 200
BIN, FRAME = 20.0, 0.0125
ARRAYS = [each.name for each in fields(Spectrum) if each.name != "heard"]
RESONANCE = 150
"""The bin of the test envelope's one formant: 3 kHz."""


def _spectrum() -> Spectrum:
    """A formant at 3 kHz, F0 that falls from 240 to 160 Hz, unvoiced in its last quarter."""
    bins = np.arange(BINS, dtype=np.float32)[:, None]
    envelope = np.repeat(-((bins - RESONANCE) ** 2) / 800, FRAMES, axis=1).astype(np.float32)
    f0 = np.geomspace(240, 160, FRAMES).astype(np.float32)
    f0[-FRAMES // 4 :] = -2.0
    phase = np.random.default_rng(1).uniform(-3, 3, (BINS, FRAMES)).astype(np.float32)
    return Spectrum(envelope, phase, envelope - 10, envelope - 3, phase, f0)


def morph(
    spectrum: Spectrum, to: Morph, semitones: float, bin_hz: float, frame_s: float
) -> Spectrum:
    """Another speaker of a whole utterance."""
    f0 = melody(spectrum.f0, to, semitones, frame_s)
    return replace(timbre(to, BINS, bin_hz)(spectrum), f0=f0)


def _mean_f0(spectrum: Spectrum) -> float:
    return float(np.exp(np.log(spectrum.f0[spectrum.f0 > 40]).mean()))


def test_the_default_morph_changes_nothing() -> None:
    before = _spectrum()
    after = morph(before, Morph(), 0.0, BIN, FRAME)
    for name in ARRAYS:
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), rtol=1e-4)


def test_pitch_and_semitones_multiply_and_keep_what_is_unvoiced() -> None:
    before = _spectrum()
    after = morph(before, Morph(pitch=0.8), 12.0, BIN, FRAME)
    assert _mean_f0(after) == pytest.approx(1.6 * _mean_f0(before), rel=1e-3)
    assert ((after.f0 > 40) == (before.f0 > 40)).all()


def test_range_spreads_f0_around_its_mean() -> None:
    before, after = _spectrum(), morph(_spectrum(), Morph(range=0.5), 0.0, BIN, FRAME)
    spread = [np.std(np.log(each.f0[each.f0 > 40])) for each in (before, after)]
    assert _mean_f0(after) == pytest.approx(_mean_f0(before), rel=1e-3)
    assert spread[1] == pytest.approx(spread[0] / 2, rel=1e-2)


def test_a_voiced_frame_stays_voiced_however_low() -> None:
    after = morph(_spectrum(), Morph(pitch=0.3), -12.0, BIN, FRAME)
    assert after.f0[0] == LOWEST_F0


@pytest.mark.parametrize("formant", [0.8, 1.2])
def test_formants_move_by_their_factor(formant: float) -> None:
    after = morph(_spectrum(), Morph(formant=formant), 0.0, BIN, FRAME)
    for envelope in (after.harmonic, after.noise, after.free):
        assert envelope[:, 0].argmax() == pytest.approx(RESONANCE * formant, abs=1)


def test_bend_moves_what_lies_off_its_centre() -> None:
    after = morph(_spectrum(), Morph(bend=1.1), 0.0, BIN, FRAME)
    assert after.harmonic[:, 0].argmax() * BIN == pytest.approx(1500 * 2**1.1, abs=BIN)


def test_tilt_is_in_decibels_per_octave() -> None:
    before, after = _spectrum(), morph(_spectrum(), Morph(tilt=-6.0), 0.0, BIN, FRAME)
    change = (after.harmonic - before.harmonic)[:, 0] * 20 / np.log(10)
    assert change[75] == pytest.approx(0, abs=0.01)
    assert change[150] == pytest.approx(-6, abs=0.01)


def test_contrast_deepens_a_narrow_peak() -> None:
    before = _spectrum()
    before.harmonic[:] = 0
    before.harmonic[RESONANCE - 3 : RESONANCE + 4] = 2.0
    after = morph(before, Morph(contrast=1.5), 0.0, BIN, FRAME)
    peak, beside = after.harmonic[RESONANCE, 0], after.harmonic[RESONANCE - 8, 0]
    assert peak - beside == pytest.approx(3.0, abs=0.01)


def test_breath_follows_the_voice_where_there_is_one() -> None:
    before, after = _spectrum(), morph(_spectrum(), Morph(breath=-6.0), 0.0, BIN, FRAME)
    level = (after.noise - after.harmonic)[RESONANCE] * 20 / np.log(10)
    assert level[0] == pytest.approx(-6, abs=0.01)
    np.testing.assert_allclose(after.noise[:, -1], before.noise[:, -1], rtol=1e-5)
    np.testing.assert_allclose(after.noise[:50], before.noise[:50], rtol=1e-5)


def test_tremor_wavers_by_its_depth() -> None:
    before = _spectrum()
    before.f0[:] = 200
    after = morph(before, Morph(tremor=0.05), 0.0, BIN, FRAME)
    assert after.f0.max() == pytest.approx(210, abs=0.5)
    assert after.f0.min() == pytest.approx(190, abs=0.5)


@pytest.mark.parametrize("factor", [0.5, 0.9, 1.3, 2.0])
def test_pace_divides_the_frames_and_keeps_pitch_and_voicing(factor: float) -> None:
    before = _spectrum().f0
    spoken = times(FRAMES, factor)
    after = f0_at(before, spoken)
    assert len(after) == round(FRAMES / factor)
    assert spoken[0] == 0
    assert spoken[-1] == FRAMES - 1
    assert set(np.diff(nearest(spoken))) <= {int(factor), int(factor) + 1}
    voiced = [each > 40 for each in (before, after)]
    means = [np.log(each[on]).mean() for each, on in zip((before, after), voiced, strict=True)]
    assert means[1] == pytest.approx(means[0], abs=0.01)
    assert voiced[1].mean() == pytest.approx(voiced[0].mean(), abs=0.02)
    assert set(np.unique(after[~voiced[1]])) == {-2.0}


def test_f0_is_interpolated_within_a_voiced_stretch_only() -> None:
    f0 = np.array([100, 200, -2, 300], np.float32)
    spoken = np.array([0.25, 1.25, 1.75, 2.75])
    np.testing.assert_allclose(f0_at(f0, spoken), [125, 200, -2, 300])


def test_pace_of_one_is_the_same() -> None:
    spoken = times(FRAMES, 1.0)
    np.testing.assert_array_equal(nearest(spoken), np.arange(FRAMES))
    np.testing.assert_array_equal(f0_at(_spectrum().f0, spoken), _spectrum().f0)


@pytest.mark.parametrize("frames", [np.arange(20, 50), np.arange(20, 80, 2), np.arange(170, 200)])
def test_frames_are_picked_and_harmonics_for_some_of_them(frames: np.ndarray) -> None:
    whole = _spectrum()
    whole.harmonic[:] = np.random.default_rng(2).normal(size=(BINS, FRAMES))
    heard = np.array([0, 1, 7, 8, 25])
    part = whole.at(frames.astype(np.float64), heard)
    np.testing.assert_array_equal(part.harmonic, whole.harmonic[:, frames[heard]])
    np.testing.assert_array_equal(part.harmonic_phase, whole.harmonic_phase[:, frames[heard]])
    np.testing.assert_array_equal(part.free_phase, whole.free_phase[:, frames])
    np.testing.assert_array_equal(part.f0, whole.f0[frames])
    assert part.heard is heard


def test_envelopes_are_interpolated_and_phases_are_not() -> None:
    whole = _spectrum()
    whole.harmonic[:] = np.random.default_rng(2).normal(size=(BINS, FRAMES))
    part = whole.at(np.array([3.0, 4.25, FRAMES - 1.0]), np.array([1, 2]))
    mixed = 0.75 * whole.harmonic[:, 4] + 0.25 * whole.harmonic[:, 5]
    np.testing.assert_allclose(part.harmonic[:, 0], mixed, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(part.harmonic[:, 1], whole.harmonic[:, -1], atol=1e-5)
    np.testing.assert_array_equal(part.harmonic_phase, whole.harmonic_phase[:, [4, -1]])
    np.testing.assert_allclose(part.noise[:, 0], whole.noise[:, 3], rtol=1e-5)


def test_breath_goes_to_the_frames_of_its_harmonics() -> None:
    to, whole = Morph(breath=-6.0), _spectrum()
    whole.harmonic[:] += np.linspace(0, 3, FRAMES, dtype=np.float32)
    every = timbre(to, BINS, BIN)(whole)
    part = timbre(to, BINS, BIN)(whole.at(np.arange(40.0, 100.0), np.arange(10, 30)))
    np.testing.assert_allclose(part.noise[:, 10:30], every.noise[:, 50:70], rtol=1e-5)
    np.testing.assert_allclose(part.noise[:, 30:], whole.noise[:, 70:100], rtol=1e-5)


@pytest.mark.parametrize(("before", "behind"), [(50, 30), (51, 0), (3, 90)])
def test_silence_at_the_ends_is_left_out_by_whole_cycles(before: int, behind: int) -> None:
    speech, level, margin = _spectrum(), -20.0, 6
    silent = {
        name: np.pad(
            getattr(speech, name),
            ((0, 0),) * (getattr(speech, name).ndim - 1) + ((before, behind),),
            constant_values=-30.0,
        )
        for name in ARRAYS
    }
    # Where there is no voice, the harmonics' envelope is not heard.
    silent["harmonic"][:, :before] = 5.0
    spoken = times(before + FRAMES + behind, 1.0)
    kept = sounding(Spectrum(**silent), spoken, level, margin)
    skipped = max(0, before - margin) // 2 * 2
    length = before + FRAMES + min(behind, margin) - skipped
    np.testing.assert_array_equal(nearest(kept), np.arange(skipped, skipped + length))


def test_a_gap_within_stays_and_silence_alone_is_left_as_it_is() -> None:
    whole = _spectrum()
    for name in ("harmonic", "noise", "free"):
        getattr(whole, name)[:, 80:120] = -30.0
    spoken = times(FRAMES, 0.9)
    for level in (-20.0, 100.0):
        np.testing.assert_array_equal(sounding(whole, spoken, level, 6), spoken)


def test_contrast_is_taken_from_the_running_mean_of_700_hz() -> None:
    before = _spectrum()
    after = morph(before, Morph(contrast=1.5), 0.0, BIN, FRAME)
    padded = np.pad(before.harmonic[:, 0].astype(np.float64), 17, mode="edge")
    trend = np.convolve(padded, np.full(35, 1 / 35), mode="valid")
    expected = trend + 1.5 * (before.harmonic[:, 0] - trend)
    np.testing.assert_allclose(after.harmonic[:, 0], expected, rtol=1e-4, atol=1e-4)
