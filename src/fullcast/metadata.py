"""What is told of an audiobook besides its sound: particulars, tags, cover, library metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from fullcast import identity, publishing, rendering
from fullcast.casting import VoiceMap, for_story
from fullcast.errors import StoryError
from fullcast.model import AUTHOR, NARRATOR, Book, Track
from fullcast.particulars import applied
from fullcast.production import Production, Settings

NARRATORS = ("Fullcast",)
"""Whom tags name where nobody else is to be named: who sounds like what tells the description."""

LARGEST_COVER = 64 << 20
"""Bytes of a picture's file."""


def described(book: Book, voice_map: VoiceMap, settings: Settings) -> Book:
    """The book with the particulars that the user gave: by an option, else in voices.yaml.

    Raises:
        StoryError: the cover that was chosen is not there, or no picture.
    """
    given = replace(settings.particulars, title=settings.title or settings.particulars.title)
    said = given.over(for_story(voice_map, book.title).particulars)
    cover = _picture(said.cover) if said.cover else None
    return applied(book, said, cover)


def _picture(path: Path) -> bytes:
    """The bytes of a picture that can be made a cover."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_COVER + 1)
    except OSError as error:
        reason = "there is no such picture" if isinstance(error, FileNotFoundError) else None
        raise StoryError(
            f"the cover {path} cannot be read: {reason or error.strerror or error}; give the path "
            "of a JPEG or PNG"
        ) from error
    if len(data) > LARGEST_COVER:
        raise StoryError(
            f"the cover {path} is larger than {LARGEST_COVER >> 20} MiB: give a smaller picture, "
            "such as one of 1400 × 1400 pixels"
        )
    publishing.jpeg_cover(data, f"the cover {path}")
    return data


def cover(production: Production, warn: Callable[[str], None], store: rendering.Store) -> bytes:
    """The cover as a JPEG: the book's own picture, or one that is drawn; `warn` is told why.

    `store` keeps it, if there was nothing to tell.
    """
    book = production.book
    every = [member.character.name for member in production.cast.members]
    # Who has most lines is shown, by the alphabet: a line that is given to another would change the
    # picture often, and with it all files.
    names = sorted(every[: publishing.MOST_NAMES]) + sorted(every[publishing.MOST_NAMES :])
    key = rendering.key_of(
        (identity.code_digest("publishing"), identity.versions("pillow")),
        (hashlib.sha256(book.cover or b"").hexdigest(), book.title, book.author, names),
    )
    kept = store.get(key)
    if kept is not None:
        return kept
    told: list[str] = []
    made = _cover(book, names, told.append)
    for each in told:
        warn(each)
    if not told:
        store.put(key, made)
    return made


def _cover(book: Book, names: Sequence[str], warn: Callable[[str], None]) -> bytes:
    if book.cover:
        try:
            return publishing.jpeg_cover(book.cover)
        except StoryError as error:
            warn(f"{error}; until then one is drawn")
    for text in publishing.undrawable((book.title, book.author or "", *names)):
        warn(
            f'no font of this machine has the letters of "{text}", so the cover goes without: '
            "install a font that has them, such as one of Noto's, or give a picture with --cover"
        )
    return publishing.draw_cover(book.title, book.author, names)


def narrators(book: Book) -> tuple[str, ...]:
    """Whom tags name as narrators."""
    return book.narrators or NARRATORS


def description(production: Production) -> str:
    """What the story is about, and who sounds like what."""
    cast = production.cast
    # By the alphabet, not by their lines, of which the user corrects some: all files tell of this.
    members = sorted(cast.members, key=lambda member: member.character.name)
    heard = [(NARRATOR, cast.narrator), *((m.character.name, m.voice) for m in members)]
    heard += [(AUTHOR, cast.author)] if cast.author else []
    voices = "; ".join(f"{name} ({voice.id})" for name, voice in heard)
    return "\n".join(filter(None, (production.book.description, f"Voices: {voices}")))


def tags(production: Production, title: str, number: int) -> publishing.TrackTags:
    """The tags of the track of that title and number."""
    book = production.book
    return publishing.TrackTags(
        title=title,
        album=book.title,
        author=book.author,
        narrators=narrators(book),
        number=number,
        total=len(production.script.chapters),
        year=book.year,
        genres=book.genres,
        language=book.language,
        description=description(production),
        series=book.series,
        series_part=book.series_number,
    )


def library(production: Production, tracks: Sequence[Track]) -> bytes:
    """What library servers read beside all tracks of the audiobook."""
    book = production.book
    text = publishing.library_metadata(book, narrators(book), description(production), tracks)
    return text.encode("utf-8", "replace")
