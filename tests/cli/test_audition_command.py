"""`fullcast audition` and `--play`: what is written, heard and told."""

from __future__ import annotations

import base64
import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import Cli, command
from mutagen.mp3 import MP3

TONE = ("--engine", "tone")
NO_SPEAKERS = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="stands in for the players of other systems"
)


def clips(page: Path) -> list[float]:
    """The lengths of the sounds in a page, in seconds."""
    found = re.findall(r'src="data:audio/mpeg;base64,([^"]+)"', page.read_text("utf-8"))
    return [MP3(io.BytesIO(base64.b64decode(data))).info.length for data in found]


def headings(page: Path) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", page.read_text("utf-8"))


def said(page: Path) -> list[str]:
    return re.findall(r'class="said">([^<]*)<', page.read_text("utf-8"))


def test_an_audition_is_an_mp3_and_a_page_with_everybody(cli: Cli) -> None:
    heard = cli("audition", "mill.txt", *TONE)
    folder = Path("output", "The Mill on the Hill")
    sound, page = folder / "audition.mp3", folder / "audition.html"
    assert (heard.code, heard.out) == (0, f"{sound}\n{page}\n")
    assert headings(page) == ["Narrator", "Rowan", "Mistress Hale", "All together"]
    assert "The wind shook the old mill. Rowan knocked twice." in said(page)
    assert "“" not in "".join(said(page))
    lengths = clips(page)
    assert len(lengths) == 4
    # Besides, the MP3 has the names, and longer pauses between its parts.
    tags = MP3(sound)
    assert sum(lengths) < tags.info.length < sum(lengths) + 4 * 5
    assert str(tags["TIT2"]) == "Audition"
    assert "female" in page.read_text("utf-8")
    assert "voice: tone:" in page.read_text("utf-8")
    # Nothing of the book is there yet, and its folder is still the story's.
    assert sorted(path.name for path in folder.iterdir()) == ["audition.html", "audition.mp3"]


