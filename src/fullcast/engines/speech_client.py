"""Have a text spoken by an OpenAI-compatible speech server, whatever that server does."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field

import numpy as np

from fullcast import web
from fullcast.engines import server_voices
from fullcast.engines.waveform import decode
from fullcast.errors import EngineError
from fullcast.model import Audio, VoiceInfo

FAINTEST = 1e-3
"""A sound whose peak is lower (-60 dBFS) is taken for silence."""
_LISTED = 1 << 20
"""Bytes of a list of voices at most: thousands of them."""
_LARGEST_SOUND = 1 << 28
_SPARE_SOUND = 1 << 22
_PER_CHARACTER = 50_000
"""Bytes of sound at most: so many, or so many and some for each character at the normal speed. A
character takes 1/15 s, and up to 192,000 bytes a second are written; four times that is far too
long."""

_UNLISTED = frozenset({400, 403, 404, 405, 410, 501})
"""Statuses of servers that do not list their voices."""
_WRONG = frozenset({400, 404, 422})
"""Statuses by which servers refuse a voice, among other things."""
_VOICE = re.compile(r"\bvoices?\b", re.I)
_NO_MONEY = b"insufficient_quota"
"""OpenAI's word where waiting does not help, in a response with the status for "too many"."""
_FORMATS = (
    (re.compile(rb"ID3|\xff[\xe2-\xff]"), "MP3 or AAC"),
    (re.compile(rb"OggS"), "Ogg"),
    (re.compile(rb"fLaC"), "FLAC"),
    (re.compile(rb"\s*[{\[]"), "JSON"),
    (re.compile(rb"\s*<"), "a web page"),
)
"""How other things than WAV begin."""


class RefusedVoiceError(EngineError):
    """The server has no such voice; the message is what it says."""


@dataclass(frozen=True, slots=True)
class Service:
    """A server with an endpoint `audio/speech`, and a model on it."""

    url: str
    """The address under which `audio/speech` is found, such as http://localhost:8880/v1."""
    model: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for, in seconds."""

    connecting: float = 10.0
    listing: float = 15.0
    """For the list of voices, which is asked for once."""
    request: float = 75.0
    """For one request, which may have to wait for others or for the model to be loaded."""
    whole: float = 110.0
    """For a text with all tries."""
    per_character: float = 0.5
    """More of both for each character at the normal rate. In all this is less than rendering
    allows a job, so that it is this module that gives up, and says why."""
    tries: int = 4
    pause: float = 1.0
    """Before the second try, doubled before each further one."""
    longest_pause: float = 30.0
    """For which a server may ask to be left alone; for more it is not asked again."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be spoken, and until when."""

    text: str
    voice: str
    speed: float
    """A factor of the normal speed."""
    deadline: float
    """What `time.monotonic` shows when it is too late."""


class SpeechClient:
    """Asks one server."""

    def __init__(self, service: Service, patience: Patience) -> None:
        self._service = service
        self._patience = patience

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices that the server lists; none if it does not.

        Raises:
            EngineError: the server does not answer, or wants another key.
        """
        request = web.Request(
            web.endpoint(self._service.url, "audio/voices"),
            key=self._service.key,
            deadline=self._patience.listing,
            connecting=self._patience.connecting,
            largest=_LISTED,
        )
        try:
            response = web.exchange(request)
            if response.status in _UNLISTED:
                return ()
            if 200 <= response.status < 300:
                return server_voices.told(response.body)
            raise self._failure(response)
        except (web.ExchangeError, web.TryAgainError) as error:
            raise self._error(str(error)) from error

    def say(self, utterance: Utterance) -> Audio:
        """A text's sound, as the server sends it, after as many tries as make sense.

        Raises:
            RefusedVoiceError: the server has no such voice.
            EngineError: there is no sound.
        """
        patience = self._patience
        try:
            return web.persist(
                lambda: self._try(utterance),
                tries=patience.tries,
                pause=patience.pause,
                longest_pause=patience.longest_pause,
                until=utterance.deadline,
            )
        except web.TryAgainError as failure:
            raise self._error(str(failure)) from failure

    def _try(self, utterance: Utterance) -> Audio:
        """Ask once.

        Raises:
            TryAgainError: the server may do better next time.
            EngineError: it will not, or there is no time left.
        """
        if time.monotonic() >= utterance.deadline:
            raise self._error("takes too long")
        try:
            response = web.exchange(self._request(utterance))
        except web.ExchangeError as error:
            if error.fault in (web.Fault.LATE, web.Fault.BROKEN):
                raise web.TryAgainError(str(error)) from error
            raise self._error(str(error)) from error
        if not 200 <= response.status < 300:
            raise self._failure(response)
        return self._sound(response)

    def _request(self, utterance: Utterance) -> web.Request:
        wanted: dict[str, object] = {
            "model": self._service.model,
            "input": utterance.text,
            "voice": utterance.voice,
            "response_format": "wav",
        }
        if utterance.speed != 1.0:  # not every server knows the word
            wanted["speed"] = utterance.speed
        length = len(utterance.text) / utterance.speed
        left = utterance.deadline - time.monotonic()
        patience = self._patience
        return web.Request(
            web.endpoint(self._service.url, "audio/speech"),
            json.dumps(wanted).encode(),
            self._service.key,
            deadline=min(left, patience.request + patience.per_character * length),
            connecting=patience.connecting,
            largest=min(_LARGEST_SOUND, _SPARE_SOUND + round(_PER_CHARACTER * length)),
        )

    def _sound(self, response: web.Response) -> Audio:
        """The sound in a response.

        Raises:
            TryAgainError: it has none, or it is broken or silent.
            EngineError: it has something else.
        """
        for beginning, kind in _FORMATS:
            if beginning.match(response.body):
                says = f" ({response.remark})" if response.remark else ""
                raise self._error(f"sent {kind} instead of WAV{says}; set it to send WAV")
        try:
            audio = decode(response.body, "the sound")
        except ValueError as error:
            raise web.TryAgainError(f"sent what cannot be heard: {error}") from error
        if float(np.abs(audio.samples).max(initial=0.0)) <= FAINTEST:
            raise web.TryAgainError("sent silence")
        return audio

    def _failure(self, response: web.Response) -> Exception:
        """What to make of a response that tells of a failure."""
        status, says = response.status, f": {response.remark}" if response.remark else ""
        if 300 <= status < 400:
            return self._error(
                f"redirects to {response.location}; put that into FULLCAST_SPEECH_URL"
                " if you trust it"
            )
        if status in (401, 403):
            return self._error(
                f"refuses the key (status {status}); put a right one into FULLCAST_SPEECH_KEY"
            )
        if _NO_MONEY in response.body:
            return self._error(f"answered with status {status}{says}")
        if status in web.BUSY or (status >= 500 and status != 501):
            after = response.retry_after
            wait = f" and asks to be left alone for {after:.0f} s" if after else ""
            return web.TryAgainError(f"answered with status {status}{wait}{says}", after=after)
        if status in _WRONG and _VOICE.search(response.remark):
            return RefusedVoiceError(response.remark)
        hint = "" if says else "; does its address end in /v1, and the model exist?"
        return self._error(f"answered with status {status}{says}{hint}")

    def _error(self, why: str) -> EngineError:
        return EngineError(f"the speech server at {self._service.url} {why}")
