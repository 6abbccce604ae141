"""FanFicFare's stories: its EPUB, its web page and its plain text are one story.

The program makes them itself, of the stories that its test site has for the purpose. The site
prints the second at which it is asked into every chapter, so the paragraph with it is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.ingest.plain.lines import lines
from fullcast.ingest.sources.ficfare_text import marked
from fullcast.model import Book, Kind

FORMS = ("epub", "html", "txt")
STORIES = (0, 1, 5, 12, 21, 22, 23, 80, 83, 664, 669, 673, 674)


@pytest.mark.parametrize("story", STORIES)
def test_the_three_forms_of_a_story_agree(
    story: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = pytest.importorskip("fanficfare.cli", reason="FanFicFare is not installed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for form in FORMS:
        name = f"output_filename=story.{form}"
        address = f"http://test1.com?sid={story}"
        cli.main(["--non-interactive", "-f", form, "-o", name, "-o", "is_adult=true", address])
    first, *others = (ingest.read(tmp_path / f"story.{form}") for form in FORMS)
    assert len(first.chapters) == 9
    for other in others:
        assert (other.title, other.author, other.language) == (
            first.title,
            first.author,
            first.language,
        )
        assert [_line(c.title) for c in other.chapters] == [_line(c.title) for c in first.chapters]
        assert _words(other) == _words(first)


def _line(title: str) -> str:
    return " ".join(title.split())


def _words(book: Book) -> list[list[str]]:
    """The words of each chapter, without the marks of emphasis around them."""
    told = []
    for chapter in book.chapters:
        texts = [chapter.text_of(b) for b in chapter.blocks if b.kind.voiced]
        kept = " ".join(text for text in texts if not text.startswith("Timestamp:"))
        told.append(re.findall(r"[^\W_]+", kept))
    return told


TEXT = """


The Lighthouse


by Jo Reed


Category: Sea
Packaged: 2026-01-02 03:04:05
Odd Label: a value that is so long that the program wraps the line on which it
stands
Summary: The lamp goes out. A line that is long enough to be wrapped by the
program.

And is lit.




TABLE OF CONTENTS


The Lamp Goes Out

Oil, and a Boat




        The Lamp Goes Out


### The Lamp Goes Out, again

Marta climbed the stairs, all ninety of them, and found the lamp cold and the
keeper asleep.

"Wake up," she said. "It is dark."




        Oil, and a Boat


The boat came at nine.




End file.
"""


def test_a_plain_text_is_known_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    book = ingest.read(path)
    kinds = {
        " ".join(chapter.text_of(b).split()): b.kind
        for chapter in book.chapters
        for b in chapter.blocks
    }
    assert (book.title, book.author) == ("The Lighthouse", "Jo Reed")
    assert [c.title for c in book.chapters] == ["The Lamp Goes Out", "Oil, and a Boat"]
    assert kinds["And is lit."] is Kind.SUMMARY
    assert kinds["TABLE OF CONTENTS"] is Kind.CONTENTS
    assert kinds["End file."] is Kind.END
    assert kinds["### The Lamp Goes Out, again"] is Kind.HEADING
    assert [k for t, k in kinds.items() if "stands" in t] == [Kind.TAGS]
    assert book.text == TEXT


@pytest.mark.parametrize("missing", ["End file.", "Packaged:", "by Jo"])
def test_a_text_without_its_signs_is_read_as_any_other(missing: str) -> None:
    found = lines(TEXT.replace(missing, "Whatever"))
    assert marked(found) is found
