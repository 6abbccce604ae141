"""Books that mix styles, dash dialogue, and marks that were forgotten or mixed up."""

from __future__ import annotations

import pytest
from marked_stories import check

from fullcast.model import Block, Book, Chapter, Kind
from fullcast.segment import segment

DASHES = ("— Good evening.", "— Good evening to you.", "— Is it late?", "— It is.")
DOUBLES = ('"Good evening," said the baker.', '"Good evening," said his wife.', '"Late, is it?"')
CURLY = ("“Good evening,” said the baker.", "“Good evening,” said his wife.", "“Late, is it?”")
SINGLES = ("‘Good evening,’ said the baker.", "‘Good evening,’ said his wife.", "‘Late, is it?’")
FRENCH = ("« Good evening », said the baker.", "« Is it late? » said his wife.", "« It is. »")
GERMAN = ("„Good evening“, said the baker.", "„Is it late?“ said his wife.", "„It is.“")


@pytest.mark.parametrize(
    "story",
    [
        "[[— I come,]] said he, [[at once.]]",
        "[[— I come,]] said he, looking at the gate.",
        "[[— I come,]] said he, and took his hat.",
        "[[— I come,]] said he in a low voice. [[Wait for me.]]",
        "[[— Come, Maud,]] said the miller, [[your goat is out.]]",
        "[[— The lock is open,]] she said. [[Nobody shut it,]] she added. [[Nobody.]]",
        "[[— Whose goat is it?]] asked Maud Pell. [[Yours?]]",
        "[[—Come in]] —she said—. [[Sit down.]]",
        "[[—Come in]] —she said quietly—, [[and sit down.]]",
        "[[— I told you — no, listen — that he left.]]",
        "[[— There were three of them — all of them wet.]]",
        "[[— It rains,]] Maud said. She shut the window.",
        "[[― It rains.]]",
        "[[– It rains,]] said Maud.",
        "[[- It rains,]] said Maud.",
        "[[- It rains.]]\n\n[[- Does it?]]",
        "It was late — very late — and the goat — ours — was out.",
        "She waited - nobody came.",
        "- eggs\n\n- flour",
        '[[— He said "never" and went.]]',
        "He had one word for it:\n\n[[— Never.]]",
        # real quotation marks in a book of dashes
        '[["It rains,"]] said the radio.',
    ],
)
def test_dash_dialogue(story: str) -> None:
    check(story, *DASHES)


@pytest.mark.parametrize(
    "story",
    [
        "— and so the ferry left without them.",
        '[["I thought—"]] She stopped.',
        '[["Wait—no—listen!"]] he cried—and ran.',
        "He ran—nobody knew why—to the mill.",
        '[["The mill,"]]—he pointed—[["is over there."]]',
        '[["The mill—"]] he pointed [["—is over there."]]',
    ],
)
def test_dashes_amid_narration_and_quotations(story: str) -> None:
    check(story, *DOUBLES)


@pytest.mark.parametrize("context", [DOUBLES, CURLY])
@pytest.mark.parametrize(
    "story",
    [
        "[[« It rains »]], said the radio.",
        "[[«It rains,»]] said the radio.",
        "[[„It rains,“]] said the radio.",
        "[[「It rains.」]] The radio fell silent.",
        "[[‘It rains,’]] said the radio.",
        "[['It rains,']] said the radio.",
        "[[``It rains,'']] said the radio.\n\n[[``It does,'']] said Maud.",
        "[[＂It rains,＂]] said the radio.",
        '[[""It rains,""]] said the radio.',
        '[["It rains,"]] she said. [[«It rains,»]] said the radio.',
        '[["It rains,” he said.',
    ][:-1],
)
def test_other_marks_in_a_book_of_double_ones(story: str, context: tuple[str, ...]) -> None:
    check(story, *context)


@pytest.mark.parametrize("context", [SINGLES, FRENCH, GERMAN])
@pytest.mark.parametrize(
    "story",
    [
        '[["It rains,"]] said the radio.',
        "[[“It rains,”]] said the radio. [[“And it snows.”]]",
        "[[“He said ‘it rains’ and left,”]] said Maud.",
        'The ship was the "Grey Gull," and she leaked.',
        "[[「It rains.」]] The radio fell silent.",
    ],
)
def test_double_marks_in_a_book_of_other_ones(story: str, context: tuple[str, ...]) -> None:
    check(story, *context)


