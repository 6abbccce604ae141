"""`fullcast chapters`, and chapters made in parts."""

from __future__ import annotations

from pathlib import Path

from command_line import TONE, Cli

PROSE = "The boy looked into every shop window, but the kite was in none of them. "


def test_a_table_of_the_chapters(cli: Cli) -> None:
    lines = cli("chapters", "mill.txt").out.splitlines()
    assert lines[0] == "The Mill on the Hill — Ada Quill"
    assert lines[1].split() == ["No.", "Chapter", "Words", "About"]
    assert lines[2].split() == ["1", "Chapter", "1:", "The", "Door", "36", "0:14"]
    assert lines[-1].split()[:2] == ["all", "58"]


def test_as_json(cli: Cli) -> None:
    shown = cli("chapters", "mill.txt", "--json").json
    assert (shown["title"], shown["author"]) == ("The Mill on the Hill", "Ada Quill")
    assert (shown["language"], shown["series"]) == ("en", None)
    assert [c["title"] for c in shown["chapters"]] == [
        "Chapter 1: The Door",
        "Chapter 2: The Bread",
    ]
    assert all(c["words"] > 0 and c["seconds"] > 0 for c in shown["chapters"])


def test_what_the_file_lacks_is_said(cli: Cli) -> None:
    Path("tag.html").write_text(f"<html lang='de'><p>{PROSE * 20}</p></html>", encoding="utf-8")
    assert "its words are English" in cli("chapters", "tag.html").err


def test_a_long_chapter_is_made_in_parts(cli: Cli) -> None:
    scenes = f"{PROSE * 14}\n\n* * *\n\n“Here it is,” said Rowan.\n\n{PROSE * 12}\n"
    Path("kite.txt").write_text(f"The Kite\n\nby Ada Quill\n\n{scenes}", encoding="utf-8")
    cli("make", "kite.txt", *TONE, "--split", "1.2")
    assert sorted(p.name for p in Path("output/The Kite").glob("*.mp3")) == [
        "01 - The Kite (part 1 of 2).mp3",
        "02 - The Kite (part 2 of 2).mp3",
    ]


def test_corrections_hold_in_a_story_made_in_parts(cli: Cli) -> None:
    scenes = f"{PROSE * 14}\n\n* * *\n\n“Here it is,” said Rowan.\n\n{PROSE * 12}\n"
    Path("kite.txt").write_text(f"The Kite\n\nby Ada Quill\n\n{scenes}", encoding="utf-8")
    cli("script", "kite.txt", "-o", "kite.script.txt")
    script = Path("kite.script.txt")
    corrected = script.read_text(encoding="utf-8").replace("Rowan: “Here", "Mistress Hale: “Here")
    script.write_text(corrected, encoding="utf-8")
    shown = cli("script", "kite.txt", "--script", "kite.script.txt", "--split", "1.2").out
    assert "Mistress Hale: “Here it is,”" in shown
    assert "(part 2 of 2)" in shown


def test_parts_of_no_length_are_refused(cli: Cli) -> None:
    refused = cli("chapters", "mill.txt", "--split", "0")
    assert refused.code == 2
    assert "--split" in refused.err
