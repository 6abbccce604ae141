"""An engine that a package brings, and that fails: what is missing is listed, exit code 3."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from command_line import MILL, run

ENGINE = '''
import pathlib
from fullcast.engines.tone import ToneEngine
from fullcast.errors import EngineError
from fullcast.model import VoiceInfo, Gender, Age


class Picky(ToneEngine):
    """Speaks all but what is about thanks or smells."""

    name = "picky"

    def voices(self):
        return (VoiceInfo(self.name, "tenor", "en", Gender.MALE, Age.ADULT),)

    def synthesize(self, text, voice):
        if "smells" in text:
            raise EngineError("no smells, please")
        if "Thank" in text:
            raise ZeroDivisionError("oops")
        return super().synthesize(text, voice)


class Distant(Picky):
    """Has to be fetched, as a file named "here"."""

    name = "distant"

    def voices(self):
        here = pathlib.Path("here").exists()
        return (VoiceInfo(self.name, "tenor", "en", Gender.MALE, Age.ADULT, installed=here),)

    def fetch(self, id_):
        if pathlib.Path("offline").exists():
            raise EngineError("there is no network; copy it here by hand")
        pathlib.Path("here").touch()

    def synthesize(self, text, voice):
        if not pathlib.Path("here").exists():
            raise EngineError("it is not here")
        return ToneEngine.synthesize(self, text, voice)


class Mute(Picky):
    name = "mute"

    def synthesize(self, text, voice):
        raise EngineError("it is mute")
'''


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with a story, and a package with two engines."""
    (tmp_path / "mill.txt").write_text(MILL)
    package = tmp_path / "packages"
    info = package / "picky_engine-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: picky-engine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[fullcast.engines]\npicky = picky_engine:Picky\nmute = picky_engine:Mute\n"
        "distant = picky_engine:Distant\n"
    )
    (package / "picky_engine.py").write_text(ENGINE)
    return tmp_path


@pytest.mark.parametrize("executor", ["inline", "processes:2"])
def test_what_is_missing_is_listed_and_the_exit_code_is_3(library: Path, executor: str) -> None:
    made = run(
        *("make", "mill.txt", "--engine", "picky", "--executor", executor, "--json"),
        cwd=library,
        PYTHONPATH=str(library / "packages"),
    )
    assert made.code == 3
    assert made.json["lines"]["failed"] == 2
    thanks, home = made.json["missing"]
    assert thanks["story"] == "The Mill on the Hill"
    assert (thanks["chapter"], thanks["text"]) == (2, '"Thank you,"')
    assert "ZeroDivisionError" in thanks["error"]
    assert "no smells, please" in home["error"]
    assert made.err.count("Warning: The Mill on the Hill, chapter 2") == 2
    assert "Traceback" not in made.err
    assert len(made.json["files"]) == 6


def test_an_engine_that_never_speaks_is_an_error(library: Path) -> None:
    made = run(
        *("make", "mill.txt", "--engine", "mute", "--executor", "inline"),
        cwd=library,
        PYTHONPATH=str(library / "packages"),
    )
    assert made.code == 1
    assert "mute:tenor does not work" in made.error
    assert "it is mute" in made.error


def test_a_voice_is_fetched_before_anything_is_spoken(library: Path) -> None:
    packages = str(library / "packages")
    command = ("make", "mill.txt", "--engine", "distant", "--executor", "processes:1")
    (library / "offline").touch()
    made = run(*command, cwd=library, PYTHONPATH=packages)
    assert made.code == 1
    assert made.error.endswith("there is no network; copy it here by hand")
    assert not list(library.glob("output/**/*.mp3"))
    (library / "offline").unlink()
    made = run(*command, cwd=library, PYTHONPATH=packages)
    assert made.code == 0
    assert made.err.count("the voice distant:tenor is fetched") == 1
    assert len(list(library.glob("output/**/*.mp3"))) == 2
    again = run(*command, cwd=library, PYTHONPATH=packages)
    assert again.code == 0
    assert "is fetched" not in again.err


def test_doctor_and_voices_know_the_engine(library: Path) -> None:
    packages = str(library / "packages")
    voices = run("voices", "--engine", "picky", cwd=library, PYTHONPATH=packages)
    assert "picky:tenor" in voices.out
    doctor = run("doctor", cwd=library, PYTHONPATH=packages)
    assert "ok    engine picky: 1 voice" in doctor.out
    assert "FAIL  engine mute: " in doctor.out
    assert doctor.code == 0


def test_an_audition_tells_what_could_not_be_spoken(library: Path) -> None:
    packages = os.pathsep.join([str(library / "packages"), os.environ.get("PYTHONPATH", "")])
    heard = run("audition", "mill.txt", "--engine", "picky", cwd=library, PYTHONPATH=packages)
    assert heard.code == 3
    assert "no smells, please" in heard.err
    page = (library / "output" / "The Mill on the Hill" / "audition.html").read_text("utf-8")
    assert re.search(r"no smells, please[^<]*</em>", page)
    mute = run("audition", "mill.txt", "--engine", "mute", cwd=library, PYTHONPATH=packages)
    assert mute.code == 1
    assert "it is mute" in mute.error
