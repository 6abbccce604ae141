"""Characters are added to voices.yaml, and nothing else of it changes."""

import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.casting import add_missing, read_voice_map
from fullcast.errors import OutputError, VoiceMapError
from fullcast.model import Age, Cast, CastMember, Character, Gender, Voice

HEART, BOY = Voice("hibari", "heart"), Voice("hibari", "heart+boy", 0.95, -1.5, 2.0)
ALBIE = CastMember(Character("Albie", ("Al", "the boy"), Gender.MALE, Age.CHILD), BOY, 12)
MARA = CastMember(Character("Mara"), Voice("pyttsx3", "gmw/en+f3"), 1)
TITLE = "The Sea"
CAST = Cast(HEART, (ALBIE, MARA))

ADDED = """\
  Albie:  # 12 lines in "The Sea"
    voice: heart+boy
    rate: 0.95
    pitch: -1.5
    volume: 2
    gender: male
    age: child
    aliases: [Al, the boy]
  Mara:  # 1 line in "The Sea"
    voice: gmw/en+f3
    engine: pyttsx3
    age: adult
"""
LAYOUTS = {
    "empty": ("", "characters:\n{}", ""),
    "comment only": ("# mine\n", "\ncharacters:\n{}", ""),
    "no section": ("engine: hibari # x", "\n\ncharacters:\n{}", ""),
    "empty section": ("characters: # who\n  # note\n", "{}", "\nlexicon: {a: 'b'}\n"),
    "section at the end": (
        "engine:   hibari\n\ncharacters:\n  Zed:   {voice: 'heart'}",
        "\n{}",
        "",
    ),
    "comments and anchors": (
        '# top\ncharacters:\n  Zed: &z   # tall\n    voice:  "heart"\n    # deeper\n'
        "  Yak: {<<: *z}\n  # about Yak\n",
        "{}",
        "\n# words\nlexicon: {Zed:   'zee'}   # end\n",
    ),
    "anchored section": ("characters: &all\n  Zed: {}\n", "{}", "# end\n"),
    "null entry": ("characters:\n  Zed:\n", "{}", "pauses: {scene: 1}\n"),
    "block scalar": (
        "characters:\n  Zed:\n    voice: >-\n      heart\n",
        "{}",
        "\n\n# k\nlexicon: {}",
    ),
    "list below": (
        "characters:\n  Zed:\n    aliases:\n    - A\n    - B # b\n",
        "{}",
        "pauses: {}\n",
    ),
    "document marks": ("---\ncharacters:\n  Zed: {}\n", "{}", "...\n"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "voices.yaml"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_the_new_lines_are_new(path: Path, layout: str, mark: str, newline: str) -> None:
    before, added, after = LAYOUTS[layout]
    if newline == "\r\n" and "\n" not in before + after:
        newline = "\n"  # a file of one line does not tell
    old = (mark + before + after).replace("\n", newline)
    path.write_bytes(old.encode())
    assert add_missing(path, CAST, TITLE) == ("Albie", "Mara")
    expected = (mark + before + added.format(ADDED) + after).replace("\n", newline)
    assert path.read_bytes().decode() == expected
    albie = next(e for e in read_voice_map(path).characters if e.name == "Albie")
    assert (albie.choice.voice, albie.choice.rate, albie.gender) == ("heart+boy", 0.95, Gender.MALE)
    assert add_missing(path, CAST, TITLE) == ()
    assert path.read_bytes().decode() == expected


@pytest.mark.parametrize(
    "text",
    ["engine: hibari\rcharacters:\r  Zed: {}\rlexicon: {}\r", "characters:\r  Zed: {}", "# x\r"],
)
def test_old_macintosh_line_ends_stay(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    add_missing(path, Cast(HEART, (MARA,)), TITLE)
    assert b"\n" not in path.read_bytes()
    assert read_voice_map(path).characters[-1].name == "Mara"


@pytest.mark.parametrize(
    ("title", "comment"),
    [
        ("Day\n  One", '# 1 line in "Day One"'),
        ("\x85\u2028\ufeffÉté\t#1: \x00", '# 1 line in "Été #1:"'),
        ("", "# 1 line"),
        ("word " * 30, '# 1 line in "' + "word " * 10 + 'word word…"'),
    ],
)
def test_a_title_is_one_line_of_comment(path: Path, title: str, comment: str) -> None:
    path.write_text("")
    add_missing(path, Cast(HEART, (MARA,)), title)
    assert f"  Mara:  {comment}\n" in path.read_text(encoding="utf-8")


def test_another_story_adds_its_own_and_leaves_the_counts_of_others(path: Path) -> None:
    add_missing(path, CAST, TITLE)
    first = path.read_text()
    more = replace(ALBIE, lines=99)
    tom = CastMember(Character("Tom", (), Gender.MALE), HEART, 3)
    assert add_missing(path, Cast(HEART, (more, tom)), "The Hill") == ("Tom",)
    added = '  Tom:  # 3 lines in "The Hill"\n    voice: heart\n    gender: male\n    age: adult\n'
    assert path.read_text() == first + added


def test_a_new_file_names_the_schema_that_lies_beside_it(path: Path) -> None:
    path.with_name("voices.schema.json").write_text("{}")
    add_missing(path, CAST, TITLE)
    assert path.read_text().startswith(
        "# yaml-language-server: $schema=voices.schema.json\n# Who sounds like what"
    )


def test_a_new_file_has_the_authors_voice_if_it_is_heard(path: Path) -> None:
    add_missing(path, replace(CAST, author=Voice("tone", "alto", rate=0.9)), TITLE)
    written = read_voice_map(path)
    assert (written.author.voice_id, written.author.explicit_engine) == ("alto", "tone")
    assert written.author.rate == 0.9
    path.unlink()
    add_missing(path, CAST, TITLE)
    assert "\nauthor:" not in path.read_text()


_SPACES = st.sampled_from(["", " ", "   "])
_COMMENTS = st.sampled_from(["", "  # about: {this}", " #", "   # 'quoted' & *odd"])
_LOOSE = st.sampled_from(["", "", "\n", "# at the margin\n", "\n  # indented\n", "   \n"])
_VOICES = ["heart", "'heart'", '"hea\\\n     rt"', "{gender: female,  age: old}", ">-\n     heart"]
_PEOPLE = st.sampled_from(
    [
        "{}",
        "",
        "&p {voice:   'heart'}",
        *[f"\n   voice: {voice}" for voice in _VOICES],
        "\n   voice:\n      gender: male\n      # why\n      accent: gb",
        "\n   aliases:\n   - A1\n   - 'A2'",
        "\n   aliases: [ A1,\n     A2 ]",
        "&q\n   rate:  1.0\n   pitch: +2",
        "!!map {voice: heart}",
    ]
)


@st.composite
def _odd_files(draw: st.DrawFn) -> str:
    """Files as people write them: any order, comments anywhere, all styles."""
    people = ""
    for name in draw(st.lists(st.sampled_from(["Zed", "'Yak'", '"X: \\u00e9"']), unique=True)):
        person = draw(_PEOPLE)
        if "A1" in people and "A1" in person:  # an alias is one person's
            person = "{}"
        comment = draw(_COMMENTS) if person and not person.endswith("heart") else ""
        people += f"  {name}:{draw(_SPACES)} {person}{comment}\n{draw(_LOOSE)}"
    sections = [
        f"{draw(st.sampled_from(['characters', '&all characters']))}:{draw(_COMMENTS)}\n{people}",
        f"engine:{draw(_SPACES)} hibari{draw(_COMMENTS)}\n",
        f"narrator: {{rate: 1.0}}{draw(_COMMENTS)}\n",
        "lexicon:\n  'Tir': \"Teer\"   # so\n",
        "stories:\n  S:\n    characters:\n      Zed: {}\n",
    ]
    chosen = draw(st.lists(st.sampled_from(sections), unique=True))
    text = draw(_LOOSE) + "".join(section + draw(_LOOSE) for section in chosen)
    text = draw(st.sampled_from(["", "---\n", "%YAML 1.2\n---\n"])) + text
    if draw(st.booleans()):
        text = text.rstrip("\n")
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", newline)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_odd_files())
def test_whatever_the_file_looks_like_lines_are_only_added(path: Path, old: str) -> None:
    path.write_bytes(old.encode())
    before = read_voice_map(path)
    assert add_missing(path, CAST, TITLE) == ("Albie", "Mara")
    new = path.read_bytes().decode()
    more = len(new) - len(old)
    assert any(new[:at] + new[at + more :] == old for at in range(len(old) + 1))
    after = read_voice_map(path)
    assert after.characters[:-2] == before.characters
    assert replace(after, characters=()) == replace(before, characters=())
    assert add_missing(path, CAST, "Another") == ()
    assert path.read_bytes().decode() == new


def test_the_files_own_indentation_is_kept(path: Path) -> None:
    path.write_text("characters:\n    Zed:\n       voice: heart\n")
    add_missing(path, Cast(HEART, (MARA,)), TITLE)
    assert path.read_text().endswith('    Mara:  # 1 line in "The Sea"\n       voice: gmw/en+f3\n'
                                     "       engine: pyttsx3\n       age: adult\n")  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}\n", "{characters: {NEW}}\n"),
        ("{engine: tone}", "{engine: tone, characters: {NEW}}"),
        ("characters: {} # none\n", "characters: # none\nBLOCK"),
        ("characters: ~\n", "characters:\nBLOCK"),
        ("characters: {Zed: {}} # f\n", "characters: {Zed: {}, NEW} # f\n"),
        ("characters: {Zed: {},\n}\n", "characters: {Zed: {},\nNEW}\n"),
        ("characters: { Zed: {}, }\n", "characters: { Zed: {}, NEW }\n"),
        ("characters: {\n  Zed: {} # z\n}\n", "characters: {\n  Zed: {} # z\n, NEW}\n"),
    ],
)
def test_sections_in_braces(path: Path, before: str, after: str) -> None:
    path.write_text(before)
    mara = CastMember(Character("Mara"), HEART, 3)
    assert add_missing(path, Cast(HEART, (mara,)), TITLE) == ("Mara",)
    engine = ", engine: hibari" if "tone" in before else ""
    flow = f"Mara: {{voice: heart{engine}, age: adult}}"
    block = '  Mara:  # 3 lines in "The Sea"\n    voice: heart\n    age: adult\n'
    assert path.read_text() == after.replace("NEW", flow).replace("BLOCK", block)


