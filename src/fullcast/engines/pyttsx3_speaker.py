"""The process that speaks one text with pyttsx3 and ends; `fullcast.engines.pyttsx3` starts it.

One process an utterance, because espeak-ng's random numbers, flutter and echo go on from one
utterance to the next: only a fresh process gives the same bytes for the same text. It also keeps
away from the caller what pyttsx3 prints, its threads and COM apartments, its hangs (the caller
kills the process) and its crashes. Run as a script, it imports nothing of fullcast but its
neighbours, and takes about 50 ms. With the argument `serve` it loads espeak-ng, and has a child
answer each request: one or two milliseconds more than espeak-ng's own.

A request is a JSON object on stdin, the reply one on stdout; with `serve`, a line each, and the
request says as "limit" how many seconds it may take:
    {"do": "list"} -> {"driver", "version", "voices": [{"id", "name", "language", "gender", "age"}],
                       "variants": {name: [gender, age]}}
    {"do": "speak", "text", "voice", "wpm", "pitch", "path"} -> {"voice"} with espeak-ng's "rate"
    {"do": "phonemes", "texts", "voice"} -> {"phonemes": [IPA]}, or nulls if the driver has none
    any -> {"error"}
Each reply says as "bytes" how long the sound is that espeak-ng has spoken, samples of 16 bits in
the machine's order. It follows the line; with `serve` it stands in the file whose descriptor was
given, which costs a child no memory. Other drivers write a file at "path". `pitch` is espeak's, 0
to 99, or null. espeak-ng reads what stands between `[[` and `]]` as phonemes.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import json
import math
import os
import platform
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Hear = Callable[[int, int], object]
"""Gets the address of a piece of what is spoken, and how many bytes it has."""

PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: which signal to get when the caller ends."""

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""From a request to its reply."""


def main() -> None:
    """Answer the request on stdin."""
    replies, sound = _replies(), bytearray()

    def hear(address: int, size: int) -> None:
        sound.extend(ctypes.string_at(address, size))

    reply = _answer(json.load(sys.stdin), lambda: _answers(hear))
    _write(reply | {"bytes": len(sound)}, replies)
    _write_all(sound, replies)
    # Interpreter shutdown would tear down threads and COM objects in any order.
    os._exit(0)


def serve(caller: int, sound: int) -> None:
    """Answer each line on stdin in a child of this process, until there are no more.

    `caller` is the process that asks, `sound` the descriptor of the file for what is spoken.

    All that takes time to load is loaded before, and nothing of it has spoken, so that a child is
    as good as a process that was just started. A child does as little as it can besides: each page
    of memory that it touches is mapped or copied for it.
    """
    system, own = ctypes.CDLL(None, use_errno=True), os.getpid()
    _end_with(caller, system)
    replies, length = _replies(), 0

    def hear(address: int, size: int) -> None:
        nonlocal length
        _keep(system, sound, address, size)
        length += size

    answers = _answers(hear)
    gc.freeze()  # a collection in a child would copy every page that it looks at
    for line in sys.stdin.buffer:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            os.lseek(sound, 0, os.SEEK_SET)
            _end_with(own, system)
            signal.alarm(1 + math.ceil(request["limit"]))  # nobody waits for longer
            reply = _answer(request, lambda: answers)
            _write(reply | {"bytes": length}, replies)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            _write({"died": os.waitstatus_to_exitcode(status), "bytes": 0}, replies)


def _keep(system: ctypes.CDLL, file: int, address: int, size: int) -> None:
    """Write what lies at an address into a file, behind what was written before.

    Raises:
        OSError: it cannot be written.
    """
    written = system.write(file, ctypes.c_void_p(address), ctypes.c_size_t(size))
    if written != size:
        reason = os.strerror(ctypes.get_errno()) if written < 0 else f"{written} of {size} bytes"
        raise OSError(f"the sound cannot be kept: {reason}")


def _end_with(caller: int, system: ctypes.CDLL) -> None:
    """Have the system end this process as soon as the one that started it has ended.

    A driver that hangs would outlive a caller that is killed and so cannot end it.
    """
    system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != caller:
        os._exit(1)  # it ended before this process asked for that


def _replies() -> int:
    """Where replies go: the standard output, to which pyttsx3 shall not print."""
    replies = os.dup(1)
    os.dup2(2, 1)
    return replies


def _answer(request: dict[str, Any], answers: Callable[[], Mapping[str, Answer]]) -> dict[str, Any]:
    """The reply to a request."""
    try:
        return answers()[request["do"]](request)
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller reports it
        return {"error": f"{type(error).__name__}: {error}"}


def _write(reply: dict[str, Any], replies: int) -> None:
    _write_all(json.dumps(reply).encode("ascii") + b"\n", replies)


def _write_all(data: bytes | bytearray, replies: int) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(replies, rest) :]


def _answers(hear: Hear) -> Mapping[str, Answer]:
    """What answers each kind of request."""
    if sys.platform in ("win32", "darwin"):
        return {"list": _listing, "speak": _speak, "phonemes": _phonemes}
    if sys.platform.startswith("linux"):
        _neighbour("espeak_library").provide()
    espeak = _neighbour("espeak_speaker").Espeak(hear)
    return {"list": espeak.listing, "speak": espeak.speak, "phonemes": espeak.phonemes}


def _neighbour(name: str) -> Any:
    """A module beside this one, by its path: the package's __init__ would cost as much time as all
    the rest.
    """
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _listing(request: dict[str, Any]) -> dict[str, Any]:
    import pyttsx3

    engine = pyttsx3.init()
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
    version = platform.platform()
    return {"driver": engine.driver_name, "version": version, "voices": voices, "variants": {}}


def _speak(request: dict[str, Any]) -> dict[str, Any]:
    import pyttsx3

    engine = pyttsx3.init()
    errors: list[str] = []
    engine.connect("error", lambda name, exception: errors.append(str(exception)))
    engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["wpm"])
    engine.save_to_file(request["text"], request["path"])
    engine.runAndWait()
    return {"error": errors[0]} if errors else {"voice": request["voice"]}


def _phonemes(request: dict[str, Any]) -> dict[str, Any]:
    return {"phonemes": [None] * len(request["texts"])}


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    serve(*map(int, sys.argv[2:])) if sys.argv[1:2] == ["serve"] else main()
