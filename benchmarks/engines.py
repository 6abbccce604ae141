"""What Fullcast costs over an engine alone: CPU seconds per second of audio, the same sentences.

    python benchmarks/engines.py [--voice heart+man]…

hibari is measured as its package speaks by itself, and as Fullcast's engine of that name speaks:
with checks of the text, its own pace, trimming and, but for "heart", morphing. Both take turns, and
the median over the rounds is printed.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
from hibari import SAMPLE_RATE, Hibari

from fullcast import engines
from fullcast.model import Voice

WHO = ("The miller", "My sister", "An old soldier", "Nobody in the village", "The ferryman's boy")
DID = ("had never seen", "walked away from", "was quietly mending", "remembered", "asked about")
WHAT = (
    "the broken wheel.",
    "a lantern that burned by day, and another that did not.",
    "all the letters which had come in the winter, for there were many of them.",
    "seven grey geese!",
)
SENTENCES = [f"{who} {did} {what}" for who in WHO for did in DID for what in WHAT]
"""A hundred, of 5 to 20 words."""


def cost(speak: Callable[[str], int]) -> float:
    """CPU seconds per second of audio; `speak` gives a sentence's number of samples."""
    start = time.process_time()
    samples = sum(speak(sentence) for sentence in SENTENCES)
    return (time.process_time() - start) / (samples / SAMPLE_RATE)


def main() -> None:
    """Print a line for hibari alone and one for each voice through Fullcast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", action="append", help="a voice of hibari's, such as heart+man")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    alone = Hibari(threads=1)
    speakers: dict[str, Callable[[str], int]] = {"alone": lambda text: len(alone(text, seed=0))}
    for id_ in arguments.voice or ["heart", "heart+man"]:
        voice = Voice("hibari", id_)
        speakers[id_] = lambda text, voice=voice: len(engines.speak(text, voice).samples)
    for speak in speakers.values():
        speak(SENTENCES[0])
    costs: dict[str, list[float]] = {name: [] for name in speakers}
    for _ in range(arguments.rounds):
        for name, speak in speakers.items():
            costs[name].append(cost(speak))
    base = statistics.median(costs["alone"])
    for name, found in costs.items():
        median = statistics.median(found)
        ratio = float(np.median(np.divide(found, costs["alone"])))
        print(f"{name:20} {1000 * median:6.1f} ms of CPU a second of audio, {ratio:.2f} × alone")
    print(f"alone: {1 / base:.0f} × real time on one core")


if __name__ == "__main__":
    main()
