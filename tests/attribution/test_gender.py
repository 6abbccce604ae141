"""How much the text says that a character is a man or a woman."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, people_of, person_called, story_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.characters import Candidate
from fullcast.attribution.gender import form_leanings, leanings
from fullcast.attribution.names import collect
from fullcast.attribution.subjects import Mention


def leaning_of(name: str, *paragraphs: str) -> float:
    """How a name leans, by itself."""
    story = story_of(FILLER, *paragraphs)
    (leaning,) = [v for f, v in form_leanings(story, collect(story)).items() if str(f) == name]
    return leaning


@pytest.mark.parametrize(
    ("name", "text", "sign"),
    [
        # titles
        ("Mr. Venn", "And Mr. Venn rose, then Mr. Venn sat.", 1),
        ("Mrs. Venn", "And Mrs. Venn rose, then Mrs. Venn sat.", -1),
        ("Captain Venn", "And then Captain Venn sat.", 0),
        ("Captain Venn", "And then Captain Venn took her hat, and she left.", -1),
        ("Mr. Venn", "And Mr. Venn left when she came. So Mr. Venn sat as she ate.", 1),
        # first names
        ("Ada", "And then Ada sat.", -1),
        ("John", "And then John sat.", 1),
        ("Kestrel", "And then Kestrel sat.", 0),
        # pronouns
        ("Kestrel", "And Kestrel rose; he was late.", 1),
        ("Kestrel", "And Kestrel rose; she was late.", -1),
        ("Kestrel", "And Kestrel rose. He was late.", 1),
        ("Kestrel", "And Kestrel found herself alone.", -1),
        ("Kestrel", "And Kestrel took his hat.", 1),
        ("Kestrel", "And Kestrel took his hat, and Kestrel said that she was late.", -1),
        # nouns beside the name
        ("Kestrel", "And Kestrel was a very old woman.", -1),
        ("Kestrel", "There was Kestrel, his sister.", -1),
        ("Kestrel", "There was his little brother Kestrel.", 1),
        ("Kestrel", "And there sat Kestrel, who was her brother.", 1),
        ("Kestrel", "And there sat Kestrel, who was the brother's friend.", 0),
        ("Kestrel", "And Kestrel was a woman's hat.", 0),
        # whose it is
        ("Kestrel", "And they took Kestrel's arms and swung him up.", 1),
        ("Kestrel", "And Kestrel rose and swung him up.", 0),
        ("Kestrel", '"Good woman, Kestrel sat."', 0),
        # nothing
        ("Kestrel", "It was she, and then Kestrel sat.", 0),
        ("Kestrel", "And Kestrel saw Ada, and she smiled.", 0),
        ("Kestrel", f"And Kestrel rose {'and rose ' * 12}till he fell.", 0),
        ("Kestrel", "And Kestrel saw the shell, the hero and the herring.", 0),
        ("Kestrel", '"Kestrel said that she was late." So Kestrel rose.', 0),
        ("Kestrel", 'And Kestrel rose. "He and she!"', 0),
    ],
)
def test_titles_first_names_and_the_next_pronoun_show_a_gender(
    name: str, text: str, sign: int
) -> None:
    leaning = leaning_of(name, text)
    assert (leaning > 0) - (leaning < 0) == sign
    assert -1 <= leaning <= 1


def test_a_pronoun_does_not_reach_into_the_next_paragraph() -> None:
    assert leaning_of("Kestrel", "And then Kestrel rose.", "He was late.") == 0


def test_the_text_outweighs_a_first_name() -> None:
    text = "And Ada rose; he was late."
    assert leaning_of("Ada", text) < 0
    assert leaning_of("Ada", *[text] * 12) > 0


def test_a_first_name_that_leaves_no_doubt_is_not_outweighed_at_once() -> None:
    pronouns = ["And there Bettina rose; he was late."] * 3
    people = people_of(FILLER, '"It was so," said Bettina.', *pronouns)
    assert person_called(people, "Bettina").leaning < 0
    others = [text.replace("Bettina", "Philippa") for text in pronouns]
    people = people_of(FILLER, '"It was so," said Philippa.', *others)
    assert person_called(people, "Philippa").leaning > 0


def test_more_evidence_leans_further() -> None:
    once, thrice = (leaning_of("Kestrel", *["And Kestrel rose; he was late."] * n) for n in (1, 3))
    assert 0 < once < thrice < 1


def test_a_subject_weighs_more_than_a_possessive() -> None:
    his, he = (leaning_of("Kestrel", f"And Kestrel saw {p} hat.") for p in ("his", "that he had a"))
    assert 0 < his < he


def test_a_characters_names_vote_together() -> None:
    people = people_of(
        '"Come," said Kestrel Venn. "Come," said Kestrel. "Come," said Miss Venn.',
        '"No," said Kestrel Venn. And there Kestrel sat; there Miss Venn sat.',
    )
    assert person_called(people, "Kestrel").name == "Kestrel Venn"
    assert person_called(people, "Kestrel").leaning < -0.5


def test_candidates_without_evidence_lean_nowhere() -> None:
    story = story_of("It rained.")
    assert leanings(story, [Candidate(), Candidate()], []) == [0.0, 0.0]
    assert leanings(story, [], []) == []


clauses = st.sampled_from(
    ["Kestrel rose. ", "And Ada sat; ", "he left. ", "she ate. ", "his hat, ", '"She!" ', "\n\n"]
)


@given(st.lists(clauses, max_size=20).map("".join), st.data())
@settings(deadline=None)
def test_leanings_keep_their_bounds_whatever_is_mentioned_where(
    text: str, data: st.DataObject
) -> None:
    story = story_of(text) if text.strip() else story_of("It rained.")
    starts = sorted(data.draw(st.sets(st.integers(0, max(0, len(story.text) - 1)), max_size=9)))
    mentions = [Mention(at, at + 1, number % 3) for number, at in enumerate(starts)]
    found = leanings(story, [Candidate() for _ in range(3)], mentions)
    assert len(found) == 3
    assert all(-1 < leaning < 1 for leaning in found)


def test_a_pronoun_behind_an_object_weighs_less() -> None:
    texts = ("So Kestrel sat, and he rose.", "So they sat with Kestrel, and he rose.")
    subject, behind = (leaning_of("Kestrel", text) for text in texts)
    assert 0 < behind < subject


def test_what_is_stated_of_somebody_weighs_more_than_what_stands_beside() -> None:
    stated, beside = (
        leaning_of("Kestrel", f"And there sat Kestrel, {words}the brother.")
        for words in ("who was ", "")
    )
    assert 0 < beside < stated
