"""The colours of the web page, by day and by night: all from the title, as those of the cover."""

from __future__ import annotations

from collections.abc import Iterable

from fullcast.publishing.palette import RGB, oklch, palette_of
from fullcast.publishing.read_along_pages import GOLDEN

_TURN = 60.0
"""Degrees between the accent and the hue of the paper."""

# Lightness and chroma. Whatever is read has a contrast of 4.5 to 1 at least against the paper and
# against whatever it stands on (WCAG 2.2); a test holds it.
_DAY = {
    "paper": (0.985, 0.005),
    "card": (0.960, 0.010),
    "edge": (0.880, 0.014),
    "rim": (0.620, 0.030),
    "ink": (0.240, 0.020),
    "soft": (0.440, 0.025),
}
_NIGHT = {
    "paper": (0.180, 0.012),
    "card": (0.230, 0.016),
    "edge": (0.330, 0.020),
    "rim": (0.580, 0.025),
    "ink": (0.930, 0.010),
    "soft": (0.760, 0.020),
}
_ACCENT = ((0.47, 0.13), (0.80, 0.11))
"""Of the buttons and of whoever has no colour, by day and by night."""
_SPEAKER = ((0.45, 0.13), (0.81, 0.11))


def colour_rules(title: str, speakers: Iterable[str]) -> str:
    """Style rules: the page's custom properties, and `--c` for the class of each speaker."""
    names = list(speakers)
    day, night = (_rules(title, names, at) for at in (0, 1))
    return f"{day}\n@media (prefers-color-scheme: dark) {{\n{night}\n}}\n"


def _rules(title: str, names: list[str], night: int) -> str:
    accent = palette_of(title).accent
    paper = accent - _TURN
    found = {
        name: oklch(lightness, chroma, paper)
        for name, (lightness, chroma) in (_NIGHT if night else _DAY).items()
    }
    found["accent"] = oklch(*_ACCENT[night], accent)
    root = " ".join(f"--{name}: {_hex(colour)};" for name, colour in found.items())
    rules = [f":root {{ {root} }}"]
    for at, name in enumerate(names):
        rules.append(f".{name} {{ --c: {_hex(oklch(*_SPEAKER[night], accent + GOLDEN * at))}; }}")
    return "\n".join(rules)


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
