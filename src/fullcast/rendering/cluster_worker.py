"""What happens on a cluster's worker: see that it is the right one, speak, send the clip off.

Engines speak one thing at a time, hang and crash. So a cluster's worker runs none itself: each of
its threads has a process for that, which keeps its engines from call to call and which
`ProcessExecutor` ends and replaces as on a single machine. The cluster notices nothing of all
that, and what it runs itself, this module, fails only if the whole machine does.
"""

from __future__ import annotations

import multiprocessing
import pickle
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from distributed import get_worker

from fullcast import __version__
from fullcast.errors import ClusterError, EngineError
from fullcast.model import Job
from fullcast.rendering import parcels
from fullcast.rendering.processes import ProcessExecutor
from fullcast.rendering.worker import Speak, perform

Version = Callable[[str], str]
"""The version of the engine of that name on the machine where it is called; EngineError if there
is no such engine. A function of a module, as `Speak`."""


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it goes to a worker."""

    speak: Speak
    version: Version
    expected: str
    """The version of the job's engine on the machine that wants the clip."""
    job: Job
    limit: float
    """Seconds after which the job is taken to hang."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sends back: a parcel, or why there is none."""

    address: str
    """The worker's, as the cluster knows it."""
    host: str
    parcel: bytes = b""
    error: Exception | None = None


class Sealed:
    """A call that is made where its pickle is opened.

    The scheduler opens what it passes on, and would need Fullcast for it. As the bytes of this
    pickle nobody opens a call but the worker, by `pickle.loads`.
    """

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        """`function` belongs to a module, and the arguments can be pickled."""
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call


def introduction() -> tuple[str, str]:
    """The name of a worker's machine, and its version of Fullcast."""
    return socket.gethostname(), __version__


def answer(program: str, order: bytes) -> Answer:
    """Carry out a pickled Order that was written by Fullcast of the version `program`.

    Errors are handed back rather than raised, so that the worker's log stays quiet.
    """
    address, host = get_worker().address, socket.gethostname()
    where = here(address, host)
    if program != __version__:  # whose orders may be of another shape
        other = ClusterError(differs("Fullcast", where, __version__, program))
        return Answer(address, host, error=other)
    try:
        parcel = _processes().submit(parcel_of, pickle.loads(order), where).result()  # noqa: S301
    except Exception as error:  # noqa: BLE001 - the one who ordered decides
        return Answer(address, host, error=error)
    return Answer(address, host, parcel)


def here(address: str, host: str) -> str:
    """A worker, for a person."""
    return f"the worker {address} on {host}"


def differs(what: str, where: str, theirs: str, ours: str) -> str:
    """The sentence for something that a worker has in another version."""
    return (
        f"{where[0].upper()}{where[1:]} has {what} {theirs}, and this machine {ours}, so voices "
        "would differ: install the same version on both, or stop that worker."
    )


def parcel_of(order: Order, where: str) -> bytes:
    """Carry out an order in the process that speaks.

    Raises:
        ClusterError: the engine is not here, or in another version.
        NotSpokenError: it failed, or gave what cannot be the text's sound.
    """
    engine = order.job.voice.engine
    try:
        version = _version(order.version, engine)
    except Exception as error:
        reason = (
            str(error) if isinstance(error, EngineError) else f"{type(error).__name__}: {error}"
        )
        raise ClusterError(
            f'On {where} the engine "{engine}" does not work ({reason}), which is '
            f"{order.expected} on this machine: install it there, or stop that worker."
        ) from error
    if version != order.expected:
        raise ClusterError(differs(f'the engine "{engine}"', where, version, order.expected))
    return parcels.pack(perform(order.speak, order.job), order.job.key)


@cache
def _version(version: Version, engine: str) -> str:
    """Some engines read their data files for it."""
    return version(engine)


_STARTING = threading.Lock()
_started: list[ProcessExecutor] = []


def _processes() -> ProcessExecutor:
    """The processes that speak, as many as the worker has threads."""
    with _STARTING:
        if not _started:
            # A worker is started as a "daemon", which may have no children, since those would be
            # left behind when it is ended. Ours end by themselves as soon as it has.
            multiprocessing.current_process().daemon = False
            threads: int = get_worker().state.nthreads
            _started.append(ProcessExecutor(threads, lambda order, _where: order.limit))
        return _started[0]
