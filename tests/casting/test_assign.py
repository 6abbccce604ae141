"""A script and voices.yaml make a cast."""

from dataclasses import replace
from pathlib import Path

import pytest
from casting_scripts import HIBARI, SYSTEM, Listed, script_of, voices

from fullcast.casting import Catalogue, VoiceMap, cast, check_voices, read_voice_map
from fullcast.errors import EngineError, VoiceMapError
from fullcast.model import (
    AUTHOR,
    Age,
    Cast,
    CastMember,
    Character,
    Gender,
    Kind,
    Line,
    Script,
    Voice,
    VoiceInfo,
)

F, M = Gender.FEMALE, Gender.MALE
ANN, BO = Character("Ann", (), F), Character("Bo", (), M)


def read(tmp_path: Path, text: str) -> VoiceMap:
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    return read_voice_map(path)


def member(made: Cast, name: str) -> CastMember:
    return next(m for m in made.members if m.character.name == name)


def info(made: Cast, name: str) -> VoiceInfo:
    voice = made.voice_of(name)
    return next(v for v in [*HIBARI, *SYSTEM] if (v.engine, v.id) == (voice.engine, voice.id))


def test_without_a_map_everybody_gets_a_fitting_voice(catalogue: Catalogue) -> None:
    people = (
        ANN,
        BO,
        Character("Kit", (), M, Age.CHILD),
        Character("Nan", (), F, Age.OLD),
        Character("It", ()),
    )
    script = script_of("- Ann Bo - Ann Kit Nan Ann Bo It", people=people)
    made = cast(script, VoiceMap(), catalogue)
    assert made.narrator == Voice("hibari", "heart")
    assert [(m.character.name, m.lines) for m in made.members] == [
        ("Ann", 3),
        ("Bo", 2),
        ("Kit", 1),
        ("Nan", 1),
        ("It", 1),
    ]
    assert info(made, "Ann").id in ("alto", "clear")
    assert info(made, "Bo").id in ("bass", "tenor")
    assert (info(made, "Kit").id, info(made, "Nan").id) == ("boy", "grandma")
    assert len({m.voice.id for m in made.members} | {"heart"}) == 6


def test_the_map_decides_by_name_and_alias(tmp_path: Path, catalogue: Catalogue) -> None:
    text = (
        "narrator: {voice: bass, rate: 0.9}\ncharacters:\n"
        "  Anna: {aliases: [ann], voice: 'tone:low', pitch: 2, age: old, gender: male}\n"
    )
    made = cast(script_of("Ann Bo", people=(ANN, BO)), read(tmp_path, text), catalogue)
    assert made.narrator == Voice("hibari", "bass", 0.9)
    ann = member(made, "Ann")
    assert ann.voice == Voice("tone", "low", pitch=2.0)
    assert ann.character == Character("Ann", ("Anna",), M, Age.OLD)
    assert made.voice_of("Bo").id == "tenor"  # the narrator has bass


