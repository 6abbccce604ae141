"""How far captions are from the sound that players hear: begin and end, in milliseconds.

    fullcast make STORY --engine tone --format vtt
    python benchmarks/captions.py "output/TITLE/01 - CHAPTER.mp3"

The engine `tone` begins and ends every sentence at once, so that its sentences are markers. ffmpeg
decodes the MP3 as players do, sound is what lies above -45 dB, and each time of the WebVTT beside
it is held against the nearest begin or end of sound. Captions that begin or end within a sentence
are left out: nothing marks their places.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 44100
LEVEL = 10 ** (-45 / 20)
GAP = 0.1
"""Seconds of silence between two sentences, at least."""


def heard(mp3: Path) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The begins and ends of all sound, in seconds."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", f"file:{mp3}"]
    form = ["-ar", str(RATE), "-ac", "1", "-f", "s16le", "-"]
    pcm = subprocess.run([*run, *form], capture_output=True, check=True).stdout
    loud = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > 32768 * LEVEL)
    gaps = np.flatnonzero(np.diff(loud) > GAP * RATE)
    begins = loud[np.concatenate(([0], gaps + 1))] / RATE
    ends = loud[np.concatenate((gaps, [len(loud) - 1]))] / RATE
    return begins, ends


def seconds(clock: str) -> float:
    """A WebVTT time."""
    hours, minutes, rest = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


def errors(times: Sequence[float], marks: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The distance of each time from the nearest mark, in milliseconds."""
    return np.array([1000 * np.abs(marks - time).min() for time in times])


def measure(mp3: Path) -> None:
    """Print the errors of one track."""
    vtt = mp3.with_suffix(".vtt").read_text(encoding="utf-8")
    cues = re.findall(r"^([\d:.]+) --> ([\d:.]+)$", vtt, re.M)
    first, last = {start for start, _ in cues}, {end for _, end in cues}
    begins, ends = heard(mp3)
    print(f"{mp3.name}: {len(cues)} captions in {ends[-1]:.0f} s")
    whole = {
        "begin": errors([seconds(start) for start, _ in cues if start not in last], begins),
        "end": errors([seconds(end) for _, end in cues if end not in first], ends),
    }
    for name, found in whole.items():
        print(
            f"  {name:5} {len(found)} times, mean {found.mean():.1f} ms, "
            f"most {found.max():.1f} ms, {(found > 20).sum()} above 20 ms"
        )


def main() -> None:
    """Measure the tracks that are named."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("mp3", nargs="+", type=Path)
    tracks = parser.parse_args().mp3
    for mp3 in tracks:
        if not mp3.with_suffix(".vtt").exists():
            parser.error(f"{mp3} has no captions beside it: make it with --format vtt")
        measure(mp3)


if __name__ == "__main__":
    main()
