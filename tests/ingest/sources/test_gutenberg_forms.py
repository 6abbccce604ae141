"""Project Gutenberg's text and web page of one book: the same chapters, and the same is read."""

from __future__ import annotations

import re
from pathlib import Path

from fullcast import ingest
from fullcast.model import Book, Kind

FORMS = Path(__file__).parent / "forms"
TEXT = (FORMS / "kite.txt").read_text(encoding="utf-8")
PAGE = (FORMS / "kite.html").read_text(encoding="utf-8")


def read(folder: Path, name: str, content: str) -> Book:
    (folder / name).write_text(content, encoding="utf-8")
    return ingest.read(folder / name)


def told(book: Book) -> list[tuple[str, list[str]]]:
    """The words of each chapter that are read, without references to footnotes."""
    return [
        (
            chapter.title,
            [
                word
                for block in chapter.blocks
                if block.kind.voiced
                for word in re.findall(r"[^\W_]+", re.sub(r"\[\d\]", "", chapter.text_of(block)))
            ],
        )
        for chapter in book.chapters
    ]


def test_the_two_forms_of_a_book_agree(tmp_path: Path) -> None:
    text, page = read(tmp_path, "kite.txt", TEXT), read(tmp_path, "kite.html", PAGE)
    assert (text.title, text.author) == (page.title, page.author) == ("The Kite", "Jane Doe")
    assert [c.title for c in text.chapters] == [
        "Chapter I: The Loss",
        "Chapter II: The Sea",
        "Chapter III: Home Again",
    ]
    assert told(text) == told(page)


def test_what_is_around_the_story_is_known(tmp_path: Path) -> None:
    kinds = {
        " ".join(chapter.text_of(b).split()): b.kind
        for chapter in read(tmp_path, "kite.txt", TEXT).chapters
        for b in chapter.blocks
    }
    assert kinds["[Illustration: The boy ran after it.]"] is Kind.PICTURE
    assert kinds["SOME PRESS 1875"] is Kind.FRONT_MATTER
    assert kinds["[1] It was then the largest of the coast."] is Kind.NOTE
    assert kinds["CHAPTER II. The Sea"] is Kind.CONTENTS
    assert kinds["Spelling was kept."] is Kind.NOTE
    assert kinds["START: FULL LICENSE"] is Kind.LICENSE


def test_verse_keeps_its_lines(tmp_path: Path) -> None:
    text = read(tmp_path, "kite.txt", TEXT)
    verse = next(b for b in text.chapters[0].blocks if "comes down" in text.chapters[0].text_of(b))
    assert len(text.chapters[0].text_of(verse).strip().split("\n")) == 4


def test_a_number_in_brackets_that_nothing_leads_to_is_story(tmp_path: Path) -> None:
    book = read(tmp_path, "kite.txt", "[1] was all that the sign said.\n\nHe read it again.\n")
    assert all(b.kind is Kind.NARRATION for b in book.chapters[0].blocks)


def test_short_lines_below_an_author_may_be_story(tmp_path: Path) -> None:
    story = "The Kite\n\nby Jane Doe\n\nIt rained.\n\nHe ran.\n\nChapter 1\n\nThe sun was out.\n"
    book = read(tmp_path, "kite.txt", story)
    assert [b.kind for b in book.chapters[0].blocks].count(Kind.NARRATION) >= 2