def test_a_map_without_voice_still_tells_gender_and_settings(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    text = "characters:\n  Ann: {gender: male, age: child, rate: 1.2, volume: -3}\n"
    made = cast(script_of("Ann", people=(ANN,)), read(tmp_path, text), catalogue)
    assert made.voice_of("Ann") == Voice("hibari", "boy", 1.2, 0.0, -3.0)


def test_a_storys_own_settings_count(tmp_path: Path, catalogue: Catalogue) -> None:
    text = (
        "characters:\n  Ann: {voice: alto}\n"
        "stories:\n  A story:\n    narrator: {voice: tenor}\n"
        "    characters: {Ann: {voice: clear}}\n"
    )
    made = cast(script_of("Ann", people=(ANN,)), read(tmp_path, text), catalogue)
    assert (made.narrator.id, made.voice_of("Ann").id) == ("tenor", "clear")
    other = script_of("Ann", people=(ANN,), title="Another")
    assert cast(other, read(tmp_path, text), catalogue).voice_of("Ann").id == "alto"


def test_an_unknown_voice_counts_only_in_its_story(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "characters:\n  Ann: {voice: altoo}\n"
    with pytest.raises(VoiceMapError, match='did you mean "alto"'):
        cast(script_of("Ann"), read(tmp_path, text), catalogue)
    assert cast(script_of("Bo"), read(tmp_path, text), catalogue).members


def test_another_engine_recasts_what_was_written_for_the_default(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    text = (
        "engine: hibari\nnarrator: {voice: alto, rate: 0.9}\ncharacters:\n"
        "  Ann: {voice: clear, rate: 1.1, pitch: 3, volume: 2}\n"
        "  Bo: {voice: 'hibari:bass', pitch: 1}\n  Cy: {voice: tenor, engine: hibari}\n"
    )
    script = script_of("Ann Bo Cy", people=(ANN, BO))
    made = cast(script, read(tmp_path, text), catalogue, engine="pyttsx3")
    assert made.narrator == Voice("pyttsx3", "gmw/en", 0.9)
    assert made.voice_of("Ann") == Voice("pyttsx3", "gmw/en+f3", 1.1, 0.0, 2.0)
    assert made.voice_of("Bo") == Voice("hibari", "bass", pitch=1.0)
    assert made.voice_of("Cy") == Voice("hibari", "tenor")
    same = cast(script, read(tmp_path, text), catalogue, engine="hibari")
    assert same.voice_of("Ann") == Voice("hibari", "clear", 1.1, 3.0, 2.0)


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("{gender: male, age: old}", Voice("hibari", "grandpa")),
        ("{gender: male, age: child}", Voice("hibari", "boy")),
        ("{age: old}", Voice("hibari", "grandma")),  # Ann is a woman
        ("{engine: tone, gender: male}", Voice("tone", "low")),
        ("{accent: gb, engine: pyttsx3, age: adult}", Voice("pyttsx3", "gmw/en+f3")),
        ("{language: de, engine: pyttsx3, gender: female}", Voice("pyttsx3", "gmw/de+f2")),
    ],
)
def test_traits_say_among_which_voices_somebody_is_cast(
    tmp_path: Path, catalogue: Catalogue, voice: str, expected: Voice
) -> None:
    for text in (
        f"characters: {{Ann: {{voice: {voice}}}}}",
        f"characters: {{Ann: {{voice: heart}}}}\n"
        f"stories: {{A story: {{characters: {{Ann: {{voice: {voice}}}}}}}}}",
    ):
        made = cast(script_of("- Ann Bo", people=(ANN, BO)), read(tmp_path, text), catalogue)
        assert made.voice_of("Ann") == expected
        assert member(made, "Ann").character == ANN
        assert made.narrator.id == "heart"


def test_a_narrator_may_be_described_too(tmp_path: Path, catalogue: Catalogue) -> None:
    told = read(tmp_path, "narrator: {voice: {gender: male}, rate: 0.9}")
    assert cast(script_of("- Ann"), told, catalogue).narrator == Voice("hibari", "bass", 0.9)
    described = read(tmp_path, "narrator: {voice: {age: adult}}")
    assert cast(script_of("-"), described, catalogue).narrator.id == "heart"


def test_an_adult_voice_that_is_asked_for_is_not_bent_to_a_child(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    kit = Character("Kit", (), M, Age.CHILD)
    text = "characters: {Kit: {voice: {gender: female, age: adult}}}"
    made = member(cast(script_of("Kit", people=(kit,)), read(tmp_path, text), catalogue), "Kit")
    assert made.voice.id in ("alto", "clear")
    assert (made.voice.pitch, made.voice.rate, made.character) == (0.0, 1.0, kit)


def test_traits_hold_for_another_engine_as_far_as_it_has_them(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    text = "characters: {Ann: {voice: {gender: male}}, Bo: {voice: {age: old}, rate: 1.1}}"
    script = script_of("Ann Bo", people=(ANN, BO))
    made = cast(script, read(tmp_path, text), catalogue, engine="tone")
    assert made.voice_of("Ann").id == "low"
    assert (made.voice_of("Bo").engine, made.voice_of("Bo").rate) == ("tone", 1.1)
    with pytest.raises(VoiceMapError, match=r':2: the engine "tone" has no voice of the age "old"'):
        cast(script, read(tmp_path, f"engine: tone\n{text}"), catalogue)


def test_an_engine_that_does_not_exist(catalogue: Catalogue) -> None:
    with pytest.raises(EngineError, match='did you mean "hibari"'):
        cast(script_of("Ann"), VoiceMap(), catalogue, engine="hibary")
    with pytest.raises(EngineError, match="no voices on this machine"):
        cast(script_of("Ann"), VoiceMap(), Listed({"hibari": []}), engine="hibari")


def test_a_language_that_hibari_does_not_speak(catalogue: Catalogue) -> None:
    made = cast(script_of("Ann Bo", people=(ANN, BO), language="de"), VoiceMap(), catalogue)
    assert made.narrator == Voice("pyttsx3", "gmw/de")
    assert made.voice_of("Ann").id == "gmw/de+f2"
    assert (made.voice_of("Bo").id, made.voice_of("Bo").pitch) == ("gmw/de", -1.5)
    nobody = cast(script_of("Ann", language="xx"), VoiceMap(), catalogue)
    assert nobody.narrator.engine == "hibari"


def test_the_default_narrator_of_other_engines(catalogue: Catalogue) -> None:
    made = cast(script_of("-"), VoiceMap(), catalogue, engine="pyttsx3")
    assert made.narrator == Voice("pyttsx3", "gmw/en")  # neither German nor a child


NARRATED = script_of("- Ann Bo Ann", people=(ANN, BO), narrator="Ann")


@pytest.mark.parametrize(
    ("text", "narrator", "ann"),
    [
        ("", "heart", "heart"),
        ("narrator: {voice: clear}", "clear", "clear"),
        ("narrator: {voice: bass}", "heart", "heart"),  # Ann is a woman
        ("characters: {Ann: {voice: clear}}", "clear", "clear"),
        ("narrator: {voice: bass}\ncharacters: {Ann: {voice: clear}}", "clear", "clear"),
        ("stories: {A story: {narrator: {voice: bass}}}", "bass", "bass"),
        (
            "characters: {Ann: {voice: clear}}\nstories: {A story: {narrator: {voice: bass}}}",
            "bass",
            "clear",
        ),
        ("narrator: {voice: {gender: female, age: old}}", "heart", "heart"),  # Ann is none
        ("narrator: {voice: {gender: male}}", "heart", "heart"),
        ("characters: {Ann: {voice: {age: child}}}", "girl", "girl"),
        ("narrator: {voice: bass}\ncharacters: {Ann: {voice: {age: old}}}", "grandma", "grandma"),
        ("stories: {A story: {narrator: {voice: {age: old, gender: male}}}}", *["grandpa"] * 2),
        (
            "characters: {Ann: {voice: {age: child}}}\n"
            "stories: {A story: {narrator: {voice: {age: old}}}}",
            "grandma",
            "girl",
        ),
    ],
)
def test_a_first_person_narrator_and_the_character_share_a_voice(
    tmp_path: Path, catalogue: Catalogue, text: str, narrator: str, ann: str
) -> None:
    made = cast(NARRATED, read(tmp_path, text), catalogue)
    assert (made.narrator.id, made.voice_of("Ann").id) == (narrator, ann)
    assert made.voice_of("Bo") != made.narrator


def test_a_narrator_who_is_a_man_does_not_get_a_womans_voice(catalogue: Catalogue) -> None:
    made = cast(replace(NARRATED, narrator="Bo"), VoiceMap(), catalogue)
    assert made.narrator == made.voice_of("Bo")
    assert info(made, "Bo").gender is M
    silent = script_of("Ann", people=(ANN, BO), narrator="Bo")
    assert [m.character.name for m in cast(silent, VoiceMap(), catalogue).members] == ["Ann"]


def test_two_names_of_one_entry_share_its_voice(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "characters:\n  Ann: {aliases: [Annie], gender: female}\n"
    made = cast(script_of("Ann Annie"), read(tmp_path, text), catalogue)
    assert made.voice_of("Ann") == made.voice_of("Annie")


def test_one_of_two_names_shows_the_gender_of_both(tmp_path: Path, catalogue: Catalogue) -> None:
    text = "characters:\n  Bo: {aliases: [Stranger]}\n"
    people = (Character("Stranger"), BO)
    made = cast(script_of("Stranger Bo", people=people), read(tmp_path, text), catalogue)
    assert [member.character.gender for member in made.members] == [M, M]
    assert made.voice_of("Stranger") == made.voice_of("Bo")
    assert info(made, "Bo").gender is M


def test_a_new_name_keeps_the_voice_of_the_old_one(catalogue: Catalogue) -> None:
    before = cast(script_of("Ann Cat Dot"), VoiceMap(), catalogue)
    for new in ("Eve", "Fay", "Gwen"):
        script = script_of(f"{new} Cat Dot")
        made = cast(script, VoiceMap(), catalogue, formerly={new: "Ann"})
        assert [m.voice for m in made.members] == [m.voice for m in before.members]
        assert made.members[0].character.name == new
    told = cast(script_of("Ann", people=(ANN, BO), narrator="Bo"), VoiceMap(), catalogue)
    new = replace(BO, name="Rob")
    script = script_of("Ann", people=(ANN, new), narrator="Rob")
    assert cast(script, VoiceMap(), catalogue, formerly={"Rob": "Bo"}).narrator == told.narrator


def test_a_speaker_without_character_and_a_silent_character(catalogue: Catalogue) -> None:
    made = cast(script_of("Stranger", people=(ANN,)), VoiceMap(), catalogue)
    assert [m.character for m in made.members] == [Character("Stranger")]


def test_who_speaks_only_a_line_of_narration_has_a_voice_too(catalogue: Catalogue) -> None:
    script = script_of("Ann Bo")
    chapter = script.chapters[0]
    lines = (chapter.lines[0], replace(chapter.lines[1], kind=Kind.NARRATION))
    made = cast(replace(script, chapters=(replace(chapter, lines=lines),)), VoiceMap(), catalogue)
    assert [(m.character.name, m.lines) for m in made.members] == [("Ann", 1), ("Bo", 0)]


def test_a_child_without_childrens_voices_gets_a_higher_adult_one() -> None:
    few = Listed({"hibari": voices("hibari", ("f", F, Age.ADULT), ("m", M, Age.ADULT))})
    kit = Character("Kit", (), M, Age.CHILD)
    nan = Character("Nan", (), F, Age.OLD)
    made = cast(script_of("Kit Nan", people=(kit, nan)), VoiceMap(), few)
    assert (made.voice_of("Kit").id, made.voice_of("Kit").pitch) == ("m", 4.0)
    assert (made.voice_of("Nan").id, made.voice_of("Nan").rate) == ("f", 0.92)


def noted(script: Script, *kinds: Kind) -> Script:
    """The script with notes and the like behind it, which are read aloud."""
    chapter = script.chapters[-1]
    more = tuple(
        Line(chapter.number, len(chapter.lines) + n, kind, "x", n, n + 1, AUTHOR)
        for n, kind in enumerate(kinds)
    )
    last = replace(chapter, lines=(*chapter.lines, *more))
    return replace(script, chapters=(*script.chapters[:-1], last))


def test_the_author_has_a_voice_of_their_own_where_they_are_heard(catalogue: Catalogue) -> None:
    script = script_of("- Ann Bo Ann", people=(ANN, BO))
    plain = cast(script, VoiceMap(), catalogue)
    assert plain.author is None
    assert plain.voice_of(AUTHOR) == plain.narrator
    heard = cast(noted(script, Kind.NOTE, Kind.SUMMARY), VoiceMap(), catalogue)
    assert heard.author is not None
    assert heard.voice_of(AUTHOR) == heard.author
    assert heard.author.id in ("bass", "tenor"), "an adult, and no woman as the narrator is"
    assert replace(heard, author=None) == plain, "nobody else's voice changes"


def test_the_author_sounds_alike_in_every_story(catalogue: Catalogue) -> None:
    stories = (
        script_of("-"),
        script_of("- Ann Bo Cy Dee - Bo Ann", people=(ANN, BO), title="Another"),
        script_of("- Bo Ann Bo", people=(ANN, BO), narrator="Ann"),
    )
    found = {cast(noted(each, Kind.NOTE), VoiceMap(), catalogue).author for each in stories}
    assert len(found) == 1


def test_the_author_does_not_sound_as_a_character_who_tells_the_story(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    for voice in ("bass", "tenor"):
        told = read(tmp_path, f"characters: {{Bo: {{voice: {voice}}}}}\n")
        script = noted(script_of("- Bo Ann", people=(ANN, BO), narrator="Bo"), Kind.NOTE)
        made = cast(script, told, catalogue)
        assert made.narrator.id == voice
        assert made.author is not None
        assert made.author.id in {"bass", "tenor"} - {voice}


def test_the_map_gives_the_authors_voice(tmp_path: Path, catalogue: Catalogue) -> None:
    script = noted(script_of("- Ann", people=(ANN,)), Kind.END)
    given = read(tmp_path, "author: {voice: alto, rate: 0.9, volume: -2}\n")
    assert cast(script, given, catalogue).author == Voice("hibari", "alto", 0.9, 0.0, -2.0)
    old = read(tmp_path, "author: {voice: {age: old, gender: female}, pitch: 1}\n")
    assert cast(script, old, catalogue).author == Voice("hibari", "grandma", 1.0, 1.0)
    own = read(tmp_path, "author: {voice: alto}\nstories: {A Story: {author: {voice: clear}}}\n")
    assert cast(script, own, catalogue).author == Voice("hibari", "clear")
    other = cast(script, given, catalogue, engine="tone").author
    assert other is not None
    assert (other.engine, other.rate) == ("tone", 0.9)


def test_an_authors_voice_that_is_not_there_is_an_error(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    given = read(tmp_path, "engine: hibari\nauthor:\n  voice: alt\n")
    with pytest.raises(VoiceMapError, match=r'voices\.yaml:3: .*did you mean "alto"'):
        check_voices(given, catalogue)


def test_a_character_called_author_is_a_character(catalogue: Catalogue) -> None:
    child = Character(AUTHOR, (), F, Age.CHILD)
    script = script_of(f"- {AUTHOR} Ann", people=(ANN, child))
    made = cast(script, VoiceMap(), catalogue)
    assert (made.voice_of(AUTHOR).id, made.author) == ("girl", None)
    heard = cast(noted(script, Kind.NOTE), VoiceMap(), catalogue)
    assert heard.members == made.members
