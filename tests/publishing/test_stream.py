"""Which damage to an MP3 shows by itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from mutagen import id3

from fullcast.errors import OutputError
from fullcast.model import Coding
from fullcast.publishing import (
    TrackTags,
    coding_of,
    digests,
    mp3_bytes,
    sound_fault,
    write_mp3,
)

TAGS = TrackTags("Chapter 1", "Ember", "Mara Holt", ("Ann",), 1, 2)
RATE = 44100


@pytest.fixture
def track(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp3"
    time = np.arange(5 * RATE) / RATE
    pcm = np.rint(9000 * np.sin(2 * np.pi * 220 * time)).astype("<i2").tobytes()
    write_mp3(path, [pcm], rate=RATE, tags=TAGS, cover=None)
    return path


def test_a_whole_file_has_no_fault(track: Path) -> None:
    assert sound_fault(track) is None


@pytest.mark.parametrize(("rate", "bitrate"), [(22050, 64), (24000, 48), (48000, 320)])
def test_other_formats_are_whole_too(tmp_path: Path, rate: int, bitrate: int) -> None:
    path = tmp_path / "b.mp3"
    write_mp3(path, [bytes(2 * rate)], rate=rate, bitrate=bitrate, tags=TAGS, cover=None)
    assert sound_fault(path) is None


def test_tags_are_no_part_of_the_sound(track: Path) -> None:
    before = digests(track)
    tag = id3.ID3(track)
    tag.add(id3.TIT2(text=["Another"]))
    tag.save(track, v1=2)
    assert track.read_bytes()[-128:].startswith(b"TAG")
    after = digests(track)
    assert after.sound == before.sound
    assert after.file != before.file
    assert sound_fault(track) is None


def test_where_a_file_is_cut_or_broken(track: Path) -> None:
    data = track.read_bytes()
    begin = id3.ID3(track).size
    half = begin + (len(data) - begin) // 2
    track.write_bytes(data[:half])
    fault = sound_fault(track)
    assert fault is not None
    assert fault.kind == "cut"
    assert fault.seconds == pytest.approx(2.5, abs=0.1)
    track.write_bytes(data[:half] + bytes(3000) + data[half + 3000 :])
    fault = sound_fault(track)
    assert fault is not None
    assert fault.kind == "broken"
    assert fault.seconds == pytest.approx(2.5, abs=0.1)


def test_one_wrong_bit_and_no_sound(track: Path) -> None:
    data = bytearray(track.read_bytes())
    data[-50] ^= 1
    track.write_bytes(data)
    assert getattr(sound_fault(track), "kind", None) == "altered"
    for nothing in (b"", b"text", bytes(9000), bytes(data[:20])):
        track.write_bytes(nothing)
        assert getattr(sound_fault(track), "kind", None) == "empty"


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize("options", [["-b:a", "96k"], ["-q:a", "4", "-ac", "2"]])
def test_files_of_another_encoder_are_whole(
    track: Path, tmp_path: Path, options: list[str]
) -> None:
    other = tmp_path / "other.mp3"
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(track), *options, str(other)]
    subprocess.run(command, check=True)
    assert sound_fault(other) is None


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be read"):
        sound_fault(tmp_path / "gone.mp3")


def test_how_a_file_is_coded(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    for bitrate in (64, 96, 192):
        path.write_bytes(mp3_bytes([bytes(88200)], rate=44100, bitrate=bitrate))
        assert coding_of(path) == Coding(bitrate, True, 44100, 1)
    frames = path.read_bytes()
    other = mp3_bytes([bytes(88200)], rate=44100, bitrate=128)
    path.write_bytes(frames + other)
    assert not coding_of(path).constant
    assert 128 < coding_of(path).bitrate < 192
    path.write_bytes(b"no sound")
    assert coding_of(path) == Coding(0, False, 0, 0)
