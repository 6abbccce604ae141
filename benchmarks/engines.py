"""What Fullcast costs over an engine alone: CPU time per second of speech.

    python benchmarks/engines.py [--voice heart+man]…

hibari is measured as its package speaks by itself, and as Fullcast's engine of that name speaks:
with checks of the text, its own pace, trimming and, but for "heart", morphing. Both speak the same
hundred sentences with one thread, their networks loaded, in turns; the median over the rounds is
printed of three ratios:

- per text: CPU time for the same sentences;
- per speech: CPU time per second of speech, which is the measure. Speech is what lies between the
  first and the last sound of a sentence. It differs from the first by the pace of a voice alone.
- per audio: CPU time per second of all samples that are delivered. hibari alone delivers 0.7 s of
  silence with each sentence, which counts as audio here, and Fullcast cuts it off.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from hibari import SAMPLE_RATE, Hibari

from fullcast import engines
from fullcast.engines.hibari_voices import PRESETS
from fullcast.engines.waveform import EDGE, trim
from fullcast.model import Audio, Voice

Speaker = Callable[[str], npt.NDArray[np.float32]]

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


@dataclass(frozen=True, slots=True)
class Cost:
    """What all sentences take; in seconds."""

    cpu: float
    audio: float
    speech: float


def cost(speak: Speaker) -> Cost:
    """Speak all sentences; what measures them is not counted."""
    start = time.process_time()
    spoken = [speak(sentence) for sentence in SENTENCES]
    cpu = time.process_time() - start
    ends = [trim(Audio(samples, SAMPLE_RATE)).duration - 2 * EDGE for samples in spoken]
    return Cost(cpu, sum(map(len, spoken)) / SAMPLE_RATE, sum(ends))


def ratios(own: Cost, base: Cost) -> tuple[float, float, float]:
    """Per text, per speech and per audio; see the module."""
    text = own.cpu / base.cpu
    return text, text * base.speech / own.speech, text * base.audio / own.audio


def main() -> None:
    """Print a line for hibari alone and one for each voice through Fullcast."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", action="append", help="a voice of hibari's; else all presets")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    alone = Hibari(threads=1)
    speakers: dict[str, Speaker] = {"alone": lambda text: alone(text, seed=0)}
    for id_ in arguments.voice or PRESETS:
        voice = Voice("hibari", id_)
        speakers[id_] = lambda text, voice=voice: engines.speak(text, voice).samples
    for speak in speakers.values():
        speak(SENTENCES[0])
    costs: dict[str, list[Cost]] = {name: [] for name in speakers}
    for _ in range(arguments.rounds):
        for name, speak in speakers.items():
            costs[name].append(cost(speak))
    print("ms of CPU a sentence, and ratios to hibari alone per text, per speech, per audio")
    for name, found in costs.items():
        pairs = zip(found, costs["alone"], strict=True)
        medians = map(statistics.median, zip(*(ratios(*pair) for pair in pairs), strict=True))
        each = statistics.median(own.cpu for own in found) / len(SENTENCES)
        print(f"{name:22} {1000 * each:5.1f}  ", *(f"{ratio:5.2f}" for ratio in medians))


if __name__ == "__main__":
    main()
