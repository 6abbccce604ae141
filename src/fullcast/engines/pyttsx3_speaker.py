"""The process that speaks one text with pyttsx3 and ends; `fullcast.engines.pyttsx3` starts it.

One process an utterance, because espeak-ng's random numbers, flutter and echo go on from one
utterance to the next: only a fresh process gives the same bytes for the same text. It also keeps
away from the caller what pyttsx3 prints, its threads and COM apartments, its hangs (the caller
kills the process) and its crashes. Run as a script, it imports nothing of fullcast but its
neighbour, and takes about 50 ms.

A request is a JSON object on stdin, the reply one on stdout:
    {"do": "list"} -> {"driver", "version", "voices": [{"id", "name", "language", "gender", "age"}],
                       "variants": {name: [gender, age]}}
    {"do": "speak", "text", "voice", "wpm", "pitch", "path"} -> {"voice"}
    {"do": "phonemes", "texts", "voice"} -> {"phonemes": [IPA]}, or nulls if the driver has none
    any -> {"error"}
`pitch` is espeak's, 0 to 99, or null. espeak reads what stands between `[[` and `]]` as phonemes.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import platform
import signal
import sys
import threading
from pathlib import Path
from typing import Any

UTF_8, IPA = 1, 2
"""espeak-ng's numbers for the encoding of a text and the notation of its phonemes."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: which signal to get when the caller ends."""
FINISH = 10.0
"""Seconds to wait for the file once espeak-ng says that it has spoken all."""


def main() -> None:
    """Answer the request on stdin; the arguments are the caller's number and a limit in seconds."""
    _end_with(caller=int(sys.argv[1]), limit=int(sys.argv[2]))
    replies = os.dup(1)
    os.dup2(2, 1)  # pyttsx3 prints to stdout
    request = json.load(sys.stdin)
    try:
        engine = _engine()
        answers = {"list": _listing, "speak": _speak, "phonemes": _phonemes}
        reply = answers[request["do"]](engine, request)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller reports it
        reply = {"error": f"{type(error).__name__}: {error}"}
    with open(replies, "w", encoding="ascii") as stream:  # noqa: PTH123 - a descriptor
        json.dump(reply, stream)
    # Interpreter shutdown would tear down espeak-ng's threads and COM objects in any order.
    os._exit(0)


def _end_with(caller: int, limit: int) -> None:
    """Let the system end this process with its caller, or after its time at the latest.

    A driver that hangs would outlive a caller that was killed and could not kill it.
    """
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.alarm(limit)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if sys.platform != "win32" and os.getppid() != caller:
        os._exit(1)  # it ended before this one began to watch it


def _engine() -> Any:
    if sys.platform.startswith("linux"):
        # By its path, for the package's __init__ would cost as much time as all the rest.
        path = Path(__file__).with_name("espeak_library.py")
        spec = importlib.util.spec_from_file_location("espeak_library", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} is missing")
        library = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(library)
        library.provide()
    import pyttsx3

    return pyttsx3.init()


def _listing(engine: Any, request: dict[str, Any]) -> dict[str, Any]:
    if engine.driver_name == "espeak":
        return _espeak_listing()
    voices = [
        {
            "id": voice.id,
            "name": voice.name or "",
            "language": _text((voice.languages or [""])[0]),
            "gender": str(voice.gender or ""),
            "age": str(voice.age or ""),
        }
        for voice in engine.getProperty("voices")
    ]
    return {
        "driver": engine.driver_name,
        "version": platform.platform(),
        "voices": voices,
        "variants": {},
    }


def _espeak_listing() -> dict[str, Any]:
    """espeak-ng's own list: pyttsx3's has identifiers in lower case, which do not all work."""
    from pyttsx3.drivers import _espeak

    wanted = _espeak.VOICE()
    wanted.languages = b"variant"
    genders = ("", "male", "female")
    voices = [
        {
            "id": voice.identifier.decode(),
            "name": voice.name.decode(),
            "language": voice.languages[1:].decode(),  # the first byte is a priority
            "gender": genders[voice.gender],
            "age": str(voice.age or ""),
        }
        for voice in _espeak.ListVoices(None)
        if voice.identifier and voice.languages
    ]
    variants = {
        voice.identifier.decode().removeprefix("!v/"): [genders[voice.gender], str(voice.age or "")]
        for voice in _espeak.ListVoices(ctypes.pointer(wanted))
    }
    version = _espeak.Info(None).decode()
    return {"driver": "espeak", "version": version, "voices": voices, "variants": variants}


def _speak(engine: Any, request: dict[str, Any]) -> dict[str, Any]:
    errors: list[str] = []
    engine.connect("error", lambda name, exception: errors.append(str(exception)))
    if engine.driver_name == "espeak":
        voice = _speak_espeak(engine, request)
    else:
        voice = request["voice"]
        engine.setProperty("voice", voice)
        engine.setProperty("rate", request["wpm"])
        engine.save_to_file(request["text"], request["path"])
        engine.runAndWait()
    if errors:
        return {"error": errors[0]}
    return {"voice": voice}


def _speak_espeak(engine: Any, request: dict[str, Any]) -> str:
    """Speak, and give the identifier of the voice that was really used."""
    from pyttsx3.drivers import _espeak

    finished = threading.Event()
    engine.connect("finished-utterance", lambda name, completed: finished.set())
    engine.runAndWait()  # until a first run ends, properties are only queued
    finished.clear()
    _espeak.Synchronize()
    engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["wpm"])
    engine.setProperty("pitch", request["pitch"])
    _espeak.Synchronize()
    used: str = _espeak.GetCurrentVoice().contents.identifier.decode()
    _seed(_espeak.dll)
    _read_phonemes(_espeak)
    engine.save_to_file(request["text"], request["path"])
    engine.runAndWait()  # returns before the file exists
    _espeak.Synchronize()
    if not finished.wait(FINISH):
        raise TimeoutError("espeak-ng did not finish")
    return used


def _phonemes(engine: Any, request: dict[str, Any]) -> dict[str, Any]:
    """How espeak-ng says each text; the clauses of one are joined by spaces."""
    if engine.driver_name != "espeak":
        return {"phonemes": [None] * len(request["texts"])}
    from pyttsx3.drivers import _espeak

    _read_phonemes(_espeak)
    _espeak.dll.espeak_SetVoiceByName(request["voice"].encode())
    # Only speaking tells the library whether it is to read [[…]]; this says nothing.
    _espeak.Synth(b" ", flags=_espeak.CHARS_UTF8)
    _espeak.Synchronize()
    return {"phonemes": [_ipa(_espeak.dll, text) for text in request["texts"]]}


def _ipa(library: Any, text: str) -> str:
    translate = library.espeak_TextToPhonemes
    translate.restype = ctypes.c_char_p
    translate.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    rest = ctypes.c_char_p(text.encode())
    clauses = []
    while rest.value:
        clauses.append((translate(ctypes.byref(rest), UTF_8, IPA) or b"").decode())
    return " ".join(clause for clause in clauses if clause)


def _read_phonemes(espeak: Any) -> None:
    """Have the library read [[…]] as phonemes, which pyttsx3 does not ask for."""
    speak = espeak.Synth
    espeak.Synth = lambda text, flags: speak(text, flags=flags | espeak.PHONEMES)


def _seed(library: Any) -> None:
    """Start espeak-ng's random numbers anew: since 1.52 the clock seeds them, to the second."""
    try:
        seed = library.espeak_ng_SetRandSeed
    except AttributeError:  # before 1.52, whose numbers are the same in every process
        return
    seed.argtypes = [ctypes.c_long]
    seed(1)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    main()
