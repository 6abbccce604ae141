"""Text on a cover: a font that has its letters, even lines, the largest size that fits."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import ImageFont

from fullcast.errors import OutputError
from fullcast.publishing.labels import one_line

Font = ImageFont.FreeTypeFont

_SYSTEM_FONTS = (
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
    "segoeui.ttf",
    "Helvetica.ttc",
    "Arial.ttf",
    "Arial Unicode.ttf",
    "NotoSansCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "Hiragino Sans GB.ttc",
    "PingFang.ttc",
    "AppleSDGothicNeo.ttc",
    "msyh.ttc",
    "YuGothM.ttc",
    "malgun.ttf",
    "Nirmala.ttf",
)
"""Fonts that systems carry, for what Pillow's own font lacks; the first that has it all serves."""

_PLAIN = str.maketrans(
    {
        "—": "-", "–": "-", "‒": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "′": "'", "″": '"',
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l",
        "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    }
)  # fmt: skip
_DASHES = str.maketrans(dict.fromkeys("—–‒―‐‑−", "-"))
_ABSENT = "\U0010ffff"
"""A character that no font has: what it draws is the mark for missing ones."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORDS = re.compile(rf"[{_WIDE}]\s*|[^\s{_WIDE}]+\s*(?:[-–—]+\s+)?")
"""Words with the space or the dash after them; Chinese and Japanese break anywhere."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text in the letters of a font that can draw all of them; empty if no letter can be."""

    text: str
    face: str | None
    """The file of a system font; None is the font that Pillow carries."""

    def font(self, size: int) -> Font:
        """The font at a size in pixels."""
        return _font(self.face, size)


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


def lettering(text: str) -> Lettering:
    """The text in a font that has its letters, or without its accents, or without the rest."""
    label = one_line(text)
    plain_dashes = label.translate(_DASHES)
    if _covers(None, plain_dashes):
        return Lettering(plain_dashes, None)
    for face in _SYSTEM_FONTS:
        if _covers(face, label):
            return Lettering(label, face)
    bare = unicodedata.normalize("NFKD", label.translate(_PLAIN))
    kept = "".join(char for char in bare if char.isspace() or _covers(None, char))
    return Lettering(one_line(kept) if any(char.isalnum() for char in kept) else "", None)


def undrawable(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that have letters of which none can be drawn."""
    lettered = (one_line(text) for text in texts if any(char.isalnum() for char in text))
    return tuple(text for text in lettered if not lettering(text).text)


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
    return text.text[:end].rstrip() + "…"


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


@functools.lru_cache(maxsize=256)
def _font(face: str | None, size: int) -> Font:
    if face is not None:
        return ImageFont.truetype(face, size)
    font = ImageFont.load_default(size)
    if not isinstance(font, Font):
        raise OutputError(
            "cannot draw a cover: this Pillow is built without FreeType: reinstall pillow"
        )
    # The basic layout gives the same picture whether or not Raqm is installed.
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)


def _covers(face: str | None, text: str) -> bool:
    """Whether a font is there and has every character of a text."""
    try:
        font = _font(face, 40)
    except OSError:
        return False
    absent = _drawn(font, _ABSENT)
    return all(char.isspace() or _drawn(font, char) != absent for char in set(text))


def _drawn(font: Font, char: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(char)
    return mask.size, bytes(mask)
