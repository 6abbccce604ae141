"""Colours of a cover, all from the title: the same story always looks the same.

Colours are chosen in OKLCH, where equal lightness looks equally light in every hue.
Source: https://bottosson.github.io/posts/oklab/
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

RGB = tuple[int, int, int]

_GOLDEN = 137.508
"""Degrees between the hues of two speakers: however many there are, neighbours differ."""

_BETWEEN = 0.179
_TEXT_CHROMA = 0.12


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one cover; hues in degrees."""

    top: RGB
    """Background at the top."""
    bottom: RGB
    """Background at the bottom."""
    ink: RGB
    """The title."""
    soft: RGB
    """Lesser text."""
    accent: float
    """The hue of the first voice."""
    dark: bool

    def hue(self, index: int) -> float:
        """The hue of whoever has the most lines but `index` others, wherever it is shown."""
        return self.accent + _GOLDEN * index

    def voice(self, index: int) -> RGB:
        """The colour of a voice on this background."""
        step = 0.05 if index % 2 else 0.0
        if self.dark:
            return oklch(0.80 - step, 0.135, self.hue(index))
        return oklch(0.56 - step, 0.150, self.hue(index))


def palette_of(title: str) -> Palette:
    """The palette of a title: two of three are dark, one is light."""
    seed = hashlib.sha256(title.casefold().encode(errors="replace")).digest()
    hue = seed[0] / 256 * 360
    turn = 40 if seed[1] % 2 else -40
    accent = hue + 150 + seed[2] / 256 * 60
    if seed[3] % 3:
        return Palette(
            top=oklch(0.30, 0.075, hue),
            bottom=oklch(0.18, 0.050, hue + turn),
            ink=oklch(0.97, 0.012, accent),
            soft=oklch(0.82, 0.025, hue),
            accent=accent,
            dark=True,
        )
    return Palette(
        top=oklch(0.965, 0.018, hue),
        bottom=oklch(0.895, 0.045, hue + turn),
        ink=oklch(0.26, 0.060, accent),
        soft=oklch(0.43, 0.040, accent),
        accent=accent,
        dark=False,
    )


def on_any_paper(hue: float) -> RGB:
    """A colour for text that is read as well on white as on black: 4.5 to 1 against both.

    Both contrasts of WCAG 2.2 are equal where the relative luminance is 0.179.
    """
    found = oklch(0.5, _TEXT_CHROMA, hue)
    for step in range(200):
        if luminance(found) >= _BETWEEN:
            break
        found = oklch(0.5 + step / 1000, _TEXT_CHROMA, hue)
    return found


def luminance(colour: RGB) -> float:
    """The relative luminance of an sRGB colour, 0 to 1; https://www.w3.org/TR/WCAG22/"""
    shares = (channel / 255 for channel in colour)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def oklch(lightness: float, chroma: float, hue: float) -> RGB:
    """An sRGB colour: lightness 0 to 1, chroma lowered until the screen can show it."""
    while True:
        linear = _linear(lightness, chroma, math.radians(hue))
        if chroma <= 0 or all(-1e-4 <= channel <= 1.0001 for channel in linear):
            red, green, blue = (round(255 * _gamma(min(1.0, max(0.0, c)))) for c in linear)
            return red, green, blue
        chroma -= 0.004


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear sRGB of an OKLCH colour; the hue is in radians."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
