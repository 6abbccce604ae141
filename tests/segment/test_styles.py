"""The same story in every style of quotation marks: the same is spoken, to the character."""

from __future__ import annotations

import pytest
from marked_stories import book_of, check, plain

from fullcast.model import Kind
from fullcast.segment import segment

# < > are the marks of the style, { } those for a quotation within a quotation.
STORY = """\
The ferry left the boys’ landing at six. <<Hold on!>> cried the ferryman. <<She’s goin’ to roll.>>

<<I am holding on,>> said Maud, <<and so is the goat.>>

<<’Tis a fine goat.>> The ferryman spat. <<Whose is it?>>

<<My uncle’s. He told me, {Never sell her,} and then he sold the house.>>

Old Pettifer’s “goat” was, in truth, what the valley called <<a handful.>> Nobody had asked her.

<<{Never sell her,}>> the ferryman repeated. <<That’s what he said? {Never}?>>

<<Those were the words,>> Maud said; <<then he went to sea.>>

He had been reading <<The Lantern of the North,>> and its pages were wet. They called such books \
<<penny dreadfuls>> in the town, and the ferrymen’s wives read ’em aloud o’ nights.

<<You know how it goes.

<<First there’s a storm. Then there’s a wreck.

<<And then, all of a sudden, there’s a goat,>> he said.

<<Is there?>> she asked. <<Always?>>

<<Well—>> He looked away. <<Mostly.>>

<<I’d like to—>>

<<Sit down!>>

The <<storm>> came an’ went. It was, as the ferryman put it, <<half a storm,>> and the Joneses’ \
hens slept through it.

<<Are you the girl {from the tower} or the one from the mill?>> asked the ferryman’s wife from \
the bank.

<<Neither,>> said Maud. She thought of the mill wheel, an’ the rats’ nests, and the way her \
uncle’s coat had hung in the ’90s. <<I’m from the lock.>>

On the gate a sign said, <<Goats must be led.>> She led the goat. <<Come,>> she said to it, \
<<it’s only a mile.>>

<<We came by the ditch,>> he began, and nobody stopped him; <<{the long ditch,} as my \
mother’d say.>>"""

NARRATED = (
    "<<a handful.>>", "<<The Lantern of the North,>>", "<<penny dreadfuls>>", "<<storm>>",
    "<<half a storm,>>", "<<Goats must be led.>>",
)  # fmt: skip
STYLES = {
    "curly double": ("“", "”", "‘", "’"),
    "straight double": ('"', '"', "'", "'"),
    "straight double with curly apostrophes": ('"', '"', "‘", "’"),
    "curly single": ("‘", "’", "“", "”"),
    "straight single": ("'", "'", '"', '"'),
    "guillemets": ("«", "»", "‹", "›"),
    "guillemets with spaces": ("« ", " »", "“", "”"),
    "guillemets with no-break spaces": ("«\u00a0", "\u00a0»", "“", "”"),
    "guillemets with narrow no-break spaces": ("«\u202f", "\u202f»", "“", "”"),
    "guillemets that point inwards": ("»", "«", "›", "‹"),
    "guillemets that all point right": ("»", "»", "’", "’"),
    "guillemets of less-than signs": ("<<", ">>", "‘", "’"),
    "low and high": ("„", "“", "‚", "‘"),
    "low and high, as in Poland": ("„", "”", "«", "»"),
    "low and straight": ("„", '"', "'", "'"),
    "low of two commas": (",,", "''", "‘", "’"),
    "low single": ("‚", "‘", "„", "“"),
    "corners": ("「", "」", "『", "』"),
    "halfwidth corners": ("｢", "｣", "『", "』"),
    "white corners": ("『", "』", "「", "」"),
    "fullwidth": ("＂", "＂", "‘", "’"),
    "backticks": ("``", "''", "`", "'"),
    "two backticks on both sides": ("``", "``", "'", "'"),
    "apostrophes by twos": ("''", "''", "‘", "’"),
    "curly singles by twos": ("‘‘", "’’", "‘", "’"),
    "typed twice": ('""', '""', "'", "'"),
    "curly, typed twice": ("““", "””", "‘", "’"),
    "backtick and apostrophe": ("`", "'", '"', '"'),
    "all closing, as in Sweden": ("”", "”", "’", "’"),
    "ornaments": ("❝", "❞", "❛", "❜"),
}


def in_style(text: str, name: str) -> str:
    """The story with a style's marks, what is spoken marked as in an expectation."""
    opening, closing, inner_opening, inner_closing = STYLES[name]
    for narrated in NARRATED:
        text = text.replace(narrated, narrated.replace("<<", "\x01").replace(">>", "\x02"))
    text = text.replace("<<", "[[\x01").replace(">>", "\x02]]")
    # what stays open ends with its paragraph
    text = "\n\n".join(p + "]]" if p.count("[[") > p.count("]]") else p for p in text.split("\n\n"))
    text = text.replace("“goat”", "*goat*")
    if "straight" in name and "curly" not in name:
        text = text.replace("’", "'")
    text = text.replace("{", inner_opening).replace("}", inner_closing)
    return text.replace("\x01", opening).replace("\x02", closing)


@pytest.mark.parametrize("style", STYLES)
def test_a_story_in_every_style(style: str) -> None:
    check(in_style(STORY, style))


def test_recall_and_precision_over_all_styles() -> None:
    found = right = spoken = 0
    for style in STYLES:
        story = in_style(STORY, style)
        for marked, text in zip(story.split("\n\n"), _paragraphs(story), strict=True):
            said = {i for start, end in _expected(marked) for i in range(start, end)}
            spoken, found, right = (
                spoken + len(said),
                found + len(text),
                right + len(said & text),
            )
    assert right >= 0.99 * spoken
    assert right >= 0.97 * found


def _paragraphs(story: str) -> list[set[int]]:
    """The offsets that are spoken in each paragraph, as the segmenter has it."""
    paragraphs = [plain(p) for p in story.split("\n\n")]
    book = book_of(*paragraphs)
    (lines,) = segment(book)
    starts = [block.start for block in book.chapters[0].blocks]
    found: list[set[int]] = [set() for _ in paragraphs]
    for line in lines:
        if line.kind is Kind.DIALOGUE:
            at = line.start - starts[line.paragraph]
            found[line.paragraph] |= set(range(at, at + len(line.text.rstrip())))
    return found


def _expected(marked: str) -> list[tuple[int, int]]:
    spans = []
    removed = 0
    start = 0
    for i in range(len(marked) - 1):
        if marked[i : i + 2] == "[[":
            start = i - removed
            removed += 2
        elif marked[i : i + 2] == "]]":
            spans.append((start, i - removed))
            removed += 2
    return spans
