"""A story gives the same script in whatever form its file is."""

from __future__ import annotations

import html
import io
import re
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.ingest.plain.text import draft
from fullcast.model import Kind
from fullcast.pipeline import write_script

STORIES = sorted(Path(__file__).parent.parent.glob("stories/*.txt"))
_EMPHASIS = re.compile(r"\*(?=\S)([^*\n]+)\*")
_SPOKEN = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)


def paragraphs(story: str) -> list[str]:
    return [" ".join(p.text.split()) for p in draft(story).paragraphs]


def wrapped(story: str) -> bytes:
    """Set in lines of 70 columns, as Project Gutenberg sets its texts."""
    fill = textwrap.TextWrapper(70, break_long_words=False, break_on_hyphens=False).fill
    return "\r\n\r\n".join(fill(p) for p in paragraphs(story)).replace("\n", "\r\n").encode()


def indented(story: str) -> bytes:
    """Without empty lines between paragraphs, but with their first lines indented."""
    return "\n".join(f"    {p}" for p in paragraphs(story)).encode("utf-8-sig")


def body(story: str) -> str:
    shown = []
    for paragraph in paragraphs(story):
        if paragraph == "* * *":
            shown.append("<hr/>")
        else:
            said = _EMPHASIS.sub(r"<em>\1</em>", html.escape(paragraph, quote=False))
            shown.append(f"<p>{said}</p>")
    return "\n".join(shown)


def page(story: str) -> bytes:
    return f"<!DOCTYPE html><html><head></head><body>{body(story)}</body></html>".encode()


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def epub(story: str) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" '
        'href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    shown = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body(story)}</body></html>'
    return zipped(mimetype="application/epub+zip", book_dot_opf=package, a_dot_xhtml=shown)


def word(story: str) -> bytes:
    def runs(paragraph: str) -> str:
        made = ""
        for n, text in enumerate(_EMPHASIS.split(paragraph)):
            style = "<w:rPr><w:i/></w:rPr>" if n % 2 else ""
            said = html.escape(text, quote=False)
            made += f'<w:r>{style}<w:t xml:space="preserve">{said}</w:t></w:r>'
        return made

    shown = "".join(f"<w:p>{runs(p)}</w:p>" for p in paragraphs(story))
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{shown}</w:body></w:document>"
    )
    return zipped(word__document_dot_xml=document)


FORMS: dict[str, Callable[[str], bytes]] = {
    "windows.txt": lambda story: story.replace("\n", "\r\n").encode("cp1252"),
    "utf16.txt": lambda story: story.encode("utf-16"),
    "wrapped.txt": wrapped,
    "indented.txt": indented,
    "marked.md": str.encode,
    "page.html": page,
    "book.epub": epub,
    "word.docx": word,
}


def lines(path: Path) -> list[tuple[str, str | None, str]]:
    """Who says what: emphasis on a space is shown in no form."""
    script = write_script(ingest.read(path))
    return [
        (line.kind.value, line.speaker, " ".join(line.text.split()))
        for line in script.lines
        if line.kind in _SPOKEN
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_all_forms_of_a_story_give_the_same_script(story: Path, tmp_path: Path) -> None:
    text = story.read_text(encoding="utf-8")
    expected = lines(story)
    assert len(expected) > 100
    for name, made in FORMS.items():
        path = tmp_path / name
        path.write_bytes(made(text))
        assert lines(path) == expected, name
