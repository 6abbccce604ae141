"""Playing sound with programs of the system: real processes, found where the system finds them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fullcast import playback
from fullcast.errors import OutputError
from fullcast.publishing import write_wav

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the players of other systems than these"
)

PLAYER = """#!{python}
import sys
from pathlib import Path
with Path({log!r}).open("a") as log:
    print({name!r}, *sys.argv[1:-1], Path(sys.argv[-1]).name, file=log)
    print(Path(sys.argv[-1]).read_bytes()[:12], file=log)
print({words!r}, file=sys.stderr)
sys.exit({code})
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    write_wav(tmp_path / "said.wav", [b"\0\0" * 441], rate=44100)
    return tmp_path / "said.wav"


def install(path: Path, name: str, code: int = 0, words: str = "") -> Path:
    """A player that notes its arguments and what the file begins with."""
    log = path.parent / "log"
    player = path / name
    player.write_text(
        PLAYER.format(python=sys.executable, log=str(log), name=name, code=code, words=words)
    )
    player.chmod(0o755)
    return log


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("pw-play", ""),
        ("paplay", ""),
        ("aplay", "--quiet "),
        ("ffplay", "-nodisp -autoexit -loglevel error "),
        ("mpv", "--no-video --really-quiet "),
    ],
)
def test_a_player_gets_a_wav(path: Path, sound: Path, name: str, arguments: str) -> None:
    log = install(path, name, words="ALSA lib: a word of warning")
    playback.check()
    playback.play(sound)
    called, header = log.read_text().splitlines()
    assert called.split() == [name, *arguments.split(), "said.wav"]
    assert header.startswith("b'RIFF")
    assert header.endswith("WAVE'")


def test_the_next_player_has_a_try_if_one_cannot(path: Path, sound: Path) -> None:
    install(path, "mpv")
    install(path, "ffplay", words="audio open failed")  # and yet it ends with 0
    (path / "paplay").write_text("no program at all")
    (path / "paplay").chmod(0o755)
    log = install(path, "pw-play", code=1, words="a line\nno sound server")
    playback.play(sound)
    called = [line.split()[0] for line in log.read_text().splitlines() if line[:2] != "b'"]
    assert called == ["pw-play", "ffplay", "mpv"]


def test_what_each_player_says_is_told_if_none_can(path: Path, sound: Path) -> None:
    install(path, "pw-play", code=1, words="a line\nno sound server")
    install(path, "aplay", code=2)
    install(path, "ffplay", words="audio open failed\nsome other words")
    with pytest.raises(OutputError) as told:
        playback.play(sound)
    assert "(pw-play: no sound server; aplay: it ended with code 2; " in str(told.value)
    assert "ffplay: it found no speakers)" in str(told.value)


@pytest.mark.usefixtures("path")
def test_what_to_install_is_told_where_nothing_plays(sound: Path) -> None:
    for call in (playback.check, lambda: playback.play(sound)):
        with pytest.raises(OutputError, match=r"no program here that plays sound .*alsa-utils"):
            call()
