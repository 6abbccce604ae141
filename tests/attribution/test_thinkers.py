"""Who thinks each direct thought."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, read_cues
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.thinkers import find_thinkers
from fullcast.model import Kind

KNOWN = (
    '"It was so," said Mara. She smiled.',
    "And there Mara stood; she was late.",
    '"It was so," said Ron. He smiled.',
    "And there Ron stood; he was late.",
)
TELLING = ("I sat down, and I saw Mara, and then I left.",) * 2


def thinkers(*paragraphs: str) -> list[str]:
    """ "who reason" of each thought that has a thinker."""
    people, story, finder, _ = read_cues(FILLER, *paragraphs)
    found = find_thinkers(story, people, finder)
    return [f"{people.persons[f.person].name} {f.reason}" for _, f in sorted(found.items())]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("*Never,* Mara thought.", "Mara tag"),
        ("*Never,* thought Mara.", "Mara tag"),
        ("*Never?* Mara wondered.", "Mara tag"),
        ("*Never,* she thought.", "Mara tag"),
        ("*Never,* he thought.", "Ron tag"),
        ("*Never,* Mara told herself.", "Mara tag"),
        ("Mara thought, *Never.*", "Mara tag"),
        ("Mara thought: *Never.*", "Mara tag"),
        ("Mara left. *Never,* he thought.", "Ron tag"),
        ("Ron left. *Never,* thought Mara.", "Mara tag"),
        ("Mara sat. *Never.*", "Mara beat"),
        ("*Never.* Mara sat.", "Mara beat"),
        ("Ron saw Mara. *Never.*", "Ron beat"),
        ("Thinking of Ron, Mara sat. *Never.*", "Mara beat"),
        ("She sat. *Never.*", "Mara beat"),
        ("He sat. *Never.*", "Ron beat"),
        ('"Come," said Mara. *Never.*', "Mara beat"),
        ("*Never.*", "Ron narration"),
        ("*Never,* she noted.", "Mara tag"),
    ],
)
def test_a_thought_is_of_whoever_is_told_to_think_or_act(paragraph: str, expected: str) -> None:
    assert thinkers(*KNOWN, "% * * *", paragraph) == [expected]


def test_a_pronoun_may_stand_behind_the_verb_of_thought() -> None:
    assert thinkers(*KNOWN, "% * * *", "*Never,* thought she.") == ["Mara tag"]


def test_a_pronoun_means_whom_its_paragraph_is_about_unless_they_cannot_be_meant() -> None:
    # Nothing tells whether Toll is a man or a woman; Mara stands in the paragraph before.
    story = ('"It was so," said Toll.', '"So," said Toll. A boat came.', '"Well," said Toll.')
    above = "And Mara stood there and was late."
    assert thinkers(*KNOWN, *story, above, "Toll sat. *Never,* she thought.") == ["Toll tag"]
    assert thinkers(*KNOWN, *story, above, "Ron sat. *Never,* she thought.") == ["Mara tag"]


def test_a_role_may_think() -> None:
    roles = ('"So," said the old ferryman.', '"So," said the old ferryman.')
    paragraphs = (*KNOWN, *roles, "% * * *", "*Never,* the old ferryman thought.")
    assert thinkers(*paragraphs) == ["The old ferryman tag"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Mara sat. *Never.*", "*Never!*"), ["Mara beat", "Mara turn"]),
        (("Mara sat. *Never.*", "Ron sat.", "*Never!*"), ["Mara beat", "Mara turn"]),
        (("Mara sat. *Never.*", "Ron sat. *Never!*"), ["Mara beat", "Ron beat"]),
        (("Mara sat. *Never.*", "% *", "*Never!*"), ["Mara beat", "Mara narration"]),
        (("*Never,* thought Mara. *Never!*",), ["Mara tag", "Mara beat"]),
        (("*Never,* he thought, *never.*",), ["Ron tag", "Ron tag"]),
    ],
)
def test_a_scene_keeps_its_thinker(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert thinkers(*KNOWN, *paragraphs) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("*Never.*",), ["Narrator narrator"]),
        (("~ Ron's POV", "*Never.*"), ["Ron narrator"]),
        (("~ Ron's POV", "*Never,* I thought."), ["Ron tag"]),
        (("~ Ron's POV", "Mara sat. *Never.*"), ["Ron narrator"]),
        (("~ Ron's POV", "*Never,* Mara thought."), ["Mara tag"]),
        (("~ Ron's POV", "*Oh.*", "~ Mara's POV", "*Ah.*"), ["Ron narrator", "Mara narrator"]),
    ],
)  # fmt: skip
def test_the_narrator_thinks_what_nobody_else_does(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    assert thinkers(*TELLING, *KNOWN, *paragraphs) == expected


@pytest.mark.parametrize("paragraphs", [(), ("*Never.*",), ("The lamp fell. *Never.*",)])
def test_where_nobody_is_known_nobody_thinks(paragraphs: tuple[str, ...]) -> None:
    assert thinkers(*paragraphs) == []


def test_a_tag_is_surer_than_a_beat_and_a_beat_than_nothing() -> None:
    sure = []
    for paragraph in ("*Never,* thought Mara.", "Mara sat. *Never.*", "*Never.*"):
        people, story, finder, _ = read_cues(FILLER, *KNOWN, "% *", paragraph)
        (finding,) = find_thinkers(story, people, finder).values()
        sure.append(finding.confidence)
    assert 1 > sure[0] > sure[1] > sure[2] > 0


pieces = st.sampled_from(
    [*KNOWN, "*Never.*", "*Never,* he thought.", "Mara sat. *Oh.*", '"Come." *No.*', "% *", "~ POV"]
)


@given(st.lists(pieces | st.text("*aM .,\n", max_size=20), max_size=12))
@settings(deadline=None)
def test_thoughts_and_nothing_else_have_thinkers(paragraphs: list[str]) -> None:
    people, story, finder, _ = read_cues(FILLER, *[p for p in paragraphs if p.strip()])
    lines = [line for paragraph in story.paragraphs for line in paragraph.lines]
    thoughts = {(line.chapter, line.index) for line in lines if line.kind is Kind.THOUGHT}
    found = find_thinkers(story, people, finder)
    assert set(found) <= thoughts
    assert all(0 < f.confidence <= 1 and f.reason for f in found.values())
    assert all(f.person in range(len(people.persons)) for f in found.values())
