"""What Fullcast costs over an engine alone: CPU time for the same sentences.

    python benchmarks/engines.py [--voice heart+man]…

hibari is measured as its package speaks by itself, and as Fullcast's engine of that name speaks:
with checks of the text, its own pace, trimming and, but for "heart", morphing. Both take turns, and
the median over the rounds is printed: the ratio for the same text, and the ratio per second of the
audio that each delivers, which is higher because Fullcast cuts the silence that hibari leaves at
both ends of a sentence.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

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


def cost(speak: Callable[[str], int]) -> tuple[float, float]:
    """CPU seconds for all sentences, and seconds of audio; `speak` gives a number of samples."""
    start = time.process_time()
    samples = sum(speak(sentence) for sentence in SENTENCES)
    return time.process_time() - start, samples / SAMPLE_RATE


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
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in speakers}
    for _ in range(arguments.rounds):
        for name, speak in speakers.items():
            costs[name].append(cost(speak))
    for name, found in costs.items():
        pairs = list(zip(found, costs["alone"], strict=True))
        text = statistics.median(own[0] / base[0] for own, base in pairs)
        audio = statistics.median(own[0] / own[1] * base[1] / base[0] for own, base in pairs)
        each = statistics.median(own[0] for own, _ in pairs) / len(SENTENCES)
        print(
            f"{name:20} {1000 * each:5.1f} ms of CPU a sentence: {text:.2f} × alone,"
            f" {audio:.2f} × per second of audio"
        )


if __name__ == "__main__":
    main()
