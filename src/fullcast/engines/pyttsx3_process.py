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
_PIECE = 1 << 20
"""Bytes to read at once: more than most sentences have."""


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
    return _Answer(_reply(line, done.returncode), data, _lines(done.stderr))


class _Kept:
    """A process that is loaded once and doubles itself for each request."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def ask(self, request: dict[str, Any], limit: float) -> _Answer:
        """The answer of a copy of the process; see `_once`."""
        with self._lock:
            process, complaints = self._started()
            complaints.truncate(0)
            try:
                line, data = self._answer(
                    process, request | {"limit": limit}, time.monotonic() + limit
                )
            except BaseException:
                self.end(kill=True)
                raise
            said = os.pread(complaints.fileno(), 1 << 16, 0)
            code = None if line else self.end(kill=True)
        return _Answer(_reply(line, code), data, _lines(said))

    def _started(self) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        if self._process is None or self._complaints is None or self._process.poll() is not None:
            self.end(kill=True)
            self._complaints = tempfile.TemporaryFile("ab")  # noqa: SIM115 - closed by `end`
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, this package's file
                [*_COMMAND, "serve", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                start_new_session=True,  # a group of its own, which ends as a whole
            )
            _widen(self._process.stdout)
        return self._process, self._complaints

    def _answer(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], until: float
    ) -> tuple[bytes, bytes]:
        """The line that comes back, and what follows it; both empty if the process ends.

        Raises:
            TimeoutError: not all comes until then, on the monotonic clock.
        """
        assert process.stdin is not None  # noqa: S101 - for the type checker
        assert process.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError):  # it has ended, as its silence will show
            process.stdin.write(_line(request) + b"\n")
            process.stdin.flush()
        answer, head, whole = bytearray(), 0, 0
        while not head or len(answer) < whole:
            left = until - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(process.stdout.fileno(), _PIECE)
            if not piece:
                return b"", b""
            answer += piece
            if not head and (head := answer.find(b"\n") + 1):
                whole = head + _following(bytes(answer[:head]))
        return bytes(answer[:head]), bytes(answer[head:])

    def end(self, *, kill: bool = False) -> int | None:
        """End the process, with whatever it has begun; its exit code."""
        process, self._process = self._process, None
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None
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


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe take a whole sentence, so that who writes it need not wait for who reads it."""
    if sys.platform.startswith("linux") and pipe is not None:
        import fcntl  # Windows has none

        with suppress(OSError):  # the user has too many wide ones already
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIECE)


def _lines(said: bytes) -> list[str]:
    return said.decode("utf-8", "replace").strip().splitlines()


def _following(line: bytes) -> int:
    """How many bytes follow the line of a reply."""
    return int(json.loads(line)["bytes"])


def _reply(line: bytes, code: int | None) -> dict[str, Any]:
    """What was answered, or that the process died."""
    try:
        reply: dict[str, Any] = json.loads(line)
    except ValueError:
        return {"died": code}
    return reply


def _remedy() -> str:
    if sys.platform.startswith("linux"):
        return "run `pip install espeakng-loader`, or install your system's espeak-ng package"
    return "check that the system itself can speak with this voice"
