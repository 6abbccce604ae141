"""Real MP3s, read back by mutagen and, where they are installed, by ffmpeg and mp3val."""

from __future__ import annotations

import shutil
import subprocess
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode

from fullcast.errors import OutputError
from fullcast.publishing import TrackTags, write_mp3

TAGS = TrackTags("Chapter 1", "Ember", "Mara Holt", ("Ann",), 1, 2)
COVER = b"\xff\xd8\xff\xe0 not more than its first bytes"

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
needs_ffprobe = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe")
needs_mp3val = pytest.mark.skipif(shutil.which("mp3val") is None, reason="needs mp3val")


def sweep(seconds: float, rate: int = 44100) -> bytes:
    """A tone that rises from 150 to 3000 Hz, swelling as syllables do."""
    time = np.arange(round(seconds * rate)) / rate
    phase = 2 * np.pi * (150 * time + 2850 / (2 * seconds) * time**2)
    tone = 0.4 * np.sin(phase) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    return bytes(np.rint(tone * 32767).astype("<i2").tobytes())


def blocks(pcm: bytes, size: int = 9998) -> Iterator[bytes]:
    """Sound in blocks, some of them empty."""
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size]
        yield b""


def decoded(path: Path) -> np.ndarray:
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-f", "s16le", "-"]
    sound = subprocess.run(run, capture_output=True, check=True).stdout
    return np.frombuffer(sound, "<i2").astype(float)


@pytest.mark.parametrize(
    ("rate", "bitrate"),
    [(44100, 96), (44100, 32), (44100, 192), (48000, 128), (22050, 64), (24000, 48)],
)
@pytest.mark.parametrize("seconds", [0.001, 1.0, 3.37])
def test_length_is_exact(tmp_path: Path, rate: int, bitrate: int, seconds: float) -> None:
    path = tmp_path / "a.mp3"
    pcm = sweep(seconds, rate)
    length = write_mp3(path, blocks(pcm), rate=rate, bitrate=bitrate, tags=TAGS, cover=COVER)
    info = MP3(path).info
    assert length == len(pcm) / 2 / rate
    assert info.length == pytest.approx(length, abs=1e-6)
    assert (info.sample_rate, info.channels) == (rate, 1)
    assert info.bitrate_mode is BitrateMode.CBR
    if seconds > 1:
        assert info.bitrate == pytest.approx(bitrate * 1000, rel=1e-3)


@needs_ffmpeg
@pytest.mark.parametrize(("rate", "bitrate"), [(44100, 96), (44100, 48), (24000, 64)])
def test_a_decoder_gives_back_every_sample_in_its_place(
    tmp_path: Path, rate: int, bitrate: int
) -> None:
    path = tmp_path / "a.mp3"
    pcm = sweep(3, rate)
    write_mp3(path, blocks(pcm), rate=rate, bitrate=bitrate, tags=TAGS, cover=COVER)
    before, after = np.frombuffer(pcm, "<i2").astype(float), decoded(path)
    assert len(after) == len(before)
    middle = before[rate : 2 * rate]
    match = {
        lag: float(np.dot(middle, after[rate + lag : 2 * rate + lag])) for lag in range(-40, 41)
    }
    assert max(match, key=lambda lag: match[lag]) == 0
    # LAME turns all sound down by 5 %.
    assert 20 * np.log10(after.std() / before.std()) == pytest.approx(-0.45, abs=0.1)


@needs_ffmpeg
def test_checksum_agrees_with_another_writer(tmp_path: Path) -> None:
    """ffmpeg copies the frames and writes an Info frame of its own, with the same checksum."""
    path, copy = tmp_path / "a.mp3", tmp_path / "copy.mp3"
    write_mp3(path, blocks(sweep(3)), rate=44100, tags=TAGS, cover=None)
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-c", "copy", str(copy)]
    subprocess.run(run, check=True)
    sums = []
    for data in (path.read_bytes(), copy.read_bytes()):
        info = data.index(b"Info")
        sums.append(data[info + 152 : info + 154])
    assert sums[0] == sums[1] != b"\0\0"


@needs_ffprobe
def test_ffprobe_finds_the_length_the_cover_and_no_fault(tmp_path: Path) -> None:
    from fullcast.publishing import draw_cover

    path = tmp_path / "a.mp3"
    cover = draw_cover("Ember", "Mara Holt", ["Ann", "Bob"])
    length = write_mp3(path, blocks(sweep(4)), rate=44100, tags=TAGS, cover=cover)
    fields = "format=duration:stream=codec_name"
    run = ["ffprobe", "-v", "warning", "-show_entries", fields, "-of", "csv=p=0", str(path)]
    probe = subprocess.run(run, capture_output=True, text=True, check=True)
    sound, picture, duration = probe.stdout.split()
    assert (sound, picture, probe.stderr) == ("mp3", "mjpeg", "")
    # ffprobe counts whole frames, with what the encoder adds at both ends.
    assert float(duration) == pytest.approx(length, abs=2 * 1152 / 44100)


@needs_mp3val
@pytest.mark.parametrize(("rate", "bitrate"), [(44100, 96), (44100, 32), (44100, 128), (24000, 64)])
def test_mp3val_finds_no_fault(tmp_path: Path, rate: int, bitrate: int) -> None:
    path = tmp_path / "a.mp3"
    pcm = sweep(4, rate)
    write_mp3(path, blocks(pcm), rate=rate, bitrate=bitrate, tags=TAGS, cover=COVER)
    run = subprocess.run(["mp3val", str(path)], capture_output=True, text=True, check=True)
    assert "WARNING" not in run.stdout
    assert "ERROR" not in run.stdout
    assert "+ID3v2" in run.stdout


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the blocks are, and whatever was written before."""
    pcm = sweep(2)
    for name, size in (("a", 9998), ("b", 20000), ("c", 10**6)):
        write_mp3(tmp_path / name, blocks(pcm, size), rate=44100, tags=TAGS, cover=COVER)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes()
    assert (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()


def test_an_error_in_the_sound_goes_through_and_leaves_nothing(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield sweep(1)
        raise FileNotFoundError("clip")

    with pytest.raises(FileNotFoundError, match="clip"):
        write_mp3(tmp_path / "a.mp3", breaking(), rate=44100, tags=TAGS, cover=None)
    assert list(tmp_path.iterdir()) == []


def test_no_sound_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no sound"):
        write_mp3(tmp_path / "a.mp3", [b""], rate=44100, tags=TAGS, cover=None)
    assert list(tmp_path.iterdir()) == []


def test_half_a_sample_and_a_cover_that_is_no_jpeg_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="within a sample"):
        write_mp3(tmp_path / "a.mp3", [b"abc"], rate=44100, tags=TAGS, cover=None)
    with pytest.raises(ValueError, match="not a JPEG"):
        write_mp3(tmp_path / "a.mp3", [b"ab"], rate=44100, tags=TAGS, cover=b"\x89PNG")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    with pytest.raises(OutputError, match="the disk is full"):
        write_mp3(small_disk / "a.mp3", blocks(sweep(40)), rate=44100, tags=TAGS, cover=COVER)
    assert list(small_disk.iterdir()) == []


def test_memory_stays_flat(tmp_path: Path) -> None:
    second = sweep(1)
    tracemalloc.start()
    write_mp3(tmp_path / "a.mp3", (second for _ in range(120)), rate=44100, tags=TAGS, cover=COVER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000  # the sound has 10.6 million bytes, the table of checksums 3 million
