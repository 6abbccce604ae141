"""The words around a verb of speech."""

from __future__ import annotations

import pytest

from fullcast.attribution import phrases


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ('"Q,"', ","),
        ('"Q?"', "open"),
        ('"Q!"', "open"),
        ('"Q—"', "open"),
        ('"Q"', "open"),
        ('"Q."', "shut"),
        ('"Q", ', ","),
    ],
)
def test_how_a_quotation_ends(quotation: str, expected: str) -> None:
    assert phrases.opening(quotation, len(quotation)) == expected


@pytest.mark.parametrize(
    ("words", "how", "expected"),
    [
        (" said", "shut", True),
        (" quietly said", "shut", True),
        (" went on", "shut", True),
        (" smiled", "open", True),
        (" smiled", "shut", False),
        (" cut in", "open", True),
        (" cut it", "open", False),
        (" was saying", "open", True),
        (" was asleep", "open", False),
        (" would say", "open", True),
        (" would go", "open", False),
        (" had to ask", "open", True),
        (" wanted to know", "open", True),
        (" wanted to go", "open", False),
        ("", "open", False),
    ],
)
def test_a_verb_of_speech_behind_a_subject(words: str, how: str, expected: bool) -> None:
    assert phrases.speaks(words, 0, how) is expected


def test_only_i_speak_in_plain_forms() -> None:
    assert phrases.speaks(" say", 0, ",", me=True)
    assert not phrases.speaks(" say", 0, ",")


def test_the_last_plain_verb_leads_before_all_others() -> None:
    text = "She started, said so, whispered it and smiled,"
    later, verbs = phrases.leading_verbs(text, 0, len(text))
    assert [m.group() for m in later] == ["smiled"]
    assert [m.group() for m in verbs] == ["whispered", "said", "smiled", "started"]


def test_a_sentence_is_cut_at_its_marks() -> None:
    text = "Ada, who sat; and she -- at last"
    parts = [text[a:b] for a, b in phrases.clauses(text, 0, len(text))]
    assert [part.strip() for part in parts] == ["Ada", "who sat", "and she", "at last"]
