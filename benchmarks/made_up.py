"""Stories of any length for the benchmarks, made of a few words; every sentence differs."""

from __future__ import annotations

from itertools import count, product

WHO = ("The miller", "Mara", "An old soldier", "Nobody in the village", "The ferryman's boy", "Pim")
DID = ("had never seen", "walked away from", "was quietly mending", "remembered", "asked about")
WHAT = (
    "the broken wheel by the river",
    "a lantern that burned by day, and another that did not",
    "all the letters which had come in the winter, for there were many of them",
    "seven grey geese on the road to the market",
)
SPEAKERS = ("Mara", "Pim", "Corin", "Hale")
WORDS_PER_HOUR = 9_300
"""Of an ordinary reader."""
PARAGRAPHS = 40
"""Of a chapter in many."""


def story(words: int, *, chapters: bool = True) -> str:
    """A story of about so many words; with `chapters`, each has some twenty minutes."""
    parts, spent = ["The Long Road\n\nby Ada Quill\n\n"], 0
    places = ((nth, *rest) for nth in count(1) for rest in product(DID, WHAT, WHO))
    for number in count():
        if chapters and number % (3 * PARAGRAPHS) == 0:
            parts.append(f"Chapter {number // (3 * PARAGRAPHS) + 1}\n\n")
        told = [f"{who} {did} {what}, {nth} times over." for nth, did, what, who in
                (next(places) for _ in range(2))]  # fmt: skip
        nth, did, what, _ = next(places)
        speaker = SPEAKERS[number % len(SPEAKERS)]
        spoken = f"“Somebody {did} {what}, I tell you, {nth} times,” said {speaker}."
        paragraph = f"{' '.join(told)}\n\n{spoken}\n\n"
        parts.append(paragraph)
        spent += len(paragraph.split())
        if spent >= words:
            return "".join(parts)
    raise AssertionError
