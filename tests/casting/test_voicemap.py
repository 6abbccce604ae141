"""A story's own settings are merged into the library's."""

from pathlib import Path

import pytest

from fullcast.casting import VoiceMap, for_story, misspelt_titles, names_in, read_voice_map
from fullcast.language.pronunciation import Pronunciation
from fullcast.model import Age, Gender

TEXT = """\
engine: hibari
narrator: {voice: heart, rate: 0.9}
characters:
  Albie: {aliases: [Al], gender: male, voice: "tone:low", rate: 1.1}
  Mara: {voice: emma, engine: kokoro}
lexicon: {Albie: AL-bee, Mara: MAH-ra}
pauses: {scene: 2, line: 0.1}
stories:
  The Lost Child:
    narrator: {voice: fable}
    characters:
      AL: {voice: heart, age: old, aliases: [Grandpa]}
      Mara: {voice: "pyttsx3:en"}
      Zed: {gender: female}
    lexicon: {Mara: MARE-a}
    pauses: {scene: 3}
"""


@pytest.fixture
def library(tmp_path: Path) -> VoiceMap:
    path = tmp_path / "voices.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_voice_map(path)


def test_the_story_is_found_by_title_in_any_case(library: VoiceMap) -> None:
    assert for_story(library, "the  LOST child") == for_story(library, "The Lost Child")
    other = for_story(library, "Another")
    assert other.stories == ()
    assert other.characters == library.characters
    assert other.narrator == library.narrator


def test_a_storys_settings_replace_and_the_rest_stays(library: VoiceMap) -> None:
    story = for_story(library, "The Lost Child")
    albie, mara, zed = story.characters
    assert (story.narrator.voice, story.narrator.rate) == ("fable", 0.9)
    assert (albie.name, albie.aliases) == ("Albie", ("Al", "Grandpa"))
    assert (albie.gender, albie.age) == (Gender.MALE, Age.OLD)
    assert (albie.choice.voice, albie.choice.explicit_engine) == ("heart", None)
    assert albie.choice.rate == 1.1
    assert (mara.choice.voice_id, mara.choice.explicit_engine) == ("en", "pyttsx3")
    assert (zed.name, zed.gender) == ("Zed", Gender.FEMALE)
    assert story.lexicon == {"Albie": Pronunciation("AL-bee"), "Mara": Pronunciation("MARE-a")}
    assert (story.pauses.scene, story.pauses.line) == (3.0, 0.1)
    assert story.stories == ()
    assert for_story(story, "The Lost Child") == story


@pytest.mark.parametrize("title", ["The Lost Chidl", "Lost Child", "The Lost Children"])
def test_a_title_that_is_nearly_a_storys_is_told(library: VoiceMap, title: str) -> None:
    [warning] = misspelt_titles(library, title)
    assert warning.startswith(f'{library.path}:9: the settings of the story "The Lost Child" are')
    assert warning.endswith(f'did you mean "{title}"?')


@pytest.mark.parametrize("title", ["The LOST  child", "The Lamp", "The Lost Child 2"])
def test_other_titles_are_other_stories(library: VoiceMap, title: str) -> None:
    assert misspelt_titles(library, title) == ()


def test_a_story_with_settings_of_its_own_is_not_another(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("stories:\n  The Lost Child: {}\n  The Lost Children: {}\n")
    assert misspelt_titles(read_voice_map(path), "The Lost Child") == ()


def test_all_names_of_the_library(library: VoiceMap) -> None:
    assert names_in(library) == ("Albie", "Al", "Mara", "AL", "Grandpa", "Mara", "Zed")


def test_a_storys_word_replaces_the_librarys_in_another_case(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(
        """\
lexicon: {Mara: MAH-ra, Will: {say: vill, case: true}, McGee: muh-GHEE}
stories:
  Sea:
    lexicon: {mara: MARE-a, will: wheel, mcgee: MICK-gee}
"""
    )
    story = for_story(read_voice_map(path), "Sea")
    assert {word: how.said for word, how in story.lexicon.items()} == {
        "Will": "vill",
        "McGee": "muh-GHEE",
        "mara": "MARE-a",
        "will": "wheel",
        "mcgee": "MICK-gee",
    }
