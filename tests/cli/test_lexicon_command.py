"""`fullcast lexicon`."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli

STORY = """The Landing

by Ada Quill

Sorvinus stood in Yzmereth.

"Who is there?" asked Sorvinus.
"""


@pytest.fixture(autouse=True)
def _story(cli: Cli) -> None:
    (cli.folder / "landing.txt").write_text(STORY)


def test_a_table(cli: Cli) -> None:
    Path("voices.yaml").write_text("lexicon: {Yzmereth: /ɪzˈmɛɹɪθ/}\n", encoding="utf-8")
    shown = cli("lexicon", "landing.txt", "--engine", "tone")
    assert [row.split() for row in shown.out.splitlines()] == [
        ["Word", "Uses", "Said", "In", "the", "lexicon"],
        ["Sorvinus", "2", "speaks", "?"],
        ["Yzmereth", "1", "?", "/ɪzˈmɛɹɪθ/"],
    ]


def test_json(cli: Cli) -> None:
    assert cli("lexicon", "landing.txt", "--json").json == [
        {"word": "Sorvinus", "count": 2, "speaks": True, "entry": None, "said": "ˈsɔːɹvɪnəs"},
        {"word": "Yzmereth", "count": 1, "speaks": False, "entry": None, "said": "ˈɪzməɹɹəθ"},
    ]


def test_a_story_without_names(cli: Cli) -> None:
    Path("plain.txt").write_text("It rained. Nobody came.\n")
    shown = cli("lexicon", "plain.txt", "--engine", "tone")
    assert (shown.code, shown.out) == (0, "")
    assert "No name or invented word was found." in shown.err
    assert cli("lexicon", "plain.txt", "--engine", "tone", "--json").json == []


def test_names_are_said_into_a_file(cli: Cli) -> None:
    shown = cli("lexicon", "landing.txt", "--engine", "tone", "--say")
    assert "Wrote names.mp3" in shown.err
    assert Path("names.mp3").stat().st_size > 1000
    cli("lexicon", "landing.txt", "--engine", "tone", "--say", "-o", "mine.mp3")
    assert Path("mine.mp3").read_bytes()[-100:] == Path("names.mp3").read_bytes()[-100:]


def test_wrong_usage(cli: Cli) -> None:
    assert cli("lexicon", "landing.txt", "-o", "x.mp3").code == 2
    wrong = cli("lexicon", "landing.txt", "--say", "-o", "x.wav")
    assert wrong.code == 2
    assert "let it end in .mp3" in wrong.err


def test_wrong_ipa_is_one_sentence_with_its_line(cli: Cli) -> None:
    Path("voices.yaml").write_text("lexicon:\n  Sorvinus: /sɔr'vaɪnəs/\n", encoding="utf-8")
    wrong = cli("lexicon", "landing.txt", "--engine", "tone")
    assert wrong.code == 1
    assert wrong.error == (
        'voices.yaml:2: lexicon: the pronunciation of "Sorvinus", /sɔr\'vaɪnəs/: '
        '"\'" is no symbol of the IPA; did you mean "ˈ"?'
    )
