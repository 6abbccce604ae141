"""What an engine is: the one extension point for voices."""

from __future__ import annotations

from typing import Protocol

from fullcast.model import Audio, Voice, VoiceInfo


class Engine(Protocol):
    """Something that speaks: the one extension point for voices.

    An engine is found by name through the entry-point group `fullcast.engines`, built without
    arguments, and then lives in one process and one thread. Building it is cheap; what is heavy
    is loaded by the first `synthesize`.
    """

    name: str

    @property
    def version(self) -> str:
        """Changes whenever the same text could sound different: package and voice data versions."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """All voices that can be used on this machine, in a stable order.

        Raises:
            EngineError: the engine cannot work here; the message says what to install.
        """

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak a text: the same text and voice give the same samples.

        `voice.volume` is not the engine's business: mastering applies it.

        Raises:
            UnknownVoiceError: the engine has no voice `voice.id`.
            EngineError: the text cannot be spoken.
        """
