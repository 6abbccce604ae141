"""Fit the attributor's networks to annotated books.

    python benchmarks/fit_attribution.py GOLD… --scorer evaluate.py [--write | --folds DIR]

Needs PyTorch (`pip install torch`). GOLD are folders of annotated books; the stories that come
with the project become such a folder by `annotations.py`. The networks maximise the likelihood of
the annotated speakers under the decoder's own model (a conditional random field). Short stories
count several times, so that hundreds of pages of novels do not drown them. A quotation whose
speaker the program has no name for says nothing, but those around it still count.

How well a person's way to speak fits (see `idiolect`) is learned from guesses that the program
makes of books it has not seen: first the books of each author are read by networks fitted to all
others. --folds does the same with the networks proper and writes what they say of the books that
they have not seen, so that the scorer can judge it; the weights are then of no use. --write puts
the networks into the program. Only numbers go in.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attribution import said
from crf import Model, Names, batches, stretches
from samples import Sample, read_samples

from fullcast import attribution
from fullcast.attribution import network
from fullcast.attribution.decoder import decode
from fullcast.attribution.descriptions import with_descriptions
from fullcast.attribution.features import Features
from fullcast.attribution.idiolect import with_idiolects
from fullcast.attribution.turns import gaps

TARGET = Path(network.__file__).with_name("networks.json")
FIXED: dict[str, float] = json.loads(
    Path(__file__).with_name("attribution_fixed.json").read_text(encoding="utf-8")
)
SHORT = 400
"""Annotated units below which a book counts `STORY_WEIGHT` times."""
STORY_WEIGHT = 4
LONGEST = 40
"""Units of a stretch; conversations go on across the cut, but little is learned from that."""
RARE = 8
"""A feature that is seen more rarely gets no weight."""
GROUPS = 9
"""Sets of authors (and stories) that are held out in turn."""

Inputs = Sequence[Mapping[int, Features]]


def fit(
    samples: Sequence[Sample], inputs: Sequence[Inputs], names: Names, settings: argparse.Namespace
) -> Model:
    """Networks that fit the samples; `inputs` are the features of each."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    random = np.random.default_rng(settings.seed)
    items = []
    for sample, features in zip(samples, inputs, strict=True):
        times = STORY_WEIGHT if len(sample.right) < SHORT else 1
        items += list(stretches(features, sample.right, sample.gaps, names, LONGEST)) * times
    every = batches(items, settings.batch)
    model = Model(names, FIXED, settings.hidden)
    direct = [part.direct for part in (model.speaker, model.turn)]
    others = [p for n, p in model.named_parameters() if not n.endswith("direct")]
    optimizer = torch.optim.AdamW(
        [
            {"params": direct, "lr": 0.06, "weight_decay": 0.0},
            {"params": others, "lr": 0.003, "weight_decay": 0.05},
        ]
    )
    steps = settings.epochs * len(every)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: max(0.02, 1 - step / steps)
    )
    known = sum(batch.known for batch in every)
    for _ in range(settings.epochs):
        for i in random.permutation(len(every)):
            batch = every[i]
            penalty = 0.5 * settings.penalty * sum((p**2).sum() for p in direct)
            loss = model.loss(batch) + penalty * batch.known / known
            optimizer.zero_grad()
            (loss / max(1, batch.known)).backward()
            for part in (model.speaker, model.turn):
                part.direct.grad *= part.free
            optimizer.step()
            schedule.step()
    return model.eval()


def feature_names(samples: Sequence[Sample], inputs: Sequence[Inputs]) -> Names:
    """The features that are seen often enough, and those whose weights are kept by hand."""
    speaker = Counter(
        name for features in inputs for row in features for each in row.values() for name in each
    )
    turn = Counter(name for sample in samples for row in sample.gaps for name in row)
    kept = {key.split(" > ")[0] for key in FIXED}
    del turn["reset"]
    return Names(
        tuple(sorted(n for n, count in speaker.items() if count >= RARE or n in kept)),
        tuple(sorted(n for n, count in turn.items() if count >= RARE or n in kept)),
    )


