"""Chapter files in a folder or an archive as one book, and standard input."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import docx, para, zipped

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest import numbered, stories
from fullcast.ingest.draft import Draft
from fullcast.ingest.files import archive
from fullcast.ingest.gathering import Part, gather
from fullcast.ingest.plain.markdown import draft as markdown
from fullcast.ingest.plain.text import draft as text
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def packed(path: Path, files: Mapping[str, str | bytes]) -> Path:
    path.write_bytes(zipped(files))
    return path


def titles(book: Book) -> list[str]:
    return [chapter.title for chapter in book.chapters]


def spoken(book: Book) -> str:
    return "".join(
        chapter.text_of(block)
        for chapter in book.chapters
        for block in chapter.blocks
        if block.kind.voiced
    )


def check(book: Book) -> None:
    position = 0
    for number, chapter in enumerate(book.chapters, start=1):
        assert (chapter.number, chapter.start) == (number, position)
        for block in chapter.blocks:
            assert block.start == position
            assert block.end > block.start
            position = block.end
        assert position == chapter.end


ORDERS = [
    ["01 - The Door", "02 - The Bread", "10 - Home"],
    ["1", "2", "10"],
    ["chapter-1", "chapter-2", "chapter-10"],
    ["ch1", "ch2", "ch3"],
    ["Chapter One", "chapter two", "Chapter  Three"],
    ["Part I", "Part II", "Part III"],
    ["The Mill - 01 - The Door", "The Mill - 02 - The Bread"],
    ["the_mill_ch_9", "the_mill_ch_10", "the_mill_ch_11"],
    ["Mill 2 - 1 - The Door", "Mill 2 - 2 - The Bread"],
    ["0 - Prologue", "1 - The Door", "2. The Bread"],
    ["Prologue", "01", "02", "Epilogue"],
    ["Foreword", "chapter1", "chapter1.5", "chapter2"],
    ["1 The Door", "2 The Bread", "3 Home"],
    ["[01] The Door", "[02] The Bread"],
    ["s01e01 Door", "s01e02 Bread"],
    ["Kapitel 3", "Kapitel 4"],
    ["story01", "story02"],
]


@pytest.mark.parametrize("stems", ORDERS, ids=lambda stems: stems[0])
def test_names_of_chapters(stems: list[str]) -> None:
    names = [f"{stem}.txt" for stem in stems]
    found = numbered.chapters(sorted(names))
    assert [chapter.name for chapter in found] == names


@pytest.mark.parametrize(
    "names",
    [
        ["The Door.txt", "The Bread.txt"],
        ["01 - The Door.txt"],
        ["01 - The Door.txt", "notes.txt"],
        ["01.txt", "02.md"],
        ["01.epub", "02.epub"],
        ["Book 1.txt", "Book 2.txt"],
        ["The Mill, volume 1.docx", "The Mill, volume 2.docx"],
        ["Mill v1.txt", "Mill v2.txt"],
        ["Mill draft 1.docx", "Mill draft 2.docx"],
        ["mill (1).txt", "mill (2).txt"],
        ["mill (1).txt", "mill.txt"],
        ["2 Sisters.txt", "3 Blind Mice.txt"],
        ["1984 - A Year.txt", "1985 - Another Year.txt"],
        ["chapter 1 a.txt", "chapter 1 b.txt"],
        ["story 3.txt", "story 700.txt"],
        ["3rd Street.txt", "4th Street.txt"],
        [],
    ],
    ids=lambda names: ", ".join(names),
)
def test_names_of_stories_each_for_itself(names: list[str]) -> None:
    assert numbered.chapters(names) == ()


@pytest.mark.parametrize(
    ("stems", "headings"),
    [
        (["01 - The Door", "02_the_bread"], ["Chapter 1: The Door", "Chapter 2: The Bread"]),
        (["chapter-2", "chapter-10"], ["Chapter 2", "Chapter 10"]),
        (["ch03_the_bread", "ch04.home"], ["Chapter 3: The Bread", "Chapter 4: Home"]),
        (["Part II", "Part III"], ["Part 2", "Part 3"]),
        (["0. Rain", "4 - Interlude", "5"], ["Rain", "Interlude", "Chapter 5"]),
        (["1", "1.5 - Rain", "2"], ["Chapter 1", "Chapter 1.5: Rain", "Chapter 2"]),
        (
            ["foreword", "kite", "the mill", "epilogue"],
            ["Foreword", "Kite", "The Mill", "Epilogue"],
        ),
    ],
)
def test_headings_by_names(stems: list[str], headings: list[str]) -> None:
    found = numbered.in_order([f"{stem}.txt" for stem in sorted(stems)])
    assert [chapter.name for chapter in found] == [f"{stem}.txt" for stem in stems]
    assert [numbered.heading(chapter) for chapter in found] == headings


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [*"0129", "10", "1.5", "ch", "Part", " ", "-", "_", "iv", "two", "x", "("]
            ),
            min_size=1,
            max_size=5,
        ).map("".join),
        unique=True,
        max_size=5,
    )
)
def test_any_names_keep_all_files(stems: list[str]) -> None:
    names = [f"{stem}.txt" for stem in stems]
    found = numbered.chapters(names)
    assert sorted(each.name for each in found) == sorted(names) or not found
    in_order = numbered.in_order(names)
    assert sorted(each.name for each in in_order) == sorted(names)
    parts = [Part(text(PROSE), numbered.heading(each)) for each in in_order]
    if parts:
        book = gather(parts, "A Folder")
        check(book)
        assert len(book.chapters) == len(parts)
        assert all(chapter.title.strip() for chapter in book.chapters)


def test_a_folder_of_chapters_is_one_book(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "the-little-kite",
        {
            "10 - Home.txt": PROSE,
            "2 - The Bread.txt": f"Chapter 2\n\nThe Bread\n\n{PROSE}\n\nChapter 3\n\n{PROSE}",
            "1 - The Door.txt": PROSE,
            "9 - Night.txt": f"1\n\n{PROSE}",
            "8.txt": f"8\n\n{PROSE}",
            "4.txt": PROSE, "5.txt": PROSE, "6.txt": PROSE, "7.txt": PROSE,
            "cover.PNG": PNG,
            ".hidden.txt": "x",
            "1 - The Door.script.txt": "Narrator: x",
        },
    )  # fmt: skip
    book = ingest.read(path)
    check(book)
    assert (book.title, book.author, book.cover) == ("The Little Kite", None, PNG)
    assert titles(book) == [
        "Chapter 1: The Door", "Chapter 2: The Bread", "Chapter 3", "Chapter 4", "Chapter 5",
        "Chapter 6", "Chapter 7", "Chapter 8", "Chapter 1", "Chapter 10: Home",
    ]  # fmt: skip
    assert spoken(book).startswith("Chapter 1: The Door\n\nThe boy")
    assert ingest.find_stories([path]) == (path,)
    assert ingest.read(path, title="Mine").title == "Mine"


def test_title_and_author_of_the_first_file_are_the_books(tmp_path: Path) -> None:
    first = f"The Kite\n\nby Ada Quill\n\nChapter 1: Rain\n\n{PROSE}"
    book = ingest.read(
        folder(tmp_path / "x", {"01.txt": first, "02.txt": f"Chapter 2: Sun\n\n{PROSE}"})
    )
    assert (book.title, book.author) == ("The Kite", "Ada Quill")
    assert titles(book) == ["Chapter 1: Rain", "Chapter 2: Sun"]


def test_a_title_page_in_every_file_is_spoken_once(tmp_path: Path) -> None:
    page = f"The Kite\n\nby Ada Quill\n\n{PROSE}\n{PROSE}"
    book = ingest.read(folder(tmp_path / "x", {f"{n}.txt": page for n in (1, 2, 3)}))
    check(book)
    assert (book.title, book.author) == ("The Kite", "Ada Quill")
    assert titles(book) == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert spoken(book).startswith("The Kite\n\nby Ada Quill\n\nChapter 1\n\nThe boy")
    assert spoken(book).count("Ada Quill") == 1


def test_chapters_titles_are_no_title_of_the_book(tmp_path: Path) -> None:
    page = (
        "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>" + PROSE + "</p></body></html>"
    )
    pages = {f"{n:03}.html": page.format(f"Of {what}") for n, what in enumerate(("Rain", "Sun"))}
    book = ingest.read(folder(tmp_path / "The Kite", pages))
    assert (book.title, titles(book)) == ("The Kite", ["Of Rain", "Of Sun"])


def test_word_files_as_chapters(tmp_path: Path) -> None:
    files = {f"Chapter {n}.docx": docx(para(f"{PROSE} {n}")) for n in (1, 2)}
    book = ingest.read(folder(tmp_path / "Kite", files))
    check(book)
    assert titles(book) == ["Chapter 1", "Chapter 2"]


def test_other_folders_hold_stories_each_for_itself(tmp_path: Path) -> None:
    files = {"a.txt": PROSE, "b.md": PROSE, "Kite/1.txt": PROSE, "Kite/2.txt": PROSE}
    path = folder(tmp_path / "library", files)
    assert ingest.find_stories([path]) == (path / "Kite", path / "a.txt", path / "b.md")
    with pytest.raises(StoryError, match=r"holds 3 stories \(Kite, a.txt, b.md\); name one"):
        ingest.read(path)
    assert len(ingest.read(path / "Kite").chapters) == 2
    each = ingest.find_stories([path], as_one=False)
    assert [story.name for story in each] == ["1.txt", "2.txt", "a.txt", "b.md"]
    assert ingest.find_stories([path], as_one=True) == (path,)
    book = ingest.read(path, as_one=True)
    check(book)
    assert titles(book) == ["A", "B", "Chapter 1", "Chapter 2"]


def test_chapters_beside_other_folders(tmp_path: Path) -> None:
    files = {"01.txt": PROSE, "02.txt": PROSE, "extras/notes.txt": PROSE}
    path = folder(tmp_path / "kite", files)
    assert ingest.find_stories([path]) == (path, path / "extras" / "notes.txt")
    assert len(ingest.read(path).chapters) == 2


def test_one_story_in_a_folder(tmp_path: Path) -> None:
    path = folder(tmp_path / "x", {"deep/the-kite.txt": PROSE})
    assert ingest.read(path).title == "The Kite"
    assert ingest.find_stories([path]) == (path / "deep" / "the-kite.txt",)


def test_empty_chapters_are_named(tmp_path: Path) -> None:
    path = folder(tmp_path / "x", {"1.txt": PROSE, "2.txt": " \n", "3.txt": PROSE})
    book = ingest.read(path)
    assert titles(book) == ["Chapter 1", "Chapter 3"]
    assert book.remarks == (f"{path / '2.txt'} is empty, so the story goes on without it.",)
    folder(path, {"1.txt": "", "3.txt": "\n"})
    with pytest.raises(StoryError, match="only empty files"):
        ingest.read(path)
    folder(path, {"1.txt": PNG})
    with pytest.raises(StoryError, match=r"1\.txt looks like a PNG picture"):
        ingest.read(path)


def test_too_much_for_one_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path / "x", {"1.txt": PROSE * 50, "2.txt": PROSE * 50})
    monkeypatch.setattr(stories, "LARGEST", 5000)
    with pytest.raises(StoryError, match="of one story, the largest"):
        ingest.read(path)


def test_an_archive_of_chapters_is_one_book(tmp_path: Path) -> None:
    files = {
        "The Kite/1 - Rain.txt": PROSE,
        "The Kite/2 - Sun.txt": PROSE,
        "The Kite/cover.png": PNG,
        "__MACOSX/The Kite/._1 - Rain.txt": "\0\5\26\7",
        "The Kite/.DS_Store": "\0",
    }
    path = packed(tmp_path / "download.zip", files)
    book = ingest.read(path)
    check(book)
    assert (book.title, book.cover) == ("The Kite", PNG)
    assert titles(book) == ["Chapter 1: Rain", "Chapter 2: Sun"]
    assert ingest.find_stories([path]) == (path / "The Kite",)
    assert ingest.read(path / "The Kite") == book


def test_an_archive_of_one_story_and_of_several(tmp_path: Path) -> None:
    one = packed(tmp_path / "a.zip", {"deep/the-kite.docx": docx(para(PROSE)), "me.jpg": b"x"})
    assert ingest.read(one).title == "The Kite"
    assert ingest.find_stories([one]) == (one / "deep" / "the-kite.docx",)
    several = packed(tmp_path / "b.zip", {"kite.txt": PROSE, "mill.txt": PROSE * 2})
    assert ingest.find_stories([several]) == (several / "kite.txt", several / "mill.txt")
    assert ingest.read(several / "mill.txt").text == PROSE * 2
    with pytest.raises(StoryError, match=r"holds 2 stories \(kite.txt, mill.txt\); name one"):
        ingest.read(several)
    assert titles(ingest.read(several, as_one=True)) == ["Kite", "Mill"]
    with pytest.raises(StoryError, match=r"There is no story gone.txt in .*b.zip"):
        ingest.read(several / "gone.txt")
    with pytest.raises(StoryError, match="There is no story"):
        ingest.find_stories([several / "gone.txt"])
    with pytest.raises(StoryError, match="has no story in it"):
        ingest.read(packed(tmp_path / "c.zip", {"me.jpg": b"x"}))


def test_names_in_an_archive_that_are_no_utf_8_by_its_own_word(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("Caf_.txt", PROSE)
    path.write_bytes(path.read_bytes().replace(b"Caf_", "Caé".encode()))
    assert ingest.read(path).title == "Caé"
    path.write_bytes(path.read_bytes().replace("Caé".encode(), b"Ca\x82s"))
    assert ingest.read(path).title == "Caés"


def test_hostile_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"1.txt": b"a" * 30_000_000, "2.txt": PROSE})
    with pytest.raises(StoryError, match="far too much"):
        ingest.read(bomb)
    out = packed(tmp_path / "out.zip", {"../../etc/1.txt": PROSE, "/2.txt": PROSE})
    with pytest.raises(StoryError, match="has no story in it"):
        ingest.read(out)
    (tmp_path / "cut.zip").write_bytes(bomb.read_bytes()[:500])
    with pytest.raises(StoryError, match="damaged or incomplete"):
        ingest.find_stories([tmp_path / "cut.zip"])
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
    with pytest.raises(StoryError, match="more than 1 files"):
        ingest.read(packed(tmp_path / "many.zip", {"1.txt": PROSE, "2.txt": PROSE}))


@pytest.fixture
def given_on_stdin(monkeypatch: pytest.MonkeyPatch) -> object:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (PROSE.encode(), "Standard Input"),
        (f"The Kite\n\nby Ada Quill\n\n{PROSE}".encode("utf-16"), "The Kite"),
        (f"# The Kite\n\n{PROSE}".encode(), "The Kite"),
        (f"<!DOCTYPE html><title>The Kite</title><p>{PROSE}".encode(), "The Kite"),
        (docx(para("The Kite", style="Title") + para(PROSE)), "The Kite"),
        (zipped({"the-kite.txt": PROSE}), "The Kite"),
        (zipped({"1.txt": PROSE, "2.txt": PROSE}), "Standard Input"),
    ],
    ids=["text", "utf-16", "markdown", "html", "docx", "one", "chapters"],
)
def test_standard_input_by_its_content(given_on_stdin: object, data: bytes, title: str) -> None:
    assert callable(given_on_stdin)
    given_on_stdin(data)
    assert ingest.find_stories([ingest.STDIN]) == (ingest.STDIN,)
    book = ingest.read(ingest.STDIN)
    check(book)
    assert book.title == title
    assert "The boy looked" in spoken(book)


def test_standard_input_that_is_no_story(
    given_on_stdin: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(given_on_stdin)
    for data, says in ((b"", "standard input is empty"), (PNG, "standard input looks like a PNG")):
        given_on_stdin(data)
        with pytest.raises(StoryError, match=says):
            ingest.read(ingest.STDIN)
    given_on_stdin(b"a" * 100)
    monkeypatch.setattr("fullcast.ingest.files.disk.LARGEST", 50)
    with pytest.raises(StoryError, match="standard input is larger"):
        ingest.read(ingest.STDIN)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(StoryError, match="no standard input"):
        ingest.read(ingest.STDIN)


LINES = [
    "", "", "Chapter 1", "Chapter 2: Rain", "Prologue", "1", "# The Kite", "## Rain", "***", "x",
    "The Kite", "by Jane Doe", "Title: The Kite", "Disclaimer: not mine", "A/N: hello", "The End",
    "“Stop!” he said.", PROSE, "and the rain fell on all of them, as it had fallen the whole", "I",
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=12), min_size=1, max_size=4),
    st.booleans(),
)
def test_any_files_are_tiled(files: list[list[str]], marked: bool) -> None:
    written = ["\n\n".join(lines) for lines in files]
    drafts: list[Draft] = [(markdown if marked else text)(w) for w in written if w.strip()]
    if not drafts:
        return
    parts = [Part(each, f"Chapter {n}") for n, each in enumerate(drafts, start=1)]
    book = gather(parts, "A Folder")
    check(book)
    assert len(book.chapters) >= len(parts)
    assert book.title
    kept = "".join(book.text.split())
    position = 0
    for each in drafts:
        for paragraph in each.paragraphs:
            position = kept.index("".join(paragraph.text.split()), position)
    headings = sum(b.kind == Kind.HEADING for c in book.chapters for b in c.blocks)
    assert headings >= 1 or any(b.kind == Kind.TITLE for c in book.chapters for b in c.blocks)
