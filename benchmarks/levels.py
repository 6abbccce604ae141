"""The levels of an audiobook's files, as Fullcast measures them and as ffmpeg does.

    python benchmarks/levels.py FOLDER…

Loudness and true peak are held against ffmpeg's `ebur128`, RMS against `astats`, and the noise
floor against the lowest RMS that `astats` finds of half a second, whose windows do not overlap; so
Fullcast's may be lower. It needs ffmpeg on the path.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
from pathlib import Path

from fullcast import checking, mastering, publishing
from fullcast.checking import Figures
from fullcast.checking.decoding import decoded

TOLERANCE = 0.1
"""dB that both may differ by."""
WINDOW = 22_050
"""Samples of half a second."""
FILTERS = (
    "ebur128=peak=true:framelog=verbose,astats=measure_perchannel=none,"
    f"asetnsamples={WINDOW}:p=0,astats=metadata=1:reset=1:measure_overall=none,"
    "ametadata=mode=print:key=lavfi.astats.1.RMS_level:file=-"
)


def own(path: Path) -> Figures:
    """What Fullcast measures."""
    with decoded(path) as sound:
        found = mastering.measure(sound.blocks, sound.rate)
    return checking.figures(path.name, 1, found, mastering.LEVEL_STEP, publishing.coding_of(path))


def theirs(path: Path) -> tuple[float, float, float, float]:
    """Loudness, RMS, true peak and noise floor by ffmpeg."""
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-hide_banner", "-i", f"file:{path}", "-map", "0:a",
         "-af", FILTERS, "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    windows = re.findall(r"RMS_level=(\S+)", done.stdout)[:-1]  # the last one is shorter
    rms = re.search(r"Overall\n.*?RMS level dB: (\S+)", done.stderr, re.DOTALL)
    return (
        _number(summary, r"I:\s+(\S+) LUFS"),
        float(rms[1]) if rms else math.nan,
        _number(summary, r"Peak:\s+(\S+) dBFS"),
        min((float(value) for value in windows), default=math.nan),
    )


def _number(text: str, pattern: str) -> float:
    match = re.search(pattern, text)
    return float(match[1]) if match else math.nan


def main() -> None:
    """Print a row for each file, and the greatest differences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="+", type=Path)
    most = [0.0, 0.0, 0.0]
    print("| File | LUFS | ffmpeg | RMS | ffmpeg | True peak | ffmpeg | Floor | ffmpeg |")
    print("|---|---|---|---|---|---|---|---|---|")
    for path in sorted(
        each for named in parser.parse_args().folder for each in named.glob("*.mp3")
    ):
        mine, others = own(path), theirs(path)
        values = (mine.loudness, mine.rms, mine.true_peak, mine.noise_floor)
        cells = [f"{a:.2f} | {b:.2f}" for a, b in zip(values, others, strict=True)]
        print(f"| {path.name} | {' | '.join(cells)} |")
        for n, (a, b) in enumerate(zip(values[:3], others[:3], strict=True)):
            most[n] = max(most[n], abs(a - b) if a != b else 0.0)
    found = ", ".join(
        f"{name} {value:.2f}" for name, value in zip(("LUFS", "RMS", "peak"), most, strict=True)
    )
    print(f"\nGreatest differences: {found} dB.")
    if max(most) > TOLERANCE:
        raise SystemExit(f"more than {TOLERANCE} dB")


if __name__ == "__main__":
    main()
