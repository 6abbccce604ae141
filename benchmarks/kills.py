"""Kills `fullcast make` at random moments, and sees whether it goes on as if nothing had happened.

    python benchmarks/kills.py --kills 200 --engine pyttsx3

A made-up story is made once in peace. Then it is made in an empty folder with an empty cache, and
SIGKILL comes after a time that is drawn from what the whole took: to the coordinating process
alone, to it and all its workers, or to one worker, after which the run is left to go on. The same
command is given again at once, and so on, until a run comes to its end. Then every file of the
folder must have the bytes of the undisturbed one, and every clip and passage of the cache as well;
nothing damaged may lie in the cache, no process of the runs be alive, and nothing half-written be
left, in the cache once `fullcast cache prune` has looked at what is older than an hour. The next
book begins with nothing again, so that kills strike all of a run: reading, speaking, pressing,
writing. The exit code is 1 if anything is wrong, and the book's folder stays. What killed processes
leave in the system's folder for temporary files is counted, and is no fault.

It reads /proc, so it needs Linux.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from made_up import story

STORY = "road.txt"
PARAGRAPHS = 16
"""Of a chapter."""
KINDS = ("coordinator", "everything", "worker")
GRACE = 10.0
"""Seconds in which workers whose coordinator was killed have to be gone."""
OLD = 7200.0
"""Seconds by which the half-written files of a cache are made older, so that they may go."""


def text(words: int) -> str:
    """A story of several short chapters."""
    title, author, *paragraphs = story(words, chapters=False).strip().split("\n\n")
    rows = [title, author]
    for number, paragraph in enumerate(paragraphs):
        if number % PARAGRAPHS == 0:
            rows.append(f"Chapter {number // PARAGRAPHS + 1}")
        rows.append(paragraph)
    return "\n\n".join(rows) + "\n"


class Bench:
    """Makes the same story again and again, each time in a folder of its own."""

    def __init__(self, root: Path, options: argparse.Namespace) -> None:
        self.root = root
        self.temporary = root / "temporary"
        self.temporary.mkdir()
        self.left = options.kills
        self.text = text(options.words)
        self.command = ["make", STORY, "--engine", options.engine, "--format", options.format]
        self.choose = random.Random(options.seed)  # noqa: S311 - repeatable, not secret
        self.kills: Counter[str] = Counter()
        self.resumed = self.books = 0
        self.wrong: Counter[str] = Counter()
        whole = self.folder("whole")
        start = time.monotonic()
        with self.begin(whole) as run:
            if run.wait():
                raise SystemExit(said(whole))
        self.usual = time.monotonic() - start
        self.expected = contents(whole)

    def folder(self, name: str) -> Path:
        """A folder with the story and nothing else; beside it the cache will be."""
        folder = self.root / name
        folder.mkdir()
        (folder / STORY).write_text(self.text)
        return folder

    def begin(self, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """Begin `fullcast make`, or another command, at the head of a group of its own."""
        own = {"FULLCAST_CACHE": str(cache_of(folder)), "TMPDIR": str(self.temporary)}
        with said_file(folder).open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "fullcast", *(arguments or self.command)],
                cwd=folder, stdout=out, stderr=out, start_new_session=True,
                env=os.environ | own,
            )  # fmt: skip

    def book(self) -> None:
        """Make the story under fire, and look at what came of it."""
        self.books += 1
        folder = self.folder(f"book{self.books}")
        before, start = self.kills.total(), time.monotonic()
        while self.struck(folder, run := self.begin(folder)):
            self.resumed += 1
        if self.kills.total() == before:  # how long it takes today
            self.usual = time.monotonic() - start
        faults = [*self.faults(folder, run.returncode)]
        for kind, what in faults:
            self.wrong[kind] += 1
            print(f"{folder}: {kind}: {what}", file=sys.stderr, flush=True)
        if not faults:
            for each in (folder, cache_of(folder)):
                shutil.rmtree(each)

    def struck(self, folder: Path, run: subprocess.Popen[bytes]) -> bool:
        """Kill at random moments until the run has ended; whether it was ended by that."""
        while self.left:
            try:
                run.wait(self.choose.uniform(0, self.usual))
            except subprocess.TimeoutExpired:
                pass
            else:
                return False
            kind = self.choose.choice(KINDS)
            if kind == "worker":
                workers = [pid for pid, line in processes(folder) if b"spawn_main" in line]
                if not workers:
                    continue
                os.kill(self.choose.choice(workers), signal.SIGKILL)
            elif kind == "everything":
                os.killpg(run.pid, signal.SIGKILL)
            else:
                run.kill()
            self.left -= 1
            self.kills[kind] += 1
            if kind != "worker":
                run.wait()
                return True
        run.wait()
        return False

    def faults(self, folder: Path, code: int) -> Iterator[tuple[str, str]]:
        """What is not as it should be of a finished book."""
        if code:
            yield "differences", f"the run ended with {code}: {said(folder)[-500:]}"
        found = contents(folder)
        for name in sorted(found.keys() | self.expected.keys()):
            if found.get(name) != self.expected.get(name):
                state = "differs" if name in found and name in self.expected else (
                    "was not made" if name in self.expected else "was not to be made")  # fmt: skip
                yield "differences", f"{name} {state}"
        if "damaged" in said(folder):
            yield "damaged", f"a run met something damaged, see {said_file(folder)}"
        if self.begin(folder, "cache", "verify").wait():
            yield "damaged", f"`cache verify` found something, see {said_file(folder)}"
        deadline = time.monotonic() + GRACE
        while (alive := processes(folder)) and time.monotonic() < deadline:
            time.sleep(0.05)
        for pid, line in alive:
            yield "leftovers", f"process {pid} is alive: {line[:200]!r}"
        yield from (("leftovers", str(path)) for path in folder.rglob("*.part"))
        cache = cache_of(folder)
        for path in half_written(cache):
            os.utime(path, (time.time() - OLD,) * 2)
        self.begin(folder, "cache", "prune").wait()
        yield from (("leftovers", str(path)) for path in half_written(cache))
        yield from (("leftovers", str(path)) for path in cache.glob("running/*"))

    def table(self) -> str:
        """What was done and found."""
        kills = ", ".join(f"{self.kills[kind]} {kind}" for kind in KINDS)
        rows: list[tuple[str, object]] = [
            ("kills", f"{self.kills.total()} ({kills})"),
            ("runs resumed", self.resumed),
            ("books finished", self.books),
            ("files compared of each", len(self.expected)),
            ("temporary files of killed processes", len(list(self.temporary.iterdir()))),
        ]
        rows += [(kind, self.wrong[kind]) for kind in ("differences", "damaged", "leftovers")]
        return "\n".join(["| What | Count |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])


def contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a book, and of the clips and passages of its cache."""
    cache = cache_of(folder)
    places = [(folder, folder.rglob("*")), (cache, cache.glob("??/*.wav")),
              (cache, cache.glob("pressed/??/*"))]  # fmt: skip
    return {
        str(path.relative_to(root.parent)).partition(os.sep)[2]: hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for root, paths in places
        for path in paths
        if path.is_file() and path.suffix != ".part"
    }


def cache_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-cache")


def half_written(cache: Path) -> list[Path]:
    return [*cache.rglob("*.part"), *cache.glob("partial/*")]


def said_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.log")


def said(folder: Path) -> str:
    return said_file(folder).read_text(errors="replace")


def processes(folder: Path) -> list[tuple[int, bytes]]:
    """Those that work for a book, whoever began them, by the cache they were told of."""
    mark, found = f"FULLCAST_CACHE={cache_of(folder)}\0".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes():
                found.append((int(place.name), (place / "cmdline").read_bytes()))
        except OSError:  # it has ended, or is somebody else's
            continue
    return sorted(found)


def main() -> int:
    """Print the table; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--format", default="mp3,vtt,epub,page,opus,mp3-single")
    parser.add_argument("--words", type=int, default=1200, help="length of the story")
    parser.add_argument("--seed", type=int, default=1)
    root = Path(tempfile.mkdtemp(prefix="kills-"))
    bench = Bench(root, parser.parse_args())
    print(f"Undisturbed it takes {bench.usual:.1f} s.", flush=True)
    while bench.left:
        bench.book()
    print(bench.table())
    if bench.wrong:
        print(f"The folders of what went wrong are in {root}.")
        return 1
    shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
