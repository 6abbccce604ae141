"""One pause between two lines, chosen from the pair."""

from __future__ import annotations

import pytest
from mastering_sounds import line

from fullcast.mastering import pause_between
from fullcast.model import Kind, Line, Pauses

PAUSES = Pauses(
    tag=0.05,
    line=0.1,
    speaker=0.2,
    paragraph=0.3,
    heading=0.4,
    scene=0.5,
    interruption=0.02,
    trailing=0.35,
)


def quote(text: str, speaker: str = "Ada", paragraph: int = 0) -> Line:
    return line(text, speaker, Kind.DIALOGUE, paragraph)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (quote('"Daddy?" '), line("he called."), PAUSES.tag),
        (quote('"Are you lost?" '), line("Ada asked."), PAUSES.tag),
        (quote('"I am," '), line("Ada said."), PAUSES.tag),
        (line("she said, "), quote('"but not for long."'), PAUSES.tag),
        (line("Ada turned: "), quote('"Wait."'), PAUSES.tag),
        (quote('"Wait—" '), line("The door fell shut."), PAUSES.interruption),
        (quote('"Wait-" '), line("Ada said."), PAUSES.interruption),
        (quote('"But I—"\n\n'), quote('"No buts."', "Bob", 1), PAUSES.interruption),
        (line("She reached for it--\n\n"), line("Nothing.", paragraph=1), PAUSES.interruption),
        (quote('"But I—"\n\n'), line("Two", kind=Kind.HEADING, paragraph=1), PAUSES.heading),
        (quote('"If only…"\n\n'), quote('"Only what?"', "Bob", 1), PAUSES.trailing),
        (quote('"If only. . ."\n\n'), line("Rain fell.", paragraph=1), PAUSES.trailing),
        (quote('"If only..." '), line("Ada looked away."), PAUSES.trailing),
        (quote('"If only…" '), line("Ada murmured."), PAUSES.tag),
        (quote('"If only…" '), line("she said."), PAUSES.tag),
        (quote('"Are you lost?" '), line("Ada turned to the map."), PAUSES.speaker),
        (line("One. "), line("Two."), PAUSES.line),
        (quote('"Come here." '), line("Ada frowned."), PAUSES.speaker),
        (line("Ada looked up. "), quote('"Who is it?"'), PAUSES.speaker),
        (quote('"Yes." '), quote('"No."', "Bob"), PAUSES.speaker),
        (quote('"Yes?" '), quote('"No."', "Bob"), PAUSES.speaker),
        (line("One.\n\n"), line("Two.", paragraph=1), PAUSES.paragraph),
        (quote('"Yes,"\n\n'), quote('"No."', "Bob", 1), PAUSES.paragraph),
        (line("End."), line("Start.", chapter=2), PAUSES.paragraph),
        (line("Chapter 1", kind=Kind.HEADING), line("One.", paragraph=1), PAUSES.heading),
        (line("The Fox", kind=Kind.TITLE), line("Start.", paragraph=1), PAUSES.heading),
        (line("Ada's view", kind=Kind.MARKER), line("One.", paragraph=1), PAUSES.heading),
        (line("One."), line("Ada's view", kind=Kind.MARKER, paragraph=1), PAUSES.heading),
        (line("One."), line("A/N: hi", "Author", Kind.NOTE, 1), PAUSES.heading),
        (line("A/N: hi", "Author", Kind.NOTE), line("One.", paragraph=1), PAUSES.heading),
        (
            line("Rating: T", "Author", Kind.TAGS),
            line("A/N: hi", "Author", Kind.NOTE, 1),
            PAUSES.paragraph,
        ),
    ],
)
def test_pause_of_a_pair(before: Line, after: Line, expected: float) -> None:
    assert pause_between(before, after, scene=False, pauses=PAUSES) == expected


@pytest.mark.parametrize(("scene", "heading"), [(0.5, 0.4), (0.4, 0.5)])
def test_a_scene_break_takes_the_place_of_shorter_pauses(scene: float, heading: float) -> None:
    pauses = Pauses(scene=scene, heading=heading)
    after = line("Two.", paragraph=2)
    assert pause_between(line("One."), after, scene=True, pauses=pauses) == scene
    marker = line("Later", kind=Kind.MARKER)
    assert pause_between(marker, after, scene=True, pauses=pauses) == 0.5