@pytest.mark.parametrize(
    "story",
    [
        # one mark curly, the other straight
        '[["It rains,”]] said Maud. [[“And it snows."]]',
        '[[“It rains,"]] said Maud. [["And it snows.”]]',
        # both face the wrong way, or the same way
        "[[”It rains,“]] said Maud. [[”And it snows.“]]",
        "[[“It rains,“]] said Maud. [[“And it snows.“]]",
        "[[”It rains,”]] said Maud. [[”And it snows.”]]",
        # typed twice
        '[[""It rains,""]] said Maud. [[""And it snows.""]]',
        "[[““It rains,””]] said Maud.",
        # left open
        "[[“It rains,]] said Maud. [[“And it snows.”]]",
        '[["It rains,]] said Maud. [["And it snows."]]',
        "[[“It rains.]]\n\nNobody came.",
        # never opened
        "She looked up. [[It rains,”]] said Maud.",
    ],
)
def test_slips_with_double_marks(story: str) -> None:
    check(story, *CURLY)


@pytest.mark.parametrize(
    ("story", "context"),
    [
        ("[[«It rains,]] said Maud. [[«And it snows.»]]", FRENCH),
        ("[[«It rains,]] said Maud.\n\nNobody came.", FRENCH),
        ("She looked up. [[It rains.»]] Nobody came.", FRENCH),
        ("[[«It rains.]]\n\n[[It snows, too.»]]\n\nNobody came.", FRENCH),
        ("[[«He told me «never» and left,»]] said Maud.", FRENCH),
        ("[[« It rains.]]\n\n[[— It snows.]]\n\n[[— It hails. »]]\n\nNobody came.", FRENCH),
        ("[[„It rains,]] said Maud. [[„And it snows.“]]", GERMAN),
        ('[[„It rains,"]] said Maud. [[„And it snows.”]]', GERMAN),
        ("[[‘It rains,']] said Maud. [['And it snows.’]]", SINGLES),
        ("[[‘It rains.]]\n\n[[‘It snows,’]] said Maud.", SINGLES),
        ("[[‘It rains on the Joneses’ roof.’]] Nobody came.", SINGLES),
        ("[[‘That’s the boys’ room, an’ that’s the girls’,’]] said Maud.", SINGLES),
        ("[[‘I said to ’em, ‘Go,’ an’ they went,’]] said Maud. [[‘’Twas late.’]]", SINGLES),
        ("The boys’ room was cold. The girls’ was not. [[‘Is it?’]] said Maud.", SINGLES),
    ],
)
def test_slips_and_nests_with_other_marks(story: str, context: tuple[str, ...]) -> None:
    check(story, *context)


def test_each_chapter_may_have_a_style_of_its_own() -> None:
    double = [*DOUBLES, *DOUBLES]
    single = ["‘You’re late,’ said Maud.", "‘Am I?’ he said, an’ sat.", *SINGLES, *SINGLES]
    dashes = ["— The boys’ goat is out, said Maud.", "— Again?", *DASHES, *DASHES]
    texts = ["\n\n".join(paragraphs) for paragraphs in (double, single, dashes)]
    chapters, start = [], 0
    for number, (text, paragraphs) in enumerate(
        zip(texts, (double, single, dashes), strict=True), start=1
    ):
        blocks, at = [], start
        for paragraph in paragraphs:
            end = min(at + len(paragraph) + 2, start + len(text))
            blocks.append(Block(Kind.NARRATION, at, end))
            at = end
        chapters.append(Chapter(number, "", text, start, tuple(blocks)))
        start = at
    lines = segment(Book("A Story", None, "en", tuple(chapters)))
    said = [
        [line.text.strip() for line in chapter if line.kind is Kind.DIALOGUE] for chapter in lines
    ]
    assert said[0][:2] == ['"Good evening,"', '"Good evening,"']
    assert said[1][:3] == ["‘You’re late,’", "‘Am I?’", "‘Good evening,’"]
    assert said[2][:3] == ["— The boys’ goat is out,", "— Again?", "— Good evening."]
