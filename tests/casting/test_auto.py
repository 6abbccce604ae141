"""What automatic casting promises, for any story."""

import random

from casting_scripts import HIBARI, Listed, script_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.casting import VoiceMap, cast
from fullcast.casting.auto import misfit
from fullcast.casting.conversation import speakers
from fullcast.model import Age, Cast, Character, Gender, Script, VoiceInfo

NAMES = ("Ann", "Bo", "Cy", "Dee", "Eve", "Fin", "Gus", "Hal", "Ida", "Jon", "Kit", "Lou")
CATALOGUE = Listed({"hibari": HIBARI})

people = st.tuples(
    *(
        st.builds(
            Character, st.just(name), st.just(()), st.sampled_from(Gender), st.sampled_from(Age)
        )
        for name in NAMES
    )
)
chapters = st.lists(
    st.lists(st.sampled_from([*NAMES, "-"]), max_size=25).map(" ".join), min_size=1, max_size=4
)
scripts = st.builds(lambda who, names: script_of(*names, people=who), people, chapters)


def by_id(voice_id: str) -> VoiceInfo:
    return next(info for info in HIBARI if info.id == voice_id)


def of(made: Cast) -> dict[str, object]:
    return {member.character.name: member.voice for member in made.members}


@settings(deadline=None, max_examples=200)
@given(scripts)
def test_partners_share_a_voice_only_when_all_that_fit_are_taken(script: Script) -> None:
    made = cast(script, VoiceMap(), CATALOGUE)
    talks = speakers(script).talks
    done: list[str] = []
    for member in made.members:
        near = [made.voice_of(other) for other in done if other in talks[member.character.name]]
        taken = {made.narrator.id, *(voice.id for voice in near)}
        fitting = {v.id for v in HIBARI if misfit(member.character, v, "en") == 0}
        if fitting - taken:
            assert member.voice.id not in taken
        done.append(member.character.name)


@settings(deadline=None, max_examples=200)
@given(scripts)
def test_no_two_partners_have_the_same_voice_and_settings(script: Script) -> None:
    made = cast(script, VoiceMap(), CATALOGUE)
    for name, partners in speakers(script).talks.items():
        assert made.voice_of(name) != made.narrator
        for partner in partners:
            assert made.voice_of(name) != made.voice_of(partner)


@settings(deadline=None)
@given(scripts)
def test_nobody_gets_a_grown_voice_of_the_wrong_gender(script: Script) -> None:
    for member in cast(script, VoiceMap(), CATALOGUE).members:
        info, person = by_id(member.voice.id), member.character
        if Age.CHILD not in (person.age, info.age) and person.gender is not Gender.UNKNOWN:
            assert info.gender is person.gender
        assert (info.age is Age.CHILD) <= (person.age is Age.CHILD)


@settings(deadline=None)
@given(scripts, st.randoms(use_true_random=False))
def test_the_order_of_characters_and_voices_does_not_matter(
    script: Script, order: random.Random
) -> None:
    who, voices = list(script.characters), list(HIBARI)
    order.shuffle(who)
    order.shuffle(voices)
    again = Script(script.title, None, "en", tuple(who), script.chapters)
    assert cast(again, VoiceMap(), Listed({"hibari": voices})) == cast(
        script, VoiceMap(), CATALOGUE
    )


@settings(deadline=None)
@given(scripts)
def test_who_speaks_least_changes_nobodys_voice(script: Script) -> None:
    chapters = script.chapters
    more = script_of("Zed", people=(Character("Zed"),)).chapters[0]
    longer = Script(script.title, None, "en", script.characters, (*chapters, more))
    before, after = of(cast(script, VoiceMap(), CATALOGUE)), of(cast(longer, VoiceMap(), CATALOGUE))
    del after["Zed"]
    assert after == before


def test_a_name_sounds_the_same_in_every_story() -> None:
    ann = Character("Ann", (), Gender.FEMALE)
    one = cast(script_of("Ann - Bo", people=(ann,)), VoiceMap(), CATALOGUE)
    two = cast(script_of("- Cy Ann Ann Dee", people=(ann,), title="Two"), VoiceMap(), CATALOGUE)
    assert one.voice_of("Ann") == two.voice_of("Ann")


def test_different_names_prefer_different_voices() -> None:
    chosen = {cast(script_of(name), VoiceMap(), CATALOGUE).voice_of(name).id for name in NAMES}
    assert chosen == {"alto", "bass", "clear", "tenor"}


def test_a_crowd_in_one_room_is_told_apart_by_pitch_and_rate() -> None:
    crowd = [f"M{n}" for n in range(20)]
    who = [Character(name, (), Gender.MALE) for name in crowd]
    made = cast(
        script_of(*(f"{a} {b}" for a in crowd for b in crowd), people=who), VoiceMap(), CATALOGUE
    )
    voices = [member.voice for member in made.members]
    assert len(set(voices)) == 20
    assert {by_id(voice.id).gender for voice in voices} == {Gender.MALE}
    assert max(abs(voice.pitch) for voice in voices) <= 3


def test_a_whole_library_is_cast_in_a_moment() -> None:
    names = " ".join(f"N{n} N{n + 1}" for n in range(300))
    many = [VoiceInfo("hibari", f"v{n}", "en", list(Gender)[n % 3], Age.ADULT) for n in range(500)]
    made = cast(script_of(names), VoiceMap(), Listed({"hibari": many}))
    assert len({member.voice.id for member in made.members}) == 301
