"""WAV files, read back by the standard library."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from fullcast.errors import OutputError
from fullcast.publishing import write_wav


def test_a_wav_holds_the_sound_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    blocks = [b"\x01\x02" * 300, b"", b"\x03\x04" * 141]
    assert write_wav(path, iter(blocks), rate=44100) == pytest.approx(0.01)
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 44100)
        assert sound.readframes(1000) == b"".join(blocks)
    assert path.stat().st_size == 44 + 882


def test_no_sound_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no sound"):
        write_wav(tmp_path / "none.wav", [], rate=44100)
    with pytest.raises(OutputError, match="its folder does not exist"):
        write_wav(tmp_path / "no" / "where.wav", [b"\0\0"], rate=44100)
    assert not list(tmp_path.iterdir())
