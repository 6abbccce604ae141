"""The shape of the program: imports run one way, and nothing heavy loads before it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import fullcast

ROOT = Path(fullcast.__file__).parent
BASE = {
    "download",
    "errors",
    "folders",
    "interrupts",
    "language",
    "model",
    "packed",
    "particulars",
    "values",
    "web",
}
STAGES = {
    "assistant",
    "attribution",
    "casting",
    "checking",
    "delivery",
    "engines",
    "ingest",
    "lexicon",
    "mastering",
    "publishing",
    "recognition",
    "rendering",
    "script",
    "segment",
}
COMPOSED = {
    "audiobooks",
    "audition",
    "bookkeeping",
    "bookshelf",
    "catalogue",
    "contents",
    "corrections",
    "diagnosis",
    "editions",
    "excerpts",
    "forecast",
    "glossary",
    "housekeeping",
    "identity",
    "inspection",
    "ledger",
    "listening",
    "metadata",
    "ownership",
    "outputs",
    "passages",
    "pipeline",
    "playback",
    "preparation",
    "presses",
    "pressing",
    "production",
    "programme",
    "recording",
    "rehearsal",
    "sheets",
    "sounding",
    "speeds",
    "stream",
    "studies",
    "studio",
    "usage",
    "whole",
}
COMMAND_LINE = {"cli", "__main__"}
HOMES = {
    "PIL": "publishing",
    "av": "publishing",
    "click": "cli",
    "distributed": "rendering",
    "espeakng_loader": "engines",
    "faster_whisper": "recognition",
    "fastcrc": "publishing",
    "hibari": "engines",
    "httpx": "web",
    "lameenc": "publishing",
    "ftfy": "ingest",
    "lxml": "ingest",
    "mutagen": "publishing",
    "num2words": "lexicon",
    "onnxruntime": "engines",
    "piper": "engines",
    "platformdirs": "folders",
    "pydub": "mastering",
    "pyttsx3": "engines",
    "ruamel": "casting",
    "soxr": "mastering",
}
EVERYWHERE = {"fullcast", "numpy"}
SHARED = {"soundfile": {"checking", "publishing", "rendering"}}
"""Libraries that one stage reads with and others write with."""

MODULES = sorted(ROOT.rglob("*.py"))


def part_of(path: Path) -> str:
    """The stage or top-level module that a file belongs to."""
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The dotted names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_parts(path: Path) -> set[str]:
    """The parts of the program that a module imports."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("fullcast.")}
    return names - {"__version__"}


def allowed(part: str) -> set[str]:
    """What a part may import besides itself."""
    if part in BASE:
        return BASE
    if part in STAGES:
        return BASE
    if part in COMPOSED:
        return BASE | STAGES | COMPOSED
    return BASE | STAGES | COMPOSED | COMMAND_LINE


def test_every_module_has_its_place() -> None:
    parts = {part_of(path) for path in MODULES} - {"__init__"}
    assert parts == BASE | STAGES | COMPOSED | COMMAND_LINE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    part = part_of(path)
    assert own_parts(path) <= allowed(part) | {part}


def test_the_composing_modules_import_each_other_without_a_circle() -> None:
    needs = {part: own_parts(ROOT / f"{part}.py") & COMPOSED for part in COMPOSED}
    while needs:
        free = {part for part, needed in needs.items() if not needed & needs.keys()}
        assert free, f"a circle of imports: {needs}"
        needs = {part: needed for part, needed in needs.items() if part not in free}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_has_one_home(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - EVERYWHERE
    foreign.discard("audioop")  # of the standard library until 3.13
    foreign -= {name for name, homes in SHARED.items() if part_of(path) in homes}
    assert {HOMES.get(name, f"no home for {name}") for name in foreign} <= {part_of(path)}


def help_imports() -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fullcast", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Turn a story" in done.stdout
    return set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.M))


def test_help_loads_no_stage_and_nothing_heavy() -> None:
    loaded = help_imports()
    assert "fullcast.cli.make" in loaded
    assert {name for name in loaded if name.startswith("fullcast.")} <= {
        "fullcast.errors",
        *(name for name in loaded if name.startswith("fullcast.cli")),
    }
    assert not {name.split(".")[0] for name in loaded} & (
        {"numpy", "scipy"} | SHARED.keys() | HOMES.keys() - {"click"}
    )


def test_help_answers_at_once() -> None:
    took = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "fullcast", "--help"], capture_output=True, check=True
        )
        took.append(time.perf_counter() - start)
        if took[-1] < 0.5:
            break
    assert min(took) < 0.5