def test_an_audition_is_the_same_each_time_and_make_reuses_it(cli: Cli) -> None:
    assert cli("audition", "mill.txt", *TONE, "-o", "one").code == 0
    clips_before = sorted((cli.folder / "cache").rglob("*.wav"))
    assert cli("audition", "mill.txt", *TONE, "-o", "two").code == 0
    assert sorted((cli.folder / "cache").rglob("*.wav")) == clips_before
    for name in ("audition.mp3", "audition.html"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()
    made = cli("make", "mill.txt", *TONE, "--executor", "inline", "--json").json
    assert made["lines"]["reused"] >= len(set(said(Path("one", "audition.html"))))


def test_only_those_are_heard_who_are_named(cli: Cli) -> None:
    page = Path("heard", "audition.html")
    named = ("--character", "mistress  hale", "--character", "narrator", "-o", "heard")
    assert cli("audition", "mill.txt", *TONE, *named).code == 0
    assert headings(page) == ["Narrator", "Mistress Hale", "All together"]
    assert cli("audition", "mill.txt", *TONE, "--character", "Narrator", "-o", "heard").code == 0
    assert headings(page) == ["Narrator"]
    Path("voices.yaml").write_text("characters: {Mistress Hale: {aliases: [The miller]}}\n")
    assert cli("audition", "mill.txt", *TONE, "--character", "the miller", "-o", "heard").code == 0
    assert headings(page) == ["Mistress Hale", "All together"]
    wrong = cli("audition", "mill.txt", *TONE, "--character", "Rowen")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.error == (
        'nobody called "Rowen" speaks in "The Mill on the Hill"; did you mean "Rowan"?'
    )
    nobody = cli("audition", "mill.txt", *TONE, "--character", "Zz").error
    assert nobody.endswith("`fullcast cast STORY` lists who does")


def test_voices_yaml_and_corrections_are_heard(cli: Cli) -> None:
    Path("voices.yaml").write_text(
        "engine: tone\ncharacters:\n  Rowan: {voice: bass, rate: 1.1, pitch: -2, volume: 3}\n"
    )
    cli("script", "mill.txt", "-o", "mine.txt")
    script = Path("mine.txt").read_text("utf-8")
    Path("mine.txt").write_text(script.replace('Mistress Hale: "Eat,"', 'Rowan: "Eat,"'), "utf-8")
    assert cli("audition", "mill.txt", "--script", "mine.txt", "-o", ".").code == 0
    page = Path("audition.html").read_text("utf-8")
    assert "voice: tone:bass\n    rate: 1.1\n    pitch: -2.0\n    volume: 3.0" in page
    assert "<dd>-2 st</dd>" in page
    rowan = page[page.index(">Rowan</h2>") : page.index(">Mistress Hale</h2>")]
    assert re.findall(r"Lines</dt><dd>(\d+)", rowan) == ["4"]


def test_a_story_of_one_voice_has_no_conversation(cli: Cli) -> None:
    Path("rain.txt").write_text("Rain\n\nIt rained all day. Nobody came to the door.\n")
    assert cli("audition", "rain.txt", *TONE, "-o", ".").code == 0
    assert headings(Path("audition.html")) == ["Narrator"]
    Path("none.txt").write_text("* * *\n")
    assert cli("audition", "none.txt", *TONE).code == 1


def test_who_tells_the_story_is_named(cli: Cli) -> None:
    Path("i.txt").write_text(
        'The Well\n\nI looked into the well.\n\n"Pim!" called Mistress Hale. I turned.\n\n'
        '"Is it deep, Pim?" she asked.\n\n"It is," I said. "I dropped my hat into it."\n\n'
        '"Then leave it there," said Mistress Hale.\n'
    )
    assert cli("audition", "i.txt", *TONE, "-o", ".").code == 0
    page = Path("audition.html").read_text("utf-8")
    teller = re.findall(r"Tells as</dt><dd>([^<]*)", page)
    assert teller == ["Pim"]


PLAYER = """#!{python}
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_IGN)
sound = Path(sys.argv[-1])
Path({log!r}).write_text(f"{{sound.read_bytes()[:4]}} {{sound.stat().st_size}} {{sound}}")
time.sleep({seconds})
"""


def player(folder: Path, seconds: float = 0) -> Path:
    """A program that takes the place of all players; returns where it notes what it plays."""
    log = folder / "played"
    programs = folder / "programs"
    programs.mkdir()
    program = programs / "aplay"
    program.write_text(PLAYER.format(python=sys.executable, log=str(log), seconds=seconds))
    program.chmod(0o755)
    return log


def played(log: Path) -> tuple[float, Path]:
    """The seconds of the WAV that was played, and where it was."""
    kind, size, path = log.read_text().split(maxsplit=2)
    assert kind == "b'RIFF'"
    return (int(size) - 44) / 2 / 44100, Path(path)


@NO_SPEAKERS
def test_say_plays_and_writes_only_what_is_asked_for(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = player(cli.folder)
    monkeypatch.setenv("PATH", str(cli.folder / "programs"))
    hello = ("say", "Good morning to all of you.", "--voice", "tone:alto", "--play")
    heard = cli(*hello)
    assert (heard.code, heard.out, heard.err) == (0, "", "")
    seconds, path = played(log)
    assert not path.exists()
    assert not Path("said.mp3").exists()
    assert cli(*hello, "-o", "hello.mp3").out == "hello.mp3\n"
    assert MP3("hello.mp3").info.length == pytest.approx(seconds, abs=0.05)
    assert played(log)[0] == seconds


@NO_SPEAKERS
def test_audition_plays_what_it_writes(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    log = player(cli.folder)
    monkeypatch.setenv("PATH", str(cli.folder / "programs"))
    assert cli("audition", "mill.txt", *TONE, "-o", "heard", "--play").code == 0
    seconds, path = played(log)
    assert not path.exists()
    assert MP3(Path("heard", "audition.mp3")).info.length == pytest.approx(seconds, abs=0.05)


@NO_SPEAKERS
@pytest.mark.parametrize("arguments", [("say", "Hello"), ("audition", "mill.txt")])
def test_nothing_is_spoken_where_nothing_plays(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PATH", str(cli.folder))
    silent = cli(*arguments, *TONE, "--play")
    assert (silent.code, silent.out) == (1, "")
    assert "there is no program here that plays sound (pw-play, paplay, " in silent.error
    assert "leave out --play" in silent.error
    assert not Path("output").exists()


@NO_SPEAKERS
def test_ctrl_c_stops_the_player_at_once(tmp_path: Path) -> None:
    log = player(tmp_path, seconds=60)
    with subprocess.Popen(
        command("say", "Good morning.", "--voice", "tone:alto", "--play", "-o", "said.mp3"),
        cwd=tmp_path,
        env={
            **os.environ,
            "FULLCAST_CACHE": str(tmp_path / "cache"),
            "PATH": str(tmp_path / "programs"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not log.exists() or not log.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        took = time.monotonic() - start
    assert process.returncode == 130
    assert out == "said.mp3\n"
    assert err.strip().startswith("Stopped.")
    assert "Traceback" not in err
    assert took < 2
    assert not played(log)[1].exists()
    with pytest.raises(ProcessLookupError):  # nobody of the group is left, nor the player
        os.killpg(process.pid, 0)


def test_an_audition_by_natural_voices(cli: Cli) -> None:
    assert cli("audition", "mill.txt", "--character", "Rowan", "-o", ".").code == 0
    assert headings(Path("audition.html")) == ["Rowan", "All together"]
    assert "voice: hibari:heart+" in Path("audition.html").read_text("utf-8")
    alone, together = clips(Path("audition.html"))
    assert 2 < alone < 8
    assert 4 < together < 16
