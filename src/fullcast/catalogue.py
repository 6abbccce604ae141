"""All engines that are installed, as casting looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fullcast import engines
from fullcast.model import VoiceInfo


class Catalogue:
    """A `casting.Catalogue` of the engines here; one is loaded when it is asked for its voices."""

    def __contains__(self, name: object) -> bool:
        return name in engines.names()

    def __iter__(self) -> Iterator[str]:
        return iter(engines.names())

    def __len__(self) -> int:
        return len(engines.names())

    def voices(self, engine: str) -> Sequence[VoiceInfo]:
        """The voices that an engine lists; see `engines.Engine.voices`."""
        return engines.load(engine).voices()

    def describe(self, engine: str, id_: str) -> VoiceInfo:
        """A voice of an engine; see `engines.describe`."""
        return engines.describe(engine, id_)
