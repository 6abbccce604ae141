"""`make --bitrate` and `--vbr`: the tracks are coded as asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from mutagen.mp3 import MP3, BitrateMode

TONE = ("--engine", "tone", "--executor", "inline")


def track() -> Path:
    return min(Path("output").rglob("*.mp3"))


def test_a_bitrate(cli: Cli) -> None:
    assert cli("make", "mill.txt", *TONE, "--bitrate", "64").code == 0
    info = MP3(track()).info
    assert (info.bitrate, info.bitrate_mode) == (64000, BitrateMode.CBR)


@pytest.mark.parametrize("quality", ["0", "7"])
def test_a_variable_bitrate_is_whole_and_as_long(cli: Cli, quality: str) -> None:
    cli("make", "mill.txt", *TONE)
    before = MP3(track()).info.length
    assert cli("make", "mill.txt", *TONE, "--vbr", quality).code == 0
    info = MP3(track()).info
    assert info.bitrate_mode == BitrateMode.VBR
    assert info.length == pytest.approx(before, abs=0.001)
    assert cli("check", "output").code == 0


def test_seeking_in_a_variable_bitrate_is_near(cli: Cli) -> None:
    """The table of the Xing frame: what it says of the middle is the middle, to some seconds."""
    cli("make", "mill.txt", *TONE, "--vbr", "5")
    data = track().read_bytes()
    at = data.index(b"Xing")
    seek = list(data[at + 16 : at + 116])
    assert seek == sorted(seek)
    assert seek[0] == 0
    assert seek[50] == pytest.approx(128, abs=30)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--vbr", "2", "--bitrate", "64"), "does not go with --bitrate"),
        (("--vbr", "2", "--format", "mp3-single"), "joins tracks of one bitrate"),
        (("--vbr", "2", "--profile", "acx"), "constant bitrate of at least 192"),
        (("--bitrate", "96", "--profile", "librivox"), "at least 128"),
        (("--bitrate", "100",), "MP3 has 32, 40"),
        (("--bitrate", "lots",), "not lots"),
        (("--vbr", "11",), "0<=x<=9"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(cli: Cli, options: tuple[str, ...], message: str) -> None:
    made = cli("make", "mill.txt", *TONE, *options)
    assert made.code == 2
    assert message in made.err
    assert not Path("output").exists()


def test_check_holds_tracks_to_a_profile(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    assert cli("check", "output", "--profile", "plain").code == 0
    asked = cli("check", "output", "--profile", "acx")
    assert asked.code == 3
    assert "not at least 192" in asked.out
    cli("make", "mill.txt", *TONE, "--profile", "acx")
    assert cli("check", "output").code == 0
    assert cli("check", "output", "--profile", "nope").code == 2


def test_finished_tracks_are_measured_again_for_a_profile(cli: Cli) -> None:
    assert "Warning" not in cli("make", "mill.txt", *TONE, "--profile", "acx").err
    Path("voices.yaml").write_text("pauses: {end: 9.0}\n")
    made = cli("make", "mill.txt", *TONE, "--profile", "acx")
    assert made.code == 0
    assert made.err.count("(acx)") == 2
    assert "Warning: 01 - " in made.err
