"""Who speaks next, as the narration says beforehand."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, read_cues, speakers

from fullcast.attribution.announcements import announced
from fullcast.attribution.subjects import Mention, SubjectKind


def who(sentence: str) -> str:
    """Who is announced where Ron is known: a name, a noun or a kind; empty for nobody."""
    at = sentence.find("Ron")
    mentions = {at: Mention(at, at + 3, 7)} if at >= 0 else {}
    subject = announced(sentence, 0, len(sentence), mentions)
    if subject is None:
        return ""
    return "Ron" if subject.character == 7 else subject.noun or subject.kind.value


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ron was the first to speak.", "Ron"),
        ("The boy was the next to answer.", "boy"),
        ("It was Ron who broke the silence.", "Ron"),
        ("It was the ferryman who answered.", "ferryman"),
        ("Nobody moved, until at length Ron broke the silence.", "Ron"),
        ("At last Ron spoke.", "Ron"),
        ("At last he spoke, and gravely.", SubjectKind.PRONOUN.value),
        ("Ron's next remark was a surprise.", "Ron"),
        ("She was not ready for Ron's next question.", "Ron"),
        ("It was Ron who spoke at last.", "Ron"),
        ("It was Ron who spoke.", ""),
        ("As Ron spoke, the door opened.", ""),
        ("Ron spoke to her of it.", ""),
        ("The man who spoke was tall.", ""),
        ("Ron's remark had hurt her.", ""),
        ("Ron sat down.", ""),
    ],
)
def test_a_sentence_announces_who_speaks_next(sentence: str, expected: str) -> None:
    assert who(sentence) == expected


CAST = (
    FILLER,
    '"It was so," said Mara. She smiled.',
    '"It was so," said Corin. He smiled.',
    '"It was so," said Nell. She smiled.',
    FILLER,
    "And there Mara sat, and Nell too, and Corin stood.",
)


@pytest.mark.parametrize("name", ["Mara", "Corin", "Nell"])
@pytest.mark.parametrize(
    "sentence", ["{} was the first to speak.", "It was {} who broke the silence."]
)
def test_whoever_is_announced_speaks_the_next_quotation(sentence: str, name: str) -> None:
    above = f"The door fell shut. {sentence.format(name)}"
    assert speakers(*CAST, above, '"That was the wind."')[-1] == name


@pytest.mark.parametrize("listener", ["Mara", "Corin", "Nell"])
def test_whoever_is_turned_to_above_is_told(listener: str) -> None:
    people, _, _, cues = read_cues(*CAST, f"And she turned to {listener}.", '"That was the wind."')
    assert [people.persons[who].name for who in cues[-1].told.characters] == [listener]
