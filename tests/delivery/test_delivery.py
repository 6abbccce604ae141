"""What the narration says of how a line is spoken, and what comes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.delivery import PLAIN, Manner, manners, performed
from fullcast.model import NARRATOR, Kind, Line, Voice


def lines(*texts: str) -> list[Line]:
    """One paragraph of Ada's: what begins with a quotation mark is dialogue, with * a thought."""
    made = []
    for index, text in enumerate(texts):
        kind = {'"': Kind.DIALOGUE, "*": Kind.THOUGHT}.get(text[0], Kind.NARRATION)
        speaker = NARRATOR if kind is Kind.NARRATION else "Ada"
        made.append(Line(1, index, kind, text, 0, len(text), speaker=speaker))
    return made


def manner(*texts: str, of: int = 0) -> Manner:
    return manners(lines(*texts)).get(of, PLAIN)


@pytest.mark.parametrize(
    "tag",
    [
        "whispered Ada.",
        "Ada whispered.",
        "she whispered, her hand on the latch.",
        "the tall old woman whispered.",
        "she said in a whisper.",
        "whispers Ada.",
    ],
)
def test_a_whisper(tag: str) -> None:
    found = manner('"The lamp is out,"', tag)
    assert (found.style, found.volume) == ("whisper", -3.0)


@pytest.mark.parametrize("tag", ["Ada roared.", "she yelled as the rope ran out.", "shouts Ada."])
def test_a_shout(tag: str) -> None:
    found = manner('"Let go!"', tag)
    assert found.style == "shout"
    assert found.volume > 0


@pytest.mark.parametrize(
    "tag",
    [
        "said Ada.",
        "Ada said, and the whole crew shouted.",
        "she asked while the wind screamed.",
        "said Ada, who had whispered all day to nobody.",
        "She laid the whispering shell down.",
        "The wind screamed.",
    ],
)
def test_what_others_do_is_no_manner(tag: str) -> None:
    assert manner('"The lamp is out,"', tag) == PLAIN


def test_a_sentence_of_its_own_is_no_tag() -> None:
    assert manner('"The lamp is out."', "She shouted for the boy.") == PLAIN
    assert manner('"The lamp is out."', "she shouted.").style == "shout"


@pytest.mark.parametrize(
    ("tag", "slower", "softer"),
    [
        ("said Ada slowly.", True, False),
        ("Ada said very softly.", True, True),
        ("said the old woman quietly.", True, True),
    ],
)
def test_adverbs_tell_the_manner_of_plain_verbs(tag: str, slower: bool, softer: bool) -> None:
    found = manner('"The lamp is out,"', tag)
    assert (found.rate < 1, found.volume < 0) == (slower, softer)


def test_a_tag_counts_for_both_parts_of_a_quotation() -> None:
    texts = ('"Come,"', "she whispered,", '"and bring the lamp."')
    assert manner(*texts, of=0) == manner(*texts, of=2) != PLAIN


def test_narration_that_leads_to_a_quotation() -> None:
    assert manner("Ada turned and whispered:", '"Come."', of=1).style == "whisper"
    assert manner("Ada whispered to the boy.", '"Come."', of=1) == PLAIN


def test_capitals_are_shouted() -> None:
    assert manner('"LET GO OF THE ROPE!"').style == "shout"
    assert manner('"On TV?"') == PLAIN
    assert manner('"OK!"') == PLAIN
    assert manner('"LET GO,"', "she whispered.").style == "whisper"


def test_thoughts_are_a_little_softer() -> None:
    found = manner("*Never again.*")
    assert -3 <= found.volume < 0
    assert not found.style


def test_a_voice_is_performed_within_its_bounds() -> None:
    voice = Voice("hibari", "heart", rate=1.95, pitch=11.5, volume=-2.0)
    loud = performed(voice, Manner(1.2, 2.0, 3.0, "shout"))
    assert loud == Voice("hibari", "heart", rate=2.0, pitch=12.0, volume=-2.0, style="shout")
    assert performed(voice, PLAIN) is voice


@given(st.lists(st.text(min_size=1), max_size=6))
def test_any_text_can_be_read(texts: list[str]) -> None:
    for found in manners(lines(*texts)).values():
        assert 0.8 < found.rate < 1.2
        assert abs(found.pitch) <= 3
        assert abs(found.volume) <= 4
