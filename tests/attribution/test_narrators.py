"""Who says "I" in each part of a story."""

from __future__ import annotations

from attribution_stories import FILLER, book_of

from fullcast.attribution import attribute, set_scene

SEEN = (
    '"It was so," said Mara. And she sat down.',
    '"It was so," said Ron. And he sat down.',
    "And there Mara stood, and there Ron stood, and it rained all day upon the two of them. " * 12,
)
TOLD = ("I sat down, and I saw Mara, and then I left the house by the door that I knew.",) * 4


def narrator_names(*chapters: str) -> list[str | None]:
    """Who narrates each part."""
    people = set_scene(book_of(*chapters)[1]).people
    return [None if who is None else people.persons[who].name for _, who in people.narrators]


def chapter(*paragraphs: str) -> str:
    """A chapter's text."""
    return "\n\n".join([FILLER, *paragraphs]) + "\n\n"


def test_each_chapter_has_its_own_narrator_or_none() -> None:
    chapters = (chapter(*SEEN), chapter("~ Ron's POV", *TOLD, '"No," I said.'))
    assert narrator_names(*chapters) == [None, "Ron", "Ron"]
    script = attribute(*book_of(*chapters))
    assert script.narrator is None
    assert script.lines[-2].speaker == "Ron"


def test_a_marker_holds_until_the_next_one() -> None:
    first = chapter("~ Ron's POV", *TOLD)
    assert narrator_names(first, chapter(*TOLD), chapter("~ Mara's POV", *TOLD)) == [
        "Ron",
        "Ron",
        "Ron",
        "Ron",
        "Mara",
    ]


def test_one_narrator_throughout_tells_the_story() -> None:
    talk = ('"Oh, Ron, Ron!" said Mara.', '"Yes," I said.', '"Ron, come," said Mara.')
    chapters = (chapter(*TOLD, *talk), chapter(*TOLD))
    assert set(narrator_names(*chapters)) == {"Ron"}
    assert attribute(*book_of(*chapters)).narrator == "Ron"


def test_nobody_narrates_a_story_in_the_third_person() -> None:
    assert narrator_names(chapter(*SEEN)) == []


def test_the_writer_of_a_letter_does_not_tell_the_chapter() -> None:
    letter = ('The letter ran as follows: "' + TOLD[0] * 6 + '"',)
    assert narrator_names(chapter(*SEEN, *letter), chapter(*SEEN)) == []
    assert narrator_names(chapter(*SEEN, *TOLD * 6), chapter(*SEEN)) != []
