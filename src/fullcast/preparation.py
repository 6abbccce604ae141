"""The way of a story from its file to what is decided before anything is spoken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from fullcast import (
    attribution,
    bookshelf,
    casting,
    corrections,
    ingest,
    metadata,
    recording,
    rendering,
    studies,
)
from fullcast import script as scripts
from fullcast.catalogue import Catalogue
from fullcast.model import Book, Script
from fullcast.packed import packed_script
from fullcast.production import Production, Reading, Settings, aloud, profile

Asking = Callable[[int, int], None]
Anew = studies.Anew

LONG = 2 << 20
"""Bytes of a story's files; as plain text, forty hours."""


def write_script(book: Book) -> Script:
    """Who says each line of a book, as far as the program knows."""
    from fullcast import segment  # see `studies`

    return attribution.attribute(book, segment.segment(book))


def read_book(path: Path, settings: Settings) -> Book:
    """A story, its long chapters in parts if that is asked for.

    Raises:
        StoryError: it cannot be read.
    """
    book = ingest.read(path, title=settings.title, as_one=settings.as_one)
    if settings.split is None:
        return book
    return ingest.split(book, round(settings.split * 60 * recording.CHARACTERS_PER_SECOND))


def read(
    path: Path,
    settings: Settings,
    taken: Collection[Path] = (),
    asking: Asking = lambda done, total: None,
    anew: Anew = lambda characters: None,
) -> Reading:
    """Read a story, decide who says what, and take over the user's corrections.

    `taken` are the folders of other stories of this run; `asking` is told before each question to
    a language model how many doubtful lines are done, of how many; `anew` is told before what is
    not kept of an earlier run is found out, which takes seconds, and about how many characters are
    studied for it.

    Raises:
        FullcastError: the story, its corrected script or voices.yaml is wrong.
    """
    voice_map = casting.read_voice_map(settings.voices)
    book = metadata.described(read_book(path, settings), voice_map, settings)
    apart = settings.executor != "inline"
    found = studies.studied(book, rendering.Store.named("studies"), apart=apart, anew=anew)
    guessed, left_open = _advised(found, settings, asking)
    place = bookshelf.place_for(settings.output, book, guessed, taken)
    former = bookshelf.former(settings.output, guessed, place, taken)
    source = settings.script or former or place.script
    moved = bookshelf.moved(settings.output, book, place)
    told = (*book.remarks, *attribution.limits(book), *moved, *left_open)
    if settings.script is None and not source.exists():
        return aloud(Reading(book, guessed, guessed, place, voice_map, told), settings)
    decide = found.decided
    if settings.assistant is not None:
        decide = partial(_decide_again, found, guessed)
    corrected = corrections.apply(guessed, source, decide, casting.names_in(voice_map))
    if source == former and corrected.script != guessed:
        told = (*told, f"the corrections are taken from {former}, which is the same story's")
    warnings = (*told, *corrected.warnings)
    made = corrected.guessed, corrected.script
    reading = Reading(book, *made, place, voice_map, warnings, corrected.formerly)
    return aloud(reading, settings)


def _advised(
    found: studies.Studied, settings: Settings, asking: Asking
) -> tuple[Script, tuple[str, ...]]:
    """The script with a language model's word on its doubtful lines, if one is to be asked."""
    if settings.assistant is None:
        return found.script, ()
    from fullcast import assistant  # it talks to the web, which few runs do

    advised, warnings = assistant.advise(
        found.script,
        settings.assistant,
        scripts.is_doubtful,
        attribution.stated_speakers(found.study().scene),
        rendering.default_cache_root() / "answers",
        asking,
    )
    return scripts.recounted(advised), warnings


def _decide_again(
    found: studies.Studied, advised: Script, known: Mapping[tuple[int, int], str]
) -> Script:
    """The script of a story of which more is known; what a language model said of it stands."""
    from fullcast import assistant  # see `_advised`

    return assistant.keep(advised, found.decided(known), known)


def prepare(
    path: Path,
    settings: Settings,
    taken: Collection[Path] = (),
    asking: Asking = lambda done, total: None,
    anew: Anew = lambda characters: None,
) -> Production:
    """Read a story and decide who says what in which voice; see `read`.

    A long one is read in a process of its own, so that what this takes is free when it is spoken;
    not where a language model is asked, which takes longer than all else and tells how far it is.

    Raises:
        FullcastError: the story, its corrected script or voices.yaml is wrong.
    """
    here = settings.executor == "inline" or settings.assistant is not None
    if not here and ingest.size(path) > LONG:
        anew(ingest.size(path))
        return rendering.apart(_prepared_apart, (path, settings, tuple(taken)))
    return _prepared(path, settings, taken, asking, anew)


def _prepared_apart(task: tuple[Path, Settings, tuple[Path, ...]]) -> Production:
    path, settings, taken = task
    # A process that was started for this cannot start another.
    return _prepared(path, replace(settings, executor="inline"), taken)


def _prepared(
    path: Path,
    settings: Settings,
    taken: Collection[Path],
    asking: Asking = lambda done, total: None,
    anew: Anew = lambda characters: None,
) -> Production:
    reading = read(path, settings, taken, asking, anew)
    voice_map, catalogue = reading.voice_map, Catalogue()
    story = casting.for_story(voice_map, reading.book.title)
    held = profile(settings, story)
    story = casting.with_pauses(story, start=held.head, end=held.tail)
    language = reading.book.language
    casting.check_voices(story, catalogue, engine=settings.engine, language=language)
    basis = corrections.casting_basis(reading.guessed, reading.script)
    cast = casting.cast(
        basis, voice_map, catalogue, engine=settings.engine, formerly=reading.formerly
    )
    cast = corrections.recount(cast, reading.script)
    warnings = (
        *reading.warnings,
        *casting.misspelt_titles(voice_map, reading.book.title),
        *casting.warning(casting.alike(reading.script, cast, catalogue)),
    )
    # Of a long story's words nothing is needed any more but what one chapter after the other says.
    book, script = replace(reading.book, chapters=()), packed_script(reading.script)
    return Production(book, script, cast, story, reading.place, warnings, held)
