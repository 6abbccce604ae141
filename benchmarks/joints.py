"""How far the wave jumps where clips meet the silence between them, over whole audiobooks.

    fullcast make STORY --engine pyttsx3
    python benchmarks/joints.py "output/TITLE"...

ffmpeg decodes each MP3. A joint is where 0.1 s or more that are as good as silent (below -66 dB)
begin or end: each clip has one on both sides, and no sound within a word is silent for so long. The
jump there is the largest step from one sample to the next, from 6 ms within the silence, where
coding may smear it, to 1 ms within the sound.

A plosive begins with a step too, and so does an s; but what follows steps as far. A click does not
go on: it is a step that is larger than all of the next 20 ms of sound. One of more than 0.05 of
full scale leads to exit code 1: a word that is cut off makes one of 0.1 to 0.4, as large as the
largest within speech.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 44100
THRESHOLD = 0.05
"""Of full scale: clicks above it count."""
SILENT = 10 ** (-66 / 20)
LASTS = round(0.100 * RATE)
"""Samples of a silence, at least."""
OUTSIDE, INSIDE = round(0.006 * RATE), round(0.001 * RATE)
"""Samples around a joint that are looked at, in the silence and in the sound."""
SOUND = round(0.020 * RATE)
"""Samples of the sound beside a joint that its step is held against."""


@dataclass(frozen=True)
class Jumps:
    """What is measured of one file, as parts of full scale."""

    joints: int
    largest: float
    """The largest step at a joint."""
    click: float
    """The largest that is larger than those of the sound beside it; 0 if there is none."""
    at: float
    """Seconds to it."""
    speech: float
    """The largest step anywhere else."""


def sound_of(mp3: Path) -> npt.NDArray[np.float32]:
    """The samples of a file, full scale at 1."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", f"file:{mp3}"]
    form = ["-map", "a", "-ar", str(RATE), "-ac", "1", "-f", "f32le", "-"]
    pcm = subprocess.run([*run, *form], capture_output=True, check=True).stdout
    return np.frombuffer(pcm, "<f4")


def joints(sound: npt.NDArray[np.float32]) -> list[tuple[slice, slice]]:
    """Where silences begin and end: the samples of each joint, and of the sound beside it."""
    loud = np.flatnonzero(np.abs(sound) >= SILENT)
    gaps = np.flatnonzero(np.diff(loud) >= LASTS)
    begins = np.concatenate([loud[:1], loud[gaps + 1]])
    ends = np.concatenate([loud[gaps], loud[-1:]])
    found = [
        (slice(max(0, at - OUTSIDE), at + INSIDE), slice(at + INSIDE, at + SOUND)) for at in begins
    ]
    found += [
        (slice(at - INSIDE, at + OUTSIDE), slice(max(0, at - SOUND), at - INSIDE)) for at in ends
    ]
    return sorted(found, key=lambda each: int(each[0].start))


def jumps(sound: npt.NDArray[np.float32]) -> Jumps:
    """The steps at the joints of a sound, and elsewhere."""
    places = joints(sound)
    steps = np.abs(np.diff(sound, prepend=0, append=0))
    largest = np.array([steps[joint].max() for joint, _ in places])
    beside = np.array([steps[sound].max() for _, sound in places])
    clicks = np.where(largest > beside, largest, 0.0)
    elsewhere = steps.copy()
    for joint, _ in places:
        elsewhere[joint] = 0
    return Jumps(
        joints=len(places),
        largest=float(largest.max()),
        click=float(clicks.max()),
        at=float(places[int(clicks.argmax())][0].start) / RATE,
        speech=float(elsewhere.max()),
    )


def main() -> None:
    """Print a row for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    chosen = parser.parse_args()
    files = [mp3 for folder in chosen.folders for mp3 in sorted(folder.rglob("*.mp3"))]
    worst = 0.0
    print("| File | Joints | Largest jump | Largest click | At, s | Largest in speech |")
    print("|---|---|---|---|---|---|")
    for mp3 in files:
        found = jumps(sound_of(mp3))
        worst = max(worst, found.click)
        print(
            f"| {mp3.stem} | {found.joints} | {found.largest:.4f} | {found.click:.4f} | "
            f"{found.at:.2f} | {found.speech:.3f} |",
            flush=True,
        )
    sys.exit(1 if worst > THRESHOLD else 0)


if __name__ == "__main__":
    main()
