"""Labels, disclaimers, notes, markers and end marks by their own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fullcast.ingest.structure import labels, markers, remarks

FORMS: dict[Callable[[str], object], tuple[list[str], list[str]]] = {
    labels.is_sure_label: (
        [
            "Disclaimer: not mine",
            "**Disclaimer:** not mine",
            "DISCLAIMER - not mine",
            "Disclaimer",
            "Summary: A boy is lost.",
            "Rating: K+",
            "Rated M",
            "Rated T for language",
            "Rated: PG-13",
            "Pairing: A/B",
            "Pairing(s): A/B",
            "Warnings: rain",
            "*Warning:* rain",
            "Genre - Drama",
            "Fandom: none",
            "Spoilers: all",
            "Standard disclaimers apply.",
            "Word count: 300",
            "Relationship: A & B",
        ],
        [
            "Rated by all as the best",
            "Summary execution was his style.",
            "Rating them was hard.",
            "Warning signs stood everywhere.",
            "Genres differ.",
            "Warnings came too late.",
        ],
    ),
    labels.is_label: (
        [
            "Characters: Mara, Tom",
            "Words: 1,200",
            "Tags: fluff",
            "Archive: ask",
            "Status: Complete",
            "Published: today",
            "Language: English",
            "Category: Gen",
            "Title: The Kite",
            "Author: Jane Doe",
            "Written by: Jane",
            "Date: May",
        ],
        [
            "Words fail me.",
            "Words - thousands of them - fell.",
            "Status quo",
            "Language!",
            "Series of events followed.",
            "By noon it rained.",
            "Dateline",
            "Titles mattered to him.",
        ],
    ),
    labels.is_disclaimer: (
        [
            "I don't own Kite School.",
            "I do not own Kite School or any of its characters.",
            "I own nothing but the plot.",
            "Sadly, I don’t own these characters.",
            "I don't own any of this.",
            "All characters belong to their author.",
            "The usual disclaimers apply.",
            "No copyright infringement is intended.",
            "I do not own the plot.",
        ],
        [
            "I do not own a car.",
            "I don't own a watch, so I never know the time.",
            "I do not own Rover, but I walk him every day.",
            "I own nothing.",
            "I own nothing but my name, he thought.",
            "I do not own the house we live in; my uncle does.",
            "He does not own Kite School.",
        ],
    ),
    remarks.is_note: (
        [
            "A/N: Hi!",
            "a/n: hi",
            "A/N hi everybody",
            "AN: hi",
            "AN - hi",
            "A.N.: hi",
            "A.N. - hi",
            "(A/N: hi)",
            "[A/N hi]",
            "**A/N:** hi",
            "Author's Note",
            "Author’s Note: hi",
            "Authors note: hi",
            "AUTHOR'S NOTES:",
            "*Author's note*",
            "Author's Corner: hi",
            "End A/N",
            "Note from the author: hi",
            "A\\N: hi",
            "~*~A/N: hi~*~",
            "Author Note: hi",
        ],
        [
            "An: the last of them",
            "A.N. Wilson went home.",
            "The author's note was long.",
            "Author's notes lay everywhere on the desk",
            "AND: so it was",
            "Annie ran.",
            "“A/N: hi”",
            "Notes from the piano rose.",
        ],
    ),
    remarks.is_note_at_edge: (
        ["Note: this is short", "Notes: hi", "Beta: Jo", "Beta'd by Jo", "*Notes:*", "End Notes:"],
        ["Note the time.", "Notes rose from the piano.", "Beta blockers", "Noted: one kite."],
    ),
    remarks.is_plea: (
        [
            "Please review!",
            "Please R&R!",
            "R&R",
            "r&r please!",
            "Read and review!",
            "Reviews, please",
            "Please leave a review.",
            "Reviews are love!",
            "Thanks for reading!",
            "So please review and tell me what you think!",
        ],
        [
            "Please review the documents.",
            "R&R was all he wanted.",
            "Thanks for the reading lamp.",
            "Reviews were bad.",
            "She asked him to please review it.",
        ],
    ),
    remarks.is_end: (
        [
            "The End",
            "THE END.",
            "~fin~",
            "FIN",
            "Fin.",
            "TBC",
            "TBC...",
            "To be continued…",
            "*End*",
            "~ end ~",
            "End of chapter 3",
            "End of Chapter Three",
            "-end chapter-",
            "Finis",
            "(End of part one)",
            "To be continued in chapter 2",
            "The end?",
            "**The End!**",
        ],
        [
            "The end of the world",
            "Ended",
            "To be",
            "To be or not to be",
            "Finally",
            "Finn",
            "In the end",
            "The end was near.",
            "“The end.”",
            "End it",
        ],
    ),
    markers.is_marker: (
        [
            "*Mara's Point of View*",
            "Mara's POV",
            "POV: Mara",
            "(Mara's P.O.V.)",
            "Mara POV",
            "MARA'S POV",
            "Normal POV",
            "~Tom’s POV~",
            "-Tom's perspective-",
            "Back to Mara's POV",
            "*Flashback*",
            "*Flash Back*",
            "~Flashback~",
            "(Start flashback)",
            "*End of Flash Back*",
            "End Flashback",
            "***Flashback ends***",
            "FLASHBACK",
            "[Begin flash-back]",
            "*Dream*",
            "*Three years later*",
            "-- Two weeks later --",
            "Three years later",
            "Three Years Later...",
            "~ The next day ~",
            "(Meanwhile)",
            "*A few hours earlier*",
            "*Present day*",
            "[Time skip]",
        ],
        [
            "That was Tom's point of view",
            "It was a matter of perspective",
            "The flashback ended.",
            "A few hours later, he left.",
            "Three years later.",
            "*Where is he?*",
            "*Crash*",
            "Dream",
            "Meanwhile",
            "The next day",
            "“Mara's POV”",
            "He dreamed of flashbacks",
            "From my point of view",
            "*That night I ran away and never came back again*",
            "later",
        ],
    ),
}


@pytest.mark.parametrize(
    ("is_form", "line"), [(form, line) for form, (yes, _) in FORMS.items() for line in yes]
)
def test_is(is_form: Callable[[str], object], line: str) -> None:
    assert is_form(line)


@pytest.mark.parametrize(
    ("is_form", "line"), [(form, line) for form, (_, no) in FORMS.items() for line in no]
)
def test_is_not(is_form: Callable[[str], object], line: str) -> None:
    assert not is_form(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("by Jane Doe", "Jane Doe"),
        ("By J. R. Doe", "J. R. Doe"),
        ("*by jane_doe92*", "jane_doe92"),
        ("A story by Jane Doe", "Jane Doe"),
        ("Written by Jane Doe", "Jane Doe"),
        ("a short story by Jane van Doe", "Jane van Doe"),
        ("By the time I got home", None),
        ("by moonlight and rain", None),
        ("By whom?", None),
        ("Jane Doe", None),
    ],
)
def test_author_of(line: str, name: str | None) -> None:
    assert labels.author_of(line) == name


def test_chatty() -> None:
    assert remarks.is_chatty("I hope you enjoy this chapter.")
    assert remarks.is_chatty("Thank you for all your reviews!")
    assert not remarks.is_chatty("He opened the book at the third chapter.")
    assert not remarks.is_chatty("“I hope you enjoy the next chapter,” she said.")
    assert not remarks.is_chatty("I walked home in the rain.")
