"""Who a clause speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.subjects import (
    Mention,
    Subject,
    SubjectKind,
    noun_gender,
    parse_speaker_after,
    parse_speaker_before,
    parse_subject,
)
from fullcast.model import Gender

NAMES = ("Mara", "Ron", "Mr. Venn", "Captain")


def mentions_in(text: str) -> dict[int, Mention]:
    """Where the names stand in a text."""
    return {
        at: Mention(at, at + len(name), number)
        for number, name in enumerate(NAMES)
        for at in range(len(text))
        if text.startswith(name, at)
    }


def read(
    text: str,
    parse: Callable[[str, int, dict[int, Mention]], Subject | None] = parse_subject,
) -> str:
    """The subject at a text's start in a word: a name, a noun, a pronoun's gender, a kind."""
    subject = parse(text, 0, mentions_in(text))
    if subject is None:
        return "nobody"
    if subject.kind is SubjectKind.NAME:
        assert subject.character is not None
        return NAMES[subject.character]
    if subject.kind is SubjectKind.DESCRIPTION:
        return f"{subject.noun} ({subject.gender})"
    return str(subject.gender) if subject.kind is SubjectKind.PRONOUN else subject.kind.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara smiled", "Mara"),
        ("Mr. Venn smiled", "Mr. Venn"),
        ("the Captain smiled", "Captain"),
        ("The Captain smiled", "Captain"),
        ("he smiled", "male"),
        ("She smiled", "female"),
        ("He", "male"),
        ("I smiled", "I"),
        ("i smiled", "nobody"),
        ("In the house", "nobody"),
        ("heat rose", "nobody"),
        ("Sheila smiled", "nobody"),
        ("they laughed", "group"),
        ("We laughed", "group"),
        ("everyone laughed", "group"),
        ("Everybody laughed", "group"),
        ("both laughed", "group"),
        ("all of them laughed", "group"),
        ("the boy ran", "boy (male)"),
        ("The old ferryman spat", "ferryman (male)"),
        ("a tall thin woman sat", "woman (female)"),
        ("his mother sat", "mother (female)"),
        ("her little brother sat", "brother (male)"),
        ("my friend sat", "friend (unknown)"),
        ("our daughter sat", "daughter (female)"),
        ("another child cried", "child (unknown)"),
        ("Mr. Venn's wife sat", "wife (female)"),
        ("Mr. Venn’s wife sat", "wife (female)"),
        ("Mara's little girl sat", "girl (female)"),
        ("the headmaster’s wife sat", "wife (female)"),
        ("my aunt Mara sat", "Mara"),
        ("the stout Mr. Venn sat", "Mr. Venn"),
        ("old Ron sat", "Ron"),
        ("one of the sailors sat", "sailor (male)"),
        ("one of his children sat", "child (unknown)"),
        ("one of the ladies sat", "lady (female)"),
        ("someone sat", "voice (unknown)"),
        ("Mara's voice shook", "Mara"),
        ("the cracked voice of Ron shook", "Ron"),
        ("his voice shook", "male"),
        ("her eyes shone", "female"),
        ("my voice shook", "I"),
        ("a voice shook", "voice (unknown)"),
        ("the voice of the old ferryman shook", "ferryman (male)"),
        ("the face fell", "nobody"),
        ("the three of them sat", "group"),
        ("the others sat", "group"),
        ("both girls sat", "group"),
        ("the back of the man", "nobody"),
        ("Mara's lamp fell", "nobody"),
        ("his lamp fell", "nobody"),
        ("the lamp fell", "nobody"),
        ("the big old red painted boatman", "nobody"),
        ("the, boy", "nobody"),
        ("the", "nobody"),
        ("", "nobody"),
    ],
)
def test_a_subject_is_read_where_it_begins(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara.", "Mara"),
        ("he.", "male"),
        ("the old ferryman.", "ferryman (male)"),
        ("Mara and Ron.", "group"),
        ("Mara and Ron together.", "group"),
        ("Mara and Ron nodded.", "Mara"),
        ("cheerful Mr. Venn.", "Mr. Venn"),
        ("to Mara.", "nobody"),
        ("the tide-caller.", "tide-caller (unknown)"),
        ("the hat,", "hat (unknown)"),
        ("a tired old clockmaker with a cough.", "clockmaker (unknown)"),
        ("the portrait behind him.", "portrait (unknown)"),
        ("the eel-seller", "eel-seller (unknown)"),
        ("the washerwoman.", "washerwoman (female)"),
        ("the lighthouseman.", "lighthouseman (male)"),
        ("something strange.", "nobody"),
        ("nothing.", "nobody"),
    ],
)
def test_behind_a_verb_of_speech_any_noun_is_somebody(text: str, expected: str) -> None:
    assert read(text, parse_speaker_after) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the hat said", "hat (unknown)"),
        ("The tide-caller shouted", "tide-caller (unknown)"),
        ("the old clockmaker quietly replied", "clockmaker (unknown)"),
        ("a woman said", "woman (female)"),
        ("Mara said", "Mara"),
        ("Mara and Ron said", "group"),
        ("Mara and I said", "group"),
        ("the lamp fell", "nobody"),
        ("the tide-caller rose", "nobody"),
    ],
)
def test_before_a_verb_of_speech_any_noun_is_somebody(text: str, expected: str) -> None:
    assert read(text, parse_speaker_before) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the old ferryman spat", "old ferryman"),
        ("a   tall\nthin woman sat", "tall thin woman"),
        ("The Boy ran", "Boy"),
    ],
)
def test_a_phrase_is_the_description_without_its_article(text: str, phrase: str) -> None:
    subject = parse_subject(text, 0, {})
    assert subject is not None
    assert subject.phrase == phrase
    assert text[subject.start : subject.end].split()[-1].lower() == subject.noun


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        ("boy", Gender.MALE),
        ("ferryman", Gender.MALE),
        ("clergyman", Gender.MALE),
        ("lampman", Gender.MALE),
        ("lampwoman", Gender.FEMALE),
        ("woman", Gender.FEMALE),
        ("witch", Gender.FEMALE),
        ("shopkeeper", Gender.UNKNOWN),
        ("tide-caller", Gender.UNKNOWN),
    ],
)
def test_a_noun_shows_a_gender(noun: str, gender: Gender) -> None:
    assert noun_gender(noun) is gender


words = st.sampled_from(["the", "a", "his", "Mara", "Ron's", "Mr. Venn", "he", "I", "boy", "old"])
phrases = st.lists(words | st.text(max_size=6), max_size=8).map(" ".join)
parsers = st.sampled_from([parse_subject, parse_speaker_after, parse_speaker_before])


@given(phrases, parsers, st.data())
@settings(deadline=None)
def test_a_subject_lies_where_it_was_looked_for(
    text: str,
    parse: Callable[[str, int, dict[int, Mention]], Subject | None],
    data: st.DataObject,
) -> None:
    at = data.draw(st.integers(0, len(text)))
    subject = parse(text, at, mentions_in(text))
    if subject is None:
        return
    assert at <= subject.start < subject.end <= len(text)
    assert (subject.character is not None) == (subject.kind is SubjectKind.NAME)
    assert bool(subject.noun) == (subject.kind is SubjectKind.DESCRIPTION)
    assert text[subject.start : subject.end].lower().endswith(subject.noun)
