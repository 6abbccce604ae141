"""A web page of an audiobook: a player, and text that follows the voices.

It is one file that lies beside the tracks and the cover, asks nothing of any network, and works
from a disk as from any server. Words and links are in it as HTML, so that where scripts are
forbidden it still is the whole text, with links to the tracks.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import quote

from fullcast.model import AUTHOR, NARRATOR, Book, Cast, ScriptChapter, Track, Voice
from fullcast.publishing.identity import book_uuid
from fullcast.publishing.labels import one_line
from fullcast.publishing.languages import is_right_to_left
from fullcast.publishing.player_colours import colour_rules
from fullcast.publishing.player_text import chapter_text
from fullcast.publishing.read_along_pages import chapter_title, language_tag, speakers

_LONG = 70
"""Characters of a title that would else fill the screen."""


@dataclass(frozen=True, slots=True)
class PlayerPage:
    """All that the page shows."""

    book: Book
    chapters: tuple[ScriptChapter, ...]
    """All of them, whether they are heard or not."""
    voices: Cast
    tracks: Mapping[int, Track]
    """What is heard, by the chapter's number: files in the page's own folder."""
    cover: str
    """The name of the picture in the same folder."""


def player_page(page: PlayerPage) -> str:
    """The page as HTML, in UTF-8 when it is written; the same page gives the same text."""
    book, looks = page.book, speakers(page.voices)
    style = _part("css") + colour_rules(book.title, looks.values())
    script = _part("js")
    tag = language_tag(book.language)
    return Template(_part("html")).substitute(
        title=_text(book.title),
        size=' class="long"' if len(book.title) > _LONG else "",
        tab=_text(f"{book.title} by {book.author}" if book.author else book.title),
        by=f'<p class="by" {_tongue(tag)}>{_text(book.author)}</p>' if book.author else "",
        about=_about(book, tag),
        cover=_address(page.cover),
        facts=_facts(page),
        silent=_silent(page),
        identity=book_uuid(book),
        tongue=_tongue(tag),
        links="\n".join(map(_link, page.chapters, map(page.tracks.get, _numbers(page)))),
        cast="\n".join(_cast(page.voices, looks)),
        sections="\n".join(
            _section(chapter, page.tracks.get(chapter.number), looks, tag, at)
            for at, chapter in enumerate(page.chapters)
        ),
        style=style,
        script=script,
        style_digest=_digest(style),
        script_digest=_digest(script),
    )


@cache
def _part(suffix: str) -> str:
    return files(__package__).joinpath(f"player_page.{suffix}").read_text("utf-8")


def _digest(text: str) -> str:
    """By which the page's policy knows its own script and style from all others."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _tongue(tag: str) -> str:
    """The attributes of text in the story's language; the page itself speaks English."""
    return f'lang="{tag}" dir="{"rtl" if is_right_to_left(tag) else "ltr"}"'


def _numbers(page: PlayerPage) -> list[int]:
    return [chapter.number for chapter in page.chapters]


def _about(book: Book, tag: str) -> str:
    rows = [one_line(row) for row in (book.description or "").split("\n")]
    shown = "".join(f"<p>{escape(row)}</p>" for row in rows if row)
    return f'<div class="about" {_tongue(tag)}>{shown}</div>' if shown else ""


def _facts(page: PlayerPage) -> str:
    """How much there is of it."""
    seconds = sum(track.duration for track in page.tracks.values())
    counted = (len(page.chapters), "chapter"), (len(page.voices.members) + 1, "voice")
    parts = [f"{count}\u00a0{noun}{'' if count == 1 else 's'}" for count, noun in counted]
    return " · ".join([*parts, _duration(seconds)])


def _silent(page: PlayerPage) -> str:
    silent = [each for each in page.chapters if each.number not in page.tracks and _worded(each)]
    if not silent:
        return ""
    numbers = ", ".join(str(each.number) for each in silent)
    one = len(silent) == 1
    return (
        f'<p class="missing">Chapter{"" if one else "s"} {numbers} '
        f"{'has' if one else 'have'} no sound yet.</p>"
    )


def _worded(chapter: ScriptChapter) -> bool:
    return any(line.spoken for line in chapter.lines)


def _link(chapter: ScriptChapter, track: Track | None) -> str:
    """An entry of the contents: the track itself, or the text where there is none."""
    title = f"<span><bdi>{escape(chapter_title(chapter))}</bdi></span>"
    if track is None:
        how = "no sound yet" if _worded(chapter) else "no words"
        return f'<li><a href="#c{chapter.number}">{title} <em>{how}</em></a></li>'
    return (
        f'<li><a href="{_address(track.path.name)}" data-seconds="{track.duration:.3f}">{title} '
        f'<time datetime="PT{round(track.duration)}S">{_clock(track.duration)}</time></a></li>'
    )


def _cast(voices: Cast, looks: Mapping[str, str]) -> Iterable[str]:
    heard: list[tuple[str, Voice, int | None]] = [(NARRATOR, voices.narrator, None)]
    heard += [(each.character.name, each.voice, each.lines) for each in voices.members]
    heard += [(AUTHOR, voices.author, None)] if voices.author else []
    for name, voice, lines in heard:
        look = f' class="{looks[name]}"' if name in looks else ""
        count = "" if lines is None else f", {lines} line{'' if lines == 1 else 's'}"
        yield (
            f"<li{look}><b><bdi>{_text(name)}</bdi></b> <span>{_text(voice.id)}{count}</span></li>"
        )


def _section(
    chapter: ScriptChapter, track: Track | None, looks: Mapping[str, str], tag: str, at: int
) -> str:
    """A chapter. Those that are not shown are still found by the browser's search, where it can."""
    hidden = ' hidden="until-found"' if at else ""
    note = ""
    if track is None and _worded(chapter):
        note = '<p class="missing" lang="en" dir="ltr">This chapter has no sound yet.</p>\n'
    return (
        f'<section id="c{chapter.number}" aria-label="{escape(chapter_title(chapter))}" '
        f"{_tongue(tag)}{hidden}>\n{note}{chapter_text(chapter, track, looks)}\n</section>"
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _duration(seconds: float) -> str:
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    return f"{hours}\u00a0h {minutes}\u00a0min" if hours else f"{minutes}\u00a0min"


def _address(name: str) -> str:
    """A file beside the page."""
    return escape(quote(name))


def _text(text: str) -> str:
    return escape(one_line(text))
