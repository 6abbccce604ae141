"""Which capitalised phrases are names, and how each is used."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attribution_stories import FILLER, book_of, speakers, story_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.names import Form, Usage, collect
from fullcast.attribution.reading import read_story


def names(*paragraphs: str, mark: str = '"') -> dict[str, Usage]:
    """The usage of each name of a story, by its spelling."""
    return {str(form): usage for form, usage in collect(story_of(*paragraphs, mark=mark)).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain names
        ("He saw Mara.", ["Mara"]),
        ("He saw Mara Venn and Ron.", ["Mara Venn", "Ron"]),
        ("He saw Mara, Ron and Nell.", ["Mara", "Ron", "Nell"]),
        ("Old Mara Venn sat. He saw Mara Venn.", ["Mara Venn"]),
        ("Mara said no. Mara said yes.", ["Mara"]),
        ("He saw Mara\nVenn there.", ["Mara Venn"]),
        # titles
        ("He met Mr. Venn. Then Mr. Venn met Mrs. Venn.", ["Mr. Venn", "Mrs. Venn"]),
        ("Mr Venn sat. Mr Venn rose.", ["Mr. Venn"]),
        ("He met Dr. Venn and Professor Venn.", ["Dr. Venn", "Professor Venn"]),
        (
            "He met Miss Ada Venn, Sir John and Lady Venn.",
            ["Miss Ada Venn", "Sir John", "Lady Venn"],
        ),
        ("He asked the Captain and Captain Hale.", ["Captain", "Captain Hale"]),
        ("He saw Aunt Ada and Granny.", ["Aunt Ada", "Granny"]),
        ("He met Captain Hale. There the captain sat.", ["Captain", "Captain Hale"]),
        ("He met General Venn; it was the general opinion.", ["General Venn"]),
        ("There the captain sat.", []),
        # particles, initials, hyphens, apostrophes, accents
        ("They met Ada de Venn by the sea.", ["Ada de Venn"]),
        ("They met Ada van der Venn by the sea.", ["Ada van der Venn"]),
        ("They saw the sea, de and van.", []),
        ("He saw J. R. Crake, and J. R. Crake saw him.", ["J. R. Crake"]),
        ("He saw Jean-Luc and O'Brien.", ["Jean-Luc", "O'Brien"]),
        ("He saw O’Brien and O'Brien.", ["O'Brien"]),
        ("He saw McAdam, MacLeod and DeVere.", ["McAdam", "MacLeod", "DeVere"]),
        ("He saw Élodie and Zoë.", ["Élodie", "Zoë"]),
        # possessives
        ("That was Mara's lamp.", ["Mara"]),
        ("That was Mara’s lamp.", ["Mara"]),
        ("That was James' lamp.", ["James"]),
        # shouts
        ("He saw Mara. He heard: MARA!", ["Mara"]),
        ("He heard: MARA!", []),
        # several people
        ("They met Messrs Venn and Hale.", ["Hale", "Venn"]),
        # no names
        ("He sat. Then he rose, and then it rained. Nothing more came. It was nothing.", []),
        ("Lamp after lamp. Lamp. A lamp. Lamp again.", []),
        ("They went to London in April on a Monday at Christmas.", []),
        ("He spoke English, thank God, and good French.", []),
        ("SHE RAN AND RAN. STOP.", []),
        ("It was I who saw. I, I thought.", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert sorted(names(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("mark", "text", "expected"),
    [
        ('"', '"Come, Mara," said Ron.', ["Mara", "Ron"]),
        ("“", "“Come, Mara,” said Ron’s aunt.", ["Mara", "Ron"]),
        ("‘", "‘Come, Mara,’ said Ron.", ["Mara", "Ron"]),
        ("—", "—Come, Mara.", ["Mara"]),
        ('"', '"Come."\n\nHe saw Mara\n\nVenn saw him. Venn sat.', ["Mara", "Venn"]),
    ],
)
def test_names_are_found_in_every_style_of_quotation(
    mark: str, text: str, expected: list[str]
) -> None:
    assert sorted(names(text, mark=mark)) == sorted(expected)


@pytest.mark.parametrize("word", ["Yeah", "He", "She", "They", "We", "You", "It"])
def test_a_pronoun_or_an_interjection_is_never_a_name(word: str) -> None:
    assert word not in names(f"{word} rose. {word} sat down. {word} slept.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Come," said Mr. Crake.', "Mr. Crake"),
        ("It was Mrs. John Venn. Venn was there.", "Mrs. John Venn"),
        ("He saw J. R. Crake.", "J. R. Crake"),
    ],
)
def test_a_name_with_a_stop_in_it_need_not_come_twice(text: str, name: str) -> None:
    assert name in names(text)


COUNTS = ["count", "inside", "tagged", "subject", "vocative", "place", "after_the", "quoted"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They saw Ron there.", {"inside"}),
        ("Well, Ron closed it.", {"inside", "subject"}),
        ("Well, Ron laughed.", {"inside", "subject", "tagged"}),
        ("Yes, Ron had gone.", {"inside", "subject"}),
        ("They heard that Ron softly closed it.", {"inside", "subject"}),
        ("They saw Ron the baker.", {"inside"}),
        ('"No," said Ron.', {"inside", "tagged"}),
        ('"No," whispered Ron.', {"inside", "tagged"}),
        ('"No," softly murmured Ron.', {"inside", "tagged"}),
        ('"No!" implores Ron, and sits.', {"inside", "tagged"}),
        ('"No," put in Ron.', {"inside", "tagged"}),
        ('"No," then Ron said.', {"inside", "tagged"}),
        ('"No," and Ron drily remarked.', {"inside", "tagged", "subject"}),
        ('"Come here, Ron!"', {"inside", "vocative", "quoted"}),
        ('"Come here, Ron."', {"inside", "vocative", "quoted"}),
        ('"Oh Ron, come here."', {"inside", "vocative", "quoted"}),
        ('"Now, Ron, come here."', {"inside", "vocative", "quoted"}),
        ('"I saw Ron there."', {"inside", "quoted"}),
        ("They lived in Ron then.", {"inside", "place"}),
        ("They looked at Ron then.", {"inside"}),
        ("They came from the Ron.", {"inside", "place", "after_the"}),
        ("They saw the old Ron.", {"inside", "after_the"}),
    ],
)
def test_the_use_of_a_name_is_counted(text: str, counted: set[str]) -> None:
    usage = names(text)["Ron"]
    assert {count for count in COUNTS if getattr(usage, count)} == counted | {"count"}


def test_paragraphs_are_noted_where_a_name_speaks_and_is_called() -> None:
    usages = names('"Come, Ron," said Mara.', '"No," said Ron.', "Ron sat.", '"Ron!"', '"No, Ron."')
    assert (usages["Mara"].speaks_in, usages["Mara"].called_in) == ([0], [])
    assert (usages["Ron"].speaks_in, usages["Ron"].called_in) == ([1], [0, 3, 4])
    assert usages["Ron"].count == len(usages["Ron"].mentions) == 5


@pytest.mark.parametrize(
    ("form", "spelling"),
    [
        (Form((), ("Mara",)), "Mara"),
        (Form(("mrs",), ("Ada", "Venn")), "Mrs. Ada Venn"),
        (Form(("miss",), ("Venn",)), "Miss Venn"),
        (Form(("captain",), ()), "Captain"),
        (Form((), ("J", "R", "Crake")), "J. R. Crake"),
        (Form(("rev", "dr"), ("Venn",)), "Rev. Dr. Venn"),
    ],
)
def test_a_form_is_written_as_one_writes_it(form: Form, spelling: str) -> None:
    assert str(form) == spelling


pieces = st.sampled_from(
    """
    Mara Venn Ron Mr. Mrs Dr. Sir Captain de van O'Brien O’Brien Jean-Luc J. MARA Mara's Venn’s
    said he the in "Come, "No." “Ah” ‘Oh’ . , ! … — * I I'm Will will London and went Élodie
    """.split()
)
blanks = st.sampled_from([" ", " ", " ", "\n", "\n\n", ""])
texts = st.lists(pieces | blanks, max_size=60).map(" ".join) | st.text(max_size=80)


@given(texts, st.sampled_from('"“‘—'))
@settings(deadline=None)
def test_every_mention_lies_in_the_story_and_spells_its_form(text: str, mark: str) -> None:
    book, lines = book_of(text, mark=mark)
    usages = collect(read_story(book.text, lines))
    taken: list[tuple[int, int]] = []
    for form, usage in usages.items():
        assert usage.count == len(usage.mentions) > 0
        assert all(getattr(usage, count) <= usage.count for count in COUNTS)
        for start, end in usage.mentions:
            written = text[start:end].replace("’", "'").replace(".", " ").split()
            expected = [*form.titles, *(word.lower() for word in form.words)]
            assert [word.lower() for word in written] == expected
        taken += usage.mentions
    taken.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(taken))


@pytest.mark.parametrize("between", [". ", "! ", ", ", "; ", " - ", " — ", "... ", "\n\n"])
def test_punctuation_parts_names(between: str) -> None:
    assert sorted(names(f"He saw Ron{between}Mara saw Ron, and Ron saw Mara.")) == ["Mara", "Ron"]


@pytest.mark.parametrize(
    "paragraph",
    [
        '"It was so," Gannet says.',
        '"It was so," Gannet asks, and sits.',
        '"It was so," goes Gannet.',
        'And Gannet goes, "It was so."',
        '"It was so," sez Gannet.',
    ],
)
def test_a_name_is_known_by_one_tag_in_any_tense(paragraph: str) -> None:
    assert speakers(FILLER, paragraph) == ["Gannet"]


def test_what_begins_a_sentence_behind_a_quotation_is_no_name_for_that() -> None:
    assert speakers(FILLER, '"It was so." Gannets says the sign.') == ["Narrator"]
