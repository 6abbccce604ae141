"""The page on voices names every speaker that the engines curate."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.engines import load
from fullcast.engines.espeak_voices import VARIANTS
from fullcast.engines.hibari_voices import PRESETS
from fullcast.engines.kokoro_voices import SPEAKERS

PAGE = Path(__file__).parents[2] / "docs" / "voices.md"


@pytest.mark.parametrize("engine", ["hibari", "kokoro", "tone", "variants"])
def test_every_speaker_is_on_the_page(engine: str) -> None:
    ids = {
        "hibari": tuple(PRESETS),
        "kokoro": tuple(SPEAKERS),
        "tone": tuple(voice.id for voice in load("tone").voices()),
        "variants": tuple(name.lower() for name in VARIANTS),
    }[engine]
    page = PAGE.read_text(encoding="utf-8")
    assert [id_ for id_ in ids if f"`{id_}`" not in page] == []
