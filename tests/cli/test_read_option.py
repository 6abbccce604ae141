"""`--read` and `read:`: what surrounds a story is read aloud on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import TONE, Cli
from mutagen.mp3 import MP3

PIER = """The Long Pier

by Ada Quill

Rating: T

Summary: Two wait for a boat.

A/N: Thank you for waiting.

Chapter 1: Fog

"Is it there?" asked Mara.

"Not yet," said Pim. "It is late."

The End
"""


@pytest.fixture
def pier(cli: Cli) -> Cli:
    Path("pier.txt").write_text(PIER)
    return cli


def skipped(run: object) -> list[str]:
    return [each["kind"] for each in run.json["skipped"]]  # type: ignore[attr-defined]


def test_the_script_tells_what_is_read_and_what_is_skipped(pier: Cli) -> None:
    assert skipped(pier("script", "pier.txt", "--json")) == ["tags", "summary", "note", "end"]
    aloud = pier("script", "pier.txt", "--json", "--read", "Notes,summaries")
    assert skipped(aloud) == ["tags", "end"]
    lines = [line for chapter in aloud.json["chapters"] for line in chapter["lines"]]
    assert [line["text"].strip() for line in lines if line["speaker"] == "Author"] == [
        "Summary: Two wait for a boat.",
        "A/N: Thank you for waiting.",
    ]
    assert "".join(line["text"] for line in lines) == PIER
    assert pier("script", "pier.txt", "--read", "all").out == pier("script", "pier.txt").out


def test_the_library_says_what_is_read_and_the_option_wins(pier: Cli) -> None:
    Path("voices.yaml").write_text("read: [notes, end]\n")
    assert skipped(pier("script", "pier.txt", "--json")) == ["tags", "summary"]
    assert skipped(pier("script", "pier.txt", "--json", "--read", "tags")) == [
        "summary",
        "note",
        "end",
    ]
    assert len(skipped(pier("script", "pier.txt", "--json", "--read", "none"))) == 4
    Path("other.yaml").write_text("stories: {The Long Pier: {read: all}}\n")
    assert skipped(pier("script", "pier.txt", "--json", "--voices", "other.yaml")) == []


@pytest.mark.parametrize("command", ["make", "script", "cast", "audition", "lexicon"])
def test_a_wrong_word_is_told_with_the_right_one(pier: Cli, command: str) -> None:
    wrong = pier(command, "pier.txt", "--read", "notes,sumary")
    assert wrong.code == 2
    assert 'unknown "sumary"; did you mean "summary"?' in wrong.error
    assert "--read WHAT,..." in pier(command, "--help").out


def test_the_cast_has_the_author_where_they_are_heard(pier: Cli) -> None:
    Path("voices.yaml").write_text("author: {voice: 'tone:bass', rate: 0.9}\n")
    assert "Author" not in pier("cast", "pier.txt", "--engine", "tone").out
    assert "author" not in pier("cast", "pier.txt", "--engine", "tone", "--json").json
    read = ("--engine", "tone", "--read", "note")
    rows = pier("cast", "pier.txt", *read).out.splitlines()
    assert [row.split()[0] for row in rows] == ["Who", "Narrator", "Author", "Pim", "Mara"]
    assert rows[2].split(maxsplit=1)[1] == "tone:bass, rate 0.9"
    found = pier("cast", "pier.txt", *read, "--json").json
    assert found["author"]["voice"]["id"] == "bass"
    assert [each["name"] for each in found["characters"]] == ["Pim", "Mara"]


def test_cast_writes_the_author_into_a_new_file(pier: Cli) -> None:
    assert pier("cast", "pier.txt", "--engine", "tone", "--read", "all", "--write").code == 0
    written = Path("voices.yaml").read_text()
    assert "\nauthor:\n  voice: " in written
    heard = pier("cast", "pier.txt", "--read", "all", "--json").json["author"]["voice"]
    assert f"voice: {heard['id']}\n" in written.partition("\nauthor:\n")[2]


def test_make_speaks_only_what_is_asked_for_later(pier: Cli) -> None:
    first = pier("make", "pier.txt", *TONE, "--json").json
    plan = pier("make", "pier.txt", *TONE, "--read", "notes,end", "--dry-run", "--json").json[0]
    second = pier("make", "pier.txt", *TONE, "--read", "notes,end", "--json").json
    assert second["lines"] == {"spoken": 2, "reused": first["lines"]["spoken"], "failed": 0}
    assert plan["sentences"]["spoken"] == 2
    assert second["seconds"] > first["seconds"]
    track = next(path for path in second["files"] if path.endswith(".mp3"))
    assert MP3(track).info.length == pytest.approx(second["seconds"], abs=0.1)
    assert "Author (" in str(MP3(track).tags)


def test_the_author_may_be_heard_alone(pier: Cli) -> None:
    Path("voices.yaml").write_text("engine: tone\nauthor: {voice: bass}\n")
    for name, voice in (("a", "--as"), ("b", "--voice")):
        who = "author" if voice == "--as" else "tone:bass"
        assert pier("say", "Good morning.", voice, who, "-o", f"{name}.mp3").code == 0
    assert Path("a.mp3").read_bytes() == Path("b.mp3").read_bytes()
    heard = pier("audition", "pier.txt", "--read", "notes", "--character", "Author", "-o", "x")
    assert heard.code == 0
    missing = pier("audition", "pier.txt", "--character", "Author", "-o", "x")
    assert 'nobody called "Author" speaks' in missing.error
