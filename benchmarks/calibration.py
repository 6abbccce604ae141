"""Does the program know what it does not know?

    python benchmarks/calibration.py GOLD PREDICTIONS --scorer evaluate.py

PREDICTIONS are those of `attribution.py --predictions` or, of books that the networks have not
seen, of `fit_attribution.py --folds`. Prints how often lines of each confidence are right, and how
many of the wrong ones are among the lines that a script marks as doubtful.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from samples import load_scorer, speaker_spans

from fullcast.script import DOUBTFUL_BELOW

BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def judged(gold: Path, predictions: Path, scorer: Path) -> list[tuple[float, bool]]:
    """For each predicted line that is annotated, its confidence and whether it is right."""
    book = json.loads(gold.read_text(encoding="utf-8"))
    resolver = load_scorer(scorer).Resolver(book)
    spans = speaker_spans(book, resolver)
    found = []
    at = 0
    for line in json.loads((predictions / gold.name).read_text(encoding="utf-8")):
        while at < len(spans) and spans[at][1] <= line["start"]:
            at += 1
        if at < len(spans) and spans[at][0] < line["end"]:
            right = resolver(line["speaker_name"]) == spans[at][2]
            found.append((float(line["confidence"]), right))
    return found


def slope(chance: np.ndarray, right: np.ndarray) -> float:
    """By what to multiply log odds so that the lines are as likely as they are right (Newton)."""
    clipped = np.clip(chance, 1e-3, 1 - 1e-3)
    odds = np.log(clipped / (1 - clipped))
    found = 1.0
    for _ in range(50):
        share = 1 / (1 + np.exp(-found * odds))
        found += (odds * (right - share)).sum() / (odds**2 * share * (1 - share)).sum()
    return float(found)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    lines = [
        line
        for gold in sorted(options.gold.glob("*.json"))
        for line in judged(gold, options.predictions, options.scorer)
    ]
    chance = np.array([confidence for confidence, _ in lines])
    right = np.array([ok for _, ok in lines])
    error = 0.0
    print("confidence     lines  mean  right")
    for low, high in pairwise(BINS):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            mean, share = chance[inside].mean(), right[inside].mean()
            error += inside.mean() * abs(mean - share)
            print(f"{low:.2f} - {min(high, 1):.2f} {inside.sum():7} {mean:6.3f} {share:6.3f}")
    print(f"expected calibration error {error:.3f} over {len(lines)} lines")
    print(f"slope of the log odds that would fit best: {slope(chance, right):.2f}")
    order = np.argsort(chance, kind="stable")
    for share in (0.1, 0.2, 0.3):
        least = order[: int(share * len(order))]
        held = (~right[least]).sum() / (~right).sum()
        print(
            f"the least sure {share:.0%} (below {chance[least].max():.2f}) hold "
            f"{held:.0%} of the errors"
        )
    marked = chance < DOUBTFUL_BELOW
    print(
        f"marked with ? (below {DOUBTFUL_BELOW}): {marked.mean():.1%} of the lines, "
        f"{(~right[marked]).sum() / (~right).sum():.0%} of the errors"
    )


if __name__ == "__main__":
    main()
