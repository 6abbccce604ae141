"""Voices and engines of voices.yaml against those that exist."""

from dataclasses import replace
from pathlib import Path

import pytest
from casting_scripts import HIBARI, Listed

from fullcast.casting import (
    Catalogue,
    VoiceChoice,
    VoiceMap,
    check_voices,
    engines_needed,
    for_story,
    read_voice_map,
)
from fullcast.casting.choices import allowed
from fullcast.casting.traits import Traits
from fullcast.errors import EngineError, VoiceMapError
from fullcast.model import Age, VoiceInfo


def read(tmp_path: Path, text: str) -> VoiceMap:
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    return read_voice_map(path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("engine: hibarri\n", 1, 'no engine "hibarri"; did you mean "hibari"?'),
        ("engine: zzz\n", 1, "the engines are: hibari, pyttsx3, tone"),
        ("narrator:\n  voice: hart\n", 2, 'has no voice "hart"; did you mean "heart"?'),
        ("narrator:\n  voice: tone:loww\n", 2, '"tone" has no voice "loww"; did you mean "low"?'),
        ("narrator:\n  voice: tune:low\n", 2, 'no engine "tune"; did you mean "tone"?'),
        ("engine: tone\nnarrator:\n  voice: heart\n", 3, '"tone" has no voice "heart"'),
        ("characters:\n  Al:\n    voice: low\n    engine: tonne\n", 4, 'did you mean "tone"?'),
        (
            "characters:\n  Al:\n    engine: tone\n    voice: x\n",
            4,
            'has no voice "x"; `fullcast voices --engine tone` lists them',
        ),
        ("characters:\n  Al:\n    voice: Heart\n", 3, 'did you mean "heart"?'),
        ("stories:\n  S:\n    narrator: {voice: hert}\n", 3, 'did you mean "heart"?'),
    ],
)
def test_an_unknown_voice_is_told_with_its_line(
    tmp_path: Path, catalogue: Catalogue, text: str, line: int, message: str
) -> None:
    with pytest.raises(VoiceMapError) as caught:
        check_voices(read(tmp_path, text), catalogue)
    assert message in str(caught.value)
    assert caught.value.line == line


def test_what_exists_passes(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "narrator: {voice: heart}\ncharacters:\n  A: {voice: 'tone:low'}\n  B: {engine: tone}\n"
    check_voices(read(tmp_path, text), catalogue)
    check_voices(VoiceMap(), catalogue)


def test_voices_of_a_replaced_default_engine_are_not_checked(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    voices = read(tmp_path, "narrator: {voice: nobody}\ncharacters:\n  A: {voice: 'tone:no'}\n")
    with pytest.raises(VoiceMapError, match="nobody"):
        check_voices(voices, catalogue, engine="hibari")
    with pytest.raises(VoiceMapError, match='"no"'):
        check_voices(voices, catalogue, engine="tone")


def test_the_engines_needed(tmp_path: Path) -> None:
    voices = read(
        tmp_path,
        "characters:\n  A: {voice: 'tone:low'}\n  B: {engine: pyttsx3}\n"
        "stories:\n  S: {narrator: {voice: 'kokoro:x'}}\n",
    )
    assert engines_needed(voices, None) == ("hibari", "kokoro", "pyttsx3", "tone")
    assert engines_needed(for_story(voices, "Other"), "piper") == ("piper", "pyttsx3", "tone")
    assert engines_needed(VoiceMap(engine="tone"), None) == ("tone",)


def test_only_engines_in_use_are_looked_up(tmp_path: Path) -> None:
    lazy = Listed({"hibari": HIBARI}, "kokoro")
    check_voices(read(tmp_path, "narrator: {voice: heart}\n"), lazy)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\nengine: kokoro\n", 2),
        ("narrator:\n  voice: kokoro:x\n", 2),
        ("narrator:\n  rate: 1\n  engine: kokoro\n  voice: x\n", 3),
        ("characters:\n  A:\n    engine: kokoro\n", 3),
        ("characters:\n  A:\n    voice:\n      age: old\n      engine: kokoro\n", 5),
    ],
)
def test_an_engine_that_cannot_work_is_told_with_the_line_that_asks_for_it(
    tmp_path: Path, text: str, line: int
) -> None:
    lazy = Listed({"hibari": HIBARI}, "kokoro")
    with pytest.raises(VoiceMapError, match="kokoro is not installed") as caught:
        check_voices(read(tmp_path, text), lazy)
    assert caught.value.line == line


def test_a_default_engine_that_nobody_named_has_no_line(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="hibari is not installed"):
        check_voices(read(tmp_path, "narrator: {voice: heart}\n"), Listed({}, "hibari"))


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        (
            "accent: gb",
            'engine "hibari" has no voice of the accent "gb"; its voices tell no accent',
        ),
        ("accent: gb", 'no accent; "pyttsx3" has such a voice: write `engine: pyttsx3`'),
        ("language: fr", 'of the language "fr"; languages are written as tags, and it has en'),
        ("{engine: tone, age: old}", 'of the age "old"; it has adult; "hibari" has such a voice'),
        (
            "{engine: pyttsx3, age: child, gender: female}",
            "with all of gender: female, age: child; without gender there is gmw/en+kid; "
            "without age there is gmw/de+f2, gmw/en+f3; ",
        ),
    ],
)
def test_traits_that_no_voice_has(
    tmp_path: Path, catalogue: Catalogue, voice: str, message: str
) -> None:
    voice = voice if voice.startswith("{") else f"{{{voice}}}"
    voices = read(tmp_path, f"characters:\n  A:\n    voice: {voice}\n")
    with pytest.raises(VoiceMapError) as caught:
        check_voices(voices, catalogue)
    assert message in str(caught.value)
    assert caught.value.line == 3
    check_voices(voices if "engine" not in voice else VoiceMap(), catalogue, engine="tone")


def test_voices_that_must_be_fetched_are_taken_only_where_no_others_fit() -> None:
    here, there = HIBARI[0], replace(HIBARI[7], installed=False)
    some, none = Listed({"hibari": [here, there]}), Listed({"hibari": [there]})

    def found(catalogue: Catalogue, traits: Traits | None = None) -> list[VoiceInfo]:
        choice = VoiceChoice(traits=traits)
        return list(allowed(choice, "hibari", VoiceMap(), catalogue, "en"))

    assert found(some) == [here]
    assert found(some, Traits(age=Age.OLD)) == [there]
    assert found(none) == [there]
