"""What ffmpeg measures of finished audiobooks, chapter by chapter, against each profile.

    python benchmarks/loudness.py --engine pyttsx3 STORY... [--profile acx ...]

Each story is made for each profile into a folder that is thrown away. Of every MP3 ffmpeg tells the
integrated loudness and the true peak (`ebur128`) and the RMS of the whole file (`astats`); of what
it decodes, the noise floor is the RMS of the quietest half second, head and tail are what comes
before and after the first and last 10 ms above -45 dB. What lies outside its profile is marked with
`!`, and any such leads to exit code 1.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fullcast.mastering import PROFILES, Profile, Scale
from fullcast.model import ProfileName

RATE = 44100
HEARD = -45.0
"""dB of full scale: what is louder is speech, and room tone is not."""
QUIET = 0.5
"""Seconds of the quietest stretch."""
SLACK = 0.25
"""Seconds that head and tail may be off: the first and last sounds may be soft."""


@dataclass(frozen=True)
class Figures:
    """What is measured of one file."""

    loudness: float
    rms: float
    true_peak: float
    floor: float
    head: float
    tail: float
    minutes: float


def measured(mp3: Path) -> Figures:
    """The figures of one file."""
    filters = "ebur128=framelog=verbose:peak=true,astats=measure_perchannel=none"
    run = ["ffmpeg", "-hide_banner", "-nostdin", "-i", f"file:{mp3}", "-map", "a"]
    told = subprocess.run(
        [*run, "-af", filters, "-f", "null", "-"], capture_output=True, text=True, check=True
    ).stderr
    form = ["-ar", str(RATE), "-ac", "1", "-f", "s16le", "-"]
    pcm = subprocess.run([*run, *form], capture_output=True, check=True).stdout
    sound = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    step = RATE // 100
    powers = np.mean(sound[: len(sound) // step * step].reshape(-1, step) ** 2, axis=1)
    heard = np.flatnonzero(powers > 10 ** (HEARD / 10)) / 100
    window = round(QUIET * 100)
    quietest = float(np.convolve(powers, np.full(window, 1 / window), "valid").min())
    return Figures(
        loudness=last(r"I:\s+(\S+) LUFS", told),
        rms=last(r"RMS level dB: (\S+)", told),
        true_peak=last(r"Peak:\s+(\S+) dBFS", told),
        floor=10 * math.log10(quietest) if quietest > 1e-12 else -math.inf,
        head=float(heard[0]),
        tail=len(sound) / RATE - float(heard[-1]) - 0.01,
        minutes=len(sound) / RATE / 60,
    )


def last(pattern: str, text: str) -> float:
    """The last number that a filter tells: its summary."""
    return float(re.findall(pattern, text)[-1])


def cells(figures: Figures, profile: Profile) -> Iterator[tuple[str, bool]]:
    """The figures as they are printed, and whether each is within the profile."""
    window = profile.lowest <= (level := _level(figures, profile)) <= profile.highest
    of_loudness = profile.scale is Scale.LUFS
    yield f"{figures.loudness:.1f}", window or not of_loudness
    yield f"{figures.rms:.1f}", window or of_loudness
    yield f"{level - profile.target:+.1f}", True
    yield f"{figures.true_peak:.1f}", figures.true_peak <= profile.true_peak
    yield f"{figures.floor:.0f}", figures.floor <= profile.floor
    yield f"{figures.head:.2f}", abs(figures.head - profile.head) <= SLACK
    yield f"{figures.tail:.2f}", abs(figures.tail - profile.tail) <= SLACK
    yield f"{figures.minutes:.1f}", figures.minutes <= (profile.longest or math.inf)


def _level(figures: Figures, profile: Profile) -> float:
    return figures.loudness if profile.scale is Scale.LUFS else figures.rms


def main() -> None:
    """Print a row for each chapter and profile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", nargs="+", type=Path)
    parser.add_argument("--engine")
    parser.add_argument("--profile", nargs="+", type=ProfileName, default=list(ProfileName))
    chosen = parser.parse_args()
    engine = ["--engine", chosen.engine] if chosen.engine else []
    within = True
    print("| Chapter | Profile | LUFS | RMS | Off | dBTP | Floor | Head | Tail | Minutes |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in chosen.profile:
        with tempfile.TemporaryDirectory() as folder:
            run = [sys.executable, "-m", "fullcast", "make", *map(str, chosen.stories)]
            out = ["--profile", name.value, "--output", folder]
            subprocess.run([*run, *engine, *out], check=True, stdout=subprocess.DEVNULL)
            for mp3 in sorted(Path(folder).rglob("*.mp3")):
                row = list(cells(measured(mp3), PROFILES[name]))
                within = within and all(good for _, good in row)
                told = " | ".join(text if good else f"{text} !" for text, good in row)
                print(f"| {mp3.stem} | {name} | {told} |", flush=True)
    sys.exit(0 if within else 1)


if __name__ == "__main__":
    main()
