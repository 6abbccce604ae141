"""Thirty invented names are said as the lexicon asks: what the engines make of it, in phonemes."""

from __future__ import annotations

import pytest
from invented_names import NAMES

from fullcast import engines
from fullcast.engines.misaki import misaki
from fullcast.engines.respelling import respelled
from fullcast.errors import EngineError
from fullcast.language import ipa
from fullcast.language.ipa import CONSONANTS, VOWELS, readable, sounds
from fullcast.language.pronunciation import annotated
from fullcast.model import Voice

ESPEAK = Voice("pyttsx3", "gmw/en-us")


def same(text: str) -> str:
    """IPA without what is one sound in American English: length of i, the r in ɜː."""
    return readable(text).replace("iː", "i").replace("ɜːɹ", "ɜː")


@pytest.fixture(scope="module", autouse=True)
def _espeak() -> None:
    try:
        if not any(voice.id == ESPEAK.id for voice in engines.load("pyttsx3").voices()):
            pytest.skip("this system has no espeak-ng")
    except EngineError as error:
        pytest.skip(str(error))


def test_there_are_thirty() -> None:
    assert len(NAMES) == 30


def test_espeak_says_them_as_asked() -> None:
    texts = [f"Then {annotated(name, asked)} left." for name, asked in NAMES.items()]
    said = engines.readings(texts, ESPEAK)
    wrong = {
        name: reading
        for (name, asked), reading in zip(NAMES.items(), said, strict=True)
        if f" {same(asked)} " not in same(reading)
    }
    assert wrong == {}


def test_espeak_would_not_say_most_of_them_by_itself() -> None:
    said = engines.readings(list(NAMES), ESPEAK)
    right = [
        name
        for (name, asked), reading in zip(NAMES.items(), said, strict=True)
        if same(asked) == same(reading)
    ]
    assert len(right) <= 10


def test_a_british_voice_says_them_its_own_way() -> None:
    (said,) = engines.readings([annotated("Skjelvar", "ˈʃɛlvɑɹ")], Voice("pyttsx3", "gmw/en"))
    assert said == "ˈʃɛlvɑː"


def test_a_voice_of_another_language_reads_what_is_written() -> None:
    german = Voice("pyttsx3", "gmw/de")
    assert engines.readings([annotated("Mara", "ˈzuːz")], german) == engines.readings(
        ["Mara"], german
    )


def test_hibari_says_them_as_asked() -> None:
    texts = [f"Then {annotated(name, asked)} left." for name, asked in NAMES.items()]
    said = engines.readings(texts, Voice("hibari", "heart"))
    wrong = {
        name: reading
        for (name, asked), reading in zip(NAMES.items(), said, strict=True)
        if f" {same(asked)} " not in same(reading)
    }
    assert wrong == {}


def test_respellings_are_read_about_right() -> None:
    """By espeak-ng, which stands for any engine that reads English spelling."""
    kinds = dict(zip("i iː ə ɔː ɑː oʊ ɜː".split(), "ɪ ɪ ʌ ɒ ɒ ɒ ə".split(), strict=True))

    def plain(text: str) -> list[str]:
        return [kinds.get(each, each) for each in sounds(text) if each in VOWELS | CONSONANTS]

    respellings = engines.readings([respelled(each) for each in NAMES.values()], ESPEAK)
    written = engines.readings(list(NAMES), ESPEAK)
    asked = [plain(each) for each in NAMES.values()]
    total = sum(map(len, asked))
    errors = [
        sum(distance(one, plain(other)) for one, other in zip(asked, said, strict=True)) / total
        for said in (respellings, written)
    ]
    assert errors[0] < 0.08, "of the sounds are wrong"
    assert errors[1] > 3 * errors[0], "without a respelling"


def distance(one: list[str], other: list[str]) -> int:
    """The edits between two sequences."""
    row = list(range(len(other) + 1))
    for a in one:
        new = [row[0] + 1]
        for n, b in enumerate(other):
            new.append(min(new[-1] + 1, row[n + 1] + 1, row[n] + (a != b)))
        row = new
    return row[-1]


def test_every_symbol_that_voices_yaml_may_have_is_read_by_hibari_and_kokoro() -> None:
    symbols = [symbol for symbol in ipa._SOUNDS if symbol not in ipa.MARKS]
    refused = []
    for symbol in [*symbols, *ipa._SILENT]:
        try:
            misaki(f"ˈmɑ{symbol}ə")
        except EngineError:
            refused.append(symbol)
    assert refused == []
