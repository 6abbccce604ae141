"""Pieces of voices.yaml to copy, read back by the reader of voices.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import casting
from fullcast.model import AUTHOR, NARRATOR, Voice

VOICE = Voice("tone", "alto", 0.95, -1.5, 2.0)


@pytest.mark.parametrize(
    "name", ["Mara Venn", "Mr. Crake", "Yes", "42", "K: the cat", "Ann #2", '"Red"', "Zoë", "-x"]
)
def test_a_snippet_is_read_as_the_voice_it_was_made_of(tmp_path: Path, name: str) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text(casting.snippet(name, VOICE), encoding="utf-8")
    [entry] = casting.read_voice_map(path).characters
    assert entry.name == name
    said = entry.choice
    assert (said.explicit_engine, said.voice_id) == ("tone", "alto")
    assert (said.rate, said.pitch, said.volume) == (0.95, -1.5, 2.0)


def test_only_what_is_not_ordinary_is_said() -> None:
    assert casting.snippet(NARRATOR, Voice("hibari", "heart+man")) == (
        "narrator:\n  voice: hibari:heart+man\n"
    )
    assert casting.snippet(AUTHOR, Voice("hibari", "heart")) == ("author:\n  voice: hibari:heart\n")
    assert casting.snippet("Pim", Voice("hibari", "heart", rate=1.1)) == (
        "characters:\n  Pim:\n    voice: hibari:heart\n    rate: 1.1\n"
    )
