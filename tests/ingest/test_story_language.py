"""Guessing the language."""

from __future__ import annotations

import pytest

from fullcast.ingest.language import guess

SAMPLES = {
    "en": "The boy had looked for it all day, and he was tired of the rain on his hat. ",
    "de": "Der Junge hatte den ganzen Tag gesucht, und er war müde und nicht mehr froh. ",
    "fr": "Le garçon avait cherché toute la journée et il était las de la pluie dans les rues. ",
    "es": "El niño había buscado todo el día y era tarde, pero los que lo vieron se fueron. ",
}


@pytest.mark.parametrize(("tag", "sample"), SAMPLES.items())
def test_guess(tag: str, sample: str) -> None:
    assert guess(sample * 20) == tag


def test_in_doubt_english() -> None:
    assert guess("") == "en"
    assert guess(SAMPLES["de"][:30]) == "en"
    assert guess("Lorem ipsum dolor sit amet. " * 50) == "en"
    assert guess(SAMPLES["en"] * 20 + SAMPLES["fr"] * 4) == "en"
