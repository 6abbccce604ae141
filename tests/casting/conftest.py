"""The catalogue that the tests of casting share."""

import pytest
from casting_scripts import CATALOGUE

from fullcast.casting import Catalogue


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE
