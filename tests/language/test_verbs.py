"""Every form a tag can take is there, and nothing that is no form of a verb of speech."""

from __future__ import annotations

import re

import pytest

from fullcast.language.verbs import (
    COMMON_SPEECH_VERBS,
    PHRASAL_SPEECH_VERBS,
    PLAIN_FORMS,
    REPORTED_TO_SELF,
    SPEECH_GERUNDS,
    SPEECH_NOUNS,
    SPEECH_VERBS,
    THOUGHT_VERBS,
)

LISTS = {
    "speech": SPEECH_VERBS,
    "thought": THOUGHT_VERBS,
    "plain": PLAIN_FORMS,
    "common": COMMON_SPEECH_VERBS,
    "to oneself": REPORTED_TO_SELF,
    "gerunds": SPEECH_GERUNDS,
    "nouns": SPEECH_NOUNS,
}


@pytest.mark.parametrize(
    ("plain", "past", "third"),
    [
        ("say", "said", "says"),
        ("ask", "asked", "asks"),
        ("cry", "cried", "cries"),
        ("reply", "replied", "replies"),
        ("breathe", "breathed", "breathes"),
        ("hiss", "hissed", "hisses"),
        ("screech", "screeched", "screeches"),
        ("begin", "began", "begins"),
        ("tell", "told", "tells"),
        ("speak", "spoke", "speaks"),
        ("swear", "swore", "swears"),
        ("weep", "wept", "weeps"),
        ("throw", "threw", "throws"),
        ("spit", "spat", "spits"),
        ("plead", "pled", "pleads"),
        ("plead", "pleaded", "pleads"),
        ("sob", "sobbed", "sobs"),
        ("beg", "begged", "begs"),
        ("admit", "admitted", "admits"),
        ("snap", "snapped", "snaps"),
        ("pursue", "pursued", "pursues"),
        ("shrug", "shrugged", "shrugs"),
        ("deadpan", "deadpanned", "deadpans"),
        ("counsel", "counselled", "counsels"),
        ("counsel", "counseled", "counsels"),
        ("pray", "prayed", "prays"),
        ("deny", "denied", "denies"),
        ("sympathise", "sympathised", "sympathises"),
        ("sympathize", "sympathized", "sympathizes"),
        ("apologise", "apologised", "apologises"),
        ("enquire", "enquired", "enquires"),
        ("roar", "roared", "roars"),
        ("quaver", "quavered", "quavers"),
    ],
)
def test_a_verb_of_speech_is_known_in_each_form(plain: str, past: str, third: str) -> None:
    assert {past, third} <= SPEECH_VERBS
    assert plain in PLAIN_FORMS


@pytest.mark.parametrize(
    ("plain", "past", "third"),
    [
        ("think", "thought", "thinks"),
        ("wonder", "wondered", "wonders"),
        ("muse", "mused", "muses"),
        ("worry", "worried", "worries"),
        ("realise", "realised", "realises"),
        ("realize", "realized", "realizes"),
        ("decide", "decided", "decides"),
    ],
)
def test_a_verb_of_thought_is_known_in_each_form(plain: str, past: str, third: str) -> None:
    assert {past, third} <= THOUGHT_VERBS
    assert plain in PLAIN_FORMS


@pytest.mark.parametrize(
    "word",
    """
    walked sat stood opened nodded looked went came took smile door lamp the quietly saied sayed
    telled beganned cryed replyed thinked speaked begined putted
    """.split(),
)
def test_what_reports_no_speech_is_not_among_the_verbs(word: str) -> None:
    assert word not in SPEECH_VERBS
    assert word not in THOUGHT_VERBS


@pytest.mark.parametrize("word", ["say", "ask", "begin", "cry", "tell"])
def test_plain_forms_are_no_tags_of_a_third_person(word: str) -> None:
    assert word not in SPEECH_VERBS


def test_common_verbs_are_verbs_of_speech() -> None:
    assert COMMON_SPEECH_VERBS <= SPEECH_VERBS


@pytest.mark.parametrize("verb", "said asked replied whispered shouted muttered cried".split())
def test_the_commonest_tags_are_common(verb: str) -> None:
    assert verb in COMMON_SPEECH_VERBS


@pytest.mark.parametrize("verb", "laughed smiled sighed shrugged grinned put read".split())
def test_what_is_as_often_an_action_is_not_common(verb: str) -> None:
    assert verb not in COMMON_SPEECH_VERBS


@pytest.mark.parametrize("verb", "told asked reminded said".split())
def test_what_one_tells_oneself_is_a_thought(verb: str) -> None:
    assert verb in REPORTED_TO_SELF


@pytest.mark.parametrize("name", sorted(LISTS))
def test_forms_are_lower_case_words(name: str) -> None:
    assert [word for word in sorted(LISTS[name]) if not re.fullmatch(r"[a-z]+", word)] == []


@pytest.mark.parametrize("name", sorted(LISTS))
def test_no_final_consonant_was_doubled_twice_and_no_ending_lost(name: str) -> None:
    odd = [w for w in sorted(LISTS[name]) if re.search(r"(.)\1\1|[^aeiou]yed$|eed$|eing$", w)]
    known = {"agreed", "disagreed", "decreed", "proceed", "agreeing", "disagreeing", "decreeing"}
    assert sorted(set(odd) - known) == []


def test_each_verb_has_a_third_person() -> None:
    known = SPEECH_VERBS | THOUGHT_VERBS
    lost = [w for w in sorted(PLAIN_FORMS) if not {w + "s", w + "es", w[:-1] + "ies"} & known]
    assert lost == []


@pytest.mark.parametrize(
    "gerund",
    "saying lying agreeing begging admitting crying breathing deadpanning spitting".split(),
)
def test_a_gerund_is_spelt_as_english_does(gerund: str) -> None:
    assert gerund in SPEECH_GERUNDS


@pytest.mark.parametrize(
    "pair", ["went on", "put in", "broke in", "cut in", "ground out", "bit out"]
)
def test_some_verbs_report_speech_with_a_small_word_alone(pair: str) -> None:
    verb, small = pair.split()
    assert (verb, small) in PHRASAL_SPEECH_VERBS
    assert verb not in SPEECH_VERBS
