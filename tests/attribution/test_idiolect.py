"""Whose words a quotation uses."""

from __future__ import annotations

from attribution_stories import FILLER, book_of

from fullcast.attribution import study
from fullcast.attribution.features import Evidence
from fullcast.attribution.idiolect import with_idiolects

MARA = "Arr, the sea be rough and the sails be torn, says I, and the sea be cold."
RON = "Certainly one ought to consider the invoice and the ledger with the utmost care."
LINES = tuple(line for _ in range(8) for line in (f'"{MARA}" said Mara.', f'"{RON}" said Ron.'))


def heard(*paragraphs: str, sure: bool = True) -> tuple[list[Evidence], dict[str, int]]:
    """The evidence of a story in which Mara and Ron take turns, and who is who."""
    known = study(*book_of("\n\n".join([FILLER, *LINES, *paragraphs])))
    places = {person.name: i for i, person in enumerate(known.scene.people.persons)}
    turns = ("Mara", "Ron")
    chances = [{places[turns[i % 2]]: 0.9 if sure else 0.5} for i in range(len(known.evidence))]
    return with_idiolects(known.scene.story, known.evidence, chances), places


def test_words_are_theirs_who_use_them() -> None:
    evidence, who = heard('"The sea be cold, says I."')
    last = evidence[-1].features
    assert last[who["Mara"]]["idiolect"] > 0.2
    assert last[who["Ron"]]["idiolect"] < 0


def test_a_quotation_does_not_speak_for_itself() -> None:
    evidence, who = heard('"Zounds, zounds!"')  # guessed to be Mara's, who says it nowhere else
    assert evidence[-1].features[who["Mara"]]["idiolect"] < 0


def test_lengths_are_compared() -> None:
    evidence, who = heard('"No."')
    assert evidence[-1].features[who["Mara"]]["length fit"] < -1
    assert evidence[0].features[who["Mara"]]["length fit"] > -0.5


def test_doubtful_guesses_teach_nothing() -> None:
    evidence, _ = heard('"The sea be cold."', sure=False)
    assert all("idiolect" not in row for item in evidence for row in item.features.values())
