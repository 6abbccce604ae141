"""Lines are found again in a story that changed, and only where one alone can be meant."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fullcast.model import Kind, Line, Script, ScriptChapter
from fullcast.script import Matching, match, parse_script, same_words

KINDS = {"[": Kind.HEADING, '"': Kind.DIALOGUE}


def script_of(*texts: str) -> Script:
    """A script of one chapter: headings in brackets, dialogue in quotation marks, narration."""
    lines = tuple(
        Line(1, i, KINDS.get(text[0], Kind.NARRATION), text.strip("[]"), 0, 1, "Ben")
        for i, text in enumerate(texts)
    )
    return Script("A Story", None, "en", (), (ScriptChapter(1, "One", lines),))


def matched(story: str, file: str) -> Matching:
    """Of lines that bars part; a line of the file that has no name is Ann's."""
    rows = [each if each.startswith("[") else f"Ann: {each}" for each in file.split("|")]
    return match(script_of(*story.split("|")), parse_script("\n".join(rows), Path("s.txt")))


@pytest.mark.parametrize(
    ("story", "file", "pairs"),
    [
        ('"Come in."|"Go."', '"Come in."|"Go."', [(0, 0), (1, 1)]),
        # a typo that was fixed, also where two lines in a row have one
        ('"Come in."|"Go away now."|x', '"Come inn."|"Go awya now."|x', [(0, 0), (1, 1), (2, 2)]),
        ('"Hello."|x', '"Helo."|x', [(0, 0), (1, 1)]),
        # another line in its place
        ('"Whatever for?"|x', '"I see you."|x', [(1, 1)]),
        # quotation marks and dashes of another shape
        ("“Don’t – now.”", '"Don\'t — now."', [(0, 0)]),
        # something was added before or behind
        ('"You will see, and so shall I, and all of us there."', '"You will see"', [(0, 0)]),
        ('"Yes. It was the day before that."', '"It was the day before that."', [(0, 0)]),
        # two that may be meant are none
        ('"The red boat has gone."|"The rod boat has gone."', '"The rad boat has gone."', []),
        # but the closer one by far is
        ('"The red boat has gone."|"Nothing."', '"The rad boat has gone."', [(0, 0)]),
        # a line that moved, and one that is too short to tell
        (
            'a|"It was there the whole time."|b|c|d',
            'a|b|c|d|"It was there the whole time."',
            [(0, 0), (1, 4), (2, 1), (3, 2), (4, 3)],
        ),
        # a changed line between tags that are the same
        (
            'a|"You may have it all, then."|she said.|b',
            'a|"I will not."|she said.|"You may have it al, then."|she said.|b',
            [(0, 0), (1, 3), (2, 4), (3, 5)],
        ),
        (  # a line that moved and was changed
            'a|"It was there the whole time."|b|c|d',
            'a|b|c|d|"It was there the hole time."',
            [(0, 0), (1, 4), (2, 1), (3, 2), (4, 3)],
        ),
        ('a|"No."|b|c', 'a|b|c|"No."', [(0, 0), (2, 1), (3, 2)]),
        # what has no speaker is like nothing that has one
        ("[The long way home]|x", "The long way hame|x", [(1, 1)]),
        ("[The long way home]|x", "[heading] The long way hame|x", [(0, 0), (1, 1)]),
    ],
)
def test_pairs(story: str, file: str, pairs: list[tuple[int, int]]) -> None:
    assert list(matched(story, file).pairs) == pairs


@pytest.mark.parametrize(
    "row",
    [
        '"Come in," Narrator: said Hale.',
        '"Come in," said Hale.',
        '"Come in,"   Narrator:said Hale. Ben: "At last."',
    ],
)
def test_joined_lines_are_not_taken_for_one(row: str) -> None:
    found = matched('a|"Come in,"|said Hale.|"At last."|b', f"a|{row}|b")
    assert [(line.text, written.text) for line, written in found.joined()] == [
        ('"Come in,"', " ".join(row.split()))
    ]
    assert len(found.pairs) == 2
    assert [line.text for line, _ in found.missing()] == ['"At last."']


def test_a_line_that_begins_like_another_is_not_joined() -> None:
    assert not list(matched("a|Yes.|No.|b", "a|Yes. But why?|b").joined())


def test_what_is_missing_stands_behind_a_line() -> None:
    found = matched("a|b|c|d", "b|d")
    assert [(line.text, behind and behind.number) for line, behind in found.missing()] == [
        ("a", None),
        ("c", 1),
    ]
    assert found.homeless() == ()


def test_same_words_are_the_same_in_other_typography() -> None:
    found = matched("“Don’t.”|“Come on!”", '"Don\'t."|"Come om!"')
    assert [same_words(line, written) for line, written in found.both()] == [True, False]


def test_another_storys_script_is_matched_quickly() -> None:
    ours = [f"It was the day number {i}, and it rained all the time." for i in range(6000)]
    theirs = [f"On the day number {i} the sun shone on all of us." for i in range(6000)]
    start = time.process_time()
    assert matched("|".join(ours), "|".join(theirs)).pairs == ()
    assert time.process_time() - start < 5
