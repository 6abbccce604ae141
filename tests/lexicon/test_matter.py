"""What surrounds a story is read aloud as its author would say it."""

from __future__ import annotations

import pytest

from fullcast.language.pronunciation import Pronunciation
from fullcast.lexicon import utterances
from fullcast.lexicon.matter import matter
from fullcast.model import Kind

NOTE = "Author's note"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("A/N: hello", "Author's note: hello."),
        ("AN: hello", "Author's note: hello."),
        ("a/n hello", "Author's note: hello."),
        ("A.N. hello", "Author's note: hello."),
        ("**A/N** - hello!", "Author's note: hello!"),
        ("(A/N: hello (there))", "Author's note: hello (there)."),
        ("[AN]", "Author's note."),
        ("A/N 2: hello", "Author's note 2: hello."),
        ("Long A/N: hello", "Long author's note: hello."),
        ("End A/N", "End of author's note."),
        ("/End of the A/N", "End of author's note."),
        ("<!-- check this -->", "check this."),
        ("Author's Note:\nI wrote\nthis.", "Author's Note: I wrote this."),
        ("An old friend wrote this.", "An old friend wrote this."),
        ("AND SO IT ENDS", "AND SO IT ENDS."),
        ("A new chapter is coming", "A new chapter is coming."),
        ("Notes:", "Notes:."),
    ],
)
def test_notes(written: str, said: str) -> None:
    assert matter(f"\n{written}\n\n", Kind.NOTE, NOTE) == (said.replace(":.", "."),)


def test_a_summary_over_several_lines_is_one_text() -> None:
    wrapped = "Summary: A boy is lost\nand finds a kite\nin the rain."
    assert matter(wrapped, Kind.SUMMARY, NOTE) == (" ".join(wrapped.split()),)
    assert matter("Summary\n", Kind.SUMMARY, NOTE) == ("Summary.",)


def test_each_tag_is_a_text_of_its_own() -> None:
    tags = "---\nRating: K+\nPairing: Mara/Pim, Ann / Bo\nTags: rain,\nkites\n---"
    assert matter(tags, Kind.TAGS, NOTE) == (
        "Rating: K plus.",
        "Pairing: Mara and Pim, Ann and Bo.",
        "Tags: rain, kites.",
    )


def test_each_line_of_a_contents_list_is_a_text_of_its_own() -> None:
    listed = "Contents\nRain ....... 3\nThe Mill . . . 14\nSun      20\nWait... what?"
    assert matter(listed, Kind.CONTENTS, NOTE) == (
        "Contents.",
        "Rain, 3.",
        "The Mill, 14.",
        "Sun, 20.",
        "Wait... what?",
    )


def test_other_languages_keep_their_words() -> None:
    assert matter("A/N: hallo", Kind.NOTE, None) == ("A/N: hallo.",)
    assert matter("Paar: Anna/Berta", Kind.TAGS, None) == ("Paar: Anna/Berta.",)


def test_the_users_own_word_for_a_note_comes_first() -> None:
    own = {"A/N": Pronunciation.of("a word from the author")}
    assert utterances("AN: hi.", Kind.NOTE, own) == ("A word from the author: hi.",)
    assert utterances("A/N: hi.", Kind.NOTE, {}) == ("Author's note: hi.",)


def test_addresses_are_not_spelled_out() -> None:
    said = utterances("A/N: Look at https://example.org/a?b=c for more.", Kind.NOTE, {})
    assert said == ("Author's note: Look at link for more.",)
