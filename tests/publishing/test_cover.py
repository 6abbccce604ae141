"""Covers: drawn for any title and cast, or made of a story's own picture."""

from __future__ import annotations

import colorsys
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fullcast.errors import StoryError
from fullcast.publishing import draw_cover, faces, jpeg_cover, typesetting, undrawable
from fullcast.publishing.cover import _words
from fullcast.publishing.faces import BROUGHT
from fullcast.publishing.palette import oklch, on_any_paper, palette_of
from fullcast.publishing.typesetting import fitted, lettering, shortened

LONG = "The Extraordinarily Long and Winding History of a Lamplighter Who Lost His Way " * 3
CAST = tuple(f"Character Number {number}" for number in range(1, 31))


def pixels(cover: bytes) -> np.ndarray:
    with Image.open(BytesIO(cover)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1400, 1400))
        assert "progressive" not in picture.info
        return np.asarray(picture).astype(int)


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2.1."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [c / 255 for c in colour]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hue(colour: tuple[int, int, int]) -> float:
    """Degrees, of the cone that HSV is."""
    return colorsys.rgb_to_hsv(*(channel / 255 for channel in colour))[0] * 360


@pytest.mark.parametrize(
    ("title", "author", "cast"),
    [
        ("Ember", "Mara Holt", CAST[:4]),
        (LONG, "A Very Long Name " * 9, CAST[:12]),
        ("X" * 400, None, CAST),
        ("", None, ()),
        ("雪の街", "山田", ("花子",)),
        ("a\x00b\ud800", "\u202e", ("\n",)),
    ],
)
def test_any_story_gets_a_cover(title: str, author: str | None, cast: tuple[str, ...]) -> None:
    cover = draw_cover(title, author, cast)
    assert len(cover) < 500_000
    margin = pixels(cover)[:, :60]
    # Words stay inside the margins: at the left there is only background, and the strands' source.
    assert np.abs(np.diff(margin[:600], axis=1)).max() < 30
    assert np.abs(np.diff(margin[1150:], axis=1)).max() < 30


def test_the_same_story_gets_the_same_cover_and_another_gets_another() -> None:
    assert draw_cover("Ember", "M", CAST[:2]) == draw_cover("Ember", "M", CAST[:2])
    assert draw_cover("Ember", "M", CAST[:2]) != draw_cover("Frost", "M", CAST[:2])
    assert draw_cover("Ember", "M", CAST[:2]) != draw_cover("Ember", "M", CAST[:3])


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_words_can_be_read_in_every_palette(title: str) -> None:
    palette = palette_of(title)
    for ground in (palette.top, palette.bottom):
        assert contrast(palette.ink, ground) > 7
        assert contrast(palette.soft, ground) > 4.5
    colours = [palette.voice(index) for index in range(12)]
    assert len(set(colours)) == 12
    # What WCAG wants of graphics.
    assert all(contrast(colour, palette.bottom) > 3 for colour in colours)
    assert contrast(colours[0], palette.top) > 3


def test_colours_are_those_of_the_source() -> None:
    """Red, white and grey in OKLCH, from the article that defines it."""
    assert oklch(0.62796, 0.25768, 29.234) == pytest.approx((255, 0, 0), abs=1)
    assert oklch(1.0, 0.0, 0.0) == (255, 255, 255)
    assert len(set(oklch(0.5, 0.0, 77.0))) == 1


def test_letters_that_no_font_has_are_never_boxes() -> None:
    assert lettering("Ember - “2”").text == "Ember - “2”"
    assert lettering("\ue000\ue001").text == ""
    assert lettering("\ue000 Élan ß").text == "Élan ß"
    assert undrawable(["Ember", "\ue000", "—", ""]) == ()
    rare = "\U0001e900\U0001e901"  # letters of a script that few fonts have
    lost = () if lettering(rare).text == rare else (rare,)
    assert undrawable(["Ember", rare]) == lost


@pytest.mark.parametrize(
    "text",
    ["Ærøskøbing", "Łódź, Čačak", "Ő, ű, ß", "Γειά σου Ελλάς", "Щербет ґанок ћилим", "Việt Nữ"],
)
def test_latin_greek_and_cyrillic_need_no_font_of_the_system(text: str) -> None:
    for face in BROUGHT:
        words = lettering(text, face)
        assert (words.text, words.face, words.brought) == (text, face, True)


def test_a_script_that_is_joined_needs_the_engine_that_joins_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faces.features, "check", lambda name: name != "raqm")
    faces.system_face.cache_clear()
    assert lettering("الطاحونة").text == ""
    assert undrawable(["الطاحونة"]) == ("الطاحونة",)
    monkeypatch.undo()
    faces.system_face.cache_clear()


