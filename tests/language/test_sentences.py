"""Sentences end where a reader would draw breath."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.language.sentences import first_sentence, last_sentence, sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["One.", "Two!", "Three?", "Four…", "Five"],
        ["Mr. Hale met Dr. Venn and Mrs. Crake at St. Ives.", "It rained."],
        ["J. R. Hale wrote it.", "Nobody read it."],
        ["It was I.", "She knew."],
        ['"Stop!" he said.', "They stopped."],
        ['He said "no."', "She said “yes.”", "(He left.)", "*Good.*"],
        ["He waited ... and waited.", "Nobody came."],
        ["What?!", "Never..."],
        ["She said no.", "He said yes."],
        ["It is no. 5 that we want.", "Not no. 6."],
        ["It was 5 p.m.", "The bell rang."],
        ["They met at 5 p.m. on the pier."],
        ["Version 2.5 is out.", "It works."],
    ],
)
@pytest.mark.parametrize("space", [" ", "\n", "  \n"])
def test_ends(sentences: list[str], space: str) -> None:
    text = f"{space}{space.join(sentences)}{space}"
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize("text", ["", "  \n"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("aI. ?!…\"'\n*1Mr") | st.characters(), max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert start < end
        assert not text[at:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("She sat. He rose.", "She sat.", "He rose."),
        ("said Mlle. Venn, and sat. He rose", "said Mlle. Venn, and sat.", "He rose"),
        ("said J. Venn. He rose", "said J. Venn.", "He rose"),
        ("said I. He rose", "said I.", "He rose"),
        ("She sat", "She sat", "She sat"),
        ("", "", ""),
    ],
)
def test_the_first_and_the_last_sentence_between_two_offsets(
    text: str, first: str, last: str
) -> None:
    padded = f"Oh. {text}"
    start, end = first_sentence(padded, 4, len(padded))
    assert padded[start:end] == first
    start, end = last_sentence(padded, 4, len(padded))
    assert padded[start:end] == last
