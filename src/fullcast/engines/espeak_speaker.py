"""What espeak-ng answers in `pyttsx3_speaker`, through the bindings that pyttsx3 has for it.

pyttsx3's own loop over them sleeps for hundredths of a second in each utterance, and espeak-ng's
threads, which it needs, do not survive a fork. Here espeak-ng is told to speak at once, in the
caller's thread, which gives the same samples.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pyttsx3.drivers import _espeak

UTF_8, IPA = 1, 2
"""espeak-ng's numbers for the encoding of a text and the notation of its phonemes."""
BUFFER = 1000
"""Milliseconds of sound that espeak-ng hands over at once, as pyttsx3 has it."""

Hear = Callable[[int, int], object]
"""Gets the address of a piece of sound and how many bytes it has."""
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""espeak-ng's `t_espeak_callback`; with addresses, as to make pointers or arrays of them touches
memory that a child process has to copy."""

_GENDERS = ("", "male", "female")


class Espeak:
    """espeak-ng, ready to speak; there is one in a process."""

    def __init__(self, hear: Hear) -> None:
        """Load its data; `hear` gets what is spoken, piece by piece: 16-bit samples.

        Raises:
            RuntimeError: it has none.
        """
        self._rate: int = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, BUFFER)
        if self._rate < 0:
            raise RuntimeError("espeak-ng could not be initialised")
        # What takes time to load and is kept: the list of all voices, by which it finds one by its
        # name, and the dictionary of the language that most stories are in.
        _espeak.ListVoices(None)
        _espeak.SetVoiceByName(b"gmw/en")
        self._seed = _seeding()
        self._hear = hear
        self._failure: Exception | None = None
        self._callback = _CALLBACK(self._heard)  # which espeak-ng does not keep alive
        _espeak.dll.espeak_SetSynthCallback(self._callback)

    def listing(self, request: dict[str, Any]) -> dict[str, Any]:
        """espeak-ng's own list: pyttsx3's has identifiers in lower case, which do not all work."""
        wanted = _espeak.VOICE()
        wanted.languages = b"variant"
        voices = [
            {
                "id": voice.identifier.decode(),
                "name": voice.name.decode(),
                "language": voice.languages[1:].decode(),  # the first byte is a priority
                "gender": _GENDERS[voice.gender],
                "age": str(voice.age or ""),
            }
            for voice in _espeak.ListVoices(None)
            if voice.identifier and voice.languages
        ]
        variants = {
            voice.identifier.decode().removeprefix("!v/"): [
                _GENDERS[voice.gender],
                str(voice.age or ""),
            ]
            for voice in _espeak.ListVoices(ctypes.pointer(wanted))
        }
        version = _espeak.Info(None).decode()
        return {
            "driver": "espeak",
            "version": version,
            "voices": voices,
            "variants": variants,
        }

    def speak(self, request: dict[str, Any]) -> dict[str, Any]:
        """Speak; the reply names the voice that was really used."""
        _espeak.SetVoiceByName(request["voice"].encode())
        _espeak.SetParameter(_espeak.RATE, request["wpm"], 0)
        if request["pitch"] is not None:
            _espeak.SetParameter(_espeak.PITCH, request["pitch"], 0)
        used: str = _espeak.GetCurrentVoice().contents.identifier.decode()
        self._seed(1)
        _synthesize(request["text"])
        if self._failure is not None:
            raise self._failure
        return {"voice": used, "rate": self._rate}

    def _heard(self, samples: int | None, count: int, events: int | None) -> int:
        """Pass the next piece of sound on; 0 asks for more, 1 for no more."""
        if samples is not None and count > 0:
            try:
                self._hear(samples, count * ctypes.sizeof(ctypes.c_short))
            except Exception as error:  # noqa: BLE001 - ctypes would drop it; raised by `speak`
                self._failure = error
                return 1
        return 0

    def phonemes(self, request: dict[str, Any]) -> dict[str, Any]:
        """How espeak-ng says each text; the clauses of one are joined by spaces."""
        _espeak.SetVoiceByName(request["voice"].encode())
        _synthesize(" ")  # which tells it to read [[…]] as phonemes here too
        return {"phonemes": [_ipa(text) for text in request["texts"]]}


def _synthesize(text: str) -> None:
    """Have the callback hear a text; what stands between `[[` and `]]` are phonemes.

    Raises:
        RuntimeError: espeak-ng cannot.
    """
    failure = _espeak.Synth(text, flags=_espeak.CHARS_UTF8 | _espeak.ENDPAUSE | _espeak.PHONEMES)
    if failure:
        raise RuntimeError(f"espeak-ng gave up with code {failure}")


def _ipa(text: str) -> str:
    translate = _espeak.dll.espeak_TextToPhonemes
    translate.restype = ctypes.c_char_p
    translate.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    rest = ctypes.c_char_p(text.encode())
    clauses = []
    while rest.value:
        clauses.append((translate(ctypes.byref(rest), UTF_8, IPA) or b"").decode())
    return " ".join(clause for clause in clauses if clause)


def _seeding() -> Callable[[int], object]:
    """What starts espeak-ng's random numbers anew: since 1.52 the clock seeds them."""
    try:
        seed = _espeak.dll.espeak_ng_SetRandSeed
    except AttributeError:  # before 1.52, whose numbers are the same in every process
        return lambda number: None
    seed.argtypes = [ctypes.c_long]
    return seed  # type: ignore[no-any-return]
