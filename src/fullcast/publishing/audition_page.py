"""A page on which one hears a cast: it holds its sound, and needs no network and no other file."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

_NARROW = 12
"""Characters of a fact that finds room beside two others."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A line that is heard."""

    speaker: str
    text: str
    start: float
    """Seconds in its panel's sound."""
    end: float
    thought: bool = False
    error: str = ""
    """Why it could not be spoken."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Somebody with their lines, or a conversation."""

    heading: str
    turns: tuple[Turn, ...]
    mp3: bytes
    facts: tuple[tuple[str, str], ...] = ()
    """Names and values of what is told of them."""
    snippet: str = ""
    """The lines of voices.yaml that give them this voice."""


@dataclass(frozen=True, slots=True)
class AuditionPage:
    """All that a page shows."""

    title: str
    author: str
    language: str
    """A BCP 47 tag, of the story: the page itself speaks English."""
    panels: tuple[Panel, ...]


def audition_page(page: AuditionPage) -> str:
    """The page as HTML, in UTF-8 when it is written; the same page gives the same text."""
    speakers = dict.fromkeys(turn.speaker for panel in page.panels for turn in panel.turns)
    hues = {name: round(360 * at / len(speakers)) for at, name in enumerate(speakers)}
    shown = [_panel(panel, at, hues, page.language) for at, panel in enumerate(page.panels)]
    return _template().substitute(
        title=escape(page.title),
        by=f'<p class="by">by {escape(page.author)}</p>' if page.author else "",
        language=escape(page.language),
        panels="\n".join(shown),
    )


@cache
def _template() -> Template:
    return Template(files(__package__).joinpath("audition_page.html").read_text("utf-8"))


def _panel(panel: Panel, at: int, hues: Mapping[str, int], language: str) -> str:
    several = len({turn.speaker for turn in panel.turns}) > 1
    sound = base64.b64encode(panel.mp3).decode("ascii")
    hue = "" if several or not panel.turns else f' style="--hue:{hues[panel.turns[0].speaker]}"'
    return (
        f'<section aria-labelledby="who-{at}"{hue}>\n'
        f'<h2 id="who-{at}">{escape(panel.heading)}</h2>\n'
        f'<audio controls preload="metadata" aria-labelledby="who-{at}" '
        f'src="data:audio/mpeg;base64,{sound}"></audio>\n'
        f'<ol class="turns" lang="{escape(language)}">\n'
        f"{_turns(panel.turns, hues, several)}\n</ol>\n"
        f"{_facts(panel.facts)}{_snippet(panel)}</section>"
    )


def _turns(turns: Sequence[Turn], hues: Mapping[str, int], several: bool) -> str:
    return "\n".join(
        f'<li style="--hue:{hues[turn.speaker]}" data-start="{turn.start:.2f}" '
        f'data-end="{turn.end:.2f}"{" class=thought" if turn.thought else ""}>'
        + (f"<b>{escape(turn.speaker)}</b> " if several else "")
        + f'<span class="said">{escape(turn.text)}</span>'
        + (f' <em class="error" lang="en">{escape(turn.error)}</em>' if turn.error else "")
        + "</li>"
        for turn in turns
    )


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f"<div{'' if len(value) <= _NARROW else ' class=wide'}>"
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in facts
    )
    return f"<dl>{rows}</dl>\n"


def _snippet(panel: Panel) -> str:
    if not panel.snippet:
        return ""
    return (
        '<div class="snippet">\n'
        f'<pre tabindex="0" aria-label="voices.yaml: {escape(panel.heading)}">'
        f"<code>{escape(panel.snippet.rstrip())}</code></pre>\n"
        f'<button type="button" class="copy" hidden>Copy'
        f'<span class="unseen"> the lines for {escape(panel.heading)}</span></button>\n</div>\n'
    )
