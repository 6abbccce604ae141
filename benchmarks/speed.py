"""How fast `fullcast make` is, beside what its voices and its encoder take by themselves.

    python benchmarks/speed.py whole one again lines memory tutorial workers cluster batch

Each name is a part of the table, all of them by default:

- whole, one: wall time of a whole `make` with the system's voices, over half of the CPU time that
  espeak-ng takes for the same utterances and LAME for the same sound, by themselves: what two cores
  need at the least. A novel of ten hours (`--hours`), and one chapter of 30,000 words.
- again, lines: the second run of the novel when nothing has changed, and when one line was given to
  another speaker, from the command to its end.
- memory: the peak of the coordinating process at 1, 10 and 100 hours (`--book-hours` for others),
  with the engine "tone"; on Linux only. 100 hours take long: all of it is mastered and encoded.
- tutorial: what a script does that joins the clips of pyttsx3 by pydub's `+=` and exports them.
- workers: with one worker process and with two.
- cluster: with one worker of a Dask cluster on this machine, and with two.
- batch: a folder of 20 stories of 600 words, and how much of the processors' time it uses.

The machine should be idle. Times are in seconds.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import lameenc
import soundfile
from made_up import WORDS_PER_HOUR, story

from fullcast import pipeline, recording
from fullcast.engines import espeak_library
from fullcast.language.pronunciation import as_written

COORDINATOR = """
import atexit, runpy, sys
from pathlib import Path
said, *sys.argv = sys.argv[1:]

def tell():
    # Not `ru_maxrss`, which begins with the peak of whoever started the process, and which
    # `wait4` takes together with that of the worker processes.
    status = Path("/proc/self/status")
    if status.exists():
        [peak] = [row.split()[1] for row in status.read_text().splitlines() if "VmHWM" in row]
        Path(said).write_text(peak)

if __name__ == "__main__":
    atexit.register(tell)
    runpy.run_module("fullcast", run_name="__main__")
