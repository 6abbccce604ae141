"""Voices of any server that speaks as OpenAI's does: `POST audio/speech` (API reference, "Create
speech"), such as Kokoro-FastAPI, openedai-speech, LocalAI, or OpenAI itself.

Which one, the environment says, and it alone: FULLCAST_SPEECH_URL, FULLCAST_SPEECH_MODEL and
FULLCAST_SPEECH_KEY. Without the first, no server is ever asked.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from urllib.parse import urlsplit

from fullcast.engines import server_voices
from fullcast.engines.base import listed, unknown
from fullcast.engines.long_texts import spoken
from fullcast.engines.respelling import without_ipa
from fullcast.engines.speakable import plain
from fullcast.engines.speech_client import (
    Patience,
    RefusedVoiceError,
    Service,
    SpeechClient,
    Utterance,
)
from fullcast.engines.waveform import faster, trim
from fullcast.errors import EngineError, NotSetUpError, UnknownVoiceError
from fullcast.model import Audio, Voice, VoiceInfo
from fullcast.web import base_address, usable_key

URL, MODEL, KEY = "FULLCAST_SPEECH_URL", "FULLCAST_SPEECH_MODEL", "FULLCAST_SPEECH_KEY"
DEFAULT_MODEL = "tts-1"
EXAMPLE = "http://localhost:8880/v1"

REVISION = 1
"""Raise it when a change of this package changes the sound."""
LONGEST = 4000
"""Characters a request: OpenAI takes 4,096."""
_BLENDS = frozenset("+(:")
"""In the names of voices that a server mixes: "af_bella(2)+af_sky"."""


class OpenAIEngine:
    """An engine for a speech server; see the module."""

    name = server_voices.ENGINE

    def __init__(self, patience: Patience = Patience()) -> None:  # noqa: B008 - it is frozen
        """Asks nobody."""
        self._patience = patience
        self._lists: dict[Service, tuple[VoiceInfo, ...]] = {}

    @property
    def version(self) -> str:
        """This package's, and a digest of address and model.

        Raises:
            EngineError: there is no server to ask.
        """
        service = _service()
        address = json.dumps([service.url, service.model]).encode()
        return f"{REVISION}-{hashlib.sha256(address).hexdigest()[:16]}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Those that the server lists; if it lists none, those that OpenAI documents.

        Raises:
            EngineError: there is no server to ask, or it does not answer.
        """
        service = _service()
        return self._listed(service) or server_voices.documented(service.model)

    def describe(self, id_: str) -> VoiceInfo:
        """A voice of the server; where it lists its voices, one of those or a blend.

        Raises:
            UnknownVoiceError: the server lists other voices.
            EngineError: there is no server to ask, or it does not answer.
        """
        found = self._listed(_service())
        if found and not _BLENDS & set(id_):
            return listed(self.name, id_, found)
        return server_voices.named(id_)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Have a text spoken, mono, at the server's sample rate.

        The server's speed does the rate, and half of the pitch: the other half is resampling,
        which shifts the formants along.

        Raises:
            UnknownVoiceError: the server has no such voice.
            EngineError: there is no server to ask, it does not speak, or the text has no word.
        """
        clean = without_ipa(plain(text, self.name))
        service, patience = _service(), self._patience
        client = SpeechClient(service, patience)
        factor = 2.0 ** (voice.pitch / 12)
        speed = round(min(max(voice.rate / factor, 0.25), 4.0), 4)
        allowed = patience.whole + patience.per_character * len(text) / voice.rate
        deadline = time.monotonic() + allowed

        def utter(piece: str) -> Audio:
            audio = trim(client.say(Utterance(piece, voice.id, speed, deadline)))
            return audio if factor == 1.0 else faster(audio, factor)

        try:
            return spoken(clean, LONGEST, voice.rate, utter)
        except RefusedVoiceError as error:
            known = [info.id for info in self.voices()]
            why = f"{unknown(self.name, voice.id, known)} (the server says: {error})"
            raise UnknownVoiceError(why) from error

    def _listed(self, service: Service) -> tuple[VoiceInfo, ...]:
        """What the server lists; it is asked until it has answered once."""
        if service not in self._lists:
            self._lists[service] = SpeechClient(service, self._patience).voices()
        return self._lists[service]


def _service() -> Service:
    """The server that the environment names.

    Raises:
        NotSetUpError: it names none.
        EngineError: it names one in a way that cannot be used.
    """
    url = os.environ.get(URL, "").strip()
    if not url:
        raise NotSetUpError(
            f'the engine "openai" needs a speech server: set {URL} to its address, such as'
            f" {EXAMPLE}"
        )
    try:
        url = base_address(url, EXAMPLE, KEY).rstrip("/").removesuffix("/audio/speech")
    except ValueError as error:
        raise EngineError(f"{URL} is not the address of a server: {error}") from error
    if urlsplit(url).query or urlsplit(url).fragment:
        raise EngineError(f"{URL} must end with the path, such as {EXAMPLE}: leave out ? and #")
    key = os.environ.get(KEY, "").strip()
    if not usable_key(key):
        raise EngineError(f"{KEY} holds characters that no key has")
    return Service(url, os.environ.get(MODEL, "").strip() or DEFAULT_MODEL, key)
