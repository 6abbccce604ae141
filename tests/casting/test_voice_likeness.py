"""Voices that sound alike are kept apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from casting_scripts import F, Listed, M, script_of, voices

from fullcast.casting import VoiceMap, alike, cast, read_voice_map, warning
from fullcast.casting.likeness import likeness
from fullcast.model import Age, Character, VoiceInfo

ANN, BO, CY = Character("Ann", (), F), Character("Bo", (), M), Character("Cy", (), M)


def men(*timbres: tuple[float, ...]) -> list[VoiceInfo]:
    names = [(f"m{n}", M, Age.ADULT) for n in range(len(timbres))]
    made = voices("hibari", *names)
    return [replace(info, timbre=timbre) for info, timbre in zip(made, timbres, strict=True)]


def test_likeness_is_the_cosine() -> None:
    one, other, unknown = men((1.0, 0.0), (0.6, 0.8), ())
    assert likeness(one, other) == pytest.approx(0.6)
    assert likeness(one, one) == 1.0
    assert likeness(one, unknown) == 0.0


def test_two_who_talk_sound_different() -> None:
    narrator = replace(voices("hibari", ("heart", F, Age.ADULT))[0], timbre=(0.0, 0.0, 1.0))
    # All but the last sound alike.
    timbres = [(0.99, 0.141, 0.0), (1.0, 0.0, 0.0), (0.98, 0.199, 0.0), (0.0, 1.0, 0.0)]
    made = cast(
        script_of("Bo Cy Bo Cy Bo", people=(BO, CY)),
        VoiceMap(),
        Listed({"hibari": [narrator, *men(*timbres)]}),
    )
    ids = {member.voice.id for member in made.members}
    assert "m3" in ids
    assert len(ids) == 2


def test_nobody_who_talks_sounds_like_the_narrator() -> None:
    heart, twin, other = voices(
        "hibari", ("heart", F, Age.ADULT), ("twin", F, Age.ADULT), ("other", F, Age.ADULT)
    )
    listed = [
        replace(heart, timbre=(1.0, 0.0)),
        replace(twin, timbre=(0.95, 0.31)),
        replace(other, timbre=(0.0, 1.0)),
    ]
    for name in ("Ann", "Dee", "Eve", "Ida"):
        script = script_of(f"- {name} - {name}", people=(Character(name, (), F),))
        made = cast(script, VoiceMap(), Listed({"hibari": listed}))
        assert made.voice_of(name).id == "other"


def test_voices_that_are_not_here_are_left_alone() -> None:
    here, away = voices("hibari", ("here", F, Age.ADULT), ("away", F, Age.ADULT))
    listed = [here, replace(away, installed=False)]
    script = script_of("Ann - Ann", people=(ANN,))
    made = cast(script, VoiceMap(), Listed({"hibari": listed}))
    assert {made.narrator.id, made.voice_of("Ann").id} == {"here"}
    nothing_here = [replace(info, installed=False) for info in listed]
    made = cast(script, VoiceMap(), Listed({"hibari": nothing_here}))
    assert len({made.narrator.id, made.voice_of("Ann").id}) == 2


def test_who_sounds_alike_is_told_in_one_sentence() -> None:
    assert warning(()) == ()
    assert "Ann and Bo, Cy and Dee;" in warning((("Ann", "Bo"), ("Cy", "Dee")))[0]
    assert "(2 more pairs)" in warning([("Ann", "Bo")] * 5)[0]


def test_those_who_never_talk_may_sound_alike(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("characters:\n  Bo: {voice: m0}\n  Cy: {voice: m1}\n", encoding="utf-8")
    catalogue = Listed({"hibari": men((1.0, 0.0), (0.9, 0.436))})
    script = script_of("Bo Bo", "Cy Cy", people=(BO, CY))
    assert alike(script, cast(script, read_voice_map(path), catalogue), catalogue) == ()


def test_two_names_of_one_person_are_not_told(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("characters:\n  Bo: {aliases: [Cy], voice: m0}\n", encoding="utf-8")
    catalogue = Listed({"hibari": men((1.0, 0.0), (0.0, 1.0))})
    script = script_of("Bo Cy Bo Cy", people=(BO, CY))
    made = cast(script, read_voice_map(path), catalogue)
    assert alike(script, made, catalogue) == ()


def test_voices_written_by_the_user_are_told_too(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("characters:\n  Bo: {voice: m0}\n  Cy: {voice: m1}\n", encoding="utf-8")
    catalogue = Listed({"hibari": men((1.0, 0.0), (0.9, 0.436))})
    script = script_of("Bo Cy Bo Cy", people=(BO, CY))
    made = cast(script, read_voice_map(path), catalogue)
    assert alike(script, made, catalogue) == (("Bo", "Cy"),)
