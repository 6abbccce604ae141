"""Every way in: documents, standard input, folders and archives of chapters; end to end."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import FERRY, MILL, TONE, Cli, command
from office_files import STYLES, docx, odt, para, zipped

BOOK = Path("output/The Mill on the Hill")
SCRIPT = BOOK / "The Mill on the Hill.script.txt"
TRACKS = ["01 - Chapter 1 The Door.mp3", "02 - Chapter 2 The Bread.mp3"]
TITLE, BYLINE, *REST = MILL.strip().split("\n\n")
CHAPTERS = {
    "1 - The Door.txt": "\n\n".join([TITLE, BYLINE, *REST[1:4]]),
    "2 - The Bread.txt": "\n\n".join(REST[5:]),
}


def as_docx() -> bytes:
    body = para(TITLE, style="Title") + para(BYLINE, style="Subtitle")
    for text in REST:
        body += para(text, style="berschrift1" if text.startswith("Chapter") else "")
    return docx(body, styles=STYLES)


def as_odt() -> bytes:
    return odt("".join(f"<text:p>{text}</text:p>" for text in (TITLE, BYLINE, *REST)))


def tracks(folder: Path = BOOK) -> list[str]:
    return sorted(path.name for path in folder.glob("*.mp3"))


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What standard input holds."""
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    return data


