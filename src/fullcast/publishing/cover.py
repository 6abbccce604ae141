"""Covers: drawn for stories that have none, or made of the picture that a story brings.

The drawn one shows the story as a full cast tells it: one strand a voice, all from one source,
woven together and opening to the right, in colours that follow from the title.
"""

from __future__ import annotations

import hashlib
import math
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from fullcast.errors import StoryError
from fullcast.publishing.faces import TITLE, Font
from fullcast.publishing.palette import RGB, Palette, palette_of
from fullcast.publishing.typesetting import Lettering, fitted, lettering, shortened

SIDE = 1400
"""Pixels of a cover's side."""
_QUALITY = 84

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
"""What books bring. Pillow knows many more, some of which call other programs to be read."""

_SCALE = 2
"""Shapes are drawn larger and scaled down, which smooths their edges."""
_MARGIN = 110
_TITLE_TOP = 104
_TITLE_HEIGHT = 480
_TITLE_SIZES = (280, 72)
"""Pixels: a title is as large as fits, but no larger and no smaller."""
_SUBTITLE = re.compile(r"(?P<main>.{3,}?)(?::\s+|\s+[-–—]\s+)(?P<rest>\S.{5,})")
_WAVES_TOP = 690
"""Pixels from the top where the strands begin, unless the words need the room."""
_CAST_BOTTOM = 1316
_ROW = 50
MOST_NAMES = 12
"""On a cover."""
_SHORT = 24
"""Characters of a title that is set as one."""
_THREADS = 15
"""Lines of one strand."""


def draw_cover(title: str, author: str | None, cast: Sequence[str]) -> bytes:
    """Draw a cover of 1400 × 1400 pixels; returns a JPEG.

    `cast` are the names of those who speak, of which the first `MOST_NAMES` are shown. The same
    arguments give the same picture, as long as Pillow's own font has the letters; a font of the
    system serves else.
    """
    palette = palette_of(title)
    shown = cast[:MOST_NAMES]
    names = [lettering(name) for name in shown]
    words = _words(title, author)
    listed = bool(names) and all(name.text for name in names)
    canvas = _background(palette)
    top = max(_WAVES_TOP, words.end + 40) if words.lines else _TITLE_TOP
    bottom = _places(len(names))[0][1] - _ROW if listed else SIDE - _MARGIN
    _draw_strands(canvas, palette, shown or (title,), (top, bottom))
    if listed:
        _draw_dots(canvas, palette, len(names))
    picture = canvas.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(picture)
    _draw_words(draw, palette, words)
    if listed:
        _draw_names(draw, palette, names, len(cast) - len(names))
    return _jpeg(picture)


