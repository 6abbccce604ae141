"""All engines that are installed, as casting looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from fullcast import engines
from fullcast.model import VoiceInfo


class Catalogue:
    """A `casting.Catalogue` of the engines here; one is loaded when it is asked for its voices."""

    def __init__(self) -> None:
        """What was asked for once is kept."""
        self._described: dict[tuple[str, str], VoiceInfo] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return engines.names()  # reads the records of all packages, and casting asks for each voice

    def voices(self, engine: str) -> Sequence[VoiceInfo]:
        """The voices that an engine lists; see `engines.Engine.voices`."""
        return engines.load(engine).voices()

    def describe(self, engine: str, id_: str) -> VoiceInfo:
        """A voice of an engine; see `engines.describe`."""
        if (engine, id_) not in self._described:
            self._described[engine, id_] = engines.describe(engine, id_)
        return self._described[engine, id_]
