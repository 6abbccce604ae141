"""What Fullcast costs over an engine alone: CPU time per second of speech.

    python benchmarks/engines.py [--voice heart+man]…

hibari is measured as its package speaks by itself, and as Fullcast's engine of that name speaks:
with checks of the text, its own pace, trimming and, but for "heart", morphing. Both speak the same
hundred sentences with one thread, their networks loaded, sentence by sentence in turns, so that all
meet the same load of the machine. Printed is the median over the rounds of three ratios:

- per text: CPU time for the same sentences;
- per speech: CPU time per second of speech. Speech is what lies between the first and the last
  sound of a sentence. It differs from the first by the pace of a voice alone.
- per audio: CPU time per second of all samples that are delivered, which is the strictest. hibari
  alone delivers 0.7 s of silence with each sentence, which counts as audio here, and Fullcast cuts
  it off; what mastering cuts off is half a per cent more.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
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


def costs(speakers: Mapping[str, Speaker]) -> dict[str, Cost]:
    """Speak all sentences; what measures them is not counted."""
    found = dict.fromkeys(speakers, Cost(0.0, 0.0, 0.0))
    for sentence in SENTENCES:
        for name, speak in speakers.items():
            start = time.process_time()
            samples = speak(sentence)
            cpu = time.process_time() - start
            speech = trim(Audio(samples, SAMPLE_RATE)).duration - 2 * EDGE
            sum_ = found[name]
            found[name] = Cost(
                sum_.cpu + cpu, sum_.audio + len(samples) / SAMPLE_RATE, sum_.speech + speech
            )
    return found


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
    rounds = [costs(speakers) for _ in range(arguments.rounds)]
    print("ms of CPU a sentence, and ratios to hibari alone per text, per speech, per audio")
    for name in speakers:
        each = statistics.median(found[name].cpu for found in rounds) / len(SENTENCES)
        pairs = [ratios(found[name], found["alone"]) for found in rounds]
        medians = map(statistics.median, zip(*pairs, strict=True))
        print(f"{name:22} {1000 * each:5.1f}  ", *(f"{ratio:5.2f}" for ratio in medians))


if __name__ == "__main__":
    main()
