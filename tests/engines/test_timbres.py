"""Measured timbres are unit vectors of voices that there are."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullcast.engines import load, timbres
from fullcast.engines.espeak_voices import catalogue
from fullcast.engines.hibari_voices import PRESETS
from fullcast.engines.system_voices import Listing, SystemVoice
from fullcast.engines.timbres import timbre


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "timbres.json"
    voices = {"tone": {"alto": [300, 0, -400], "boy": [1, 0, 0]}, "hibari": {"heart": [0, 5, 0]}}
    path.write_text(json.dumps({"dimensions": 3, "voices": voices}), "utf-8")
    monkeypatch.setattr(timbres, "FILE", path)
    timbres._voices.cache_clear()
    yield
    timbres._voices.cache_clear()


@pytest.mark.usefixtures("measured")
def test_a_measured_voice_has_a_unit_vector() -> None:
    assert timbre("tone", "alto") == pytest.approx((0.6, 0.0, -0.8))
    assert timbre("tone", "boy") == (1.0, 0.0, 0.0)


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(("engine", "id_"), [("tone", "tenor"), ("bell", "alto"), ("", "")])
def test_of_others_nothing_is_known(engine: str, id_: str) -> None:
    assert timbre(engine, id_) == ()


@pytest.mark.usefixtures("measured")
def test_engines_say_the_timbre_of_their_voices() -> None:
    listed = {voice.id: voice.timbre for voice in load("hibari").voices()}
    assert listed["heart"] == (0.0, 1.0, 0.0)
    assert {timbre for id_, timbre in listed.items() if id_ != "heart"} == {()}


def test_the_file_holds_vectors_of_one_length_for_voices_that_are_listed() -> None:
    data = json.loads(timbres.FILE.read_text("utf-8"))
    for engine, voices in data["voices"].items():
        for id_, vector in voices.items():
            assert len(vector) == data["dimensions"], (engine, id_)
            assert all(isinstance(value, int) for value in vector), (engine, id_)
            assert math.hypot(*vector) > 0, (engine, id_)


def test_every_ordinary_speaker_of_hibaris_is_measured() -> None:
    own = [id_ for id_, preset in PRESETS.items() if preset.ordinary]
    assert [id_ for id_ in own if not timbre("hibari", id_)] == []


def test_enough_of_hibaris_speakers_for_a_cast_sound_like_nobody_else() -> None:
    apart: list[str] = []
    for id_, preset in PRESETS.items():
        if preset.ordinary and all(_cosine(id_, other) < 0.85 for other in apart):
            apart.append(id_)
    assert len(apart) >= 12


def test_an_accent_of_espeaks_does_not_make_another_person() -> None:
    german = SystemVoice("gmw/de", "German", "de", "male", "")
    listing = Listing("espeak", "1.52", (german,), (("f3", "female", ""),))
    plain, woman = catalogue(listing)
    assert plain.timbre == timbre("pyttsx3", "gmw/en-us")
    assert woman.timbre == timbre("pyttsx3", "gmw/en-us+f3") != ()


def _cosine(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(timbre("hibari", one), timbre("hibari", other), strict=True))
