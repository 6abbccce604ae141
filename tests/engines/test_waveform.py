"""Sound files of every platform are read, and a changed pitch is a changed pitch."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from fullcast.engines.waveform import EDGE, faster, read, trim
from fullcast.model import Audio

RATE = 22_050
SOUND = (np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE) * 16_000).astype("<i2")


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">I", len(content)) + content + b"\0" * (len(content) % 2)


def _aiff(kind: bytes, sound: bytes, compression: bytes = b"", bits: int = 16) -> bytes:
    # 22,050 Hz as an 80-bit extended float: 22050 = 0xAC44 * 2**-1, so exponent 16383 + 14.
    rate = struct.pack(">HQ", 16383 + 14, 0xAC44 << 48)
    common = struct.pack(">hLh", 1, len(sound) // 2, bits) + rate + compression
    body = _chunk(b"COMM", common) + _chunk(b"SSND", struct.pack(">LL", 0, 0) + sound)
    return b"FORM" + struct.pack(">I", 4 + len(body)) + kind + body


def test_wav_is_read_and_its_channels_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.mp3"  # the name does not matter
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.stack([SOUND, np.zeros_like(SOUND)], axis=1).tobytes())
    audio = read(path)
    assert audio.rate == RATE
    assert audio.samples.dtype == np.float32
    np.testing.assert_allclose(audio.samples, SOUND / 65_536, atol=1e-6)


@pytest.mark.parametrize(
    ("kind", "order", "compression"),
    [
        (b"AIFF", ">i2", b""),
        (b"AIFC", ">i2", b"NONE\0\0"),
        (b"AIFC", ">i2", b"twos\0\0"),
        (b"AIFC", "<i2", b"sowt\0\0"),
    ],
)
def test_aiff_is_read(tmp_path: Path, kind: bytes, order: str, compression: bytes) -> None:
    path = tmp_path / "speech.aiff"
    path.write_bytes(_aiff(kind, SOUND.astype(order).tobytes(), compression))
    audio = read(path)
    assert audio.rate == RATE
    np.testing.assert_allclose(audio.samples, SOUND / 32_768, atol=1e-6)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3 something else",
        b"RIFF\0\0\0\0WAVE",
        b"FORM\0\0\0\0AIFF",
        _aiff(b"AIFC", b"\0\0", b"ima4\0\0"),
        _aiff(b"AIFF", b"\0\0", bits=24),
    ],
)
def test_what_cannot_be_read_is_a_value_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "speech.wav"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"speech\.wav|bits"):
        read(path)


def test_trim_leaves_a_margin_at_both_ends() -> None:
    quiet = np.zeros(RATE, np.float32)
    samples = np.concatenate([quiet, np.full(RATE, 0.5, np.float32), quiet])
    assert trim(Audio(samples, RATE)).duration == pytest.approx(1 + 2 * EDGE, abs=0.001)


def test_trim_leaves_silence_alone() -> None:
    assert trim(Audio(np.zeros(100, np.float32), RATE)).samples.shape == (100,)


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.3, 2.0])
def test_faster_is_shorter_and_higher_and_as_loud(factor: float) -> None:
    envelope = np.hanning(RATE)
    samples = (np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE) * envelope).astype(np.float32)
    audio = faster(Audio(samples, RATE), factor)
    hertz = np.abs(np.fft.rfft(audio.samples)).argmax() * RATE / len(audio.samples)
    assert audio.duration == pytest.approx(1 / factor, abs=0.001)
    assert hertz == pytest.approx(440 * factor, rel=0.01)
    assert np.abs(audio.samples).max() == pytest.approx(1, abs=0.02)
