"""Who of the script is who of voices.yaml."""

from fullcast.casting.match import match
from fullcast.casting.voicemap import CharacterEntry
from fullcast.model import Character

MAP = (
    CharacterEntry("Albie", ("Al", "the little boy")),
    CharacterEntry("Mara Vell", ("Mara", "Captain")),
    CharacterEntry("Tom", ("Thomas",)),
)


def names(*characters: Character) -> dict[str, str]:
    return {name: entry.name for name, entry in match(characters, MAP).items()}


def test_by_name_or_alias_in_any_case_and_form() -> None:
    assert names(Character("ALBIE")) == {"ALBIE": "Albie"}
    assert names(Character("The  Little Boy")) == {"The  Little Boy": "Albie"}
    assert names(Character("Zed")) == {}
    accented = CharacterEntry("Zoë")
    assert match([Character("ZOE\u0308")], [accented]) == {"ZOE\u0308": accented}


def test_through_the_scripts_aliases() -> None:
    assert names(Character("The Skipper", ("Captain",))) == {"The Skipper": "Mara Vell"}
    assert names(Character("Miss Vell", ("Mara Vell",))) == {"Miss Vell": "Mara Vell"}


def test_a_name_is_stronger_than_an_alias() -> None:
    found = names(Character("Mara"), Character("The Skipper", ("Captain",)))
    assert found == {"Mara": "Mara Vell"}


def test_an_ambiguous_alias_does_not_count() -> None:
    assert names(Character("Twins", ("Al", "Mara"))) == {}


def test_two_halves_of_one_person() -> None:
    assert names(Character("Tom"), Character("Thomas")) == {"Tom": "Tom", "Thomas": "Tom"}
