"""Looks for story files that are not read as they should be, for as long as one likes.

    python benchmarks/fuzz.py --minutes 30 [--seed 1]
    python benchmarks/fuzz.py --minutes 30 --atheris CORPUS

The files are those of `tests/ingest/untrusted.py`: EPUBs, pages, documents and texts drawn by
hypothesis, whole ones and ones with bytes wrong, and what must hold of each is in `check` there.
With `--atheris` (`pip install atheris`), libFuzzer chooses what the same strategies draw, by the
branches of `fullcast` and `zipfile` that a file reaches; CORPUS is the folder that keeps what was
of use.

A file takes 10 seconds and 500 MB of memory at most. The run stops at the first file that fails, is
too slow or too large, with the traceback; hypothesis first makes the file as small as it can. The
last line says how many files were read, and how many of them were refused.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "ingest"), str(ROOT / "tests")]

SECONDS = 10
MEMORY = 500 * 1024 * 1024
ROUND = 400  # examples between two looks at the clock
counts: Counter[str] = Counter()


def main() -> None:
    """Parses the command line, and draws files until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", type=Path, metavar="CORPUS")
    arguments = parser.parse_args()
    end = time.monotonic() + 60 * arguments.minutes
    if arguments.atheris:
        by_coverage(arguments.atheris, end)
    else:
        at_random(arguments.seed, end)


def at_random(first: int, end: float) -> None:
    """Draws files with the seeds from `first` on."""
    import untrusted

    limit_memory()
    chosen = settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    number = first
    while time.monotonic() < end:
        for strategy in (untrusted.any_whole, untrusted.any_damaged):
            seed(number)(chosen(given(strategy)(one)))()
        number += 1
        print(f"seed {number - 1}: {told()}", flush=True)


def one(made: Any) -> None:
    """Reads one file within the limits."""
    import untrusted

    faulthandler.dump_traceback_later(SECONDS, exit=True)
    try:
        book = untrusted.check(made)
    finally:
        faulthandler.cancel_dump_traceback_later()
    counts["read" if book else "refused"] += 1


def by_coverage(corpus: Path, end: float) -> None:
    """Lets libFuzzer choose what is drawn."""
    import atheris

    with atheris.instrument_imports(include=["fullcast", "zipfile"]):
        import untrusted
    chosen = settings(
        deadline=None, database=None, suppress_health_check=list(HealthCheck), max_examples=1
    )
    for strategy in (untrusted.html_files(), untrusted.epub_files(), untrusted.any_damaged):
        strategy.validate()

    @chosen
    @given(untrusted.st.one_of(untrusted.any_whole, untrusted.any_damaged))
    def test(made: untrusted.Made) -> None:
        one(made)

    corpus.mkdir(parents=True, exist_ok=True)
    limit_memory()

    def run(data: bytes) -> None:
        if time.monotonic() > end:
            print(told(), flush=True)
            sys.exit(0)
        test.hypothesis.fuzz_one_input(data)

    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            "-max_len=4096",
            "-len_control=0",
            "-rss_limit_mb=0",
            "-print_final_stats=1",
        ],
        run,
    )
    atheris.Fuzz()


def limit_memory() -> None:
    """Lets this process take `MEMORY` more than it has, so that what needs more fails."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def told() -> str:
    """What was done so far."""
    return f"{counts.total()} files, {counts['read']} read, {counts['refused']} refused"


if __name__ == "__main__":
    main()
