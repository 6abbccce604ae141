"""Whom descriptions mean."""

from __future__ import annotations

from attribution_stories import FILLER, book_of

from fullcast.attribution import study
from fullcast.attribution.descriptions import with_descriptions
from fullcast.attribution.features import Features

TALK = (
    "Mara looked at Tobin, and Tobin looked at Mara.",
    '"The frame is cracked," said Tobin.',
    '"Then mend it," said Mara.',
    '"It shall be done," said the carpenter.',
    "Mara nodded. Tobin took up his saw.",
)


def described(*paragraphs: str, guess: str = "Tobin") -> list[dict[str, Features]]:
    """Everybody's features, by unit, if everybody described is guessed to be `guess`."""
    known = study(*book_of("\n\n".join([FILLER, *TALK, *TALK, *TALK, *paragraphs])))
    who = {person.name: i for i, person in enumerate(known.scene.people.persons)}
    chances = []
    for cues in known.scene.cues:
        tag = cues.tags[0].subject
        speaker = who[guess] if known.scene.people.role_of(tag) else tag.character
        assert speaker is not None
        chances.append({speaker: 0.9})
    found = with_descriptions(known.scene, known.evidence, chances)
    names = {i: name for name, i in who.items()}
    return [{names[c]: features for c, features in item.features.items()} for item in found]


def test_a_description_is_who_it_means_elsewhere() -> None:
    carpenter = described()[2]
    assert carpenter["Tobin"]["description usual"] > 0.1
    assert "description usual" not in carpenter["Mara"]
    assert carpenter["The carpenter"]["role of a name"] == carpenter["Tobin"]["description usual"]


def test_one_guess_is_not_enough() -> None:
    evidence = described('"It is late," said the clerk. Mara went home.')
    assert "description usual" not in evidence[-1]["Tobin"]
    assert "role of a name" not in evidence[-1]["The clerk"]


def test_a_description_may_be_somebody_without_a_name() -> None:
    carpenter = described(guess="The carpenter")[2]
    assert "description usual" not in carpenter["Tobin"]
    assert "role of a name" not in carpenter["The carpenter"]


def test_names_in_tags_are_left_alone() -> None:
    assert "description usual" not in described()[0]["Tobin"]
