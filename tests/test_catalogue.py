"""What casting sees of the engines that are installed."""

import pytest

from fullcast import engines
from fullcast.catalogue import Catalogue
from fullcast.errors import UnknownVoiceError


def test_it_holds_all_engines_by_name() -> None:
    catalogue = Catalogue()
    assert {"hibari", "pyttsx3", "tone"} <= set(catalogue)
    assert len(list(catalogue)) == len(catalogue)
    assert "tone" in catalogue
    assert "toon" not in catalogue


def test_it_knows_the_voices_of_each() -> None:
    catalogue = Catalogue()
    assert catalogue.voices("tone") == engines.load("tone").voices()
    assert catalogue.describe("tone", "alto") in catalogue.voices("tone")
    with pytest.raises(UnknownVoiceError, match='did you mean "alto"'):
        catalogue.describe("tone", "alt")
