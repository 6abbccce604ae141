"""Whether the audiobook says what the script beside it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fullcast.checking.findings import AGAIN, Finding, shortened
from fullcast.checking.manifest import Manifest, ManifestChapter, ManifestLine


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """A line of the script file that is to be heard."""

    text: str
    speaker: str | None
    """None where it is not stated, as before headings."""
    row: int
    """Line of the file, from 1."""


def against_script(
    manifest: Manifest, script: Sequence[Sequence[ScriptLine]], file: str
) -> list[Finding]:
    """What the script has and the audio has not, and the other way round.

    `script` are the lines of each chapter, `file` is its name.
    """
    if len(script) != manifest.total:
        message = f"has {len(script)} chapters, and the audiobook {manifest.total}: {AGAIN}"
        return [Finding("script-changed", file, message)]
    found = []
    for chapter in manifest.chapters:
        written = script[chapter.number - 1]
        for finding in _compared(chapter, written, file):
            found.append(finding)
    return found


def _compared(
    chapter: ManifestChapter, written: Sequence[ScriptLine], file: str
) -> Iterator[Finding]:
    track = chapter.file or file
    if [line.text for line in written] == [line.text for line in chapter.lines]:
        pairs = list(zip(written, chapter.lines, strict=True))
    else:
        lacking, extra, pairs = _aligned(written, chapter.lines)
        if lacking:
            what = f"{shortened(lacking[0].text)}, line {lacking[0].row} of the script"
            message = f"lacks {_first(what, len(lacking))}: {AGAIN}"
            yield Finding("missing-line", track, message, chapter.number, line=lacking[0].text)
        if extra:
            what = _first(shortened(extra[0].text), len(extra))
            message = f"says {what}, which is not in the script: {AGAIN}"
            place = extra[0].start
            yield Finding("extra-line", track, message, chapter.number, place, extra[0].text)
    changed = [pair for pair in pairs if pair[0].speaker not in (None, pair[1].speaker)]
    if changed:
        line, said = changed[0]
        what = _first(shortened(line.text), len(changed))
        message = (
            f"has {what} in the voice of {said.speaker}, and line {line.row} of the script says "
            f"{line.speaker}: {AGAIN}"
        )
        yield Finding("other-speaker", track, message, chapter.number, said.start, line.text)


def _aligned(
    written: Sequence[ScriptLine], said: Sequence[ManifestLine]
) -> tuple[list[ScriptLine], list[ManifestLine], list[tuple[ScriptLine, ManifestLine]]]:
    """What only one side has, and the pairs of lines that are the same."""
    matcher = SequenceMatcher(
        None, [line.text for line in written], [line.text for line in said], autojunk=False
    )
    lacking: list[ScriptLine] = []
    extra: list[ManifestLine] = []
    pairs: list[tuple[ScriptLine, ManifestLine]] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            pairs += zip(written[a:b], said[c:d], strict=True)
        else:
            lacking += written[a:b]
            extra += said[c:d]
    return lacking, extra, pairs


def _first(what: str, count: int) -> str:
    """The first of several, and how many more there are."""
    return what if count == 1 else f"{what} (and {count - 1} more)"