def jpeg_cover(image: bytes, name: str = "the story's cover") -> bytes:
    """A picture as a JPEG that players take: RGB, upright, at most 1400 pixels a side.

    `name` is what errors call it.

    Raises:
        StoryError: it is no picture, or damaged, or absurdly large.
    """
    try:
        with warnings.catch_warnings():
            # Remarks on metadata that is thrown away; what cannot be read is an exception.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(image), formats=_FORMATS) as opened:
                picture = _opaque(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise StoryError(
            f"{name} is too large a picture: replace it by one of 1400 × 1400 pixels"
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise StoryError(
            f"{name} cannot be read as a picture: replace it by a JPEG or PNG"
        ) from error
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return _jpeg(picture)


def _opaque(picture: Image.Image) -> Image.Image:
    """In RGB, what is transparent on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    """Baseline, not progressive: car radios and old players know nothing else."""
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, subsampling=2, optimize=True)
    return file.getvalue()


def _background(palette: Palette) -> Image.Image:
    """A gradient from top to bottom."""
    side = SIDE * _SCALE
    column = 1, side
    ramp = Image.linear_gradient("L").resize(column, Image.Resampling.BICUBIC)
    top, bottom = (Image.new("RGB", column, each) for each in (palette.top, palette.bottom))
    return Image.composite(bottom, top, ramp).resize((side, side), Image.Resampling.NEAREST)


def _draw_strands(
    canvas: Image.Image, palette: Palette, names: Sequence[str], band: tuple[int, int]
) -> None:
    """One strand of fine lines for each voice, the first on top; `band` is its top and bottom."""
    draw = ImageDraw.Draw(canvas, "RGBA")
    for index in reversed(range(len(names))):
        colour = palette.voice(index)
        seed = hashlib.sha256(f"{index} {names[index]}".encode(errors="replace")).digest()
        share = 0.5 if len(names) == 1 else index / (len(names) - 1)
        above = _curve(seed[:16], share, len(names), 0, band)
        below = _curve(seed[16:], share, len(names), 1, band)
        _draw_strand(draw, colour, above, below)


def _curve(
    seed: bytes, share: float, count: int, side: int, band: tuple[int, int]
) -> list[tuple[float, float]]:
    """One edge of a strand, in pixels of the large canvas.

    `share` is the place of the strand among all, 0 to 1; `side` is 0 for one edge, 1 for the other.
    """
    top, bottom = band
    middle, reach = (top + bottom) / 2, (bottom - top) / 2
    turns = 0.75 + 0.75 * seed[0] / 256
    phase = math.tau * (seed[1] / 256 + 0.08 * side)
    swing = 0.35 + 0.25 * seed[2] / 256
    # Few strands are broad and swing wide, many are slender and keep apart.
    breadth = 0.10 + 0.35 / count
    target = (share - 0.5) * (1.3 if count > 1 else 0.0) + breadth * side
    points: list[tuple[float, float]] = []
    for step in range(-20, SIDE + 21, 8):
        x = step / SIDE
        opening = 0.14 + 0.86 * _smooth(x)
        wave = math.sin(math.tau * turns * x + phase) + 0.3 * math.sin(math.tau * 2.3 * x - phase)
        y = middle + reach * opening * (target + swing * wave)
        points.append((step * _SCALE, y * _SCALE))
    return points


def _smooth(x: float) -> float:
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def _draw_strand(
    draw: ImageDraw.ImageDraw,
    colour: RGB,
    above: list[tuple[float, float]],
    below: list[tuple[float, float]],
) -> None:
    """A translucent band between two edges, and lines that turn one edge into the other."""
    draw.polygon(above + below[::-1], fill=(*colour, 60))
    for thread in range(_THREADS):
        part = thread / (_THREADS - 1)
        line = [(a[0], a[1] + (b[1] - a[1]) * part) for a, b in zip(above, below, strict=True)]
        width = 9 if thread in (0, _THREADS - 1) else 3
        draw.line(line, fill=(*colour, 235), width=width, joint="curve")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of words, where it begins, and how bold it is made."""

    text: str
    font: Font
    y: float
    to_the_left: bool
    soft: bool = False
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class _Words:
    """Title and author as they stand on the cover."""

    lines: tuple[_Placed, ...]
    rule: float | None
    """Where the stroke above the author stands."""
    end: int
    """Below all of it."""


def _words(title: str, author: str | None) -> _Words:
    """The title, its second half smaller, a short rule and the author."""
    lines: list[_Placed] = []
    parts = _SUBTITLE.fullmatch(title) if len(title) > _SHORT else None
    room = _TITLE_HEIGHT - (130 if parts else 0)
    y = _set(lines, lettering(parts["main"] if parts else title, TITLE), room, _TITLE_TOP)
    if parts and lines:
        y -= 14
        second = lettering(parts["rest"])
        setting = fitted(second, SIDE - 2 * _MARGIN, 130, 62, 44)
        for line in setting.lines:
            lines.append(_Placed(line, setting.font, y, second.to_the_left, soft=True))
            y += setting.leading
        y += 18
    name = lettering(author or "")
    if not name.text:
        return _Words(tuple(lines), None, round(y))
    line = shortened(name, 54, SIDE - 2 * _MARGIN)
    lines.append(_Placed(line, name.font(54), y + 58, name.to_the_left, soft=True))
    return _Words(tuple(lines), y + 26, round(y + 58 + 54))


def _set(lines: list[_Placed], words: Lettering, room: int, y: float) -> float:
    """Add the lines of a title; returns where they end."""
    if not words.text:
        return y
    setting = fitted(words, SIDE - 2 * _MARGIN, room, *_TITLE_SIZES)
    # Fonts of the system are the regular ones.
    stroke = 0.0 if words.brought else setting.size / 60
    for line in setting.lines:
        lines.append(_Placed(line, setting.font, y, words.to_the_left, stroke=stroke))
        y += setting.leading
    return y + 30 + setting.size / 12


def _draw_words(draw: ImageDraw.ImageDraw, palette: Palette, words: _Words) -> None:
    for line in words.lines:
        x, anchor = (SIDE - _MARGIN, "ra") if line.to_the_left else (_MARGIN, "la")
        fill = palette.soft if line.soft else palette.ink
        draw.text((x, line.y), line.text, fill, line.font, anchor=anchor, stroke_width=line.stroke)
    if words.rule is not None:
        x = SIDE - _MARGIN - 90 if words.lines[-1].to_the_left else _MARGIN
        draw.rectangle((x, words.rule, x + 90, words.rule + 6), fill=palette.voice(0))


def _places(count: int) -> list[tuple[int, int]]:
    """Left and top of each of the names, which fill rows of two or three."""
    columns = 2 if count in {2, 4} else 3
    pitch = (SIDE - 2 * _MARGIN) // 3
    top = _CAST_BOTTOM - _ROW * math.ceil(count / columns)
    return [
        (_MARGIN + pitch * (index % columns), top + _ROW * (index // columns))
        for index in range(count)
    ]


def _draw_dots(canvas: Image.Image, palette: Palette, count: int) -> None:
    """The colour of each strand beside its name."""
    draw = ImageDraw.Draw(canvas)
    for index, (x, y) in enumerate(_places(count)):
        box = (x, y + 11, x + 24, y + 35)
        colour = palette.voice(index)
        draw.ellipse(tuple(_SCALE * edge for edge in box), fill=colour)


def _draw_names(
    draw: ImageDraw.ImageDraw, palette: Palette, names: Sequence[Lettering], more: int
) -> None:
    """The names, and how many more there are."""
    places = _places(len(names))
    for (x, y), name in zip(places, names, strict=True):
        label = shortened(name, 34, (SIDE - 2 * _MARGIN) // 3 - 70)
        draw.text((x + 42, y), label, palette.soft, name.font(34))
    if more > 0:
        count = lettering(f"+ {more}")
        corner = (SIDE - _MARGIN, places[-1][1])
        draw.text(corner, count.text, palette.soft, count.font(34), anchor="ra")
