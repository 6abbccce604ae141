"""Voices that sound alike are kept apart."""

from dataclasses import replace

import pytest
from casting_scripts import F, Listed, M, script_of, voices

from fullcast.casting import VoiceMap, cast
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