"""
"""Runs `fullcast`, and writes the peak of its own memory in KiB into a file."""

SETTLED = 10.0
"""Seconds until the processes of a cluster know each other."""
PCM = "int16"
RATE, BITRATE, QUALITY = 44100, 96, 3


class Bench:
    """Runs `fullcast make` in folders of its own."""

    def __init__(
        self, folder: Path, hours: float, book_hours: Sequence[int] = (1, 10, 100)
    ) -> None:
        self.folder = folder
        self.book_hours = book_hours
        self.spent = 0.0
        """CPU time of the last run, with its processes."""
        self.hours = hours
        self.novel = folder / "novel.txt"
        self.novel.write_text(story(round(hours * WORDS_PER_HOUR)))
        self.alone = folder / "alone.txt"
        self.alone.write_text(story(30_000, chapters=False))

    def make(
        self, path: Path, *, engine: str = "pyttsx3", executor: str = "processes", cache: str = ""
    ) -> tuple[float, float]:
        """Make a story; wall time, and the peak of the coordinator's own memory in MB."""
        environment = os.environ | {"FULLCAST_CACHE": str(self.folder / (cache or path.stem))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # pip compiles what it installs
        peak = self.folder / "peak.txt"
        command = [
            *(sys.executable, "-c", COORDINATOR, str(peak)),
            *("fullcast", "make", str(path), "--json"),
            *("--engine", engine, "--executor", executor),
            *("--voices", os.devnull, "--output", str(self.output(path))),
        ]
        start = time.perf_counter()
        with (self.folder / "said.txt").open("wb") as said:
            made = subprocess.Popen(
                command, env=environment, stdout=said, stderr=subprocess.STDOUT, cwd=self.folder
            )
            _, status, used = os.wait4(made.pid, 0)
            made.returncode = os.waitstatus_to_exitcode(status)
            self.spent = used.ru_utime + used.ru_stime
        wall = time.perf_counter() - start
        if made.returncode:
            raise SystemExit((self.folder / "said.txt").read_text()[-2000:])
        return wall, int(peak.read_text()) / 1024 if peak.exists() else math.nan

    def output(self, path: Path) -> Path:
        """Where a story's audiobook is."""
        return self.folder / f"{path.stem}-made"

    def utterances(self, path: Path) -> Iterator[tuple[str, str, int]]:
        """Text, voice and words a minute of all that is spoken of a story."""
        settings = pipeline.Settings(
            output=self.output(path), voices=Path(os.devnull), engine="pyttsx3"
        )
        made = pipeline.prepare(path, settings)
        take = recording.Recording(made.script, made.cast, made.voice_map.lexicon)
        for chapter in made.script.chapters:
            for part in take.sheet(chapter).parts:
                for job in part.jobs:
                    yield as_written(job.text), job.voice.id, round(175 * job.voice.rate)


@cache
def espeak() -> ctypes.CDLL:
    """espeak-ng's library, which may be begun but once in a process."""
    espeak_library.provide()
    library = ctypes.CDLL(espeak_library.SONAME)
    retrieval = 1
    library.espeak_Initialize(retrieval, 0, None, 0)
    library.espeak_SetSynthCallback(_unheard)
    return library


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
def _unheard(samples: int, count: int, events: int) -> int:
    return 0


def espeak_alone(utterances: Sequence[tuple[str, str, int]]) -> float:
    """CPU time in which espeak-ng's library speaks, one text after the other."""
    library = espeak()
    utf8, rate = 1, 1
    start = time.process_time()
    for text, voice, words in utterances:
        library.espeak_SetVoiceByName(voice.encode())
        library.espeak_SetParameter(rate, words, 0)
        data = text.encode()
        library.espeak_Synth(data, len(data) + 1, 0, 0, 0, utf8, None, None)
        library.espeak_Synchronize()
    return time.process_time() - start


def lame_alone(path: Path) -> float:
    """CPU time in which LAME encodes the sound of a finished track once more."""
    pcm = soundfile.read(path, dtype=PCM)[0].tobytes()
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(BITRATE)
    encoder.set_quality(QUALITY)
    encoder.silence()
    start = time.process_time()
    encoder.encode(pcm)
    encoder.flush()
    return time.process_time() - start


def parts_alone(bench: Bench, path: Path) -> tuple[float, float]:
    """CPU time of espeak-ng and of LAME for a finished audiobook.

    With all processors at work, as in `make`: where two of them are one core's, or others' work
    beside, a processor is faster alone.
    """
    said = list(bench.utterances(path))
    tracks = sorted(bench.output(path).rglob("*.mp3"))
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        size = -(-len(said) // (os.cpu_count() or 1))
        voices = sum(
            pool.map(espeak_alone, [said[at : at + size] for at in range(0, len(said), size)])
        )
        return voices, sum(pool.map(lame_alone, tracks))


def against_parts(bench: Bench, path: Path, name: str) -> None:
    """A whole `make` over what its parts take; twice, before and after, as machines vary."""
    walls = [bench.make(path)[0]]
    voices, coding = parts_alone(bench, path)
    shutil.rmtree(bench.output(path))
    walls.append(bench.make(path, cache="afterwards")[0])
    shutil.rmtree(bench.folder / "afterwards")
    wall, least = sum(walls) / 2, (voices + coding) / 2
    both = " and ".join(f"{each:.1f}" for each in walls)
    row(name, f"{both} over ({voices:.1f} + {coding:.1f}) / 2 = **{wall / least:.2f}**")


def whole(bench: Bench) -> None:
    against_parts(bench, bench.novel, f"{bench.hours:g} hours in chapters, pyttsx3")


def one(bench: Bench) -> None:
    against_parts(bench, bench.alone, "one chapter of 30,000 words, pyttsx3")


def again(bench: Bench) -> None:
    bench.make(bench.novel)
    os.sync()
    row(
        "second run, nothing changed",
        f"**{min(bench.make(bench.novel)[0] for _ in range(3)):.2f}**",
    )


def lines(bench: Bench) -> None:
    """Give a line in the middle to somebody else, three times."""
    bench.make(bench.novel)
    os.sync()  # what is made before lies on the disk
    [script] = bench.output(bench.novel).rglob("*.script.txt")
    took = []
    for turn in range(3):
        text = script.read_text()
        places = [found.start() for found in re.finditer(r"^Mara: “", text, re.M)]
        at = places[len(places) // 2 + turn]
        script.write_text(f"{text[:at]}Hale{text[at + len('Mara') :]}")
        took.append(bench.make(bench.novel)[0])
    row("one line's speaker changed", f"{', '.join(f'{each:.2f}' for each in took)}")


def memory(bench: Bench) -> None:
    for hours in bench.book_hours:
        path = bench.folder / f"tone{hours}.txt"
        path.write_text(story(hours * WORDS_PER_HOUR))
        wall, peak = bench.make(path, engine="tone")
        shutil.rmtree(bench.folder / path.stem)
        shutil.rmtree(bench.output(path))
        row(f"peak memory, {hours} h of tones", f"**{peak:.0f} MB** ({wall:.0f} s)")


TUTORIAL = """
import json, os, sys, tempfile, pyttsx3
from pydub import AudioSegment
engine, whole = pyttsx3.init(), AudioSegment.empty()
for text in json.load(open(sys.argv[1])):
    path = os.path.join(tempfile.gettempdir(), "line.wav")
    engine.save_to_file(text, path)
    engine.runAndWait()
    whole += AudioSegment.from_wav(path)
whole.export(sys.argv[2], format="mp3", bitrate="96k")
"""


def tutorial(bench: Bench) -> None:
    """The script of a tutorial and Fullcast, each for the same number of lines."""
    for count in (100, 1000, 5000):
        texts = [text for text, _, _ in bench.utterances(bench.novel)][:count]
        if len(texts) < count:
            continue
        given = bench.folder / "texts.json"
        given.write_text(json.dumps(texts))
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", TUTORIAL, str(given), str(bench.folder / "t.mp3")],
            capture_output=True, check=False,
        )  # fmt: skip
        script = time.perf_counter() - start
        path = bench.folder / f"lines{count}.txt"
        path.write_text("\n\n".join(texts))
        ours, _ = bench.make(path)
        ended = "" if done.returncode == 0 else f" (died with code {done.returncode})"
        row(f"{count} lines: tutorial script, Fullcast", f"{script:.1f}{ended}, {ours:.1f}")


def workers(bench: Bench) -> None:
    path = bench.folder / "hour.txt"
    path.write_text(story(WORDS_PER_HOUR))
    took = []
    for number in (1, 2):
        took.append(bench.make(path, executor=f"processes:{number}", cache=f"w{number}")[0])
        shutil.rmtree(bench.output(path))
    row(
        "one hour with 1 and 2 workers",
        f"{took[0]:.1f}, {took[1]:.1f}: **{took[0] / took[1]:.2f}**",
    )


def cluster(bench: Bench) -> None:
    """The same with workers of Dask; what is spoken is mastered and encoded here in any case."""
    path = bench.folder / "hour.txt"
    path.write_text(story(WORDS_PER_HOUR))
    took = []
    for number in (1, 2):
        with dask_workers(number, bench.folder) as address:
            took.append(bench.make(path, executor=address, cache=f"d{number}")[0])
        shutil.rmtree(bench.output(path))
    row(
        "one hour with 1 and 2 workers of Dask",
        f"{took[0]:.1f}, {took[1]:.1f}: **{took[0] / took[1]:.2f}**",
    )


@contextmanager
def dask_workers(number: int, folder: Path) -> Iterator[str]:
    """A scheduler and workers on this machine; gives the executor by which they are reached."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    commands = [["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    commands += [["worker", address, "--nthreads", "1", "--no-dashboard"]] * number
    running = []
    try:
        for command in commands:
            dask = [sys.executable, "-m", "dask", *command]
            running.append(
                subprocess.Popen(
                    dask, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
        time.sleep(SETTLED)
        yield f"dask://{address}"
    finally:
        for each in reversed(running):
            each.terminate()
            each.wait()


def batch(bench: Bench) -> None:
    """Twenty stories that have no sentence in common."""
    for engine in ("tone", "pyttsx3"):
        folder = bench.folder / f"shelf-{engine}"
        folder.mkdir()
        for letter in "abcdefghijklmnopqrst":
            text = story(600, chapters=False).replace(" times", f" times in {letter * 3}")
            (folder / f"{letter}.txt").write_text(text.replace("Long Road", f"Road {letter * 3}"))
        wall, _ = bench.make(folder, engine=engine)
        used = bench.spent / wall / (os.cpu_count() or 1)
        row(f"20 stories of 600 words, {engine}", f"**{wall:.1f}**, processors busy {used:.0%}")


def row(name: str, value: str) -> None:
    print(f"| {name} | {value} |", flush=True)


PARTS: dict[str, Callable[[Bench], None]] = {
    each.__name__: each
    for each in (whole, one, again, lines, memory, tutorial, workers, cluster, batch)
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="all, if none is named")
    parser.add_argument("--hours", type=float, default=10.0, help="length of the novel")
    parser.add_argument(
        "--book-hours", type=int, nargs="+", default=(1, 10, 100), help="lengths for `memory`"
    )
    arguments = parser.parse_args()
    print("| What | Seconds |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), arguments.hours, arguments.book_hours)
        for name in arguments.parts or PARTS:
            PARTS[name](bench)


if __name__ == "__main__":
    main()
