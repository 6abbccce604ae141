"""What happens inside a worker: speak one job, check the clip, and keep it or hand back its file.

A worker process of this machine writes its clips into the cache itself: to hand them over would
take the coordinator as much time as some engines take to speak. A cluster's workers need no disk in
common with it and return the encoded clip.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from fullcast import interrupts
from fullcast.errors import FullcastError, UnknownVoiceError
from fullcast.model import Audio, Clip, Job, Voice
from fullcast.rendering import clipfile
from fullcast.rendering.cache import Cache
from fullcast.rendering.verify import implausible

Speak = Callable[[str, Voice], Audio]
"""Speaks a text; a function of a module, so that another process can find it by its name."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""What glibc's mallopt calls them."""
_LARGE = 32 << 20
"""Bytes of more sound than a sentence has at any step."""

READY = "ready"
"""A worker process's first message."""


class NotSpokenError(Exception):
    """A job's text was not spoken; `reason` says why."""

    def __init__(self, reason: str, *, final: bool = False, orderly: bool = False) -> None:
        """`final`: another try would not help; `orderly`: the engine itself said so."""
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.orderly = orderly

    def __reduce__(self) -> tuple[object, ...]:
        return (_not_spoken, (self.reason, self.final, self.orderly))


def _not_spoken(reason: str, final: bool, orderly: bool) -> NotSpokenError:
    return NotSpokenError(reason, final=final, orderly=orderly)


def leaves_worker_sound(error: BaseException) -> bool:
    """Whether the process in which a call failed can be trusted with the next one.

    It can if the engine said in an orderly way that it cannot speak the text. What an engine
    leaves behind after any other failure must not spoil the next text.
    """
    return isinstance(error, NotSpokenError) and error.orderly


def perform(speak: Speak, job: Job) -> bytes:
    """Speak a job and encode its clip, once it is found plausible.

    Raises:
        NotSpokenError: the engine failed, or gave what cannot be the text's sound.
    """
    return clipfile.encode(_spoken(speak, job), job.key)


def perform_and_keep(speak: Speak, cache: Cache, job: Job) -> Clip:
    """Speak a job and put its clip into the cache, once it is found plausible.

    Raises:
        NotSpokenError: the engine failed, or gave what cannot be the text's sound.
        RenderError: the cache cannot be written.
    """
    return cache.put(job.key, _spoken(speak, job))


def _spoken(speak: Speak, job: Job) -> Audio:
    try:
        audio = speak(job.text, job.voice)
    except UnknownVoiceError as error:
        raise NotSpokenError(str(error), final=True, orderly=True) from error
    except FullcastError as error:
        raise NotSpokenError(str(error), orderly=True) from error
    except (Exception, SystemExit) as error:
        # Engines are other people's code, so anything can come out of them; the error itself may
        # not survive the way to another process, its name and message do.
        raise NotSpokenError(f"{type(error).__name__}: {error}") from error
    fault = implausible(audio, job.text, job.voice.rate)
    if fault is not None:
        raise NotSpokenError(fault)
    return audio


def serve(connection: Connection) -> None:
    """A worker process's main function: perform calls until no more come, or one fails badly.

    A call comes as the pickled `(function, arguments)`; back goes `(result, None)` or
    `(None, error)`. The process ends after an error that does not leave it sound.
    """
    _settle_in()
    # The line breaks when nobody is left to speak for, in whatever the process is doing then.
    with contextlib.suppress(EOFError, ConnectionError):
        _perform_calls(connection)


def _perform_calls(connection: Connection) -> None:
    connection.send(READY)
    while True:
        call = connection.recv_bytes()
        try:
            function, arguments = ForkingPickler.loads(call)
            connection.send((function(*arguments), None))
        except BaseException as error:  # noqa: BLE001 - the other side decides
            _report(connection, error)
            if not leaves_worker_sound(error):
                return


def _report(connection: Connection, error: BaseException) -> None:
    """Send an error, in words if it cannot be pickled."""
    try:
        message = ForkingPickler.dumps((None, error))
        ForkingPickler.loads(message)
    except Exception:  # noqa: BLE001 - pickling runs the error's own code
        message = ForkingPickler.dumps((None, NotSpokenError(f"{type(error).__name__}: {error}")))
    connection.send_bytes(message)


def _settle_in() -> None:
    """Make this process a quiet one that leaves decisions to its parent and ends with it."""
    # Ctrl-C reaches every process of a terminal; what becomes of the run the coordinator decides.
    for number in interrupts.SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()
    _hold_memory()
    # Standard output carries the program's results, and engines chatter there.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


def _hold_memory() -> None:
    """Keep what is freed for the next call, instead of giving it back to the system each time.

    The system clears every page that it hands out, which is up to a tenth of a worker's time.
    """
    if sys.platform.startswith("linux") and hasattr(own := ctypes.CDLL(None), "mallopt"):  # glibc's
        own.mallopt(_MMAP_THRESHOLD, _LARGE)
        own.mallopt(_TRIM_THRESHOLD, 8 * _LARGE)


def _end_with(wait: Callable[[], object]) -> None:
    """End this process, whatever it is doing, as soon as its parent has ended."""
    wait()
    os._exit(1)


@contextlib.contextmanager
def quiet_stdout() -> Iterator[None]:
    """Let nothing reach the standard output of this process, from Python or from C."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            kept = os.dup(1)
        except OSError:  # standard output is closed
            yield
            return
        try:
            if sys.__stdout__ is not None:
                sys.__stdout__.flush()
            os.dup2(nowhere.fileno(), 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
