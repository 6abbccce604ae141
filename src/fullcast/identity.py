"""Which program this is: a digest of the code that makes something, for the keys of what it made.

A number that somebody has to raise with each change of the code is forgotten one day, and then
what an older program made is taken for what this one would make.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def code_digest(*parts: str) -> str:
    """A digest of some packages or modules of Fullcast ("mastering", "values.py") and its version.

    Where the program lies in no files, the version alone tells.
    """
    digest = hashlib.sha256(version("fullcast").encode())
    for part in parts:
        for file in _sources(files("fullcast") / part):
            digest.update(file.read_bytes())
    return digest.hexdigest()


@cache
def versions(*packages: str) -> tuple[str, ...]:
    """The versions of other packages, as installed."""
    return tuple(version(package) for package in packages)


def _sources(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
    elif place.is_dir():
        for each in sorted(place.iterdir(), key=lambda entry: entry.name):
            if each.is_dir() or each.name.endswith((".py", ".json")):
                yield from _sources(each)
