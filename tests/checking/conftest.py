"""A small audiobook, made once by the tone engine and copied for each test that damages it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from audiobooks import made

STORY = """# The Mill on the Hill

by Ada Quill

## The Door

The wind shook the old mill. Rowan knocked twice, and waited for a long while in the rain.

"Is anybody there?" Rowan asked. "I have come about the bread, and I can pay for all of it."

"Come in," said Mistress Hale. "The door was never locked."

## The Bread

Rowan sat down by the oven, and the wet coat began to steam.

"Eat," said Mistress Hale. "There is more of it than I can carry to the market."

"Thank you," said Rowan. "It smells of home."

## The Road

They walked to the village together, and neither of them said a word until the bridge.

* * *

"Here," said Mistress Hale.
"""


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the audiobook as it was made."""
    return made(tmp_path_factory.mktemp("made"), STORY, "tone")


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(original, tmp_path / original.name))
