"""What is to be read aloud, by the words of a listener."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.casting import for_story, kinds_to_read, read_voice_map
from fullcast.errors import VoiceMapError
from fullcast.model import MATTER, Kind

WORDS = "notes summary tags contents license front-matter pictures end".split()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("notes", {Kind.NOTE}),
        ("note, summaries", {Kind.NOTE, Kind.SUMMARY}),
        (" Tag ,LICENCE,", {Kind.TAGS, Kind.LICENSE}),
        ("front-matter", {Kind.FRONT_MATTER}),
        ("Front  matter,content,end", {Kind.FRONT_MATTER, Kind.CONTENTS, Kind.END}),
        ("front_matter", {Kind.FRONT_MATTER}),
        ("all", MATTER),
        ("notes,all", MATTER),
        ("none", set()),
        ("None,none", set()),
    ],
)
def test_words(words: str, kinds: set[Kind]) -> None:
    assert kinds_to_read([words]) == kinds
    assert kinds_to_read(words.split(",")) == kinds


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("sumary", 'unknown "sumary"; did you mean "summary"?'),
        ("notes, lisence", 'unknown "lisence"; did you mean "license"?'),
        ("front matte", 'unknown "front matte"; did you mean "front-matter"?'),
        ("dialogue", f"it can be: {', '.join(WORDS)}"),
        ("", f"it can be: {', '.join(WORDS)}, all, none"),
        (" , ", "it can be: notes"),
        ("none, notes", '"none" stands alone'),
    ],
)
def test_mistakes(words: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        kinds_to_read([words])
    assert message in str(caught.value)


def test_every_kind_has_a_word() -> None:
    assert {kind for word in WORDS for kind in kinds_to_read([word])} == MATTER


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("notes, summary", {Kind.NOTE, Kind.SUMMARY}),
        ("[notes, summary]", {Kind.NOTE, Kind.SUMMARY}),
        ("\n- notes\n- end", {Kind.NOTE, Kind.END}),
        ("[]", set()),
        ("none", set()),
        ("", None),
        ("~", None),
    ],
)
def test_the_setting(tmp_path: Path, said: str, kinds: set[Kind] | None) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(f"read: {said}\n")
    assert read_voice_map(path).read == kinds


def test_a_storys_own_setting_takes_the_place_of_the_librarys(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(
        "read: notes\nauthor: {voice: heart, rate: 0.9}\nstories:\n"
        "  Rain: {read: summary, author: {voice: emma}}\n  Sun: {read: none}\n  Snow: {}\n"
    )
    library = read_voice_map(path)
    rain, sun, snow = (for_story(library, title) for title in ("rain", "Sun", "Snow"))
    assert (rain.read, sun.read, snow.read) == ({Kind.SUMMARY}, set(), {Kind.NOTE})
    assert (rain.author.voice_id, rain.author.rate) == ("emma", 0.9)
    assert snow.author == library.author


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("engine: tone\nread: noets\n", 2, 'read: unknown "noets"; did you mean "notes"?'),
        ("read: [notes, 5]\n", 1, 'read: unknown "5"; it can be'),
        ("read: {notes: true}\n", 1, "read must be text, not a mapping"),
        (
            "stories:\n  Rain:\n    read: quotes\n",
            3,
            'read: unknown "quotes"; did you mean "notes"',
        ),
        ("author:\n  voise: heart\n", 2, 'unknown key "voise" in author; did you mean "voice"?'),
        ("author: heart\n", 1, "author must be a mapping"),
        ("auhtor: {voice: heart}\n", 1, 'unknown key "auhtor" in the file; did you mean "author"'),
    ],
)
def test_a_mistake_has_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(text)
    with pytest.raises(VoiceMapError) as caught:
        read_voice_map(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
