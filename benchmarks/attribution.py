"""How often is the right speaker found, from the raw text alone?

    python benchmarks/attribution.py GOLD --scorer evaluate.py [--predictions DIR]

GOLD is a folder of annotated books (or one): JSON with at least {"text", "quotes", "characters"}.
Each text goes through the program as a .txt file, as a user's story would; what it says of every
quotation is written as [{"start", "end", "speaker_name"}], and the scorer prints its table.
Nothing of the annotation is read here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fullcast import ingest, pipeline
from fullcast.model import Kind


def predict(gold: Path, predictions: Path) -> tuple[str, int, float]:
    """Write the predictions for one book; returns its name, words, and seconds spent."""
    text = json.loads(gold.read_text(encoding="utf-8"))["text"]
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / f"{gold.stem}.txt"
        story.write_bytes(text.encode())
        began = time.perf_counter()
        book = ingest.read(story)
        script = pipeline.write_script(book)
        seconds = time.perf_counter() - began
    if book.text != text:
        raise SystemExit(f"{gold}: reading the text changed it, so its offsets mean nothing")
    said = [
        {"start": line.start, "end": line.end, "speaker_name": line.speaker}
        for line in script.lines
        if line.kind is Kind.DIALOGUE
    ]
    (predictions / gold.name).write_text(json.dumps(said), encoding="utf-8")
    return gold.stem, len(text.split()), seconds


def main() -> None:
    """Predict all books, then let the scorer print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--predictions", type=Path, help="keep the predictions in this folder")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    books = sorted(options.gold.glob("*.json")) if options.gold.is_dir() else [options.gold]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.predictions or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(options.jobs) as pool:
            done = list(pool.map(predict, books, [folder] * len(books)))
        words, seconds = sum(row[1] for row in done), sum(row[2] for row in done)
        target = folder if options.gold.is_dir() else folder / options.gold.name
        subprocess.run([sys.executable, options.scorer, options.gold, target, "-q"], check=True)
    print(f"{words} words in {seconds:.1f} s of one core: {words / seconds:.0f} words a second")


if __name__ == "__main__":
    main()