def give(given: io.BytesIO, data: bytes) -> None:
    given.seek(0)
    given.truncate()
    given.write(data)
    given.seek(0)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("mill.docx", as_docx()),
        ("mill.docm", as_docx()),
        ("mill.odt", as_odt()),
        ("mill.doc", as_docx()),
        ("mill.zip", zipped({"a/mill.docx": as_docx(), "__MACOSX/a/._mill.docx": "x"})),
        ("mill.zip", zipped({f"mill/{name}": text for name, text in CHAPTERS.items()})),
    ],
    ids=["docx", "docm", "odt", "doc", "zip of one", "zip of chapters"],
)
def test_a_story_in_any_form_becomes_the_same_book(cli: Cli, name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    before = cli("make", "mill.txt", *TONE, "--json")
    made = cli("make", name, *TONE, "--json")
    assert made.code == 0, made.err
    assert tracks() == TRACKS
    assert [path.name for path in Path("output").iterdir()] == [BOOK.name]
    assert made.json["lines"]["spoken"] == 0
    assert made.json["lines"]["reused"] == before.json["lines"]["spoken"] + 1
    for others in (("script",), ("cast",), ("lexicon",)):
        shown, plain = (cli(*others, each, "--json") for each in (name, "mill.txt"))
        assert shown.code == 0, shown.err
        if others != ("script",):
            assert shown.json == plain.json


def test_a_folder_of_chapters_is_one_book_and_keeps_its_corrections(cli: Cli) -> None:
    Path("mill").mkdir()
    for name, text in CHAPTERS.items():
        Path("mill", name).write_text(text)
    assert cli("make", "mill", *TONE).code == 0
    assert tracks() == TRACKS
    SCRIPT.write_text(SCRIPT.read_text().replace('Rowan: "Thank', 'Mistress Hale: "Thank'))
    assert 'Mistress Hale: "Thank you,"' in cli("script", "mill").out
    made = cli("make", "mill", *TONE, "--json")
    assert made.json["lines"]["spoken"] == 1
    assert 'Mistress Hale: "Thank you,"' in SCRIPT.read_text()


def test_whether_files_are_one_story_can_be_said(cli: Cli) -> None:
    folder = Path("tales")
    folder.mkdir()
    (folder / "The Landing.txt").write_text(FERRY.split("\n\n", 3)[3])
    (folder / "The Mill.txt").write_text("\n\n".join(REST[1:4]))
    refused = cli("script", "tales")
    assert "tales holds 2 stories (The Landing.txt, The Mill.txt)" in refused.error
    assert "--as-one" in refused.error
    plans = cli("make", "tales", *TONE, "--dry-run", "--json").json
    assert [plan["title"] for plan in plans] == ["The Landing", "The Mill"]
    [plan] = cli("make", "tales", "--as-one", *TONE, "--dry-run", "--json").json
    assert (plan["title"], plan["chapters"]) == ("Tales", 2)
    assert "== The Landing\n" in cli("script", "tales", "--as-one").out
    (folder / "The Landing.txt").rename(folder / "1 - The Landing.txt")
    (folder / "The Mill.txt").rename(folder / "2 - The Mill.txt")
    [plan] = cli("make", "tales", *TONE, "--dry-run", "--json").json
    assert plan["chapters"] == 2
    assert len(cli("make", "tales", "--each", *TONE, "--dry-run", "--json").json) == 2
    stories = {path.name: path.read_bytes() for path in folder.iterdir()}
    Path("tales.zip").write_bytes(zipped(stories))
    plans = cli("make", "tales.zip", "--each", *TONE, "--dry-run", "--json").json
    assert [plan["story"] for plan in plans] == [
        str(Path("tales.zip", name)) for name in sorted(stories)
    ]


def test_every_command_reads_standard_input(cli: Cli, given: io.BytesIO) -> None:
    whole = cli("script", "mill.txt").out
    give(given, MILL.encode())
    assert cli("script", "-").out == whole
    give(given, MILL.encode())
    assert cli("script", "-", "-o", "mine.txt").out == "mine.txt\n"
    assert Path("mine.txt").read_text() == whole
    plain = cli("cast", "mill.txt", "--engine", "tone").out
    for data in (MILL.encode(), MILL.encode("utf-16"), as_docx(), as_odt()):
        give(given, data)
        assert cli("cast", "-", "--engine", "tone").out == plain
    give(given, as_docx())
    assert "The Bread" in cli("chapters", "-").out
    give(given, as_docx())
    assert cli("lexicon", "-", "--engine", "tone").code == 0
    give(given, MILL.encode())
    assert cli("audition", "-", "--engine", "tone", "-o", "heard").code == 0
    give(given, MILL.encode())
    made = cli("make", "-", *TONE)
    assert made.code == 0
    assert tracks() == TRACKS
    SCRIPT.write_text(SCRIPT.read_text().replace('Rowan: "Thank', 'The Cat: "Thank'))
    give(given, MILL.encode())
    assert 'The Cat: "Thank you,"' in cli("script", "-").out


def test_a_story_without_a_title_gets_one(cli: Cli, given: io.BytesIO) -> None:
    story = b'The wind shook the mill.\n\n"Come in," said Mistress Hale.\n'
    give(given, story)
    assert cli("make", "-", *TONE).code == 0
    assert tracks(Path("output/Standard Input")) == ["01 - Standard Input.mp3"]
    give(given, b'The fog lay on the river.\n\n"We walk," said Mara.\n')
    assert cli("make", "-", *TONE).code == 0
    assert tracks(Path("output/Standard Input (2)")) == ["01 - Standard Input.mp3"]
    give(given, story)
    assert cli("make", "-", *TONE, "--title", "The Wind").code == 0
    assert tracks(Path("output/The Wind")) == ["01 - The Wind.mp3"]
    assert cli("make", "mill.txt", "-", *TONE, "--title", "Two").code == 2
    [plan] = cli("make", "mill.txt", *TONE, "--title", "Mine", "--dry-run", "--json").json
    assert plan["title"] == "Mine"


def test_standard_input_of_a_process(tmp_path: Path) -> None:
    done = subprocess.run(
        command("script", "-"), cwd=tmp_path, input=MILL.encode(), capture_output=True, timeout=60
    )
    assert done.returncode == 0
    assert b'Rowan: "Is anybody there?"' in done.stdout
    done = subprocess.run(command("script", "-"), cwd=tmp_path, input=b"", capture_output=True)
    assert done.returncode == 1
    assert done.stderr == b"Error: standard input is empty; there is no story in it.\n"


def test_a_file_that_is_called_like_standard_input(cli: Cli, given: io.BytesIO) -> None:
    Path("-").write_bytes(as_docx())
    assert "Rowan" in cli("script", "./-").out
    give(given, b"")
    assert "standard input is empty" in cli("script", "-").error


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF-1.7 ", "a.pdf looks like a PDF document; convert it to EPUB"),
        ("a.rtf", b"{\\rtf1 }", "a.rtf looks like an RTF document; open it in Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "a.doc looks like an old Word document; open it in Word"),
        ("a.mobi", b"x", "a.mobi seems to be a Kindle book; convert it to EPUB"),
        ("a.zip", zipped({"x.jpg": b"x"}), "a.zip has no story in it"),
        ("a.zip", b"PK\x03\x04", "a.zip is damaged or incomplete"),
        ("a.zip", zipped({"1.txt": "a" * 3_000_000}), "would unpack to far too much"),
        ("a.docx", zipped({"word/document.xml": "x"}), "a.docx is damaged"),
    ],
)
def test_what_is_refused(cli: Cli, name: str, data: bytes, says: str) -> None:
    Path(name).write_bytes(data)
    for what in ("make", "script"):
        assert says in cli(what, name).error
    assert not Path("output").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are any bytes on Linux alone")
def test_names_of_files_that_are_no_utf_8(cli: Cli) -> None:
    folder = Path(os.fsdecode(b"Caf\xe9"))
    folder.mkdir()
    for name, text in zip((b"1 - Na\xefve.txt", b"2 - R\xeave.txt"), REST[1::4], strict=True):
        (folder / os.fsdecode(name)).write_text(text)
    assert cli("make", str(folder), *TONE).code == 0
    made = Path("output/Café")
    assert tracks(made) == ["01 - Chapter 1 Naïve.mp3", "02 - Chapter 2 Rêve.mp3"]
    assert "== Chapter 1: Naïve\n" in (made / "Café.script.txt").read_text()
