"""The catalogue that the tests of casting share."""

from collections.abc import Mapping, Sequence

import pytest
from casting_scripts import HIBARI, SYSTEM, TONE

from fullcast.model import VoiceInfo


@pytest.fixture
def catalogue() -> Mapping[str, Sequence[VoiceInfo]]:
    return {"hibari": HIBARI, "pyttsx3": SYSTEM, "tone": TONE}
