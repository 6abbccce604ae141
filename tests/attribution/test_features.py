"""What speaks for and against each person, unit by unit."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, book_of

from fullcast.attribution import set_scene
from fullcast.attribution.features import Features, Scene, gather

KNOWN = (
    FILLER,
    '"It was so," said Mara. And she sat down.',
    '"It was so," said Ron. And he sat down.',
    "And there Mara stood; she was late.",
    "And there Ron stood; he was late.",
)


def scene_of(*paragraphs: str) -> Scene:
    """The scene of a story about Mara and Ron."""
    return set_scene(book_of("\n\n".join([*KNOWN, *paragraphs]))[1])


def features_of(name: str, *paragraphs: str, unit: int = -1) -> Features:
    """The features of one person for one unit (by default the last)."""
    scene = scene_of(*paragraphs)
    place = next(i for i, person in enumerate(scene.people.persons) if person.name == name)
    return gather(scene)[unit].features[place]


@pytest.mark.parametrize(
    ("paragraph", "name", "feature"),
    [
        ('"Q," said Mara.', "Mara", "said name"),
        ('"Q," said Mara.', "Ron", "said other name"),
        ('Mara said, "Q."', "Mara", "said name"),
        ('Mara said at the door, with a laugh, "Q."', "Mara", "lead name"),
        ('"Q." Mara rose.', "Mara", "beat after name"),
        ('Mara rose. "Q."', "Mara", "beat before name"),
        ('"Q," she said.', "Ron", "said wrong gender"),
        ('"Q, Ron."', "Ron", "called"),
        ('"I saw Ron there."', "Ron", "named"),
        ('"I\'m Ron."', "Ron", "introduces self"),
        ('"Q," said the boy.', "Mara", "no child"),
        ('"Q."', "Ron", "last above"),
        ('"Q." Mara and Ron rose.', "Ron", "around with others"),
        ('"Q," she said to Ron.', "Ron", "told here"),
        ('"Q," said the boy.', "Ron", "no child"),
        ('"Q," said the man.', "Ron", "described with a name"),
        ('"Q," said the man.', "Ron", "description recent 0"),
        ('"Q." The man rose.', "Ron", "beat description recent 0"),
    ],
)
def test_a_cue_becomes_a_feature(paragraph: str, name: str, feature: str) -> None:
    assert features_of(name, paragraph)[feature] == 1.0


@pytest.mark.parametrize(
    ("unit", "feature"), [(-1, "called at -1"), (-2, "called"), (-3, "called at +1")]
)
def test_a_call_tells_of_the_lines_around_it(unit: int, feature: str) -> None:
    paragraphs = ('"Q."', '"Q, Ron."', '"Q."')
    assert features_of("Ron", *paragraphs, unit=unit)[feature] == 1.0


def test_nobody_is_told_what_they_say_themselves() -> None:
    told = '"Q." She turned to Ron. "Q," {} said.'
    assert features_of("Ron", told.format("he"))["told here"] == 1.0
    assert "told here" not in features_of("Ron", told.format("Ron"))


@pytest.mark.parametrize(
    ("paragraph", "feature", "names"),
    [
        ('"Q," he said to Ron.', "pronoun before their name", {"Ron"}),
        ('"Q," he said, taking Ron\'s arm.', "pronoun before their name", {"Ron"}),
        ('He said to Ron, "Q."', "pronoun before their name", {"Ron"}),
        ('He looked at Ron. "Q."', "beat pronoun before their name", {"Ron"}),
        ('"Q," he said. Ron rose.', "pronoun before their name", set()),
        ('"Q," said Ron, and he rose.', "pronoun before their name", set()),
        ('Ron sat, and he said, "Q."', "pronoun before their name", set()),
    ],
)
def test_nobody_who_is_named_behind_he_is_he(paragraph: str, feature: str, names: set[str]) -> None:
    assert {n for n in ("Mara", "Ron") if feature in features_of(n, paragraph)} == names


def test_whoever_is_looked_at_between_two_quotations_has_said_the_first() -> None:
    mixed = ('"Q," said Mara. "Q," said Ron.', '"Q." "Q."', '"Q." I smiled at {}. "Q."')
    him, ron = ([part.format(who) for part in mixed] for who in ("him", "Ron"))
    assert features_of("Ron", *him, unit=-2)["faced gender behind"] > 0
    assert features_of("Mara", *him, unit=-2)["faced gender behind"] < 0
    assert features_of("Ron", *ron, unit=-2)["faced behind"] == 1.0
    assert "faced behind" not in features_of("Ron", *ron)


def test_whoever_speaks_looks_at_somebody_else() -> None:
    """Where a paragraph has one speaker, what stands behind a quotation is about them."""
    assert "faced behind" not in features_of("Ron", '"Q." Mara smiled at Ron. "Q."', unit=-2)


@pytest.mark.parametrize(
    ("paragraphs", "feature"),
    [
        (('"Q," said Ron, and left the room.', '"Q."'), "left"),
        (("Ron had gone home.", '"Q."'), "had left"),
    ],
)
def test_whoever_has_left_is_no_longer_there(paragraphs: tuple[str, ...], feature: str) -> None:
    assert features_of("Ron", *paragraphs)[feature] == 1.0
    assert feature not in features_of("Mara", *paragraphs)
    assert feature not in features_of("Ron", *paragraphs, "He knocked.", '"Q."')


def test_whoever_had_gone_before_a_quotation_does_not_lead_to_it() -> None:
    assert "beat before name" not in features_of("Ron", 'Ron had left the room. "Q."')
    assert features_of("Ron", 'Ron had left his hat. "Q."')["beat before name"] == 1.0


@pytest.mark.parametrize(
    ("above", "called", "gendered"),
    [
        ('"Ron," said Mara. "Look there."', True, False),
        ('"Ron," said Mara. "Look." She rose. "Look there."', True, False),
        ('"Sir," said Mara. "Look there."', False, True),
        ('"Look there," said Mara. "Ron."', False, False),
        ('"Look there, Ron."', False, False),
    ],
)
def test_whoever_is_called_first_answers_behind_the_last_quotation(
    above: str, called: bool, gendered: bool
) -> None:
    found = features_of("Ron", above, '"Q."')
    assert ("called above" in found) is called
    assert (found.get("address gender above", 0.0) > 0) is gendered
    assert "called above" not in features_of("Mara", above, '"Q."')


def test_a_call_in_a_paragraph_far_above_is_forgotten() -> None:
    call = '"Ron," said Mara. "Look there."'
    assert "called above" in features_of("Ron", call, "It rained.", '"Q."')
    assert "called above" not in features_of("Ron", call, *["It rained."] * 2, '"Q."')


def test_whoever_spoke_last_stays_a_candidate_however_long_ago() -> None:
    rows = gather(scene_of(*["It rained all the while."] * 400, '"Q."'))[-1].features
    assert len(rows) == 2
    assert all(row["absent"] == 1.0 and row["tagged near"] < 1e-9 for row in rows.values())


def test_who_else_is_named_tells_nothing_where_paragraphs_mix_speakers() -> None:
    mixed = ('"Q," said Mara. "Q," said Ron.', '"Q." "Q."')
    assert "around alone" not in features_of("Mara", *mixed, '"Q." Mara rose. "Q." Ron sat.')
    assert features_of("Ron", *mixed, '"Q." Ron rose. "Q."')["leading beat name"] == 1.0


@pytest.mark.parametrize(
    ("above", "name", "feature", "sign"),
    [
        ("It rained. He sat by himself.", "Ron", "pronouns above", 1),
        ("It rained. He sat by himself.", "Mara", "pronouns above", -1),
        ("She looked up. Ron slept.", "Mara", "above first subject gender", 1),
        ("She looked up. Ron slept.", "Ron", "above last subject name", 1),
        ("She looked up. Ron slept.", "Mara", "above last subject other", 1),
    ],
)
def test_the_paragraph_above_is_about_somebody(
    above: str, name: str, feature: str, sign: int
) -> None:
    assert features_of(name, above, '"Q."')[feature] * sign > 0


def test_whoever_is_named_beside_a_unit_may_speak_the_next() -> None:
    told = ('"Q," said Mara, and looked at Ron.', '"Q."')
    assert features_of("Ron", *told)["around another's tag at -1"] == 1.0
    assert "around at -1" not in features_of("Mara", *told)


@pytest.mark.parametrize(("noun", "told"), [("father", True), ("brother", False)])
def test_elder_kin_have_titles(noun: str, told: bool) -> None:
    found = features_of("Mr. Venn", '"Q," said Mr. Venn.', f'"Q," said Mara\'s {noun}.')
    assert ("elder kin with a title" in found) is told


def test_candidates_are_ranked_by_how_much_is_said_of_them() -> None:
    spoken_of = ("Mara sat. Mara rose. Mara sang.", '"Q."')
    assert features_of("Mara", *spoken_of)["rank before 0"] == 1.0
    assert features_of("Ron", *spoken_of)["rank before 1"] == 1.0
    assert features_of("Mara", *spoken_of)["share before"] > 0.5


def test_features_hold_no_zeros() -> None:
    for item in gather(scene_of('"Q, Ron," she said. Mara rose.', '"Q?"')):
        assert all(value for row in item.features.values() for value in row.values())
