"""Voices and engines of voices.yaml against those that exist."""

from pathlib import Path

import pytest
from casting_scripts import HIBARI, Listed

from fullcast.casting import (
    Catalogue,
    VoiceMap,
    check_voices,
    engines_needed,
    for_story,
    read_voice_map,
)
from fullcast.errors import EngineError, VoiceMapError


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
    with pytest.raises(EngineError, match="kokoro is not installed"):
        check_voices(read(tmp_path, "narrator: {voice: 'kokoro:x'}\n"), lazy)
