"""Scripts for the assistant's tests."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from fullcast.model import Character, Gender, Kind, Line, Script, ScriptChapter

MARA = Character("Mara Venn", ("Mara",), Gender.FEMALE)
PIM = Character("Pim", (), Gender.MALE)
HALE = Character("Mistress Hale", ("The miller",), Gender.FEMALE)
CAST = (MARA, PIM, HALE)

DOUBT = 0.4


def chapter(rows: Iterable[tuple[str | None, str]], number: int = 1) -> ScriptChapter:
    """A chapter of lines, a paragraph each: (who, words).

    None is the narration; `?` behind a name makes the line doubtful; "(kind)" is another kind.
    """
    at, lines = 0, []
    for index, (who, words) in zip(count(), rows, strict=False):
        text = f"{words}\n\n"
        kind, speaker, confidence = Kind.DIALOGUE, who, 0.95
        if who is None:
            kind, speaker, confidence = Kind.NARRATION, "Narrator", 1.0
        elif who.startswith("("):
            kind, speaker, confidence = Kind(who.strip("()")), None, 1.0
        elif who.endswith("?"):
            speaker, confidence = who.removesuffix("?"), DOUBT
        lines.append(
            Line(number, index, kind, text, at, at + len(text), speaker, confidence, "turn", index)
        )
        at += len(text)
    return ScriptChapter(number, f"Chapter {number}", tuple(lines))


def script(*chapters: ScriptChapter, narrator: str | None = None) -> Script:
    """A script of these chapters with the whole cast."""
    return Script("The Ferry", None, "en", CAST, chapters, narrator)


def doubtful(line: Line) -> bool:
    """Whether a line is to be asked for."""
    return line.kind in (Kind.DIALOGUE, Kind.THOUGHT) and line.confidence < 0.7
