"""A real cluster for tests: a scheduler and workers as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

START_LIMIT = 60.0


class DaskCluster:
    """A scheduler on a free port of this machine, and the workers that are started for it."""

    def __init__(self, folder: Path) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        host, _, port = self.address.partition(":")
        self.scheduler = self._start(
            "scheduler", "--host", host, "--port", port, "--no-dashboard", "--no-show"
        )
        until(self._listens)

    @property
    def name(self) -> str:
        """As an executor is called."""
        return f"dask://{self.address}"

    def worker(self, threads: int, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker, as users do; it runs as the child of the process that is given back."""
        count = ("--nthreads", str(threads), "--no-dashboard", "--local-directory")
        return self._start("worker", self.address, *count, str(self._folder), **environment)

    def close(self) -> None:
        """End everything: what works for a process that is killed ends by itself."""
        for process in self._processes:
            process.kill()
            process.wait()

    def log(self) -> str:
        """All that the processes have said."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("*.log")))

    def _start(self, what: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = self._folder / f"{len(self._processes)}-{what}.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, *arguments],
                cwd=self._folder,
                env={**os.environ, **_paths(), **environment},
                stdout=stream,
                stderr=stream,
            )
        self._processes.append(process)
        return process

    def _listens(self) -> bool:
        assert self.scheduler.poll() is None, self.log()
        host, _, port = self.address.partition(":")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True


def _paths() -> Mapping[str, str]:
    """Workers import this folder's speakers, and the tree of Fullcast that is being tested."""
    return {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + START_LIMIT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
