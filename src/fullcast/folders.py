"""Where Fullcast keeps files of its own on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache() -> Path:
    """What can be made or fetched again: `FULLCAST_CACHE`, or else the user's cache folder."""
    named = os.environ.get("FULLCAST_CACHE")
    return Path(named).expanduser() if named else platformdirs.user_cache_path("fullcast")


def data() -> Path:
    """What the user puts there: the user's data folder."""
    return platformdirs.user_data_path("fullcast")
