"""Fit the weights of the attributor to annotated books.

    python benchmarks/fit_attribution.py GOLD --scorer evaluate.py [--folds] [--write]

Every feature that the program finds gets a weight, and so does every kind of turn. They maximise
the likelihood of the annotated speakers under the decoder's own model (a conditional random
field), less a penalty on large weights. What novels cannot teach, because it hardly occurs in them,
keeps the weight that `attribution_fixed.json` gives it: children known as "the boy", several
speakers in one paragraph, several who speak at once. A quotation whose speaker the program has no
name for says nothing, but those around it are still fitted to what they say.

--folds holds out the books of one author after the other and prints the accuracy on them; the
weights are then of no use. --write puts the weights into the program. Only numbers go in.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from fullcast import attribution, ingest, segment
from fullcast.attribution import decoder, weights
from fullcast.attribution.features import gather
from fullcast.attribution.turns import Gap, gap_features

TARGET = Path(weights.__file__).with_name("weights.json")
FIXED: dict[str, float] = json.loads(
    Path(__file__).with_name("attribution_fixed.json").read_text(encoding="utf-8")
)
FORBIDDEN = -1e6


@dataclass
class Stretch:
    """A run of units: features by (unit, person), allowed persons, features of the gaps."""

    rows: np.ndarray
    columns: np.ndarray
    unary: list[dict[str, float]]
    allowed: np.ndarray
    gaps: list[dict[str, float]]
    people: int
    units: int


@dataclass
class Sample:
    """A book: its stretches, and how many quotations it has in all."""

    name: str
    author: str
    stretches: list[Stretch]
    reachable: float


def load_scorer(path: Path) -> Any:
    """The scorer's module, for its way to match names."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_sample(gold: Path, scorer_path: Path) -> Sample:
    """Features and annotated speakers of one book."""
    scorer = load_scorer(scorer_path)
    annotated = json.loads(gold.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / f"{gold.stem}.txt"
        story.write_bytes(annotated["text"].encode())
        book = ingest.read(story)
    scene = attribution.set_scene(book, segment.segment(book))
    evidence = gather(scene)
    between = gap_features(scene)
    resolver = scorer.Resolver(annotated)
    identity = [resolver(person.name) for person in scene.people.persons]
    truth = gold_speakers(annotated, resolver, [item.unit for item in evidence])
    known = [
        who is not None and any(identity[c] == who for c in item.features)
        for item, who in zip(evidence, truth, strict=True)
    ]
    stretches = []
    fits = [dict.fromkeys(item.features, 0.0) for item in evidence]
    cuts = [Gap(0, 0, reset="reset" in row) for row in between]
    for run in decoder.runs(fits, cuts):
        if not run.people:
            continue
        place = {person: i for i, person in enumerate(run.people)}
        rows, columns, unary = [], [], []
        allowed = np.ones((len(run.unary), len(run.people)), dtype=bool)
        for row, item in enumerate(evidence[run.start : run.start + len(run.unary)]):
            who = truth[run.start + row]
            if known[run.start + row]:
                allowed[row] = [identity[person] == who for person in run.people]
            for person, features in item.features.items():
                rows.append(row)
                columns.append(place[person])
                unary.append(features)
        gaps_here = between[run.start : run.start + len(run.unary) - 1]
        stretches.append(
            Stretch(
                np.array(rows),
                np.array(columns),
                unary,
                allowed,
                gaps_here,
                len(run.people),
                len(run.unary),
            )
        )
    told = [who is not None for who in truth]
    return Sample(gold.stem, annotated["author"], stretches, sum(known) / max(1, sum(told)))


def gold_speakers(annotated: dict[str, Any], resolver: Any, units: Sequence[Any]) -> list[Any]:
    """The annotated speaker of each unit, or None."""
    spans = sorted(
        (start, end, resolver.canon(quote["speaker"]))
        for quote in annotated["quotes"]
        for start, end in quote["spans"]
    )
    found = []
    at = 0
    for unit in units:
        while at < len(spans) and spans[at][1] <= unit.start:
            at += 1
        hit = at < len(spans) and spans[at][0] < unit.end
        found.append(spans[at][2] if hit else None)
    return found


class Packed:
    """Stretches with their features as sparse matrices over the same names."""

    def __init__(self, stretches: list[Stretch], names: dict[str, int]) -> None:
        self.stretches = stretches
        self.unary = [sparse(s.unary, names) for s in stretches]
        self.same = [sparse(s.gaps, names, " > same") for s in stretches]
        self.back = [sparse(s.gaps, names, " > back") for s in stretches]

    def loss(self, w: np.ndarray) -> tuple[float, np.ndarray]:
        """Negative log likelihood and its gradient."""
        total, gradient = 0.0, np.zeros_like(w)
        for stretch, unary, same, back in zip(
            self.stretches, self.unary, self.same, self.back, strict=True
        ):
            fits, gap_same, gap_back = unary @ w, same @ w, back @ w
            table = np.full((stretch.units, stretch.people), decoder.NOT_A_CANDIDATE)
            table[stretch.rows, stretch.columns] = fits
            gaps = [Gap(float(a), float(b)) for a, b in zip(gap_same, gap_back, strict=True)]
            free = expectations(table, gaps)
            held = expectations(np.where(stretch.allowed, table, FORBIDDEN), gaps)
            total += free[0] - held[0]
            difference = (free[1] - held[1])[stretch.rows, stretch.columns]
            gradient += unary.T @ difference
            gradient += same.T @ (free[2] - held[2]) + back.T @ (free[3] - held[3])
        return total, gradient

    def right(self, w: np.ndarray) -> tuple[int, int]:
        """Units whose likeliest speaker is the annotated one, and units with a known speaker."""
        right = count = 0
        for stretch, unary, same, back in zip(
            self.stretches, self.unary, self.same, self.back, strict=True
        ):
            table = np.full((stretch.units, stretch.people), decoder.NOT_A_CANDIDATE)
            table[stretch.rows, stretch.columns] = unary @ w
            gaps = [Gap(float(a), float(b)) for a, b in zip(same @ w, back @ w, strict=True)]
            chances = expectations(table, gaps)[1]
            for row, allowed in zip(chances, stretch.allowed, strict=True):
                if not allowed.all():
                    count += 1
                    right += bool(allowed[int(row.argmax())])
        return right, count


def sparse(rows: list[dict[str, float]], names: dict[str, int], suffix: str = "") -> csr_matrix:
    """Rows of named values as a sparse matrix; unknown names are left out."""
    data, index, pointer = [], [], [0]
    for row in rows:
        for name, value in row.items():
            if name + suffix in names:
                index.append(names[name + suffix])
                data.append(value)
        pointer.append(len(index))
    return csr_matrix((data, index, pointer), shape=(len(rows), len(names)))


def expectations(
    table: np.ndarray, gaps: list[Gap]
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Log of the sum over all paths, chances of speakers, and chances of both kinds of turn."""
    ahead = decoder.forward(table, gaps)
    behind = decoder.backward(table, gaps)
    whole = float(np.logaddexp.reduce(ahead[-1], axis=None))
    chances = np.array([decoder.marginal(a + b) for a, b in zip(ahead, behind, strict=True)])
    same, back = np.zeros(len(gaps)), np.zeros(len(gaps))
    off = ~np.eye(table.shape[1], dtype=bool)
    for row, gap in enumerate(gaps):
        after = behind[row + 1] + table[row + 1][:, None] - whole
        same[row] = np.exp(ahead[row] + after).sum() * np.exp(gap.same)
        back[row] = np.exp((ahead[row].T + after)[off]).sum() * np.exp(gap.back)
    return whole, chances, same, back


_packed: Packed


def _receive(stretches: list[Stretch], names: dict[str, int]) -> None:
    global _packed
    _packed = Packed(stretches, names)


def _loss(w: np.ndarray) -> tuple[float, np.ndarray]:
    return _packed.loss(w)


def feature_names(samples: list[Sample]) -> dict[str, int]:
    """All names of weights that occur in the samples, sorted."""
    names = {name for s in samples for x in s.stretches for row in x.unary for name in row}
    turns = {name for s in samples for x in s.stretches for row in x.gaps for name in row}
    names |= {f"{name} > {turn}" for name in turns for turn in ("same", "back")}
    return {name: i for i, name in enumerate(sorted(names))}


def fit(samples: list[Sample], penalty: float, steps: int, jobs: int) -> dict[str, float]:
    """The weights that fit the samples best."""
    names = feature_names(samples)
    old = weights.load_weights()
    start = np.array([FIXED.get(name, old.get(name, 0.0)) for name in names])
    free = np.array([name not in FIXED for name in names])
    every = sorted((x for s in samples for x in s.stretches), key=lambda x: -x.units * x.people**2)
    pools = [
        ProcessPoolExecutor(1, initializer=_receive, initargs=(every[i::jobs], names))
        for i in range(jobs)
    ]

    def objective(w: np.ndarray) -> tuple[float, np.ndarray]:
        parts = [future.result() for future in [pool.submit(_loss, w) for pool in pools]]
        loss = sum(part[0] for part in parts) + 0.5 * penalty * float(w @ w)
        return loss, free * (sum(part[1] for part in parts) + penalty * w)

    began = time.perf_counter()
    result = minimize(
        objective, start, jac=True, method="L-BFGS-B",
        options={"maxiter": steps, "maxfun": steps * 2},
    )  # fmt: skip
    for pool in pools:
        pool.shutdown()
    print(
        f"{len(names)} weights, loss {result.fun:.0f} after {result.nit} steps "
        f"in {time.perf_counter() - began:.0f} s",
        file=sys.stderr,
    )
    return {**FIXED, **dict(zip(names, (float(x) for x in result.x), strict=True))}


def evaluate(sample: Sample, table: dict[str, float]) -> tuple[int, int]:
    """Right units and units with a known speaker."""
    names = {name: i for i, name in enumerate(table)}
    return Packed(sample.stretches, names).right(np.array(list(table.values())))


def cross_validate(samples: list[Sample], penalty: float, steps: int, jobs: int) -> None:
    """Fit without the books of each author in turn, and print how well they are read then."""
    right = count = 0
    for author in sorted({s.author for s in samples}):
        table = fit([s for s in samples if s.author != author], penalty, steps, jobs)
        for sample in (s for s in samples if s.author == author):
            a, b = evaluate(sample, table)
            right, count = right + a, count + b
            print(f"{sample.name:32} {100 * a / b:5.1f} of {b} reachable units", flush=True)
    print(f"{'all':32} {100 * right / count:5.1f} of {count}")


def main() -> None:
    """Read the books, fit, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=1.0, help="of squared weights, halved")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    books = sorted(options.gold.glob("*.json"))
    with ProcessPoolExecutor(options.jobs) as pool:
        samples = list(pool.map(read_sample, books, [options.scorer] * len(books)))
    for sample in samples:
        print(f"{sample.name:32} {100 * sample.reachable:5.1f} % of speakers are candidates")
    if options.folds:
        cross_validate(samples, options.penalty, options.steps, options.jobs)
        return
    table = fit(samples, options.penalty, options.steps, options.jobs)
    for sample in samples:
        a, b = evaluate(sample, table)
        print(f"{sample.name:32} {100 * a / b:5.1f} of {b} reachable units")
    if options.write:
        kept = {name: round(value, 3) for name, value in table.items() if abs(value) >= 0.005}
        TARGET.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
