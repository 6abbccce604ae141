"""`fullcast cast`, `voices`, `say` and `doctor`, and the help of all commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from mutagen.mp3 import MP3

from fullcast import __version__, engines, publishing
from fullcast.cli import cli as group
from fullcast.errors import EngineError
from fullcast.model import VoiceInfo


def test_cast_json_has_the_narrator_and_everybody(cli: Cli) -> None:
    cast = cli("cast", "mill.txt", "--engine", "tone", "--json").json
    assert set(cast) == {"narrator", "characters"}
    voice = {"engine", "id", "rate", "pitch", "volume"}
    assert set(cast["narrator"]["voice"]) == voice
    assert cast["narrator"]["voice"]["engine"] == "tone"
    rowan, hale = cast["characters"]
    assert set(rowan) == {"name", "aliases", "gender", "age", "lines", "voice"}
    assert (rowan["name"], rowan["lines"]) == ("Rowan", 3)
    assert (hale["name"], hale["gender"]) == ("Mistress Hale", "female")
    assert set(hale["voice"]) == voice


def test_cast_shows_a_table_and_writes_who_is_missing(cli: Cli) -> None:
    shown = cli("cast", "mill.txt", "--engine", "tone", "--write")
    assert shown.out.splitlines()[0].split()[:2] == ["Who", "Lines"]
    assert "Added to voices.yaml: Rowan, Mistress Hale" in shown.err
    text = "# mine\n" + Path("voices.yaml").read_text()
    Path("voices.yaml").write_text(text)
    again = cli("cast", "mill.txt", "--write")
    assert again.out == shown.out
    assert "nobody; all were there" in again.err
    assert Path("voices.yaml").read_text() == text


def test_two_names_that_voices_yaml_makes_one_share_a_voice(cli: Cli) -> None:
    text = "characters:\n  Rowan: {aliases: [Mistress Hale]}   # one and the same\n"
    Path("voices.yaml").write_text(text)
    made = cli("cast", "mill.txt", "--engine", "tone", "--write", "--json")
    rowan, hale = made.json["characters"]
    assert rowan["voice"] == hale["voice"]
    assert "nobody; all were there" in made.err
    assert Path("voices.yaml").read_text() == text
    assert "Mistress Hale" in cli("script", "mill.txt").out


def test_a_voice_that_was_written_stays_that_of_its_character(cli: Cli) -> None:
    traits = "engine: tone\ncharacters:\n  Rowan: {voice: {gender: female, age: old}}\n"
    Path("voices.yaml").write_text(traits)
    first = cli("cast", "mill.txt", "--write", "--json").json
    assert first["characters"][0]["voice"]["id"] == "grandmother"
    assert first["characters"][0]["age"] == "adult"
    added = '  Mistress Hale:  # 3 lines in "The Mill on the Hill"\n    voice: '
    assert Path("voices.yaml").read_text().startswith(traits + added)
    assert cli("cast", "mill.txt", "--write", "--json").json == first


def test_voices_prints_the_schema_for_editors(cli: Cli) -> None:
    printed = cli("voices", "--schema")
    assert (printed.code, printed.err) == (0, "")
    assert printed.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Path("voices.schema.json").write_text(printed.out)
    cli("cast", "mill.txt", "--engine", "tone", "--write")
    first = Path("voices.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=voices.schema.json"


def test_voices_lists_those_of_an_engine_and_a_language(cli: Cli) -> None:
    tones = cli("voices", "--engine", "tone").out.splitlines()
    assert len(tones) == 13
    assert any(row.startswith("tone:bass ") for row in tones)
    none = cli("voices", "--engine", "tone", "--language", "zz", "--json")
    assert (none.code, none.out) == (1, "")
    assert none.error.startswith('The engine tone has no voice for the language "zz"; ')
    assert cli("voices", "--language", "zz").error.startswith("There is no voice for the language")
    every = cli("voices", "--language", "en", "--json").json
    known = {"hibari", "kokoro", "piper", "pyttsx3"}
    assert {"hibari", "kokoro"} <= {voice["engine"] for voice in every} <= known
    fields = {"engine", "id", "language", "gender", "age", "accent", "description", "installed"}
    assert all(set(voice) == fields for voice in every)


def test_voices_are_told_by_gender_age_and_accent(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = engines.load("tone")
    infos = tone.voices()
    accents = ("American", "Great Britain", "Scotland")
    tags = ("en-us", "en-gb", "en-gb-scotland")
    varied = tuple(
        replace(info, accent=accents[at % 3], language=tags[at % 3])
        for at, info in enumerate(infos)
    )
    monkeypatch.setattr(type(tone), "voices", lambda self: varied)

    def ids(*filters: str) -> list[str]:
        return [voice["id"] for voice in cli("voices", "--engine", "tone", *filters, "--json").json]

    for name in ("female", "male"):
        assert ids("--gender", name) == [v.id for v in varied if v.gender == name]
    for name in ("child", "old"):
        assert ids("--age", name) == [v.id for v in varied if v.age == name]
    british = [v.id for v in varied if v.language.startswith("en-gb")]
    assert ids("--accent", "GB") == ids("--accent", "British") == british
    assert ids("--accent", "en-gb") == [v.id for v in varied if v.language == "en-gb"]
    assert ids("--accent", "scottish", "--gender", "male") == [
        v.id for v in varied if v.accent == "Scotland" and v.gender == "male"
    ]
    none = cli("voices", "--engine", "tone", "--accent", "lunar")
    assert (none.code, none.out) == (1, "")
    assert none.error.startswith("The engine tone has no voice of that gender, age and accent")


def test_voices_tell_what_is_fetched_on_first_use(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = engines.load("tone")
    infos = tone.voices()
    assert "Installed" not in cli("voices", "--engine", "tone").out
    fetched = (*infos[:-1], replace(infos[-1], installed=False))
    monkeypatch.setattr(type(tone), "voices", lambda self: fetched)
    rows = cli("voices", "--engine", "tone").out.splitlines()
    assert "Installed" in rows[0]
    assert [" on first use" in row for row in rows[1:]] == [False] * (len(infos) - 1) + [True]
    listed = cli("voices", "--engine", "tone", "--json").json
    assert [voice["installed"] for voice in listed] == [True] * (len(infos) - 1) + [False]


def test_an_engine_that_cannot_work_does_not_keep_the_others_from_being_listed(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(self: object) -> tuple[VoiceInfo, ...]:
        raise EngineError("install the package that speaks")

    monkeypatch.setattr(type(engines.load("pyttsx3")), "voices", missing)
    listed = cli("voices")
    assert listed.code == 0
    assert any(row.startswith("hibari:") for row in listed.out.splitlines())
    assert not any(row.startswith("pyttsx3:") for row in listed.out.splitlines())
    told = "Not usable here: pyttsx3: install the package that speaks"
    assert told in listed.err.splitlines()
    assert cli("voices", "--engine", "pyttsx3").error == "install the package that speaks"


def test_voices_lists_english_ones_and_says_how_many_more_there_are(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = engines.load("tone")
    infos = tone.voices()
    german = tuple(replace(info, id=f"{info.id}-de", language="de-AT") for info in infos[:2])
    monkeypatch.setattr(type(tone), "voices", lambda self: (*infos, *german))
    listed = cli("voices", "--engine", "tone")
    assert len(listed.out.splitlines()) == 1 + len(infos)
    [more] = listed.err.splitlines()
    assert more.startswith("2 more in other languages: see `--language de`")
    assert len(cli("voices", "--engine", "tone", "--json").json) == len(infos)
    every = cli("voices", "--engine", "tone", "--language", "all", "--json")
    assert (len(every.json), every.err) == (len(infos) + 2, "")
    assert [
        each["id"] for each in cli("voices", "--engine", "tone", "--language", "DE", "--json").json
    ] == [info.id for info in german]


def test_say_speaks_in_a_voice_or_as_a_character(cli: Cli) -> None:
    said = cli("say", "Good morning.", "--voice", "tone:alto")
    assert said.out == "said.mp3\n"
    assert MP3("said.mp3").info.length > 1
    cli("cast", "mill.txt", "--engine", "tone", "--write")
    assert cli("say", "Good morning.", "--as", "rowan", "-o", "rowan.mp3").code == 0
    assert Path("rowan.mp3").read_bytes() != Path("said.mp3").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Hello", "--voice", "tone:alt"), 'did you mean "alto"?'),
        (("Hello", "--engine", "toon"), "there is no engine"),
        (("Hello", "--as", "Rowan"), "there is no voices.yaml"),
        (("?!", "--voice", "tone:alto"), "nothing to speak"),
        (("Hello", "--voice", "tone:alto", "-o", "no/where.mp3"), "its folder does not exist"),
        (("Hello", "--voice", "tone:alto", "-o", "."), "a folder of that name"),
    ],
)
def test_say_says_what_is_wrong(cli: Cli, arguments: tuple[str, ...], message: str) -> None:
    said = cli("say", *arguments)
    assert said.code == 1
    assert message in said.error


def test_say_speaks_as_the_narrator(cli: Cli) -> None:
    Path("voices.yaml").write_text("engine: tone\nnarrator: {voice: bass}\n")
    assert cli("say", "Good morning.", "--voice", "bass").code == 0
    assert cli("say", "Good morning.", "--as", "narrator", "-o", "told.MP3").out == "told.MP3\n"
    assert Path("told.MP3").read_bytes() == Path("said.mp3").read_bytes()
    cli("say", "Good morning.", "--voice", "alto")
    assert Path("told.MP3").read_bytes() != Path("said.mp3").read_bytes()


def test_say_knows_a_misspelt_character(cli: Cli) -> None:
    cli("cast", "mill.txt", "--engine", "tone", "--write")
    assert 'did you mean "Mistress Hale"?' in cli("say", "Hello", "--as", "Mistres Hale").error
    assert cli("say", "Hello", "--as", "Rowan", "--voice", "tone:alto").code == 2


def test_doctor_tries_every_engine_and_the_cache(cli: Cli) -> None:
    found = cli("doctor", "--json")
    assert found.code == 0
    by_name = {finding["name"]: finding for finding in found.json}
    assert {"Python", "engine hibari", "engine tone", "cache", "M4B"} <= by_name.keys()
    assert by_name["engine hibari"]["works"]
    assert "spoke and encoded" in by_name["engine hibari"]["detail"]
    assert by_name["cache"]["detail"] == str(cli.folder / "cache")


def test_doctor_tries_what_encodes_m4b(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    if publishing.aac_encoder():
        assert "frames of AAC" in cli("doctor").out
    monkeypatch.setattr(publishing, "aac_encoder", lambda: None)
    found = cli("doctor")
    assert found.code == 0
    assert 'pip install "fullcast[m4b]"' in found.out


def test_doctor_says_what_does_not_work_and_how_to_get_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("file").write_text("in the way")
    monkeypatch.setenv("FULLCAST_CACHE", "file")
    found = cli("doctor")
    assert found.code == 1
    assert "FAIL  cache: " in found.out
    assert "set FULLCAST_CACHE" in found.out


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_has_a_help(cli: Cli, name: str) -> None:
    shown = cli(name, "--help")
    assert shown.code == 0
    assert shown.out.startswith(f"Usage: {Path(shown.out.split()[1]).name} {name}")
    assert cli(name, "-h").out == shown.out
    options = [p for p in group.commands[name].params if p.param_type_name == "option"]
    assert all(getattr(option, "help", None) for option in options)


def test_help_and_version(cli: Cli) -> None:
    shown = cli("--help")
    assert "3 finished, but" in shown.out
    assert all(f"\n  {name} " in shown.out for name in group.commands)
    assert cli("--version").out == f"fullcast, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("make",),
        ("make", "mill.txt", "--nonsense"),
        ("make", "mill.txt", "--format", "ogg"),
        ("make", "mill.txt", "--format", ","),
        ("make", "mill.txt", "--jobs", "0"),
        ("make", "mill.txt", "--sample", "0"),
        ("make", "mill.txt", "--chapters", "3-1"),
        ("make", "mill.txt", "--chapters", "two"),
        ("make", "mill.txt", "--chapters", "-"),
        ("make", "mill.txt", "--chapters", "0"),
        ("make", "mill.txt", "voices.txt", "--script", "mine.txt"),
        ("script",),
        ("script", "a.txt", "b.txt"),
        ("say",),
        ("say", "Hello", "-o", "hello.wav"),
        ("say", "Hello", "-o", "hello"),
    ],
)
def test_wrong_usage_exits_with_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    Path("voices.txt").write_text("Another\n\nStory of voices.\n")
    wrong = cli(*arguments)
    assert wrong.code == 2
    assert wrong.out == ""
    assert "Usage: " in wrong.err
    assert not Path("output").exists()


@pytest.mark.parametrize("chapters", ["0", "0-2", "-0"])
def test_chapters_count_from_1(cli: Cli, chapters: str) -> None:
    assert "chapters count from 1" in cli("make", "mill.txt", "--chapters", chapters).err
