"""`fullcast script`: who says each line, to read, to correct, and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import MILL, Cli

STORY = (
    "The Quay\r\n\r\nDisclaimer: I own nothing of this.\r\n\r\nChapter 1\r\n\r\n"
    "The fog came in. “Who’s there?” asked Mara.\r\n\r\n* * *\r\n\r\n“Me.”\r\n\r\n"
    "Chapter 2\r\n\r\nIt was morning.\r\n\r\nA/N: please review!\r\n"
)


def test_shows_the_story_as_a_play(cli: Cli) -> None:
    shown = cli("script", "mill.txt")
    assert shown.code == 0
    assert shown.err == ""
    assert 'Mistress Hale: "Come in,"\nNarrator: said Mistress Hale.\n' in shown.out
    assert "\n== Chapter 2: The Bread\n" in shown.out


def test_json_tiles_the_decoded_story(cli: Cli) -> None:
    Path("quay.txt").write_bytes(STORY.encode())
    shown = cli("script", "quay.txt", "--json").json
    assert {"title", "author", "characters", "chapters", "skipped"} <= set(shown)
    assert shown["title"] == "The Quay"
    text = STORY.replace("\r\n", "\n")
    place = 0
    for chapter in shown["chapters"]:
        assert {"number", "title", "lines"} <= set(chapter)
        for line in chapter["lines"]:
            fields = {"kind", "speaker", "text", "start", "end", "confidence", "reason"}
            assert fields <= set(line)
            assert line["start"] == place
            assert text[line["start"] : line["end"]] == line["text"]
            place = line["end"]
    assert place == len(text)
    skipped = [(each["kind"], text[each["start"] : each["end"]]) for each in shown["skipped"]]
    assert ("license", "Disclaimer: I own nothing of this.\n\n") in skipped
    assert any(kind == "note" and words.startswith("A/N") for kind, words in skipped)
    [mara] = shown["characters"]
    assert {"name", "aliases", "gender", "lines"} <= set(mara)
    assert mara["name"] == "Mara"


def test_doubtful_shows_only_the_lines_to_check(cli: Cli) -> None:
    Path("two.txt").write_text(
        "Two\n\nRowan and Mara stood at the gate.\n\n“No.”\n\n“Yes,” said Mara.\n"
    )
    shown = cli("script", "two.txt", "--doubtful")
    whole = cli("script", "two.txt").out.splitlines()
    doubtful = [row for row in whole if " ?: " in row]
    assert [row.removeprefix("1: ") for row in shown.out.splitlines()] == doubtful
    lines = cli("script", "two.txt", "--doubtful", "--json").json["chapters"][0]["lines"]
    assert len(lines) == len(doubtful)


def test_a_script_in_a_file_keeps_its_corrections_and_remarks(cli: Cli) -> None:
    written = cli("script", "mill.txt", "-o", "mine.txt")
    assert written.out == "mine.txt\n"
    mine = Path("mine.txt").read_text().replace('Rowan: "Thank', '# kind\nThe Cat: "Thank')
    Path("mine.txt").write_text(mine)
    assert cli("script", "mill.txt", "-o", "mine.txt").code == 0
    assert Path("mine.txt").read_text() == mine
    assert 'The Cat: "Thank you,"' in cli("script", "mill.txt", "--script", "mine.txt").out
    Path("mill.txt").write_text(MILL.replace("Thank you", "Thank you all"))
    changed = cli("script", "mill.txt", "-o", "mine.txt")
    assert "the words are not the story's" in changed.err
    assert 'The Cat: "Thank you all,"' in Path("mine.txt").read_text()
    assert Path("mine.txt.bak").read_text() == mine
    Path("mill.txt").write_text(MILL.replace("Thank you", "Cheers"))
    lost = cli("script", "mill.txt", "-o", "mine.txt")
    assert 'not used: The Cat: "Thank you all,"' in lost.err
    assert Path("mine.txt.bak").read_text() == mine
    assert 'The Cat: "Thank you all,"' in Path("mine.txt.bak2").read_text()


@pytest.mark.parametrize("option", ["--json", "--doubtful"])
def test_a_file_gets_the_whole_script(cli: Cli, option: str) -> None:
    assert cli("script", "mill.txt", "-o", "mine.txt", option).code == 2
    assert not Path("mine.txt").exists()


def test_a_story_in_another_language_is_the_narrators_and_that_is_said(cli: Cli) -> None:
    told = "Der Junge hatte den ganzen Tag gesucht, und er war müde und nicht mehr froh. " * 9
    story = f"Der Drachen\n\nvon Anna Feder\n\n{told}\n\n„Hast du ihn gesehen?“, fragte er.\n"
    Path("drachen.txt").write_text(story, encoding="utf-8")
    shown = cli("script", "drachen.txt", "--json")
    assert "this story is in German" in shown.err
    assert shown.json["author"] == "Anna Feder"
    lines = shown.json["chapters"][0]["lines"]
    assert {line["speaker"] for line in lines} == {"Narrator"}
    assert ("dialogue", "„Hast du ihn gesehen?“") in [(ln["kind"], ln["text"]) for ln in lines]
