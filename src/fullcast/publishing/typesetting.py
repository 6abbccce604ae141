"""Text on a cover: a font that has its letters, even lines, the largest size that fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from fullcast.publishing.faces import BROUGHT, TEXT, Font, font, has, runs_to_the_left, system_face
from fullcast.publishing.labels import one_line

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORDS = re.compile(rf"[{_WIDE}]\s*|[^\s{_WIDE}]+\s*(?:[-–—]+\s+)?")
"""Words with the space or the dash after them; Chinese and Japanese break anywhere."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text in the letters of a font that can draw all of them; empty if no letter can be."""

    text: str
    face: str

    def font(self, size: int) -> Font:
        """The font at a size in pixels."""
        return font(self.face, size)

    @property
    def brought(self) -> bool:
        """Whether its font is the same everywhere."""
        return self.face in BROUGHT

    @property
    def to_the_left(self) -> bool:
        """Whether its lines begin at the right."""
        return runs_to_the_left(self.text)


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text at one size in pixels."""

    lines: tuple[str, ...]
    size: int
    font: Font

    @property
    def leading(self) -> int:
        """Pixels from line to line."""
        return round(self.size * (1.1 if self.size > 60 else 1.25))

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the bottom of the last."""
        return self.leading * (len(self.lines) - 1) + self.size


def lettering(text: str, face: str = TEXT) -> Lettering:
    """The text in that font, or one of the system that has its letters, or without the rest."""
    label = _APOSTROPHE.sub("’", one_line(text))
    if has(face, label):
        return Lettering(label, face)
    if (other := system_face(label)) is not None:
        return Lettering(label, other)
    bare = unicodedata.normalize("NFKD", label)
    kept = one_line("".join(char for char in bare if char.isspace() or has(face, char)))
    return Lettering(kept if any(char.isalnum() for char in kept) else "", face)


def undrawable(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts some letters of which cannot be drawn."""
    labels = dict.fromkeys(one_line(text) for text in texts)
    return tuple(text for text in labels if _letters(lettering(text).text) < _letters(text))


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def fitted(text: Lettering, width: int, height: int, largest: int, smallest: int) -> Setting:
    """The largest setting within a box, its lines as even as they can be; cut if need be."""
    for size in range(largest, smallest - 1, -4):
        setting = _wrapped(text, size, width)
        if setting is not None and setting.height <= height:
            return setting
    return _cut(text, smallest, width, height)


def shortened(text: Lettering, size: int, width: int) -> str:
    """As much of the text as fits on one line, with an ellipsis if that is not all."""
    font = text.font(size)
    if font.getlength(text.text) <= width:
        return text.text
    end = len(text.text)
    while end > 0 and font.getlength(text.text[:end].rstrip() + "…") > width:
        end -= 1
    # A whole word less is better than half a word, unless it is all there is.
    space = text.text.rfind(" ", 0, end + 1)
    end = space if space > end / 2 else end
    return text.text[:end].rstrip(" ,;:-–—") + "…"


def _wrapped(text: Lettering, size: int, width: int) -> Setting | None:
    """Lines of the fewest possible number and, among these, of the most even length."""
    font = text.font(size)
    words = _WORDS.findall(text.text)
    best: list[tuple[int, float, tuple[str, ...]] | None] = [(0, 0.0, ())]
    for end in range(1, len(words) + 1):
        options: list[tuple[int, float, tuple[str, ...]]] = []
        for start in range(end - 1, -1, -1):
            line = "".join(words[start:end]).rstrip()
            length = font.getlength(line)
            if length > width:
                break
            before = best[start]
            if before is not None:
                slack = (1 - length / width) ** 2
                options.append((before[0] + 1, before[1] + slack, (*before[2], line)))
        best.append(min(options, default=None, key=lambda option: option[:2]))
    found = best[-1]
    return None if found is None else Setting(found[2], size, font)


def _cut(text: Lettering, size: int, width: int, height: int) -> Setting:
    """Lines broken anywhere, the last one shortened."""
    font = text.font(size)
    rest = text.text
    lines: list[str] = []
    room = Setting((), size, font)
    most = 1 + max(0, (height - size) // room.leading)
    while rest and len(lines) < most - 1:
        end = len(rest)
        while end > 1 and font.getlength(rest[:end]) > width:
            end -= 1
        space = rest.rfind(" ", 0, end)
        end = space + 1 if end < len(rest) and space > 0 else end
        lines.append(rest[:end].rstrip())
        rest = rest[end:]
    if rest:
        lines.append(shortened(Lettering(rest, text.face), size, width))
    return Setting(tuple(lines), size, font)
