"""Who says each line: what no reader would get wrong, and what must hold for any text."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from attribution_stories import (
    FILLER,
    book_of,
    character_called,
    script_of,
    speakers,
    spoken,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution import attribute
from fullcast.model import NARRATOR, Age, Book, Gender, Kind

KNOWN = (
    FILLER,
    '"It was so," said Mara. And she sat down.',
    '"It was so," said Ron. And he sat down.',
    "And there Mara stood; she was late.",
    "And there Ron stood; he was late.",
)
TELLING = ("I sat down, and I saw Mara, and then I left.",) * 2


def heard(*paragraphs: str, mark: str = '"') -> str:
    """Who speaks in paragraphs that follow a known cast: "Mara Ron"."""
    said = {'"': '"It was so,"', "“": "“It was so,”", "‘": "‘It was so,’"}[mark]
    known = [part.replace('"It was so,"', said) for part in KNOWN]
    return " ".join(str(who) for who in speakers(*known, *paragraphs, mark=mark)[2:])


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # tags
        (['"Q," said Mara.', '"Q," Ron said.', 'Mara said, "Q."'], "Mara Ron Mara"),
        (['Turning to Ron, Mara whispered, "Q."'], "Mara"),
        (['"Q, Ron," said Mara, "q."'], "Mara Mara"),
        (['"Q," said Mara.', '"Q," said Mara.'], "Mara Mara"),
        # pronouns
        (['"Q," she said.', '"Q," he said.', '"Q," she said.'], "Mara Ron Mara"),
        (['"Q," said Mara.', '"Q," he said.'], "Mara Ron"),
        # turns
        (['"Q," said Mara.', '"Q," said Ron.', '"Q."', '"Q."'], "Mara Ron Mara Ron"),
        (['"Q," said Mara.', '"Q," said Ron.', *['"Q."'] * 6], " ".join(["Mara Ron"] * 4)),
        # whoever is called answers
        (['"Q, Ron," said Mara.', '"Q."', '"Q."'], "Mara Ron Mara"),
        (['"Q, Mara?"', '"Q, Ron."'], "Ron Mara"),
        # actions
        (['Mara sat down. "Q."', 'Ron rose. "Q."'], "Mara Ron"),
        (['"Q." Mara sat down.', '"Q." Ron rose.'], "Mara Ron"),
        # a quotation that goes on
        (
            ['"Q," said Mara. "It rained', '"and it snowed."', '"Q," said Ron.'],
            "Mara Mara Mara Ron",
        ),
        # several speakers in one paragraph
        (['"Q," said Mara. "Q," said Ron.'] * 2, "Mara Ron Mara Ron"),
        # several speakers at once
        (['"Q!" they said together.', '"Q," said Mara.'], "Everyone Mara"),
        # thoughts
        (["Mara sat down. *Never.*", '"Q," said Ron.'], "Mara Ron"),
    ],
)
def test_what_no_reader_would_get_wrong(paragraphs: list[str], expected: str) -> None:
    assert heard(*paragraphs) == expected


@pytest.mark.parametrize(
    ("mark", "paragraphs", "expected"),
    [
        ("“", ["“Q, Ron,” said Mara.", "“Q.”"], "Mara Ron"),
        ("“", ["“Mara’s hat,” said Ron.", "“Q,” she said."], "Ron Mara"),
        ("‘", ["‘I can’t, Ron,’ said Mara.", "‘Q.’"], "Mara Ron"),
        ("‘", ["‘Q,’ Ron said.", "‘Q,’ she said, ‘q.’"], "Ron Mara Mara"),
    ],
)
def test_every_style_of_quotation_is_heard(mark: str, paragraphs: list[str], expected: str) -> None:
    assert heard(*paragraphs, mark=mark) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (['"Q," I said.', '"Q," said Mara.', '"Q."'], "Narrator Mara Narrator"),
        (["~ Ron's POV", '"Q," I said.', '"Q," said Mara.'], "Ron Mara"),
        (
            ["~ Ron's POV", '"Q," I said.', "~ Mara's POV", '"Q," I said.', '"Q," said Ron.'],
            "Ron Mara Ron",
        ),
    ],
)
def test_whoever_narrates_says_i(paragraphs: list[str], expected: str) -> None:
    assert heard(*TELLING, *paragraphs) == expected


def test_a_narrator_is_known_by_what_others_call_them() -> None:
    script = script_of(FILLER, *TELLING, *KNOWN[1::2], '"Oh, Ron, Ron!" said Mara.', '"Q," I said.')
    assert script.narrator == "Ron"
    assert spoken(script)[-1] == ("Ron", '"Q,"')


def test_a_role_speaks_and_is_called_by_its_description() -> None:
    script = script_of(*KNOWN, '"Q," said the old ferryman.', '"Q," the old ferryman said.')
    ferryman = character_called(script, "The old ferryman")
    assert (ferryman.gender, ferryman.age) == (Gender.MALE, Age.OLD)
    assert [who for who, _ in spoken(script)][2:] == [ferryman.name] * 2


def test_the_boy_who_says_his_name_speaks_as_himself_from_then_on() -> None:
    script = script_of(
        *KNOWN,
        'The boy held out a hand. "I\'m Jory."',
        '"Q," said Jory. And there Jory sat.',
        '"Q," said the boy.',
    )
    assert [who for who, _ in spoken(script)][2:] == ["Jory"] * 3
    assert character_called(script, "Jory").age is Age.CHILD


def test_without_anybody_to_speak_it_is_the_narrator_and_doubtful() -> None:
    script = script_of('"Q."', "It rained.", '"Q."')
    for line in script.lines:
        assert line.speaker == NARRATOR
        assert (line.confidence < 0.7) == (line.kind is Kind.DIALOGUE)
    assert script.characters == ()


@pytest.mark.parametrize("text", ["", "\n", "* * *", "It rained.", "“", '"', "*", "—", "I"])
def test_the_shortest_stories_have_a_script(text: str) -> None:
    book, lines = book_of(text)
    assert [line.text for line in attribute(book, lines).lines] == [line.text for line in lines[0]]


def test_a_book_may_have_no_chapters() -> None:
    assert attribute(Book("A Story", None, "en", ()), []).lines == ()


pieces = st.sampled_from(
    [
        *KNOWN,
        *TELLING,
        "~ Ron's POV",
        "% * * *",
        "# Two",
        '"Q, Ron," said Mr. Venn\'s wife.',
        '"Q!" they said. "R!"',
        'The boy nodded. "I\'m Albie."',
        "*Never,* she thought.",
        "“Left open, sir",
        "‘Q,’ roared the tide-caller.",
    ]
)
soup = st.text("“”‘’\"'«»—–-*_…,.?!: \n\tMaRI\u00e9\u0130ß\u0000\u2028\ufeff漢🙂", max_size=120)
stories = st.lists(pieces | soup | st.text(max_size=40), max_size=10).map("\n\n".join)


@given(st.lists(stories, min_size=1, max_size=3), st.sampled_from('"“‘—'))
@settings(deadline=None)
def test_any_text_gets_a_script_that_changes_nothing_but_speakers(
    chapters: list[str], mark: str
) -> None:
    book, lines = book_of(*chapters, mark=mark)
    script = attribute(book, lines)
    names = [character.name for character in script.characters]
    for chapter, before in zip(script.chapters, lines, strict=True):
        plain = [replace(x, speaker=None, confidence=1.0, reason="") for x in chapter.lines]
        assert plain == before
        for line in chapter.lines:
            assert 0 <= line.confidence <= 1.0 + 1e-9
            assert (line.speaker is not None) == line.kind.voiced
            if line.kind in (Kind.DIALOGUE, Kind.THOUGHT):
                assert line.speaker in (*names, NARRATOR)
                assert line.reason
            elif line.kind.voiced:
                assert line.speaker == NARRATOR
    assert len(names) == len(set(names))
    assert script.narrator is None or script.narrator != NARRATOR


SHAKEN = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from attribution_stories import book_of
from fullcast.attribution import attribute
text = sys.stdin.read()
print(hashlib.sha256(repr(attribute(*book_of(text))).encode()).hexdigest())
"""


def test_the_order_of_hashes_changes_nothing() -> None:
    text = "\n\n".join(
        [
            *KNOWN,
            '"Q," said Ada Venn. "Q," said Ada Hale. "Q," said Ada. "Q," said Venn.',
            *[f'"Q," said the {role}.' for role in ("hatter", "boy", "girl", "eel-seller", "cat")],
            *['"Q."', '"Q, Ada!"', '"Q?" he asked.', '"Q!" they said.', "It rained."] * 4,
            'The boy nodded. "I\'m Albie."',
        ]
    )
    digests = [hashlib.sha256(repr(attribute(*book_of(text))).encode()).hexdigest()]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", SHAKEN, str(Path(__file__).parent)],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        )
        digests.append(done.stdout.strip())
    assert len(set(digests)) == 1
