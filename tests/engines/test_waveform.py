"""Sound files of every platform are read, and a changed pitch is a changed pitch."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from fullcast.engines.waveform import EDGE, decode, faster, read, trim
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


def _wav(
    sound: bytes,
    kind: int = 1,
    bits: int = 16,
    *,
    channels: int = 1,
    rate: int = RATE,
    size: int | None = None,
    extension: bytes = b"",
) -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits) + extension
    size = len(sound) if size is None else size
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"LIST" + struct.pack("<I", 3) + b"abc\0"
    return b"RIFF\xff\xff\xff\xffWAVE" + chunks + b"data" + struct.pack("<I", size) + sound


WAVE = SOUND / 32_768
PCM_24 = (SOUND.astype("<i4") << 8).view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


@pytest.mark.parametrize(
    ("kind", "bits", "sound", "error"),
    [
        (1, 8, (SOUND // 256 + 128).astype(np.uint8).tobytes(), 1 / 128),
        (1, 16, SOUND.tobytes(), 0),
        (1, 24, PCM_24, 0),
        (1, 32, (SOUND.astype("<i4") << 16).tobytes(), 0),
        (3, 32, WAVE.astype("<f4").tobytes(), 0),
        (3, 64, WAVE.astype("<f8").tobytes(), 0),
    ],
)
def test_wavs_of_all_widths_are_read(kind: int, bits: int, sound: bytes, error: float) -> None:
    guid = struct.pack("<HHIH", 22, bits, 0, kind) + bytes(14)
    for data in (_wav(sound, kind, bits), _wav(sound, 0xFFFE, bits, extension=guid)):
        audio = decode(data, "it")
        assert (audio.samples.dtype, audio.rate) == (np.float32, RATE)
        np.testing.assert_allclose(audio.samples, WAVE, atol=error + 1e-7)


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0xFFFF_FFFF])
def test_a_wav_that_was_streamed_counts_to_its_end(size: int) -> None:
    sound = SOUND.tobytes()
    np.testing.assert_allclose(decode(_wav(sound, size=size), "it").samples, WAVE)
    odd = decode(_wav(sound + b"\1", size=size), "it")
    np.testing.assert_allclose(odd.samples, WAVE)


def test_the_channels_of_floats_are_averaged() -> None:
    sound = np.stack([WAVE, np.zeros_like(WAVE)], axis=1).astype("<f4").tobytes()
    samples = decode(_wav(sound, 3, 32, channels=2), "it").samples
    np.testing.assert_allclose(samples, WAVE / 2, atol=1e-7)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (_wav(SOUND.tobytes()[:-100], size=2 * RATE), "it is cut short"),
        (_wav(SOUND.tobytes())[:30], "it is cut short"),
        (_wav(SOUND.tobytes(), 7, 8), "format 7 with 8 bits"),
        (_wav(SOUND.tobytes(), channels=0), "0 channels"),
        (_wav(SOUND.tobytes(), rate=0), "at 0 Hz"),
        (_wav(np.array([0.5, np.nan], "<f4").tobytes(), 3, 32), "no numbers"),
        (_wav(np.array([0.5, 1e300], "<f8").tobytes(), 3, 64), "no numbers"),
        (_wav(SOUND.tobytes(), 0xFFFE), "it is broken"),
    ],
)
def test_a_wav_that_cannot_be_heard_is_a_value_error(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        decode(data, "it")


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
