"""Fonts: those that Fullcast brings, and whichever of the system has the letters that they lack.

Brought along is Source Serif Pro (Latin, Greek and Cyrillic; SIL Open Font License, in `fonts/`),
so that a cover of such letters is the same picture everywhere.
"""

from __future__ import annotations

import functools
import os
import sys
import unicodedata
from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path

from PIL import ImageFont, features

from fullcast.errors import OutputError

Font = ImageFont.FreeTypeFont

TITLE = "SourceSerifPro-Semibold.ttf"
TEXT = "SourceSerifPro-Regular.ttf"
BROUGHT = (TITLE, TEXT)

_SYSTEM = (
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "segoeui.ttf",
    "Arial Unicode.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "Hiragino Sans GB.ttc",
    "PingFang.ttc",
    "AppleSDGothicNeo.ttc",
    "msyh.ttc",
    "YuGothM.ttc",
    "malgun.ttf",
    "Nirmala.ttf",
    "LeelawUI.ttf",
    "arial.ttf",
)
"""Fonts that systems carry, the best first; then any other, by name."""

_FOLDERS = {
    "win32": ("${WINDIR}/Fonts", "${LOCALAPPDATA}/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_UNIX_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_MOST = 600
"""Files that are looked at."""

_ABSENT = "\U0010ffff"
"""A character that no font has: what it draws is the mark for missing ones."""


@functools.lru_cache(maxsize=256)
def font(face: str, size: int) -> Font:
    """A font, by its file's name or path, at a size in pixels.

    Raises:
        OutputError: this Pillow cannot draw letters.
        OSError: there is no such font, or it cannot be read.
    """
    if not features.check("freetype2"):
        raise OutputError(
            "cannot draw a cover: this Pillow is built without FreeType: reinstall pillow"
        )
    if face not in BROUGHT:
        return ImageFont.truetype(face, size)
    data = resources.files(__package__).joinpath("fonts", face).read_bytes()
    # The basic layout gives the same picture whether or not Raqm is installed.
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def has(face: str, text: str) -> bool:
    """Whether a font is there and can draw every character of a text."""
    try:
        drawer = font(face, 40)
        absent = _drawn(drawer, _ABSENT)
        return all(char.isspace() or _drawn(drawer, char) != absent for char in sorted(set(text)))
    except OSError:
        return False


@functools.lru_cache(maxsize=256)
def system_face(text: str) -> str | None:
    """A font of the system that has every character of a text."""
    if _needs_layout(text) and not features.check("raqm"):
        return None
    found = (face for face in _SYSTEM if has(face, text))
    return next(found, None) or next((face for face in _installed() if has(face, text)), None)


def runs_to_the_left(text: str) -> bool:
    """Whether a text begins at the right."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way in ("R", "AL") for way in ways if way in ("L", "R", "AL")), False)


def _needs_layout(text: str) -> bool:
    """Whether letters change their form or order beside others, which only Raqm knows."""
    return any(
        unicodedata.bidirectional(char) in ("R", "AL") or "\u0900" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        for char in text
    )  # fmt: skip


@functools.cache
def _installed() -> tuple[str, ...]:
    """The paths of fonts on this machine, by name."""
    return tuple(sorted(_files(), key=lambda path: (Path(path).name, path))[:_MOST])


def _files() -> Iterator[str]:
    for folder in _FOLDERS.get(sys.platform, _UNIX_FOLDERS):
        for where, _, names in os.walk(Path(os.path.expandvars(folder)).expanduser()):
            for name in names:
                if name.lower().endswith((".ttf", ".ttc", ".otf")):
                    yield str(Path(where, name))


def _drawn(drawer: Font, char: str) -> tuple[tuple[int, int], bytes]:
    mask = drawer.getmask(char)
    return mask.size, bytes(mask)
