"""A podcast feed of an audiobook, for a server of one's own: RSS 2.0 with the tags of podcasts.

Specifications: https://www.rssboard.org/rss-specification, https://podcasters.apple.com/support/823,
https://github.com/Podcastindex-org/podcast-namespace
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from fullcast.errors import OutputError
from fullcast.model import AUTHOR, NARRATOR, Book, Cast, Kind, Line, ScriptChapter, Track
from fullcast.publishing.emphasis import plain
from fullcast.publishing.identity import book_uuid
from fullcast.publishing.labels import one_line
from fullcast.publishing.read_along_pages import language_tag

_TYPE = "application/json+chapters"
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace in which the guid of a podcast is made of its address."""
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""When the first chapter came out, as far as a feed that looks the same every time can tell. The
others follow day by day: players sort by it."""
_LONGEST = 128
"""Characters of a person's or a season's name."""
_SHOWN = 60
"""Characters of a scene's first line that name the scene."""
_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
)


@dataclass(frozen=True, slots=True)
class Episode:
    """A chapter that is heard."""

    chapter: ScriptChapter
    track: Track
    """Without lines, if their times are not known: then nothing tells of what is in it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """An audiobook as it lies on a server."""

    book: Book
    voices: Cast
    episodes: tuple[Episode, ...]
    """In order."""
    address: str
    """Of the folder in which everything lies; it ends with a slash."""
    name: str
    """Of the feed itself in that folder."""
    cover: str
    page: str | None = None
    """The name of the web page, if there is one."""


def feed(what: Feed) -> str:
    """The feed, in UTF-8 when it is written; the same audiobook gives the same text.

    Raises:
        OutputError: a track cannot be read.
    """
    items = "\n".join(_item(what, episode) for episode in what.episodes)
    head = "\n".join(_channel(what))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {_NAMESPACES}>\n'
        f"<channel>\n{head}\n{items}\n</channel>\n</rss>\n"
    )


def chapters_file(track: Path) -> Path:
    """Where the places within a track are listed: by its number, as its name may be of full length.

    `01 - Title.mp3` has `01.chapters.json`.
    """
    return track.with_name(f"{track.name.partition(' - ')[0]}.chapters.json")


def chapters_json(book: Book, episode: Episode) -> str:
    """The places within a track as JSON chapters 1.2.0: its beginning, each scene and marker."""
    track = episode.track
    starts = list(_scenes(episode))
    ends = [start for start, _ in starts[1:]] + [track.duration]
    document = {
        "version": "1.2.0",
        "title": one_line(track.title),
        "podcastName": one_line(book.title),
        **({"author": one_line(book.author)} if book.author else {}),
        "fileName": track.path.name,
        "chapters": [
            {"startTime": round(start, 3), "endTime": round(end, 3), "title": title}
            for (start, title), end in zip(starts, ends, strict=True)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _channel(what: Feed) -> Iterator[str]:
    book, folder = what.book, what.address
    own = folder + quote(what.name)
    site = folder + quote(what.page) if what.page else folder
    cover = folder + quote(what.cover)
    about = _about(book)
    yield _tag("title", book.title)
    yield _tag("link", site)
    yield f'<atom:link href="{escape(own)}" rel="self" type="application/rss+xml"/>'
    yield _tag("description", about)
    if (language := language_tag(book.language)) != "und":
        yield _tag("language", language)
    yield _tag("generator", "Fullcast")
    yield f"<image>{_tag('url', cover)}{_tag('title', book.title)}{_tag('link', site)}</image>"
    if book.author:
        yield _tag("itunes:author", book.author)
    yield f'<itunes:image href="{escape(cover)}"/>'
    yield '<itunes:category text="Fiction"/>'
    yield _tag("itunes:type", "serial")
    # It is for whoever knows its address: no directory is to list it.
    yield _tag("itunes:block", "Yes")
    yield _tag("podcast:block", "yes")
    seed = own.partition("://")[2].rstrip("/")
    yield _tag("podcast:guid", str(uuid.uuid5(_PODCASTS, seed)))
    yield _tag("podcast:medium", "audiobook")
    yield from _people(what, None)


def _item(what: Feed, episode: Episode) -> str:
    book, track, number = what.book, episode.track, episode.chapter.number
    address = what.address + quote(track.path.name)
    captions = what.address + quote(track.path.with_suffix(".vtt").name)
    places = what.address + quote(chapters_file(track.path).name)
    season = _season(book)
    identity = uuid.uuid5(book_uuid(book), f"chapter {number}").urn
    parts = [
        _tag("title", track.title),
        _tag("description", f"Chapter {number} of {book.title}"),
        f'<enclosure url="{escape(address)}" length="{_size(track.path)}" type="audio/mpeg"/>',
        f'<guid isPermaLink="false">{identity}</guid>',
        _tag("pubDate", format_datetime(_FIRST + timedelta(days=number - 1), usegmt=True)),
        _tag("itunes:title", track.title),
        _tag("itunes:duration", str(round(track.duration))),
        _tag("itunes:episode", str(number)),
        _tag("itunes:episodeType", "full"),
        *season,
        _tag("podcast:episode", str(number)),
    ]
    if track.lines:
        parts += [
            f'<podcast:transcript url="{escape(captions)}" type="text/vtt" rel="captions"/>',
            f'<podcast:chapters url="{escape(places)}" type="{_TYPE}"/>',
            *_people(what, {timed.line.speaker for timed in track.lines}),
        ]
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _season(book: Book) -> list[str]:
    """The number of a book in its series, if it is one that seasons can have."""
    number = (book.series_number or "").strip()
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        return []
    name = one_line(book.series or "")[:_LONGEST]
    named = f' name="{escape(name)}"' if name else ""
    return [
        _tag("itunes:season", str(int(number))),
        f"<podcast:season{named}>{int(number)}</podcast:season>",
    ]


def _people(what: Feed, heard: set[str | None] | None) -> Iterator[str]:
    """The author, and who sounds like what; those who are heard in a chapter, or all."""
    voices = what.voices
    if what.book.author:
        yield _person("Writing", "Author", what.book.author)
    cast = [(NARRATOR, "Narrator", voices.narrator)]
    cast += [(each.character.name, "Voice Actor", each.voice) for each in voices.members]
    cast += [(AUTHOR, "Voice Actor", voices.author)] if voices.author else []
    for name, role, voice in cast:
        if heard is None or name in heard:
            yield _person("Cast", role, f"{name} (voice: {voice.id})")


def _person(group: str, role: str, name: str) -> str:
    shown = escape(one_line(name)[:_LONGEST])
    return f'<podcast:person group="{group}" role="{role}">{shown}</podcast:person>'


def _scenes(episode: Episode) -> Iterator[tuple[float, str]]:
    """Where something new begins, in seconds, and what it is called."""
    yield 0.0, one_line(episode.track.title)
    starts = {timed.line.index: timed.start for timed in episode.track.lines}
    fresh = begun = False
    for line in episode.chapter.lines:
        if line.kind is Kind.BREAK:
            fresh = True
        elif line.index in starts:
            # What stands before the first words, as a heading, is no scene of its own.
            if begun and (fresh or line.kind is Kind.MARKER):
                yield starts[line.index], _beginning(line)
            begun = begun or line.kind in (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)
            fresh = False


def _beginning(line: Line) -> str:
    text = plain(line.text, line.kind)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _about(book: Book) -> str:
    rows: Sequence[str] = [one_line(row) for row in (book.description or "").split("\n")]
    by = f" by {one_line(book.author)}" if book.author else ""
    return "\n".join(filter(None, rows)) or f"{one_line(book.title)}{by}, with a full cast."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}; make it again") from error


def _tag(name: str, text: str) -> str:
    shown = "\n".join(one_line(row) for row in text.split("\n"))
    return f"<{name}>{escape(shown)}</{name}>"
