"""Where Fullcast keeps files of its own on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CACHE = "FULLCAST_CACHE"
"""The environment variable that names the folder of what can be made or fetched again."""


def cache() -> Path:
    """What can be made or fetched again: `FULLCAST_CACHE`, or else the user's cache folder."""
    named = os.environ.get(CACHE)
    return Path(named).expanduser() if named else platformdirs.user_cache_path("fullcast")


def data() -> Path:
    """What the user puts there: the user's data folder."""
    return platformdirs.user_data_path("fullcast")
