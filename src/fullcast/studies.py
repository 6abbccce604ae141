"""Reads who says what in a story once: what was found is kept until the story or the code changes.

A study is full of values of this program's own. They are pickled, as nothing else keeps them whole,
and read back with a reader that makes nothing but them: a file that somebody else put into the
cache can make it fail, and do no more.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from typing import Any

from fullcast import attribution, identity, rendering
from fullcast.model import Book, Script
from fullcast.packed import packed_script

_MAKERS = ("segment", "attribution", "language", "model")
_OWN = "fullcast."

LONG = 200_000
"""Characters of a story that is studied in a process of its own, as a study takes 5 MB for each
hour of it. A shorter one is studied sooner than a process is started."""


Anew = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Studied:
    """What was found in a book."""

    script: Script
    """Who says each line, as far as the story itself tells."""
    study: Callable[[], attribution.Study]
    """Gives what the script follows from. It is large, and most runs need none."""
    decided: Callable[[attribution.Known], Script]
    """Gives the script that follows if the speakers of some lines are known."""


def studied(
    book: Book,
    store: rendering.Store,
    *,
    apart: bool = True,
    anew: Anew = lambda characters: None,
) -> Studied:
    """What `attribution` finds in a book, as it was kept or found now.

    Without `apart` even a long story is studied in this process. `anew` is told before something
    has to be found now, which takes seconds, and how many characters are studied for it.

    Raises:
        RenderError: the process that studies it died.
    """
    key = rendering.key_of(
        identity.code_digest(*_MAKERS),
        (book.title, book.author, book.language),
        [rendering.key_of(chapter) for chapter in book.chapters],
    )
    task = _Task(book, store, key)
    kept = store.get(key)
    if kept is not None:
        store.touch(task.evidence)  # the one is of no use for long without the other
        return _known(task, _read(kept), cache(partial(_study_again, task)), anew)
    length = sum(len(chapter.text) for chapter in book.chapters)
    anew(length)
    if apart and length > LONG:
        script = rendering.apart(_script, task)
        return _known(task, script, cache(partial(_study_again, task)), anew)
    study, script = _found(task)
    return _known(task, script, lambda: study, anew)


@dataclass(frozen=True, slots=True)
class _Task:
    """A book to be studied, and where what is found is kept."""

    book: Book
    store: rendering.Store
    key: str

    @property
    def evidence(self) -> str:
        """The key of the study itself; the other is its script's."""
        return rendering.key_of(self.key, "study")


def _known(
    task: _Task,
    script: Script,
    study: Callable[[], attribution.Study],
    anew: Anew,
) -> Studied:
    def decided(known: attribution.Known) -> Script:
        key = rendering.key_of(task.key, "decided", sorted(known.items()))
        kept = task.store.get(key)
        if kept is not None:
            found: Script = _read(zlib.decompress(kept))
            return found
        anew(0)
        made = attribution.decide(study(), known)
        # Packed, for there will be one for each time that the user corrects something.
        task.store.put(key, zlib.compress(pickle.dumps(made), 1))
        return made

    return Studied(script, study, decided)


def _found(task: _Task) -> tuple[attribution.Study, Script]:
    """Study a book, and keep what is found."""
    study = _study(task)
    script = attribution.decide(study)
    task.store.put(task.key, pickle.dumps(script))
    return study, script


def _script(task: _Task) -> Script:
    """The script alone, packed for the way to another process."""
    return packed_script(_found(task)[1])


def _study(task: _Task) -> attribution.Study:
    from fullcast import segment  # its patterns take a while, and a kept study needs none

    study = attribution.study(task.book, segment.segment(task.book))
    task.store.put(task.evidence, pickle.dumps(study))
    return study


def _study_again(task: _Task) -> attribution.Study:
    kept = task.store.get(task.evidence)
    return _study(task) if kept is None else _read(kept)


def _read(kept: bytes) -> Any:
    return _Reader(io.BytesIO(kept)).load()


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
