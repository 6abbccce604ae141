"""Finding story files and reading them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest import formats, stories
from fullcast.ingest.numbered import humanize
from fullcast.model import Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them.\n"


def write(path: Path, content: str | bytes = PROSE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_public_names() -> None:
    assert set(ingest.__all__) <= set(dir(ingest))


def test_read_text(tmp_path: Path) -> None:
    book = ingest.read(write(tmp_path / "the-little-lost-boy.txt", f"Chapter 1\r\n\r\n{PROSE}"))
    assert (book.title, book.author, book.language) == ("The Little Lost Boy", None, "en")
    assert book.text == f"Chapter 1\n\n{PROSE}"
    (chapter,) = book.chapters
    assert (chapter.number, chapter.title, chapter.start) == (1, "Chapter 1", 0)
    assert [block.kind for block in chapter.blocks] == [Kind.HEADING, Kind.NARRATION]


def test_read_markdown_by_any_spelling_of_its_extension(tmp_path: Path) -> None:
    for name in ("a.md", "b.MD", "c.markdown"):
        assert ingest.read(write(tmp_path / name, f"# The Kite\n\n{PROSE}")).title == "The Kite"


def test_leading_white_space_belongs_to_the_first_block(tmp_path: Path) -> None:
    (chapter,) = ingest.read(write(tmp_path / "a.txt", f"\n\n  {PROSE}\n \n")).chapters
    (block,) = chapter.blocks
    assert (block.start, block.end) == (0, len(chapter.text))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("nul.txt", b"\xef\xbb\xbf \n", "nothing but white space"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00", "PNG picture"),
        ("story.docx", b"PK\x03\x04", "is damaged or incomplete"),
        ("story.docx", b"Once.", "is damaged or incomplete"),
        ("story", b"Once.", "a story file ends in .txt, .md, .html, .epub, .docx or .odt."),
        ("story.pdf", b"%PDF-1.7\n", "PDF document; convert it to EPUB, for example with Calibre"),
        ("story.txt", b"%PDF-1.7\n", "PDF document; convert it to EPUB, for example with Calibre"),
        (
            "story.rtf",
            b"{\\rtf1 Once.}",
            "RTF document; open it in Word or LibreOffice, save it as",
        ),
        ("story.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "old Word document; open it in Word"),
        ("story.doc", b"Once.", "old Word document; open it in Word"),
        (
            "story.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password; save it without one",
        ),
        ("story.azw3", bytes(60) + b"BOOKMOBI", "Kindle book; convert it to EPUB"),
        ("story.mobi", b"Once.", "Kindle book; convert it to EPUB"),
        ("story.fb2", b'<?xml version="1.0"?>\n<FictionBook>', "FictionBook; convert it to EPUB"),
        ("story.rar", b"Rar!\x1a\x07", "RAR archive; unpack it"),
        ("noise.md", bytes(range(256)), "binary"),
    ],
)
def test_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(StoryError) as caught:
        ingest.read(path)
    message = str(caught.value)
    assert says in message
    assert str(path) in message
    assert "\n" not in message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for name in ("missing.txt", "missing", "missing.docx"):
        with pytest.raises(StoryError, match=r"There is no file .*missing"):
            ingest.read(tmp_path / name)
    with pytest.raises(StoryError, match="has no story in it; a story file ends in"):
        ingest.read(tmp_path)
    with pytest.raises(StoryError, match="cannot be read"):
        ingest.read(tmp_path / ("x" * 5000 + ".txt"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_unreadable_file(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt")
    path.chmod(0)
    with pytest.raises(StoryError, match="may not be read"):
        ingest.read(path)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(stories.LARGEST + 1)  # a sparse file: no bytes are written
    with pytest.raises(StoryError, match="larger than 64 MiB"):
        ingest.read(path)


def test_find_stories(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.TXT",
        "sub/deep/README.md",
        "sub/cover.png",
        ".hidden.txt",
    ):
        write(tmp_path / name)
    write(tmp_path / ".git" / "notes.txt")
    names = ["a.md", "b.txt", "sub/c.TXT", "sub/deep/README.md"]
    expected = tuple(tmp_path / name for name in names)
    assert ingest.find_stories([tmp_path]) == expected
    assert ingest.find_stories(
        [tmp_path / "b.txt", tmp_path, tmp_path / "sub" / ".." / "b.txt"]
    ) == (
        expected[1],
        expected[0],
        *expected[2:],
    )
    assert ingest.find_stories([]) == ()


def test_find_stories_refuses(tmp_path: Path) -> None:
    write(tmp_path / "cover.png")
    with pytest.raises(StoryError, match=r"has no story in it; a story file ends in \.txt"):
        ingest.find_stories([tmp_path])
    with pytest.raises(StoryError, match="There is no file"):
        ingest.find_stories([tmp_path / "missing.txt"])


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("the-little-lost-boy", "The Little Lost Boy"),
        ("a_kite_in_the_rain", "A Kite in the Rain"),
        ("TheLittleLostBoy", "The Little Lost Boy"),
        ("AKite", "A Kite"),
        ("The Kite - Draft 2", "The Kite Draft 2"),
        ("où est le cerf-volant", "Où Est Le Cerf Volant"),
        ("42", "42"),
        ("---", "---"),
        (" ", "Story"),
        ("na\udcefve caf\udce9", "Naïve Café"),
        ("half \ud83d", "Half ?"),
    ],
)
def test_humanize(stem: str, title: str) -> None:
    assert humanize(stem) == title


@pytest.mark.parametrize("name", ["kite.txt", "kite.md", "kite.html"])
def test_more_lines_than_anybody_writes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = write(tmp_path / name, f"<p>{PROSE.strip()}</p>\n\n" * 6)
    monkeypatch.setattr(stories, "MOST_PARAGRAPHS", 6)
    monkeypatch.setattr(formats, "MOST_LINES", 12)
    ingest.read(path)
    monkeypatch.setattr(stories, "MOST_PARAGRAPHS", 5)
    with pytest.raises(StoryError, match="more than 5 paragraphs"):
        ingest.read(path)
    if name != "kite.html":
        monkeypatch.setattr(formats, "MOST_LINES", 11)
        with pytest.raises(StoryError, match="more than 11 lines"):
            ingest.read(path)


def test_the_size_of_a_story_is_that_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("12345")
    (tmp_path / "in" / "b.txt").write_text("123")
    assert ingest.size(tmp_path / "a.txt") == 5
    assert ingest.size(tmp_path) == 8
    assert [ingest.size(path) for path in (ingest.STDIN, tmp_path / "c", Path("a\0b"))] == [0] * 3
