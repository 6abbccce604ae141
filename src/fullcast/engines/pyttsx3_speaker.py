"""The process that speaks one text with pyttsx3 and ends; `fullcast.engines.pyttsx3` starts it.

One process an utterance, because espeak-ng's random numbers, flutter and echo go on from one
utterance to the next: only a fresh process gives the same bytes for the same text. It also keeps
away from the caller what pyttsx3 prints, its threads and COM apartments, its hangs (the caller
kills the process) and its crashes. Run as a script, it imports nothing of fullcast but its
neighbour, and takes about 50 ms. With the argument `serve` it loads what takes these, and has a
child answer each request: about 15 ms, nearly all of it espeak-ng's own.

A request is a JSON object on stdin, the reply one on stdout; with `serve`, a line each, and the
request says as "limit" how many seconds it may take:
    {"do": "list"} -> {"driver", "version", "voices": [{"id", "name", "language", "gender", "age"}],
                       "variants": {name: [gender, age]}}
    {"do": "speak", "text", "voice", "wpm", "pitch", "path"} -> {"voice"}
    {"do": "phonemes", "texts", "voice"} -> {"phonemes": [IPA]}, or nulls if the driver has none
    any -> {"error"}
`pitch` is espeak's, 0 to 99, or null. espeak reads what stands between `[[` and `]]` as phonemes.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import json
import math
import os
import platform
import signal
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

UTF_8, IPA = 1, 2
"""espeak-ng's numbers for the encoding of a text and the notation of its phonemes."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: which signal to get when the caller ends."""
FINISH = 10.0
"""Seconds to wait for the file once espeak-ng says that it has spoken all."""


def main() -> None:
    """Answer the request on stdin."""
    replies = _replies()
    _answer(json.load(sys.stdin), replies)


def serve() -> None:
    """Answer each line on stdin in a child of this process, until there are no more.

    All that takes time to load is loaded before; nothing of espeak-ng has begun by then, so that a
    child is as good as a process that was just started.
    """
    _end_with(int(sys.argv[2]))
    own = os.getpid()
    replies = _replies()
    _provide()
    importlib.import_module("pyttsx3.drivers.espeak")
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            _end_with(own)
            request = json.loads(line)
            signal.alarm(1 + math.ceil(request["limit"]))  # nobody waits for longer
            _answer(request, replies)
        _, status = os.waitpid(child, 0)
        if status:
            _write({"died": os.waitstatus_to_exitcode(status)}, replies)


def _end_with(caller: int) -> None:
    """Have the system end this process as soon as the one that started it has ended.

    A driver that hangs would outlive a caller that is killed and so cannot end it.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != caller:
        os._exit(1)  # it ended before this process asked for that


def _replies() -> int:
    """Where replies go: the standard output, to which pyttsx3 shall not print."""
    replies = os.dup(1)
    os.dup2(2, 1)
    return replies


def _answer(request: dict[str, Any], replies: int) -> NoReturn:
    """Write the reply to a request, and end."""
    try:
        engine = _engine()
        answers = {"list": _listing, "speak": _speak, "phonemes": _phonemes}
        reply = answers[request["do"]](engine, request)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller reports it
        reply = {"error": f"{type(error).__name__}: {error}"}
    _write(reply, replies)
    # Interpreter shutdown would tear down espeak-ng's threads and COM objects in any order.
    os._exit(0)


def _write(reply: dict[str, Any], replies: int) -> None:
    data = json.dumps(reply).encode("ascii") + b"\n"
    while data:
        data = data[os.write(replies, data) :]


def _provide() -> None:
    """Make espeak-ng's library loadable, where there is one."""
    if sys.platform.startswith("linux"):
        # By its path, for the package's __init__ would cost as much time as all the rest.
        path = Path(__file__).with_name("espeak_library.py")
        spec = importlib.util.spec_from_file_location("espeak_library", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} is missing")
        library = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(library)
        library.provide()


def _engine() -> Any:
    _provide()
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
    serve() if sys.argv[1:2] == ["serve"] else main()
