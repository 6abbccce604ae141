"""`--attributor llm`: a language model settles doubtful lines, from the command line on."""

from __future__ import annotations

from pathlib import Path

import chat_server as chat
import pytest
import web_server as web
from chat_server import knows, says
from command_line import FERRY, TONE, Cli
from web_server import sends, serving

TRUTH = {'"There."': "Mara", '"I heard nothing."': "Mistress Hale"}


@pytest.fixture
def ferry(cli: Cli) -> Cli:
    Path("ferry.txt").write_text(FERRY)
    return cli


def llm(server: web.Server) -> list[str]:
    return ["--attributor", "llm", "--llm-url", server.url, "--llm-model", "tiny"]


def test_the_model_settles_what_the_program_doubts(ferry: Cli) -> None:
    before = ferry("script", "ferry.txt")
    assert ' ?: "There."' in before.out
    with serving(knows(TRUTH)) as server:
        shown = ferry("script", "ferry.txt", *llm(server))
    assert shown.code == 0
    assert 'Mara: "There."\n' in shown.out
    assert 'Mistress Hale: "I heard nothing."\n' in shown.out
    assert " ?: " not in shown.out
    assert "Asking the language model about" in shown.err
    assert "Warning" not in shown.err
    assert {request.body["model"] for request in server.requests} == {"tiny"}
    said = [row.split(": ", 1)[-1] for row in before.out.splitlines()]
    assert [row.split(": ", 1)[-1] for row in shown.out.splitlines()] == said


def test_what_script_has_asked_make_and_cast_need_not_ask(ferry: Cli) -> None:
    with serving(knows(TRUTH)) as server:
        ferry("script", "ferry.txt", *llm(server))
    made = ferry("make", "ferry.txt", *TONE, *llm(server), "--json")
    assert (made.code, made.json["missing"]) == (0, [])
    assert "Warning" not in made.err
    assert "Asking" not in made.err
    script = Path("output/The Ferry/The Ferry.script.txt").read_text()
    assert 'Mistress Hale: "I heard nothing."' in script
    cast = ferry("cast", "ferry.txt", "--engine", "tone", *llm(server), "--json").json
    lines = {each["name"]: each["lines"] for each in cast["characters"]}
    assert lines == {"Mara": 2, "Mistress Hale": 2, "Pim": 1}
    json = ferry("script", "ferry.txt", *llm(server), "--json").json
    reasons = [line["reason"] for line in json["chapters"][0]["lines"]]
    assert reasons.count("language model") == 2


def test_the_users_word_goes_before_the_models(ferry: Cli) -> None:
    ferry("script", "ferry.txt", "-o", "mine.txt")
    rows = Path("mine.txt").read_text().splitlines()
    rows = ['Pim: "There."' if row.endswith('"There."') else row for row in rows]
    Path("mine.txt").write_text("\n".join(rows) + "\n")
    with serving(knows(TRUTH)) as server:
        shown = ferry("script", "ferry.txt", "--script", "mine.txt", *llm(server))
    assert 'Pim: "There."\n' in shown.out
    assert 'Mistress Hale: "I heard nothing."\n' in shown.out


LANDING = """The Landing

"Then we walk," said Mistress Hale.

"Not in this," Mr. Pim said.

"Why not?" asked Mr. Rowe.

"Fog," said Mr. Lark.

Nobody moved. Mr. Pim and Mr. Rowe and Mr. Lark looked at the river.

"There," he said.

Mistress Hale sighed. Mr. Lark and Mr. Pim sat down, and so did Mr. Rowe.

"Not yet," he said.
"""


def test_a_tag_goes_before_the_model(ferry: Cli) -> None:
    Path("landing.txt").write_text(LANDING)
    lady = dict.fromkeys(['"There,"', '"Not yet,"'], "Mistress Hale")
    with serving(knows(lady)) as server:
        after = ferry("script", "landing.txt", *llm(server))
    asked = chat.asked(server.requests[0])
    assert set(asked.values()) <= lady.keys()
    assert f"{len(asked)} for which it contradicted the story's own words" in after.err
    assert after.out == ferry("script", "landing.txt").out
    with serving(knows(dict.fromkeys(lady, "Mr. Rowe"))) as server:
        after = ferry("script", "landing.txt", *llm(server))
    assert " ?: " not in after.out


@pytest.mark.parametrize("command", [["script"], ["cast", "--engine", "tone"], ["make", *TONE]])
def test_without_a_server_all_goes_on_with_one_warning(ferry: Cli, command: list[str]) -> None:
    with serving(knows(TRUTH)) as gone:
        pass
    done = ferry(*command, "ferry.txt", *llm(gone))
    assert done.code == 0
    [warning] = [row for row in done.err.splitlines() if row.startswith("Warning: ")]
    assert f"{gone.url} cannot be reached" in warning
    assert "settled 0 of " in warning
    plain = ferry(*command, "ferry.txt")
    assert done.out == plain.out


@pytest.mark.parametrize("behaviour", [sends("<html>"), says('{"1": "Rowan"}'), sends("{}", 401)])
def test_a_useless_server_costs_nothing_but_a_warning(ferry: Cli, behaviour: web.Behaviour) -> None:
    with serving(behaviour) as server:
        done = ferry("script", "ferry.txt", *llm(server))
    assert done.code == 0
    assert done.err.count("Warning: ") == 1
    assert done.out == ferry("script", "ferry.txt").out


def test_the_key_comes_from_the_environment(ferry: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FULLCAST_LLM_KEY", " secret\n")
    with serving(knows(TRUTH)) as server:
        shown = ferry("script", "ferry.txt", *llm(server))
    assert server.requests[0].headers["Authorization"] == "Bearer secret"
    assert "secret" not in shown.out + shown.err
    monkeypatch.setenv("FULLCAST_LLM_KEY", "“secret”")
    wrong = ferry("script", "ferry.txt", *llm(server))
    assert wrong.code == 2
    assert "FULLCAST_LLM_KEY" in wrong.err
    assert "secret" not in wrong.err


URL = "http://localhost:11434/v1"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--attributor", "llm"], "--llm-url and --llm-model"),
        (["--attributor", "llm", "--llm-url", URL], "--llm-url and --llm-model"),
        (["--attributor", "llm", "--llm-model", "x"], "--llm-url and --llm-model"),
        (["--attributor", "llm", "--llm-url", URL, "--llm-model", " "], "--llm-model"),
        (["--attributor", "magic"], "magic"),
        (["--llm-url", URL], "--llm-url goes with --attributor llm"),
        (["--llm-model", "x"], "--llm-model goes with --attributor llm"),
        (["--llm-url", "localhost:11434"], "such as http://localhost:11434/v1"),
        (["--llm-url", "ftp://localhost/v1"], "such as http://localhost:11434/v1"),
        (["--llm-url", "http://[::1/v1"], "such as http://localhost:11434/v1"),
        (["--llm-url", "http://localhost:99999/v1"], "such as http://localhost:11434/v1"),
        (["--llm-url", "http:///v1"], "such as http://localhost:11434/v1"),
        (["--llm-url", "http://me:secret@localhost/v1"], "FULLCAST_LLM_KEY"),
    ],
)
@pytest.mark.parametrize("command", ["script", "cast", "make"])
def test_wrong_options_are_told(ferry: Cli, command: str, options: list[str], told: str) -> None:
    wrong = ferry(command, "ferry.txt", *options)
    assert wrong.code == 2
    assert told in wrong.err
    assert "secret" not in wrong.err
    assert not Path("output").exists()
