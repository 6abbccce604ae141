"""Whether a text set in lines of 70 columns gives the same script as the text as it is.

    python benchmarks/wrapping.py NOVEL.txt... [GOLD.json...]

Project Gutenberg sets its texts so. A paragraph's lines are filled to the width and nothing else
is changed; then both forms are read, and their scripts compared line by line: kind, speaker and
words, but not white space. A .json file is a novel with its text under "text".
"""

from __future__ import annotations

import json
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from fullcast import ingest
from fullcast.ingest.plain import text
from fullcast.pipeline import write_script

WIDTH = 70


def text_of(path: Path) -> str:
    """The text in a file."""
    content = path.read_text(encoding="utf-8")
    return json.loads(content)["text"] if path.suffix == ".json" else content


def wrapped(story: str) -> str:
    """The story with every paragraph's lines filled to the width."""
    pieces: list[str] = []
    position = 0
    for paragraph in text.draft(story).paragraphs:
        pieces.append(story[position : paragraph.start])
        words = " ".join(paragraph.text.split())
        pieces.append(textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False))
        position = paragraph.end
    return "".join(pieces) + story[position:]


def lines(story: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, speaker and words of each line of a story's script."""
    path = folder / "story.txt"
    path.write_text(story, encoding="utf-8")
    for line in write_script(ingest.read(path)).lines:
        yield line.kind.value, line.speaker or "", " ".join(line.text.split())


def main() -> None:
    """Prints one row a story."""
    print(f"{'story':40} {'lines':>7} {'same':>7} {'same kind and words':>20}")
    with tempfile.TemporaryDirectory() as folder:
        for path in map(Path, sys.argv[1:]):
            story = text_of(path)
            plain = list(lines(story, Path(folder)))
            filled = list(lines(wrapped(story), Path(folder)))
            same = _same([str(line) for line in plain], [str(line) for line in filled])
            cut = _same([f"{k}{w}" for k, _, w in plain], [f"{k}{w}" for k, _, w in filled])
            print(f"{path.stem[:40]:40} {len(plain):7} {same:7} {cut:20}", flush=True)
            for line in sorted(set(plain) - set(filled))[:3]:
                print(f"    {line}")


def _same(first: list[str], second: list[str]) -> int:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


if __name__ == "__main__":
    main()
