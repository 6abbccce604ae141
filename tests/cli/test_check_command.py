"""`fullcast check`: what it prints, and its exit codes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import TONE, Cli

BOOK = Path("output/The Mill on the Hill")
TRACK = BOOK / "01 - Chapter 1 The Door.mp3"


def test_a_clean_audiobook_and_a_damaged_one(cli: Cli) -> None:
    assert cli("make", "mill.txt", *TONE).code == 0
    clean = cli("check", BOOK)
    assert clean.code == 0
    assert clean.out.startswith("The Mill on the Hill: 2 chapters, 16 lines, 0:")
    assert clean.out.endswith(": whole and right\n")
    TRACK.write_bytes(TRACK.read_bytes()[:-3000])
    damaged = cli("check", BOOK)
    assert (damaged.code, damaged.err) == (3, "")
    first, last = damaged.out.splitlines()
    assert first.startswith(f"{TRACK} is cut short: its sound ends at 0:")
    assert last.endswith(": 1 thing wrong")


def test_a_folder_of_several_and_json(cli: Cli) -> None:
    assert cli("make", "mill.txt", *TONE).code == 0
    assert cli("make", "mill.txt", *TONE, "--title", "Another Mill").code == 0
    (BOOK / "cover.jpg").unlink()
    found = cli("check", "output", BOOK, "--json")
    assert found.code == 3
    books = found.json["books"]
    assert [book["whole"] for book in books] == [True, False]
    assert [book["title"] for book in books] == ["Another Mill", "The Mill on the Hill"]
    (finding,) = books[1]["findings"]
    assert set(finding) == {"kind", "file", "chapter", "at", "line", "message"}
    assert (finding["kind"], finding["file"]) == ("cover", "cover.jpg")
    assert {level["file"] for level in books[0]["levels"]} == {
        path.name for path in BOOK.glob("*.mp3")
    }


def test_what_was_broken_is_mended_by_making_it_again(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    TRACK.write_bytes(b"")
    (BOOK / ".fullcast.json").write_bytes(b"{")
    assert cli("check", BOOK).code == 3
    assert cli("make", "mill.txt", *TONE, "--json").json["lines"]["spoken"] == 0
    assert cli("check", BOOK).code == 0


def test_a_folder_that_is_none_or_holds_none_is_an_error(cli: Cli) -> None:
    for path, said in (
        ("nowhere", "nowhere: there is no such folder"),
        ("mill.txt", "mill.txt is a file"),
        (".", ".: there is no audiobook in this folder"),
    ):
        wrong = cli("check", path)
        assert (wrong.code, wrong.out) == (1, "")
        assert wrong.error.startswith(said)


def test_the_others_are_checked_all_the_same(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    found = cli("check", "nowhere", BOOK)
    assert found.code == 1
    assert "whole and right" in found.out
    assert cli("check").code == 2


def test_listening_needs_a_recogniser_and_its_options_need_listening(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("make", "mill.txt", *TONE)
    monkeypatch.setenv("FULLCAST_WHISPER", str(BOOK))
    wrong = cli("check", BOOK, "--asr")
    assert wrong.code == 1
    assert "holds no network of Whisper" in wrong.error or "fullcast[asr]" in wrong.error
    assert cli("check", BOOK, "--asr-minutes", 3).code == 2
    assert cli("check", BOOK, "--asr", "--asr-minutes", 0).code == 2


def test_some_chapters_are_checked(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    TRACK.write_bytes(TRACK.read_bytes()[:-3000])
    assert cli("check", BOOK, "--chapters", "2").code == 0
    assert cli("check", BOOK, "--chapters", "1-2").code == 3


def test_levels_of_each_track(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    found = cli("check", BOOK, "--levels")
    head, *rows, _ = found.out.splitlines()
    assert head.split() == "File Length LUFS RMS Peak Floor Head Tail kbit/s Hz Ch".split()
    assert len(rows) == 2
    assert rows[0].split()[-3:] == ["96", "44100", "1"]
    (level, _) = cli("check", BOOK, "--json").json["books"][0]["levels"]
    assert -24 < level["rms"] < -17
    assert level["noise_floor"] is None
    assert (level["bitrate"], level["constant"]) == (96, True)


def test_several_audiobooks_make_a_table(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    cli("make", "mill.txt", *TONE, "--title", "Another Mill")
    (BOOK / "cover.jpg").unlink()
    found = cli("check", "output")
    wrong, head, *rows = found.out.splitlines()
    assert found.code == 3
    assert "cover.jpg is missing" in wrong
    assert head.split() == ["Audiobook", "Chapters", "Lines", "Length"]
    assert [row.split("  ")[0] for row in rows] == ["Another Mill", "The Mill on the Hill"]
    assert [row.endswith("whole and right") for row in rows] == [True, False]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads it all")
def test_folders_that_cannot_be_read_are_named(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    locked = Path("output/locked")
    locked.mkdir(mode=0)
    found = cli("check", "output")
    assert found.code == 1
    assert "output/locked cannot be read" in found.error
    assert "whole and right" in found.out
    assert cli("check", locked).error.startswith("output/locked cannot be read")