def test_a_new_file_explains_itself(path: Path) -> None:
    target = path.parent / "library" / "voices.yaml"
    assert add_missing(target, Cast(Voice("tone", "low", 1.1), (ALBIE, MARA)), TITLE) == (
        "Albie",
        "Mara",
    )
    voices = read_voice_map(target)
    assert (voices.engine, voices.narrator.voice, voices.narrator.rate) == ("tone", "low", 1.1)
    assert [entry.choice.explicit_engine for entry in voices.characters] == ["hibari", "pyttsx3"]
    assert target.read_text().startswith("# Who sounds like what")
    empty = path.parent / "empty.yaml"
    assert add_missing(empty, Cast(HEART, ()), TITLE) == ()
    assert read_voice_map(empty).narrator.voice == "heart"


def test_who_is_listed_by_any_name_or_for_a_story_is_not_missing(path: Path) -> None:
    text = "characters:\n  Albert: {aliases: [AL]}\nstories: {S: {characters: {mara: {}}}}\n"
    path.write_text(text)
    assert add_missing(path, CAST, TITLE) == ()
    assert path.read_text() == text


def test_aliases_that_belong_to_others_are_left_out(path: Path) -> None:
    path.write_text("characters:\n  Zed: {aliases: [Boss]}\n  Yak: {aliases: [Chief]}\n")
    pair = (
        CastMember(Character("Mara", ("boss", "Chief", "Narrator", "Tom", "M", " ")), HEART, 2),
        CastMember(Character("Tom", ("m", "Tommy")), HEART, 1),
    )
    assert add_missing(path, Cast(HEART, pair), TITLE) == ("Mara", "Tom")
    _, _, mara, tom = read_voice_map(path).characters
    assert (mara.aliases, tom.aliases) == (("M",), ("Tommy",))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
            lambda name: name.strip() == name and name.casefold() != "narrator"
        ),
        min_size=1,
        max_size=4,
        unique_by=str.casefold,
    )
)
def test_any_name_is_written_so_that_it_is_read_again(path: Path, names: list[str]) -> None:
    path.write_text("characters:\n  Zed: {}\n\nlexicon: {}\n")
    members = tuple(CastMember(Character(name), HEART, 1) for name in names)
    added = add_missing(path, Cast(HEART, members), TITLE)
    assert [entry.name for entry in read_voice_map(path).characters] == ["Zed", *added]
    assert re.sub(r"(?s)(Zed: \{\}\n).*(\nlexicon)", r"\1\2", path.read_text()) == (
        "characters:\n  Zed: {}\n\nlexicon: {}\n"
    )


