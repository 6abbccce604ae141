"""Lines tile their chapter whatever the text, and long paragraphs are as fast as short ones."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_stories import book_of

from fullcast import ingest
from fullcast.model import Block, Book, Chapter, Kind
from fullcast.segment import segment

PIECES = [
    '"', '"', "“", "”", "‘", "’", "'", "'", "«", "»", "„", "「", "」", "『", "』", "— ", "--", "*",
    "‚", "‹", "›", "＂", "‟", "″", "｢", "｣", "``", "''", ",,", "<<", ">>", "`", "´", '""', "““",
    "« ", " »", "« ", "\u202f»", "- ", "– ", "/", "~", "sign said", "called", "sang", "“That", "*I",
    "_", "**", " ", " ", "  ", "\n", ". ", ", ", "? ", "!", "...", "…", "; ", ": ", "(", ")", "5'",
    '11"', "Mara", "she", "I", "said", "thought", "wondered", "the boys'", "'tis", "goin'", "o'",
    "is", "was", "Where", "called", "the", "boat", "Mr. Crake", "herself", "\u2003", "é", "日",
]  # fmt: skip


MARKS = {
    "“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "« ": " »", "»": "«", "„": "“", "‚": "‘",
    "「": "」", "『": "』", "— ": "", "- ": "", "``": "''", ",,": "''", "''": "''", "<<": ">>",
    "＂": "＂", '""': '""', "`": "'",
}  # fmt: skip


def check(book: Book) -> None:
    """What holds for the lines of every book."""
    for chapter, lines in zip(book.chapters, segment(book), strict=True):
        assert "".join(line.text for line in lines) == chapter.text
        at = chapter.start
        for index, line in enumerate(lines):
            block = chapter.blocks[line.paragraph]
            assert (line.chapter, line.index) == (chapter.number, index)
            assert line.start == at < line.end
            assert line.text == chapter.text_of(line)
            assert block.start <= line.start
            assert line.end <= block.end
            # white space belongs to the line that it follows, if one comes before in its paragraph
            assert not line.text[0].isspace() or line.start == block.start
            assert line.text.strip() or line.end - line.start == block.end - block.start
            assert line.kind in (block.kind, Kind.DIALOGUE, Kind.THOUGHT)
            assert line.kind is block.kind or block.kind is Kind.NARRATION
            at = line.end
        assert at == chapter.end


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_any_text_is_tiled(paragraphs: list[str]) -> None:
    check(book_of(*paragraphs))


@settings(deadline=None, max_examples=600)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join),
        min_size=1,
        max_size=5,
    )
)
def test_any_mix_of_marks_and_words_is_tiled(paragraphs: list[str]) -> None:
    check(book_of(*paragraphs))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30),
    st.sampled_from(list(MARKS)),
)
def test_a_plain_paragraph_behind_any_other_is_not_swallowed(pieces: list[str], mark: str) -> None:
    prose = "The harbour was full of boats, and the gulls stood on the mud."
    style = [f"{mark}Good evening.{MARKS[mark]}"] * 4
    (lines,) = segment(book_of(*style, "".join(pieces), prose, *style))
    (line,) = [line for line in lines if prose in line.text]
    assert line.kind is Kind.NARRATION


def test_blocks_that_are_no_paragraphs_are_lines_as_they_are() -> None:
    text = 'Chapter "One"\n\n"Come."\n\n* * *\n\n"Read and review!" she says.'
    kinds = [Kind.HEADING, Kind.NARRATION, Kind.BREAK, Kind.NOTE]
    starts = [text.index(s) for s in ("Chapter", '"Come', "* *", '"Read')]
    blocks = tuple(
        Block(kind, 7 + start, 7 + end)
        for kind, start, end in zip(kinds, starts, [*starts[1:], len(text)], strict=True)
    )
    book = Book("A Story", None, "en", (Chapter(2, "One", text, 7, blocks),))
    check(book)
    (lines,) = segment(book)
    assert [line.kind for line in lines] == [Kind.HEADING, Kind.DIALOGUE, Kind.BREAK, Kind.NOTE]
    assert [line.paragraph for line in lines] == [0, 1, 2, 3]


def test_segmenting_twice_gives_the_same() -> None:
    book = book_of('"Come," she said. I wonder why, Mara thought.', "‘No,’ he said.")
    assert segment(book) == segment(book)


@pytest.mark.parametrize(
    "piece",
    [
        "a, ", '"a, " b ', "“a b, she said ", "a 'b c ", "'a b. ", "‘a ‘b ", "*a b.* ", "_a_b", "a",
        "the ", "Is she? ", "A b, she thought, ", "A-", "Aa Bb ", ".", " ", "'", '"', "“", "6'2\" ",
        "— a, b ", "« a ", "a» ", "„a, ", "``a ", "a'' ", ",,", '""a ', "``", "<<a>> ", "»",
        "‘a, ‘b, ",
        "- A, he said, b. ", "the sign said, ", 'the "a" and ', "as he called it, ", "/a b/ ",
        "~a~ ",
        "a.” ", "Mr. ", "x, he ly",
    ],
)  # fmt: skip
def test_long_paragraphs_take_time_in_proportion(piece: str) -> None:
    # A quadratic pattern takes minutes here, a linear one less than a second.
    book = book_of("x" + piece * (60_000 // len(piece)) + "x")
    start = time.process_time()
    check(book)
    assert time.process_time() - start < 8


CORPUS = os.environ.get("FULLCAST_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="set FULLCAST_CORPUS to a folder of .txt stories")
def test_every_story_of_a_corpus_is_tiled(tmp_path: Path) -> None:
    """Every .txt below the folder that FULLCAST_CORPUS names, and the "text" of every .json."""
    folder = Path(CORPUS)
    texts = {path: path.read_bytes() for path in sorted(folder.rglob("*.txt"))}
    for path in sorted(folder.rglob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(entry, dict) and isinstance(entry.get("text"), str):
            texts[path] = entry["text"].encode()
    assert texts, f"{folder} has no stories"
    for path, text in texts.items():
        copy = tmp_path / f"{path.stem}.txt"
        copy.write_bytes(text)
        check(ingest.read(copy))
