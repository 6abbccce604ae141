"""Which lines are doubted, and how well speakers were understood."""

from __future__ import annotations

import pytest

from fullcast.checking import (
    Comparison,
    HeardLine,
    Manifest,
    ManifestChapter,
    ManifestLine,
    compare,
    doubtful,
    misspoken,
    names,
    normal,
    scores,
    suspicious,
)
from fullcast.model import Kind


def line(text: str, speaker: str = "Ada", start: float = 3.0) -> ManifestLine:
    return ManifestLine(Kind.DIALOGUE, speaker, text, start, start + 2, 2.0)


def comparison(said: str, heard: str) -> Comparison:
    (found,) = compare([normal(said)], normal(heard), frozenset())
    return found


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("Oh!", "", False),
        ("Oh!", "Hello.", False),
        ("Oh!", "Thank you.", False),
        ("Oh!", "The bread is all gone.", True),
        ("Come in.", "The bread is gone, all of it.", True),
        ("Is anybody there?", "Is anybody there", False),
        ("Is anybody there?", "Is any buddy their", False),
        ("Is anybody there?", "It smells of home.", True),
        ("Is anybody there?", "", True),
        ("She laughed at him.", "She laughed at them.", False),
        (
            "They walked to the village together, and neither of them said a word until the bridge",
            "They walked to the village together until the bridge",
            True,
        ),
        (
            "They walked to the village together, and neither of them said a word",
            "They walked to the village to gather, and either of them said a bird",
            False,
        ),
        ("They walked to the village.", "They walked to the village. They walked to the", True),
    ],
)
def test_lines_are_doubted_when_they_sound_like_something_else(
    said: str, heard: str, wrong: bool
) -> None:
    found = comparison(said, heard)
    assert suspicious(found) is wrong
    assert bool(doubtful([HeardLine(1, "f", line(said), found)])) is wrong


def test_a_voice_that_is_hard_to_understand_is_doubted_less() -> None:
    said, heard = "Are those yours?", "I am of George"
    odd = HeardLine(1, "f", line(said), comparison(said, heard))
    text = "they walked to the village and said a word until the bridge by the mill"
    clear = HeardLine(1, "f", line(text), comparison(text, text))
    noise = "they walked at the willow and said a herd until the fridge my the mill"
    unclear = HeardLine(1, "f", line(text), comparison(text, noise))
    assert doubtful([odd] + [clear] * 8) == [odd]
    assert doubtful([odd] + [unclear] * 8) == []
    other = "the bread is gone and nobody asked for all of it in the rain"
    replaced = HeardLine(1, "f", line(text), comparison(text, other))
    assert doubtful([replaced] + [unclear] * 8) == [replaced]


def test_names_are_known_by_their_capitals() -> None:
    lines = [
        line("Bread is what Orrin wanted."),
        line('Said Orrin: "Nonsense. The Mill is shut."'),
        line("The mill of Thessaly's stood by the weir. I know."),
        line("ALL OF IT IS SHOUTED"),
        line("Yes.", "Mistress Hale"),
    ]
    made = Manifest(
        "T", None, 1, 0.3, (ManifestChapter(1, "One", tuple(lines), "01 - One.mp3", 9),)
    )
    assert names(made) == {"orrin", "thessaly", "mistress", "hale", "ada"}


def test_scores_and_findings() -> None:
    heard = [
        HeardLine(1, "01 - One.mp3", line(text, speaker), comparison(text, said))
        for speaker, text, said in (
            ("Ada", "It smells of home.", "It smells of home."),
            ("Bo", "Is anybody there?", "The door was never locked."),
            ("Ada", "The road is long and cold.", "The road is long and old."),
        )
    ]
    ada, bo = scores(heard)
    assert (ada.speaker, ada.lines, ada.words, ada.errors, ada.rate) == ("Ada", 2, 10, 1, 0.1)
    assert (bo.speaker, bo.lines, bo.words) == ("Bo", 1, 3)
    (finding,) = misspoken(heard)
    assert (finding.kind, finding.file, finding.chapter) == ("misspoken", "01 - One.mp3", 1)
    assert (finding.at, finding.line) == (3.0, "Is anybody there?")
    start = "sounds like “the door was never locked” at 0:03.0, where Bo says “Is anybody there?”:"
    assert finding.message.startswith(start)


def test_a_speaker_without_words_has_no_errors() -> None:
    (score,) = scores([HeardLine(1, "f", line("…"), comparison("…", ""))])
    assert score.rate == 0
