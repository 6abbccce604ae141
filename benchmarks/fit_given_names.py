"""Fit what a given name says about its bearer's gender.

    python benchmarks/fit_given_names.py NAMES.json [--write]

Needs scipy. NAMES.json is `name_data.json` of the package nomquamgender (MIT): for each name, in
small letters, how many sources and people it was counted in, and the share of women among them
(Van Buskirk, Clauset & Larremore, "An open-source cultural consensus approach to name-based gender
classification", ICWSM 2023). Endings and beginnings get weights by logistic regression, so that
names that nobody has counted have a likelihood too; common names for which that is wrong are
written down by themselves. A tenth of the names is held out to say how often the rest is right.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from fullcast.language import given_names

FEWEST = 50
"""People that bear a name that is learned from."""
COMMON = 300
"""People that bear a name that is written down if the pieces get it wrong."""
PIECES = 60
"""Names that a piece is in, at least."""
PENALTY = 2.0
OFF = 0.15
"""How far a common name's share may be from what its pieces say."""
PLAIN = 0.9
"""Share of one gender from which a name tells it."""
HELD_OUT = 0.1

Array = npt.NDArray[np.float64]


def main() -> None:
    """Fit, tell how often it is right, and write the numbers if told to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    counted = json.loads(options.names.read_text(encoding="utf-8"))
    rows = sorted(
        (name, float(share), int(people))
        for name, (_, people, share, *_) in counted.items()
        if re.fullmatch(r"[a-z]{3,12}", name) and people >= FEWEST
    )
    names = [name for name, _, _ in rows]
    shares = np.array([share for _, share, _ in rows])
    people = np.array([count for _, _, count in rows])
    held = np.random.default_rng(0).random(len(names)) < HELD_OUT
    seen = fit([n for n, h in zip(names, held, strict=True) if not h], shares[~held], people[~held])
    report(names, shares, held, seen)
    weights = fit(names, shares, people)
    fits = np.array([given_names.logit(name, weights) for name in names])
    wrong = (np.abs(1 / (1 + np.exp(-fits)) - shares) > OFF) & (people >= COMMON)
    known = {n: round(100 * s) for n, s, w in zip(names, shares, wrong, strict=True) if w}
    print(f"{len(weights)} pieces, {len(known)} names by themselves")
    if options.write:
        write(weights, known)


def fit(names: Sequence[str], shares: Array, people: npt.NDArray[np.int64]) -> dict[str, float]:
    """Weights of the pieces of names: positive ones make a name a woman's."""
    counts = Counter(piece for name in names for piece in given_names.pieces(name))
    vocabulary = {p: n for n, p in enumerate(sorted(p for p, c in counts.items() if c >= PIECES))}
    cells = [
        (row, vocabulary[piece])
        for row, name in enumerate(names)
        for piece in given_names.pieces(name)
        if piece in vocabulary
    ]
    shape = (len(names), len(vocabulary))
    matrix = csr_matrix((np.ones(len(cells)), tuple(np.array(cells).T)), shape=shape)
    worth = np.minimum(3.0, np.log10(people))

    def loss(weights: Array) -> tuple[float, Array]:
        chance = 1 / (1 + np.exp(-(matrix @ weights)))
        likelihood = shares * np.log(chance + 1e-12) + (1 - shares) * np.log(1 - chance + 1e-12)
        gradient = matrix.T @ (worth * (chance - shares)) + 2 * PENALTY * weights
        return float(PENALTY * (weights**2).sum() - (worth * likelihood).sum()), gradient

    best = minimize(loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B")
    return {piece: float(best.x[n]) for piece, n in vocabulary.items()}


def report(
    names: Sequence[str], shares: Array, held: npt.NDArray[np.bool_], weights: dict[str, float]
) -> None:
    """How often the pieces alone are right about names that they were not fitted to."""
    plain = held & (np.abs(shares - 0.5) > PLAIN - 0.5)
    fits = np.array([given_names.logit(name, weights) for name in names])
    right = (fits > 0) == (shares > 0.5)
    sure = plain & (np.abs(fits) > np.log(PLAIN / (1 - PLAIN)))
    print(f"{plain.sum()} names held out: {right[plain].mean():.1%} right by their pieces;")
    print(f"{sure.sum() / plain.sum():.0%} are surer than {PLAIN}: {right[sure].mean():.1%} right")


def write(weights: dict[str, float], known: dict[str, int]) -> None:
    """Weights in hundredths and shares in per cent, small enough to ship."""
    rounded = {piece: round(100 * weight) for piece, weight in sorted(weights.items())}
    content = {"pieces": {p: w for p, w in rounded.items() if w}, "known": known}
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    given_names.FILE.write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
