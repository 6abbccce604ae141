"""Hear a story's cast before it is made: each by their own lines, then the busiest conversation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast import (
    casting,
    engines,
    mastering,
    pipeline,
    publishing,
    recording,
    rendering,
    sounding,
)
from fullcast.language.pronunciation import as_written
from fullcast.model import NARRATOR, Kind, Line, Pauses, ScriptChapter, TimedLine, Track, Voice
from fullcast.production import Production, Settings
from fullcast.programme import Programme, Role, programme
from fullcast.recording import Part
from fullcast.studio import Progress, Studio

SOUND, PAGE = "audition.mp3", "audition.html"
BITRATE = 64
"""kbit/s of the clips within the page: plenty for one voice, and the page stays small."""
CONVERSATION = "All together"
"""The conversation's heading in the page."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of an audition."""

    files: tuple[Path, ...]
    lines: tuple[recording.Take, ...]
    """All that is heard, in order."""
    gains: dict[Voice, float]
    pauses: Pauses
    missing: tuple[dict[str, object], ...]
    """What could not be spoken; see `production.Report`."""

    def sound(self) -> Iterable[bytes]:
        """All of it once more, as 16-bit mono PCM at `mastering.OUTPUT_RATE`."""
        return sounding.sound(self.lines, self.gains, self.pauses, lambda _: None)


def rehearse(
    production: Production,
    settings: Settings,
    progress: Progress,
    folder: Path,
    only: Collection[str] = (),
) -> Rehearsal:
    """Speak an audition and write it into a folder: an MP3, and a page with a clip of each.

    What is spoken is kept as it is for `pipeline.make`, which then needs not speak it again. `only`
    names those who are heard, if not all are.

    Raises:
        FullcastError: somebody in `only` does not speak in the story, nothing of it can be spoken,
            or a file cannot be written.
    """
    chosen = programme(production, only)
    announced = _announcements(production, chosen)
    sections = [[*role.parts] for role in chosen.roles]
    sections += [[*chosen.conversation]] if chosen.conversation else []
    progress.begin(production.book.title, len(announced) + sum(map(len, sections)))
    for warning in production.warnings:
        progress.warn(warning)
    publishing.make_folder(folder)
    progress.file(folder / SOUND)
    cache = rendering.Cache(rendering.default_cache_root())
    with pipeline.workers(settings) as workers:
        studio = pipeline.studio(production, cache, workers, progress)
        taken, gains = studio.takes([announced, *sections])
    names, spoken = taken[0], taken[1:]
    lines = tuple(line for name, own in zip(names, spoken, strict=True) for line in (name, *own))
    made = Rehearsal((folder / SOUND, folder / PAGE), lines, gains, studio.pauses,
                     tuple(studio.tally.missing))  # fmt: skip
    _write_sound(made, studio, folder / SOUND)
    page = _page(production, chosen, spoken, made)
    publishing.write_bytes(folder / PAGE, publishing.audition_page(page).encode())
    for damage in cache.damaged:
        progress.warn(damage)
    return made


def _announcements(production: Production, chosen: Programme) -> list[Part]:
    """What the narrator says before each section: a name, and before their own the story's title.

    The conversation is announced by those who take part in it, so that no word is in another
    language than the story's.
    """
    title = production.book.title
    texts = [title if role.name == NARRATOR else role.name for role in chosen.roles]
    if chosen.conversation:
        texts.append(", ".join(_people(chosen.conversation)))
    lines = [
        Line(0, at, Kind.HEADING, text, 0, len(text), NARRATOR, paragraph=at)
        for at, text in enumerate(texts)
    ]
    take = recording.Recording(production.script, production.cast, production.voice_map.lexicon)
    return list(take.sheet(ScriptChapter(0, "", tuple(lines))).parts)


def _people(parts: Sequence[Part]) -> list[str]:
    """Who is heard in a conversation besides the narrator, in order of appearance."""
    speakers = dict.fromkeys(part.line.speaker for part in parts if part.jobs)
    return [name for name in speakers if name and name != NARRATOR]


def _write_sound(made: Rehearsal, studio: Studio, path: Path) -> None:
    tags = replace(studio.tags("Audition", 1), total=1)
    seconds = publishing.write_mp3(
        path, made.sound(), rate=mastering.OUTPUT_RATE, tags=tags, cover=studio.cover
    )
    studio.progress.done(Track(path, tags.title, seconds))


def _page(
    production: Production,
    chosen: Programme,
    spoken: Sequence[Sequence[recording.Take]],
    made: Rehearsal,
) -> publishing.AuditionPage:
    panels = [
        replace(
            _panel(role.name, role.parts, lines, made, chosen.shortened),
            facts=_facts(role, production),
            snippet=casting.snippet(role.name, role.voice),
        )
        for role, lines in zip(chosen.roles, spoken, strict=False)  # the conversation is left
    ]
    if chosen.conversation:
        panels.append(_panel(CONVERSATION, chosen.conversation, spoken[-1], made))
    book = production.book
    return publishing.AuditionPage(book.title, book.author or "", book.language, tuple(panels))


def _panel(
    heading: str,
    parts: Sequence[Part],
    lines: Sequence[recording.Take],
    made: Rehearsal,
    shortened: Collection[tuple[int, int]] = (),
) -> publishing.Panel:
    """A section's sound and what is said in it."""
    times: list[TimedLine] = []
    pauses = replace(made.pauses, start=0.2, end=0.4)
    blocks = sounding.sound(lines, made.gains, pauses, times.append)
    mp3 = publishing.mp3_bytes(blocks, rate=mastering.OUTPUT_RATE, bitrate=BITRATE)
    errors = {(each["chapter"], each["line"]): str(each["error"]) for each in made.missing}
    heard = [part for part in parts if part.jobs]
    turns = []
    for part, timed in zip(heard, times, strict=True):
        place = part.line.chapter, part.line.index
        turns.append(
            publishing.Turn(
                part.line.speaker or NARRATOR,
                _text(part, cut=place in shortened),
                timed.start,
                timed.end,
                thought=part.line.kind is Kind.THOUGHT,
                error=errors.get(place, ""),
            )
        )
    return publishing.Panel(heading, tuple(turns), mp3)


def _text(part: Part, *, cut: bool) -> str:
    if not cut:
        return " ".join(part.line.text.split())
    return " ".join(as_written(job.text) for job in part.jobs) + " …"


def _facts(role: Role, production: Production) -> tuple[tuple[str, str], ...]:
    voice, who = role.voice, role.character
    facts = [("Lines", str(role.lines))]
    if who is not None:
        facts = [("Gender", str(who.gender)), ("Age", str(who.age)), *facts]
    facts += [
        ("Rate", f"{voice.rate:g}"),
        ("Pitch", f"{voice.pitch:+g} st" if voice.pitch else "0"),
        ("Volume", f"{voice.volume:+g} dB" if voice.volume else "0 dB"),
        ("Voice", f"{voice.engine}:{voice.id}"),
        ("Sounds like", engines.describe(voice.engine, voice.id).description),
    ]
    if who is not None and who.aliases:
        facts.append(("Also called", ", ".join(who.aliases)))
    if role.name == NARRATOR and production.script.narrator:
        facts.append(("Tells as", production.script.narrator))
    return tuple((name, value) for name, value in facts if value)