def test_a_wrong_file_is_not_touched(path: Path) -> None:
    path.write_text("characters: 5\n")
    with pytest.raises(VoiceMapError, match=":1:"):
        add_missing(path, CAST, TITLE)
    assert path.read_text() == "characters: 5\n"


def test_a_layout_that_cannot_take_more_is_told(path: Path) -> None:
    text = "engine: hibari\n...\n"
    path.write_text(text)
    with pytest.raises(OutputError, match="Albie, Mara cannot be added"):
        add_missing(path, CAST, TITLE)
    assert path.read_text() == text


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        add_missing(tmp_path / "file" / "voices.yaml", CAST, TITLE)


def test_mode_and_links_stay_and_nothing_is_left_behind(path: Path, tmp_path: Path) -> None:
    path.write_text("engine: hibari\n")
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    add_missing(link, CAST, TITLE)
    assert link.is_symlink()
    assert "Albie" in path.read_text()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.yaml", "voices.yaml"]


def test_the_voice_of_whoever_tells_a_story_is_no_narrator_for_others(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    add_missing(path, Cast(BOY, (ALBIE, MARA)), TITLE)
    assert read_voice_map(path).narrator.voice is None
    assert [entry.name for entry in read_voice_map(path).characters] == ["Albie", "Mara"]