def test_a_cover_without_any_font_for_its_words_is_a_picture_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typesetting, "system_face", lambda text: None)
    assert undrawable(["雪の街", "Ember"]) == ("雪の街",)
    with_words = pixels(draw_cover("Ember", "Ada", ("花子",)))
    alone = pixels(draw_cover("雪の街", "花子", ("花子",)))
    assert np.ptp(with_words[110:300, 110:700], axis=(0, 1)).max() > 120
    # The strand has the room of the words.
    assert np.ptp(alone[150:600, 700:], axis=(0, 1)).max() > 60


@pytest.mark.skipif(not lettering("שלום").text, reason="needs a font with Hebrew, and FriBidi")
def test_words_that_run_to_the_left_begin_at_the_right() -> None:
    assert [lettering(t).to_the_left for t in ("Ember", "שלום", "2 أ", "…")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_subtitle_is_smaller_and_no_word_is_halved() -> None:
    whole = _words("The Lantern at World's End: A Story of Salt", "Ada")
    sizes = [line.font.size for line in whole.lines]
    assert [line.text for line in whole.lines][-2:] == ["A Story of Salt", "Ada"]
    assert sizes[0] > 2 * sizes[-2]
    cut = _words(LONG, None).lines[-1].text
    assert cut.endswith("…")
    assert LONG.split(cut[:-1].split()[-1])[1][0] in " ,"


def test_the_cast_has_the_same_hues_on_the_cover_and_on_the_page() -> None:
    palette = palette_of("Ember")
    for index in range(12):
        shown, read = palette.voice(index), on_any_paper(palette.hue(index))
        apart = abs(hue(shown) - hue(read))
        assert min(apart, 360 - apart) < 25


@pytest.mark.parametrize("text", ["Ember", "A Winter of Small Lights", LONG, "W" * 200, "雪" * 90])
def test_words_fit_their_box_whole_or_cut(text: str) -> None:
    words = lettering(text)
    setting = fitted(words, 1180, 440, 224, 60)
    assert setting.height <= 440
    assert all(setting.font.getlength(line) <= 1180 for line in setting.lines)
    joined = "".join(setting.lines).replace(" ", "")
    assert joined == words.text.replace(" ", "") or joined.endswith("…")


def test_lines_are_even() -> None:
    setting = fitted(lettering("A Winter of Small Lights"), 1180, 440, 150, 60)
    assert setting.lines == ("A Winter of", "Small Lights")


def test_names_are_shortened_to_their_column() -> None:
    words = lettering("Mr. Pemberton-Smythe the Younger")
    label = shortened(words, 34, 300)
    assert label.endswith("…")
    assert words.font(34).getlength(label) <= 300
    assert shortened(lettering("Ada"), 34, 300) == "Ada"


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("L", "WEBP")],
)
def test_a_storys_picture_becomes_a_jpeg(mode: str, form: str) -> None:
    picture = Image.new(mode, (2000, 3000))
    with Image.open(BytesIO(jpeg_cover(encoded(picture, form)))) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (933, 1400))


def test_transparency_becomes_white_and_small_pictures_stay_small() -> None:
    with Image.open(BytesIO(jpeg_cover(encoded(Image.new("RGBA", (50, 40)), "PNG")))) as cover:
        assert cover.size == (50, 40)
        assert cover.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", encoded(Image.new("L", (99, 99)), "PNG")[:60]]
)
def test_what_is_no_picture_says_so(data: bytes) -> None:
    with pytest.raises(StoryError, match="cannot be read as a picture: replace it"):
        jpeg_cover(data)


@settings(deadline=None, max_examples=200)
@given(
    form=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]),
    damage=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), min_size=1, max_size=5),
    kept=st.floats(0.1, 1),
)
def test_a_damaged_picture_is_read_or_refused(
    form: str, damage: list[tuple[int, int]], kept: float
) -> None:
    data = bytearray(encoded(Image.effect_noise((20, 20), 50), form))
    for place, value in damage:
        data[place % len(data)] = value
    try:
        cover = jpeg_cover(bytes(data[: round(kept * len(data))]))
    except StoryError:
        return
    with Image.open(BytesIO(cover)) as picture:
        assert picture.format == "JPEG"


@pytest.mark.parametrize("side", [10_000, 40_000])
def test_an_absurdly_large_picture_says_so(side: int) -> None:
    bomb = bytearray(encoded(Image.new("1", (8, 8)), "BMP"))
    bomb[18:26] = side.to_bytes(4, "little") * 2
    with pytest.raises(StoryError, match="too large a picture: replace it"):
        jpeg_cover(bytes(bomb))
