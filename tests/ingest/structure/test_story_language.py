"""The language of a story: stated, or told by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.ingest.structure.language import detected, labelled, settled

SAMPLES = {
    "en": "The boy had looked for it all day, and he was tired of the rain on his hat. ",
    "de": "Der Junge hatte den ganzen Tag gesucht, und er war müde und nicht mehr froh. ",
    "fr": "Le garçon avait cherché toute la journée et il était las de la pluie dans les rues. ",
    "es": "El niño había buscado todo el día y era tarde, pero los que lo vieron se fueron. ",
    "it": "Il ragazzo aveva cercato per ore, ma non era stanco, e si sedette con gli altri. ",
    "pt": "O menino não sabia que horas eram, mas ela disse que era tarde e se foi com uma. ",
    "nl": "De jongen had het niet gevonden en hij was moe van de regen, dat zag ik met een. ",
    "sv": "Pojken hade letat och han var trött på att gå med det i regnet för en dag. ",
    "fi": "Poika oli etsinyt koko päivän ja hän sanoi että se oli kuin sade, mutta ei niin. ",
    "pl": "Chłopiec szukał go przez cały dzień i nie był to już dobry dzień, ale się śmiał. ",
    "ru": "Мальчик искал его весь день, и он не был рад, что это было так с ним. ",
    "tr": "Bu çocuk bütün gün onu aradı ve çok yoruldu ama ne bir ses ne de bir iz vardı. ",
    "ja": "少年は一日中それを探していました。雨が降っていて、とても疲れました。",
    "zh": "男孩找了一整天，天一直在下雨，他很累，可是没有人看见过那只风筝。",
    "ko": "소년은 하루 종일 그것을 찾았고 비 때문에 몹시 지쳐 있었다. ",
    "el": "Το αγόρι το έψαχνε όλη μέρα και ήταν κουρασμένο από τη βροχή. ",
}


@pytest.mark.parametrize(("language", "sample"), SAMPLES.items())
def test_the_words_tell(language: str, sample: str) -> None:
    assert detected(sample * 20) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        SAMPLES["de"][:30],
        "Lorem ipsum dolor sit amet. " * 50,
        "1, 2, 3… " * 100,
    ],
)
def test_in_doubt_nothing_and_so_english(text: str) -> None:
    assert detected(text) is None
    assert settled(None, text) == ("en", None)


def test_some_words_of_another_language_leave_a_text_english() -> None:
    assert detected(SAMPLES["en"] * 20 + SAMPLES["fr"] * 4) == "en"


def test_what_a_file_states_holds_where_the_words_agree_or_say_nothing() -> None:
    assert settled("en-GB", SAMPLES["en"] * 20) == ("en-GB", None)
    assert settled("fr", "Lorem ipsum dolor sit amet. " * 50) == ("fr", None)
    assert settled("nb", "Og det var som en dag at han ikke hadde noe med på. " * 20) == (
        "nb",
        None,
    )


def test_a_language_unknown_here_is_believed() -> None:
    assert settled("gl", SAMPLES["es"] * 20) == ("gl", None)


def test_metadata_in_the_wrong_language_is_told(tmp_path: Path) -> None:
    page = f"<html lang='en'><body><p>{SAMPLES['de'] * 20}</p></body></html>"
    (tmp_path / "tag.html").write_text(page, encoding="utf-8")
    book = ingest.read(tmp_path / "tag.html")
    assert book.language == "de"
    assert book.remarks == (
        "Its file says that it is in English, but its words are German; it is read as German.",
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Rating: T", "Language: French", "Words: 9"], "fr"),
        (["*Language:* Español"], "es"),
        (["Language:", "Deutsch"], "de"),
        (["Language: Elvish"], None),
        (["Rating: T"], None),
        ([], None),
    ],
)
def test_labels(texts: list[str], expected: str | None) -> None:
    assert labelled(texts) == expected
