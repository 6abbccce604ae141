"""How often is the right speaker found, from the raw text alone?

    python benchmarks/attribution.py GOLD --scorer evaluate.py [--predictions DIR] [--ablation]

GOLD is a folder of annotated books (or one): JSON with at least {"text", "quotes", "characters"}.
Each text goes through the program as a .txt file, as a user's story would; what it says of every
quotation is written as [{"start", "end", "speaker_name", "confidence"}], and the scorer prints its
table. Nothing of the annotation is read here. Below the table stand the lines that are given to
somebody else than their own tag names ("X said"), and the speed. --ablation does it once more
without each kind of evidence (the networks are not fitted anew).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from samples import read_book

from fullcast import attribution, segment
from fullcast.attribution.network import Network, Networks, load_networks
from fullcast.attribution.reasons import KINDS, kind_of
from fullcast.model import Kind, Script


@dataclass(frozen=True)
class Outcome:
    """What one book took and showed."""

    words: int
    seconds: float
    named: int
    """Quotations with a tag beside them that names the speaker ("said Ada", "I said")."""
    contradicted: int
    """Those that are given to somebody else."""


def said(script: Script) -> list[dict[str, Any]]:
    """The predictions for a book, as the scorer takes them."""
    return [
        {
            "start": line.start,
            "end": line.end,
            "speaker_name": line.speaker,
            "confidence": line.confidence,
        }
        for line in script.lines
        if line.kind is Kind.DIALOGUE
    ]


def without(network: Network, kind: str) -> Network:
    """A network that does not see one kind of evidence."""
    seen = {name: place for name, place in network.places.items() if kind_of(name) != kind}
    return replace(network, places=seen)


def predict(gold: Path, predictions: Path, blind: str = "") -> Outcome:
    """Write the predictions for one book, `blind` to one kind of evidence."""
    text = json.loads(gold.read_text(encoding="utf-8"))["text"]
    networks = load_networks()
    if blind:
        networks = Networks(without(networks.speaker, blind), networks.turn)
    began = time.perf_counter()
    book = read_book(text, gold.stem)
    study = attribution.study(book, segment.segment(book))
    script = attribution.decide(study, networks=networks)
    seconds = time.perf_counter() - began
    named = attribution.named_speakers(study.scene)
    speakers = {(line.chapter, line.index): line.speaker for line in script.lines}
    wrong = 0
    for i, persons in named.items():
        first = study.evidence[i].unit.lines[0]
        names = {study.scene.people.persons[person].name for person in persons}
        wrong += speakers[first.chapter, first.index] not in names
    (predictions / gold.name).write_text(json.dumps(said(script)), encoding="utf-8")
    return Outcome(len(text.split()), seconds, len(named), wrong)


def score(gold: Path, predictions: Path, scorer: Path) -> str:
    """The scorer's table."""
    target = predictions if gold.is_dir() else predictions / gold.name
    command = [sys.executable, scorer, gold, target, "-q"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(
    books: Sequence[Path], options: argparse.Namespace, blind: str = ""
) -> tuple[str, list[Outcome]]:
    """The scorer's table of all books, and what else they showed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.predictions if options.predictions and not blind else Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(options.jobs) as pool:
            done = list(pool.map(partial(predict, predictions=folder, blind=blind), books))
        return score(options.gold, folder, options.scorer), done


def main() -> None:
    """Predict all books, then let the scorer print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--predictions", type=Path, help="keep the predictions in this folder")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    books = sorted(options.gold.glob("*.json")) if options.gold.is_dir() else [options.gold]
    table, done = measure(books, options)
    print(table, end="")
    named, wrong = sum(x.named for x in done), sum(x.contradicted for x in done)
    print(f"{wrong} of {named} quotations contradict the name in the tag beside them")
    words, seconds = sum(x.words for x in done), sum(x.seconds for x in done)
    print(f"{words} words in {seconds:.1f} s of one core: {words / seconds:.0f} words a second")
    if options.ablation:
        for kind in KINDS:
            total = [row for row in measure(books, options, kind)[0].splitlines() if "MICRO" in row]
            print(f"without {kind:14}", total[0][30:75])


if __name__ == "__main__":
    main()
