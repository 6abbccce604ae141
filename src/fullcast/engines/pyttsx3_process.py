"""The processes in which pyttsx3 speaks (`pyttsx3_speaker`): how they are asked and kept at bay."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from fullcast.errors import EngineError

SPEAKER = Path(__file__).with_name("pyttsx3_speaker.py")
# -P: the script's folder holds a pyttsx3.py, which must not hide the package.
_COMMAND = (sys.executable, "-P", os.fspath(SPEAKER))
_FORKS = sys.platform.startswith("linux")
"""Whether one process may be loaded once and doubled for each request. macOS forbids that to
programs which speak, and Windows cannot do it."""
_PIECE = 1 << 16
"""Bytes to read at once: more than most replies have."""


def ask(request: dict[str, Any], limit: float) -> tuple[dict[str, Any], bytes]:
    """Have a fresh process answer a request, by a reply and bytes; `limit` is in seconds.

    Raises:
        EngineError: it failed, died or took longer.
    """
    try:
        answer = _kept().ask(request, limit) if _FORKS else _once(request, limit)
    except TimeoutError as error:
        raise EngineError(
            f'the engine "pyttsx3" did not finish within {limit:.0f} s; choose another voice'
            " or engine"
        ) from error
    except OSError as error:
        raise EngineError(f'the engine "pyttsx3" cannot start {sys.executable}: {error}') from error
    reply = answer.reply
    if "died" in reply:
        last = answer.complaints[-1] if answer.complaints else "nothing was said"
        raise EngineError(
            f'the engine "pyttsx3" died with code {reply["died"]} ({last}); {_remedy()}'
        )
    if "error" in reply:
        raise EngineError(f'the engine "pyttsx3" failed: {reply["error"]}; {_remedy()}')
    return reply, answer.data


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back."""

    reply: dict[str, Any]
    data: bytes
    complaints: list[str]
    """What was said on stderr."""


def _once(request: dict[str, Any], limit: float) -> _Answer:
    """The answer of a process that is started for one request.

    Raises:
        TimeoutError: it took longer than `limit` seconds.
        OSError: it cannot be started.
    """
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, this package's file
            _COMMAND,
            input=_line(request),
            capture_output=True,
            timeout=limit,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    line, _, data = done.stdout.partition(b"\n")
    return _Answer(_whole(_reply(line, done.returncode), data), data, _lines(done.stderr))


class _Kept:
    """A process that is loaded once and doubles itself for each request."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._sound: IO[bytes] | None = None

    def ask(self, request: dict[str, Any], limit: float) -> _Answer:
        """The answer of a copy of the process; see `_once`."""
        with self._lock:
            process, complaints, sound = self._started()
            complaints.truncate(0)
            try:
                line = self._answer(process, request | {"limit": limit}, time.monotonic() + limit)
            except BaseException:
                self.end(kill=True)
                raise
            said = os.pread(complaints.fileno(), 1 << 16, 0)
            reply = _reply(line, None)
            data = os.pread(sound.fileno(), reply.get("bytes", 0), 0)
            reply = _whole(reply, data)
            if not line:
                reply = {"died": self.end(kill=True)}
        return _Answer(reply, data, _lines(said))

    def _started(self) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
        """The process, and the files for its complaints and for what it speaks."""
        process, complaints, sound = self._process, self._complaints, self._sound
        if process is None or complaints is None or sound is None or process.poll() is not None:
            self.end(kill=True)
            complaints = self._complaints = tempfile.TemporaryFile("ab")  # noqa: SIM115
            sound = self._sound = _in_memory()
            process = self._process = subprocess.Popen(  # noqa: S603 - this package's own file
                [*_COMMAND, "serve", str(os.getpid()), str(sound.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                pass_fds=(sound.fileno(),),
                start_new_session=True,  # a group of its own, which ends as a whole
            )
        return process, complaints, sound

    def _answer(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], until: float
    ) -> bytes:
        """The line that comes back; empty if the process ends.

        Raises:
            TimeoutError: it does not come until then, on the monotonic clock.
        """
        assert process.stdin is not None  # noqa: S101 - for the type checker
        assert process.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError):  # it has ended, as its silence will show
            process.stdin.write(_line(request) + b"\n")
            process.stdin.flush()
        answer = b""
        while b"\n" not in answer:
            left = until - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(process.stdout.fileno(), _PIECE)
            if not piece:
                return b""
            answer += piece
        return answer.partition(b"\n")[0]

    def end(self, *, kill: bool = False) -> int | None:
        """End the process, with whatever it has begun; its exit code."""
        process, self._process = self._process, None
        for file in (self._complaints, self._sound):
            if file is not None:
                file.close()
        self._complaints = self._sound = None
        if process is None:
            return None
        if kill:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        return process.wait()


_held: list[_Kept] = []


def _kept() -> _Kept:
    """The one of this process; a copy that a fork made of another's is not used."""
    if not _held or _held[0].pid != os.getpid():
        _held[:] = [_Kept()]
        atexit.register(_held[0].end)
    return _held[0]


def _line(request: dict[str, Any]) -> bytes:
    return json.dumps(request).encode("ascii")


def _in_memory() -> IO[bytes]:
    """A file that is on no disk."""
    return os.fdopen(os.memfd_create("speech"), "r+b")


def _lines(said: bytes) -> list[str]:
    return said.decode("utf-8", "replace").strip().splitlines()


def _reply(line: bytes, code: int | None) -> dict[str, Any]:
    """What was answered, or that the process died."""
    try:
        reply: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"died": code}
    return reply


def _whole(reply: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The reply, if all the sound is there that it states."""
    stated = reply.get("bytes", 0)
    if len(data) == stated:
        return reply
    return {"error": f"of {stated} bytes of sound {len(data)} came"}


def _remedy() -> str:
    if sys.platform.startswith("linux"):
        return "run `pip install espeakng-loader`, or install your system's espeak-ng package"
    return "check that the system itself can speak with this voice"
