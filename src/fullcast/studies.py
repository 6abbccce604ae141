"""Reads who says what in a story once: what was found is kept until the story or the code changes.

A study is full of values of this program's own. They are pickled, as nothing else keeps them whole,
and read back with a reader that makes nothing but them: a file that somebody else put into the
cache can make it fail, and do no more.
"""

from __future__ import annotations

import io
import pickle
from enum import Enum
from typing import Any

from fullcast import attribution, identity, rendering
from fullcast.model import Book, Script

_MAKERS = ("segment", "attribution", "language", "model.py")
_OWN = "fullcast."

Study = tuple[attribution.Study, Script]
"""A study, and the script that follows from it."""


def studied(book: Book, store: rendering.Store) -> Study:
    """What `attribution` finds in a book, as it was kept or found now."""
    key = rendering.key_of(
        identity.code_digest(*_MAKERS), book.title, book.author, book.language, book.chapters
    )
    kept = store.get(key)
    if kept is not None:
        return _read(kept)
    from fullcast import segment  # its patterns take a while, and a kept study needs none

    study = attribution.study(book, segment.segment(book))
    found = study, attribution.decide(study)
    store.put(key, pickle.dumps(found))
    return found


def _read(kept: bytes) -> Study:
    found: Study = _Reader(io.BytesIO(kept)).load()
    return found


class _Reader(pickle.Unpickler):
    """Makes values of this program's own classes only."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name.

        Raises:
            UnpicklingError: it is none of this program's.
        """
        if (module, name) == ("builtins", "getattr"):
            return _member  # which is how some Pythons pickle members of enumerations
        found = super().find_class(module, name) if module.startswith(_OWN) else None
        if not isinstance(found, type) or not found.__module__.startswith(_OWN):
            raise pickle.UnpicklingError(f"{module}.{name} does not belong into a study")
        return found


def _member(kind: object, name: str) -> Enum:
    """The member of an enumeration of that name, and nothing else of anything.

    Raises:
        UnpicklingError: there is none.
    """
    if isinstance(kind, type) and issubclass(kind, Enum) and name in kind.__members__:
        return kind.__members__[name]
    raise pickle.UnpicklingError(f"{name} of {kind!r} does not belong into a study")
