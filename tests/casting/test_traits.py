"""Voices by gender, age, accent and language."""

import pytest

from fullcast.casting.traits import Traits, fitting, lacking, sounding
from fullcast.model import Age, Character, Gender, VoiceInfo

F, M, X = Gender.FEMALE, Gender.MALE, Gender.UNKNOWN


def voice(name: str, language: str, accent: str, gender: Gender = F) -> VoiceInfo:
    return VoiceInfo("mixed", name, language, gender, Age.ADULT, accent)


VOICES = [
    voice("ada", "en-us", "American"),
    voice("bea", "en-gb", "Great Britain"),
    voice("cal", "en-gb-scotland", "Scotland", M),
    voice("dot", "en-GB-x-rp", "Received Pronunciation"),
    voice("eve", "en-us-nyc", "America, New York City"),
    voice("fay", "en-029", "Caribbean"),
    voice("gus", "en", "", M),
    voice("hal", "pt-br", "Brazil", M),
    voice("ida", "es-us", "United States", X),
]


def ids(traits: Traits, language: str | None = "en") -> str:
    return " ".join(info.id for info in fitting(traits, VOICES, language))


@pytest.mark.parametrize(
    ("accent", "expected"),
    [
        ("gb", "bea cal dot"),
        ("GB", "bea cal dot"),
        ("British", "bea cal dot"),
        ("great  britain", "bea cal dot"),
        ("UK", "bea cal dot"),
        ("en-gb", "bea"),
        ("en_GB", "bea"),
        ("scotland", "cal"),
        ("Scottish", "cal"),
        ("rp", "dot"),
        ("received pronunciation", "dot"),
        ("us", "ada eve"),
        ("American", "ada eve"),
        ("New York", "eve"),
        ("America, New York City", "eve"),
        ("caribbean", "fay"),
        ("029", "fay"),
        ("x", ""),
        ("en", ""),
        ("brazil", ""),
    ],
)
def test_an_accent_has_many_names(accent: str, expected: str) -> None:
    assert ids(Traits(accent=accent)) == expected


def test_an_accent_is_one_of_the_language_that_is_meant() -> None:
    assert ids(Traits(accent="us"), "es") == "ida"
    assert ids(Traits(accent="us", language="es")) == "ida"
    assert ids(Traits(accent="brazil", language="PT")) == "hal"
    assert ids(Traits(accent="us"), None) == "ada eve ida"
    assert ids(Traits(accent="brazil"), "fr") == "hal"  # nobody speaks it, so it does not count


def test_a_language_takes_in_its_parts() -> None:
    assert ids(Traits(language="en-gb"), "pt") == "bea cal dot"
    assert ids(Traits(language="pt")) == "hal"
    assert ids(Traits(language="e")) == ""
    assert ids(Traits(gender=M), "pt-pt") == "hal"


def test_all_traits_must_fit_and_none_fits_all() -> None:
    assert ids(Traits(gender=M)) == "cal gus"
    assert ids(Traits(gender=M, accent="gb")) == "cal"
    assert ids(Traits(gender=F, accent="scotland")) == ""
    assert fitting(None, VOICES, "en") == VOICES


@pytest.mark.parametrize(
    ("traits", "message"),
    [
        (Traits(accent="Scotish"), 'no voice of the accent "Scotish"; did you mean "scottish"?'),
        (Traits(accent="brittish"), 'did you mean "british"?'),
        (
            Traits(accent="irish"),
            'accent "irish"; it has en-us (American), en-gb (Great Britain), ',
        ),
        (Traits(accent="elvish"), "en-029 (Caribbean)"),
        (Traits(language="english"), "written as tags, and it has en, pt, es"),
        (Traits(age=Age.OLD), 'no voice of the age "old"; it has adult'),
        (
            Traits(gender=F, accent="scotland"),
            "no voice with all of gender: female, accent: scotland; without gender there is cal; "
            "without accent there is ada, bea and 3 more",
        ),
    ],
)
def test_what_is_lacking_is_said_with_what_there_is(traits: Traits, message: str) -> None:
    assert message in lacking(traits, VOICES, "en")


def test_a_person_is_heard_as_the_traits_say() -> None:
    boy = Character("Bo", (), M, Age.CHILD)
    assert sounding(boy, None) == sounding(boy, Traits(accent="gb")) == boy
    assert sounding(boy, Traits(gender=F)) == Character("Bo", (), F, Age.CHILD)
    assert sounding(boy, Traits(age=Age.OLD)) == Character("Bo", (), M, Age.OLD)
