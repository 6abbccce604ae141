"""An audiobook whose voices are those of a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import MILL, run
from speech_server import speaks
from web_server import Behaviour, Handler, Request, sends, serving

KEY = "s3cret-k3y"
MAKE = ("make", "mill.txt", "--engine", "openai", "--json", "--executor")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "mill.txt").write_text(MILL)
    return tmp_path


def lists_then(behaviour: Behaviour) -> Behaviour:
    """A server that lists its voices whatever becomes of the rest."""

    def behave(handler: Handler, request: Request) -> None:
        (speaks if request.method == "GET" else behaviour)(handler, request)

    return behave


def test_a_server_speaks_a_story_once(library: Path) -> None:
    with serving(speaks) as server:
        made = run(*MAKE, "processes:2", cwd=library, FULLCAST_SPEECH_URL=server.url)
        asked = sum(each.method == "POST" for each in server.requests)
        again = run(*MAKE, "processes:2", cwd=library, FULLCAST_SPEECH_URL=server.url)
    assert (made.code, made.json["missing"], made.err.count("Warning")) == (0, [], 0)
    assert len({each.body["voice"] for each in server.requests if each.body}) == 3
    assert again.json["lines"]["spoken"] == 0
    assert sum(each.method == "POST" for each in server.requests) == asked


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (sends(f"wrong: {KEY}", 401), "FULLCAST_SPEECH_KEY"),
        (lists_then(sends(f"wrong: {KEY}", 401)), "FULLCAST_SPEECH_KEY"),
        (lists_then(sends("<html>")), "sent a web page instead of WAV"),
    ],
)
def test_a_server_that_does_not_speak_is_one_sentence(
    library: Path, behaviour: Behaviour, why: str
) -> None:
    with serving(behaviour) as server:
        made = run(
            *MAKE, "inline", cwd=library, FULLCAST_SPEECH_URL=server.url, FULLCAST_SPEECH_KEY=KEY
        )
    assert made.code == 1
    assert why in made.err
    assert "Traceback" not in made.err
    assert KEY not in made.err + made.out


def test_an_engine_without_a_server_is_no_fault(library: Path) -> None:
    shown = run("voices", cwd=library, FULLCAST_SPEECH_URL="")
    assert "openai" not in shown.out + shown.err
    found = run("doctor", cwd=library, FULLCAST_SPEECH_URL="")
    assert "ok    engine openai: not set up: " in found.out
    named = run("voices", "--engine", "openai", cwd=library, FULLCAST_SPEECH_URL="")
    assert named.code == 1
    assert "set FULLCAST_SPEECH_URL" in named.err
