"""What may be mistakes in a script file, each named with its line and what may be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from fullcast.model import NARRATOR, Kind, Script
from fullcast.script.files import WrittenLine, bracket, folded
from fullcast.script.matching import Matching, is_title, of_one_sort, same_words
from fullcast.script.names import known_names, names_of, nearest

_QUOTES = "\"'“‘«„‹「『—–"
_QUOTED = 60
"""Characters of a line that a warning quotes at most."""
_WHOLE = 0.7
"""The share of a story's lines that a file has which is meant to have all of them."""
_SPOKEN = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)

Titles = Sequence[tuple[int, str]]
"""The chapters' titles in a file, each with its line."""


def mistakes(
    script: Script,
    matching: Matching,
    titles: Titles,
    path: Path,
    others: Collection[str] = (),
) -> tuple[str, ...]:
    """A warning for each kind of mistake in a file, and for each new name, in a fixed order.

    `others` are names that the story does not know, but the user's library does.
    """
    return (
        *_new_names(newcomers(script, matching, others), path),
        *_joined(matching, path),
        *_altered(matching, path),
        *_other_kinds(matching, path),
        *_untitled(script, titles, path),
        *_lost(script, matching, path),
        *_missing(matching, path),
    )


def may_be_correction(line: WrittenLine) -> bool:
    """Whether a user may have stated a line's speaker, as nobody does for plain narration."""
    if line.speaker is None or line.doubtful:
        return False
    return line.speaker != NARRATOR or line.text.startswith(tuple(_QUOTES))


def newcomers(
    script: Script, matching: Matching, others: Collection[str] = ()
) -> Iterator[tuple[WrittenLine, str | None]]:
    """The first line of each name that is nobody's in the script as the program wrote it.

    With it comes the name that is meant if it is a typing error. `others` are no new names.
    """
    known = known_names(script).keys() | {name.casefold() for name in others}
    new: set[str] = set()
    for _, line in sorted(matching.both(), key=lambda pair: pair[1].number):
        if line.speaker is None or line.doubtful or line.speaker.casefold() in known | new:
            continue
        new.add(line.speaker.casefold())
        names = (*(name for name, _ in names_of(script)), *others)
        yield line, nearest(line.speaker, names)


def _new_names(found: Iterable[tuple[WrittenLine, str | None]], path: Path) -> Iterator[str]:
    for line, meant in found:
        yield f'{path}:{line.number}: "{line.speaker}" is a new character{_did_you_mean(meant)}'


def _did_you_mean(meant: str | None) -> str:
    return f'; did you mean "{meant}"?' if meant else ""


def _joined(matching: Matching, path: Path) -> Iterator[str]:
    for line, written in matching.joined():
        yield (
            f"{path}:{written.number}: lines of the story are joined here, so the speaker is not "
            f"used; start a new line behind: {_quoted(line.text)}"
        )


def _altered(matching: Matching, path: Path) -> Iterator[str]:
    found = [(line, said) for line, said in matching.both() if not same_words(line, said)]
    if found:
        line, written = found[0]
        yield (
            f"{path}:{written.number}: the words are not the story's{_and_others(found)}; spoken "
            f"is what the story has: {_quoted(line.text)}"
        )


def _other_kinds(matching: Matching, path: Path) -> Iterator[str]:
    found = [
        (line, said) for line, said in matching.both() if not of_one_sort(line.kind, said.kind)
    ]
    if found:
        line, written = found[0]
        what = f"[{bracket(line.kind)}]" if bracket(line.kind) else f"{line.speaker}:"
        yield (
            f"{path}:{written.number}: what a line is cannot be changed here{_and_others(found)}; "
            f"the story has it as {what} {_quoted(line.text)}"
        )


def _untitled(script: Script, titles: Titles, path: Path) -> Iterator[str]:
    known = [folded(chapter.title) for chapter in script.chapters]
    found = [(number, title) for number, title in titles if title not in known]
    if found:
        number, title = found[0]
        meant = _did_you_mean(nearest(title, known))
        yield (
            f'{path}:{number}: no chapter of the story is called "{_quoted(title)}"'
            f"{_and_others(found)}{meant} (titles are the story's own)"
        )


def _lost(script: Script, matching: Matching, path: Path) -> Iterator[str]:
    """A warning if corrections have no place in the story any more."""
    known = {folded(chapter.title) for chapter in script.chapters}
    joined = {written.number for _, written in matching.joined()}
    lost = []
    for line in matching.homeless():
        if is_title(line, known):
            yield f'{path}:{line.number}: write "== " before the title of a chapter'
        elif may_be_correction(line) and line.number not in joined:
            lost.append(line)
    if lost:
        yield (
            f"{path}:{lost[0].number}: this line is not in the story any more{_nor_others(lost)}, "
            f"so its speaker is not used: {lost[0].speaker}: {_quoted(lost[0].text)}"
        )


def _missing(matching: Matching, path: Path) -> Iterator[str]:
    """A warning of the lines that a file lacks, unless it is no whole script."""
    found = [(line, behind) for line, behind in matching.missing() if line.kind in _SPOKEN]
    here = sum(line.kind in _SPOKEN for line, _ in matching.both())
    if found and here > _WHOLE * (here + len(found)):
        line, behind = found[0]
        place = f":{behind.number}" if behind else ""
        yield (
            f"{path}{place}: a line of the story is missing behind this one{_and_others(found)}, "
            f"and its speaker is guessed: {_quoted(line.text)}"
        )


def _and_others(found: Sequence[object]) -> str:
    others = len(found) - 1
    if not others:
        return ""
    return " (and one other line)" if others == 1 else f" (and {others} other lines)"


def _nor_others(found: Sequence[object]) -> str:
    others = len(found) - 1
    if not others:
        return ""
    return " (nor is one other)" if others == 1 else f" (nor are {others} others)"


def _quoted(text: str) -> str:
    plain = folded(text)
    return plain if len(plain) <= _QUOTED else plain[:_QUOTED].rstrip() + "…"