def folds(samples: Sequence[Sample]) -> list[set[int]]:
    """The samples by number, in sets of which each is held out as a whole."""
    groups = sorted({sample.group for sample in samples})
    authors = [g for g in groups if sum(s.group == g and len(s.right) >= SHORT for s in samples)]
    place = {group: i % GROUPS for i, group in enumerate(authors)}
    place |= {g: i % GROUPS for i, g in enumerate(g for g in groups if g not in place)}
    sets = [{i for i, s in enumerate(samples) if place[s.group] == k} for k in range(GROUPS)]
    return [held_out for held_out in sets if held_out]


def fit_without(
    held_out: set[int], samples: Sequence[Sample], inputs: Sequence[Inputs], settings: Any
) -> dict[str, Any]:
    """The networks' table, fitted to all samples but some."""
    began = time.perf_counter()
    kept = [i for i in range(len(samples)) if i not in held_out]
    names = feature_names(samples, inputs)
    model = fit([samples[i] for i in kept], [inputs[i] for i in kept], names, settings)
    print(
        f"fitted to {len(kept)} books, {len(held_out)} held out, "
        f"{time.perf_counter() - began:.0f} s",
        file=sys.stderr,
    )
    return model.table()


def plain(samples: Sequence[Sample]) -> list[Inputs]:
    """The features of each sample, before any guess."""
    return [[item.features for item in sample.evidence] for sample in samples]


def with_guesses(
    samples: Sequence[Sample], settings: Any, pool: ProcessPoolExecutor
) -> list[Inputs]:
    """The features with those by guesses (`idiolect`, `descriptions`) of networks that have not
    seen the book."""
    inputs = plain(samples)
    held_out = folds(samples)
    tables = pool.map(
        fit_without, held_out, *([x] * len(held_out) for x in (samples, inputs, settings))
    )
    found: dict[int, Inputs] = {}
    for held, table in zip(held_out, tables, strict=True):
        networks = network.read_networks(table)
        for i in held:
            study = samples[i].study
            fits = network.fits(study.evidence, networks.speaker)
            chances = decode(fits, gaps(study.gaps, networks.turn))
            wider = with_idiolects(study.scene.story, study.evidence, chances)
            wider = with_descriptions(study.scene, wider, chances)
            found[i] = [item.features for item in wider]
    return [found[i] for i in range(len(samples))]


def write_folds(
    samples: Sequence[Sample],
    inputs: Sequence[Inputs],
    settings: Any,
    pool: ProcessPoolExecutor,
    target: Path,
) -> None:
    """What networks say of the books that they have not seen, one file a book."""
    target.mkdir(parents=True, exist_ok=True)
    held_out = folds(samples)
    tables = pool.map(
        fit_without, held_out, *([x] * len(held_out) for x in (samples, inputs, settings))
    )
    for held, table in zip(held_out, tables, strict=True):
        networks = network.read_networks(table)
        for i in sorted(held):
            script = attribution.decide(samples[i].study, networks=networks)
            place = target / samples[i].path.parent.name / samples[i].path.name
            place.parent.mkdir(exist_ok=True)
            place.write_text(json.dumps(said(script)), encoding="utf-8")


def write(table: Mapping[str, Any]) -> None:
    """Put the networks into the program, a feature a line."""
    parts = []
    for name, part in table.items():
        rows = ",\n".join(f"{json.dumps(n)}: {json.dumps(r)}" for n, r in part["features"].items())
        parts.append(
            f'"{name}": {{"outputs": {part["outputs"]}, "bias": {json.dumps(part["bias"])},\n'
            f'"out": {json.dumps(part["out"])},\n"features": {{\n{rows}\n}}}}'
        )
    TARGET.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=1.5, help="of squared direct weights")
    parser.add_argument("--hidden", type=int, default=24, help="units of the speaker's network")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=16, help="stretches at a time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folds", type=Path, metavar="DIR")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Read the books, fit, and write."""
    settings = options()
    samples = [s for f in settings.gold for s in read_samples(f, settings.scorer, settings.jobs)]
    for sample in samples:
        print(f"{sample.path.stem:32} {100 * sample.reachable:5.1f} % of speakers are candidates")
    with ProcessPoolExecutor(settings.jobs) as pool:
        inputs = with_guesses(samples, settings, pool)
        if settings.folds:
            write_folds(samples, inputs, settings, pool, settings.folds)
    if settings.write:
        write(fit_without(set(), samples, inputs, settings))


if __name__ == "__main__":
    main()
