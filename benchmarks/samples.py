"""Annotated books as the attributor sees them: features of candidates, and who was right."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from fullcast import attribution, ingest, segment
from fullcast.attribution import Study
from fullcast.attribution.features import Evidence


@dataclass(frozen=True)
class Sample:
    """A book whose speakers are known."""

    path: Path
    group: str
    """Samples of one group are held out together: an author's books, or a story by itself."""
    study: Study
    right: tuple[frozenset[int] | None, ...]
    """For each unit the persons who are its annotated speaker (none if nobody is); None where no
    speaker is annotated."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        return self.study.evidence

    @property
    def gaps(self) -> Sequence[Mapping[str, float]]:
        return self.study.gaps

    @property
    def reachable(self) -> float:
        """Share of the annotated units whose speaker is a candidate."""
        told = [
            bool(right & item.features.keys())
            for item, right in zip(self.evidence, self.right, strict=True)
            if right is not None
        ]
        return sum(told) / max(1, len(told))


def read_samples(folder: Path, scorer: Path, jobs: int) -> list[Sample]:
    """The samples of all annotated books in a folder."""
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(partial(read_sample, scorer=scorer), sorted(folder.glob("*.json"))))


def read_sample(gold: Path, scorer: Path) -> Sample:
    """The sample of one annotated book."""
    annotated = json.loads(gold.read_text(encoding="utf-8"))
    book = read_book(annotated["text"], gold.stem)
    study = attribution.study(book, segment.segment(book))
    resolver = load_scorer(scorer).Resolver(annotated)
    identity = [resolver(person.name) for person in study.scene.people.persons]
    truth = _speakers(annotated, resolver, study)
    right = tuple(
        None if who is None else frozenset(c for c, known in enumerate(identity) if known == who)
        for who in truth
    )
    author = annotated.get("author", "")
    return Sample(gold, gold.stem if author in ("", "Fullcast") else author, study, right)


def read_book(text: str, stem: str) -> Any:
    """A text as the program reads it from a file."""
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / f"{stem}.txt"
        story.write_bytes(text.encode())
        book = ingest.read(story)
    if book.text != text:
        raise SystemExit(f"{stem}: reading the text changed it, so its offsets mean nothing")
    return book


def load_scorer(path: Path) -> ModuleType:
    """The scorer, for its way to match names."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def speaker_spans(annotated: dict[str, Any], resolver: Any) -> list[tuple[int, int, Any]]:
    """Start, end and speaker of all annotated spans, in order."""
    return sorted(
        (start, end, resolver.canon(quote["speaker"]))
        for quote in annotated["quotes"]
        for start, end in quote["spans"]
    )


def _speakers(annotated: dict[str, Any], resolver: Any, study: Study) -> list[Any]:
    """The annotated speaker of each unit, or None.

    A unit's own offsets are those of the legible text; the annotations' are those of the file.
    """
    spans = speaker_spans(annotated, resolver)
    written = {(line.chapter, line.index): line for lines in study.chapters for line in lines}
    found = []
    at = 0
    for item in study.evidence:
        own = [written[line.chapter, line.index] for line in item.unit.lines]
        while at < len(spans) and spans[at][1] <= own[0].start:
            at += 1
        hit = at < len(spans) and spans[at][0] < own[-1].end
        found.append(spans[at][2] if hit else None)
    return found
