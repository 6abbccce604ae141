"""Who is in a cluster, and whether they have what this machine has."""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import warnings

import distributed
from distributed.versions import VersionMismatchWarning

from fullcast import __version__
from fullcast.errors import ClusterError
from fullcast.rendering.cluster_worker import Sealed, differs, here, introduction

CONNECT_LIMIT = 8.0
"""Seconds in which a scheduler has to answer, and in which it has to have a worker."""

_LARGEST_GREETING = 1 << 20
"""Bytes; a scheduler's first words are a few hundred."""


def connected(address: str) -> distributed.Client:
    """A client of the scheduler at `host:port`.

    Raises:
        ClusterError: nobody answers there, or it has other software than this machine.
    """
    host, _, port = address.rpartition(":")
    _greeted(host.strip("[]"), int(port))
    # Its log would tell on stderr, at length, what becomes an error of ours.
    for name in list(logging.Logger.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore", VersionMismatchWarning)
    try:
        theirs = asyncio.run(_version(address))
        if theirs != distributed.__version__:
            raise ClusterError(
                f"The scheduler at dask://{address} has distributed {theirs}, and this machine "
                f"{distributed.__version__}, which do not understand each other: install the same "
                "version on both, and on the workers."
            )
        return distributed.Client(
            f"tcp://{address}", timeout=CONNECT_LIMIT, set_as_default=False, name="fullcast"
        )
    except (OSError, TimeoutError) as error:
        raise _nobody(address) from error


async def _version(address: str) -> str:
    """A scheduler's version; clients of another are answered with errors of all kinds."""
    async with asyncio.timeout(CONNECT_LIMIT), distributed.rpc(f"tcp://{address}") as scheduler:
        return str((await scheduler.versions())["packages"]["distributed"])


def _greeted(host: str, port: int) -> None:
    """Raise ClusterError if what listens at an address, if anything does, is no scheduler.

    A client of distributed tries for many seconds where nobody listens, and reads whatever it is
    sent by who is no scheduler as the size of what follows, which may be exabytes.
    """
    try:
        with socket.create_connection((host, port), timeout=CONNECT_LIMIT) as line:
            # A scheduler speaks first: 64 bits that say how long its greeting is.
            length = int.from_bytes(line.recv(8, socket.MSG_WAITALL), "little")
    except (OSError, OverflowError, UnicodeError) as error:
        raise _nobody(f"{host}:{port}") from error
    if not 0 < length <= _LARGEST_GREETING:
        raise _nobody(f"{host}:{port}")


def _nobody(address: str) -> ClusterError:
    return ClusterError(
        f"No scheduler answers at dask://{address}. Start it there with `dask scheduler`, and see "
        "that this machine may connect to it."
    )


async def checked(client: distributed.Client, address: str) -> dict[str, int]:
    """The workers with their threads, once there are some.

    Raises:
        ClusterError: there are none, or one has other software than this machine.
    """
    threads = await _somebody(client, address)
    await compare_programs(client)
    return threads


async def _somebody(client: distributed.Client, address: str) -> dict[str, int]:
    try:
        async with asyncio.timeout(CONNECT_LIMIT):
            while not (threads := dict(await client.scheduler.ncores())):
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        raise ClusterError(
            f"The scheduler at dask://{address} has no workers. Start some with `dask worker "
            f"{address}`, on machines where Fullcast is installed."
        ) from error
    return threads


async def compare_programs(client: distributed.Client) -> None:
    """Ask all workers for their version of Fullcast.

    Raises:
        ClusterError: one has none, or another than this machine.
    """
    question = pickle.dumps(Sealed(introduction))
    asked = client.run(pickle.loads, question, on_error="return")
    try:
        programs = await asyncio.wait_for(asked, CONNECT_LIMIT)
    except TimeoutError:
        return  # somebody is hanging; what the others have is compared again with each job
    for worker, found in sorted(programs.items()):
        if isinstance(found, ModuleNotFoundError):
            raise ClusterError(
                f"The worker {worker} cannot speak, for it has no {found.name}: install "
                f'"fullcast[cluster]=={__version__}" there, or stop that worker.'
            )
        if isinstance(found, Exception):
            raise ClusterError(f"The worker {worker} cannot speak: {found}. Stop that worker.")
        host, version = found
        if version != __version__:
            where = here(worker, host)
            raise ClusterError(differs("Fullcast", where, version, __version__))
