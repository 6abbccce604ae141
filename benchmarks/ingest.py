"""How long it takes to read stories of every format and size, and how much memory.

    python benchmarks/ingest.py [--only epub]

The stories are made, of the same words each time: chapters of paragraphs with dialogue and
emphasis. Sizes are those of the files, and an EPUB holds more than twice as much text. Each is read
by a process of its own; seconds are of the processor, from the bytes of the file to the book, and
the peak is all that the process holds at its largest.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path

MB = 1024 * 1024
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
    "<title>{0}</title></head><body><h2>{0}</h2>{1}</body></html>"
)
PARAGRAPHS = 60  # of a chapter


def main() -> None:
    """Makes the files, has them read, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="a part of the names of the files to read")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(read(arguments.one)))
        return
    print(f"{'file':14}{'MB':>8}{'words':>12}{'chapters':>10}{'seconds':>9}{'peak MB':>9}")
    for name, (make, size) in FILES.items():
        if arguments.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            make(path, size)
            command = [sys.executable, __file__, "--one", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found = json.loads(done.stdout)
            print(
                f"{name:14}{path.stat().st_size / MB:8.1f}{found['words']:12,}"
                f"{found['chapters']:10,}{found['seconds']:9.2f}{found['peak']:9,.0f}",
                flush=True,
            )


def read(path: Path) -> dict[str, float]:
    """Reads one file, and measures that."""
    from fullcast import ingest

    start = time.process_time()
    book = ingest.read(path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(chapter.text.split()) for chapter in book.chapters)
    return {"words": words, "chapters": len(book.chapters), "seconds": seconds, "peak": peak}


# --- the made stories ----------------------------------------------------------------------------


def sentences(chooser: random.Random) -> Iterator[str]:
    """Sentences without end."""
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chooser.choices(letters, k=chooser.randint(2, 9))) for _ in range(20_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))  # Zipf's law
    while True:
        chosen = chooser.choices(words, cum_weights=weights, k=chooser.randint(4, 16))
        yield f"{' '.join(chosen).capitalize()}."


def chapters() -> Iterator[list[str]]:
    """Chapters without end, each a list of paragraphs; `*` marks what is emphasised."""
    chooser = random.Random(1)  # noqa: S311 - the same words each time
    found = sentences(chooser)
    while True:
        paragraphs = []
        for _ in range(PARAGRAPHS):
            first, *others = islice(found, chooser.randint(1, 7))
            if chooser.random() < 0.4:
                first = f"“{first[:-1]},” said {others[0].split()[0] if others else 'somebody'}."
            if chooser.random() < 0.2:
                first = f"*{first}*"
            paragraphs.append(" ".join((first, *others)))
        yield paragraphs


def write_epub(path: Path, size: int) -> None:
    """An EPUB of a size: a page a chapter, and an NCX."""
    items, points = [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for number, paragraphs in enumerate(chapters(), start=1):
            file.writestr(f"{number}.xhtml", PAGE.format(f"Chapter {number}", marked(paragraphs)))
            items.append(f'<item id="i{number}" href="{number}.xhtml" media-type="text/html"/>')
            points.append(
                f"<navPoint><navLabel><text>Chapter {number}</text></navLabel>"
                f'<content src="{number}.xhtml"/></navPoint>'
            )
            if path.stat().st_size >= size:
                break
        file.writestr("toc.ncx", f"<ncx><navMap>{''.join(points)}</navMap></ncx>")
        spine = "".join(f'<itemref idref="i{n}"/>' for n in range(1, len(items) + 1))
        file.writestr(
            "book.opf",
            f"<package><metadata/><manifest>{''.join(items)}"
            '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
            f'</manifest><spine toc="ncx">{spine}</spine></package>',
        )


def marked(paragraphs: list[str]) -> str:
    """Paragraphs as XHTML."""
    texts = (f"<p class='x'>{text}</p>\n" for text in paragraphs)
    return "".join(
        t.replace("<p class='x'>*", "<p class='x'><i>").replace("*", "</i>") for t in texts
    )


def write_html(path: Path, size: int) -> None:
    """A single page of a size."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<!DOCTYPE html><html><head><title>The Kite</title></head><body>")
        for number, paragraphs in enumerate(chapters(), start=1):
            file.write(f"<h2>Chapter {number}</h2>{marked(paragraphs)}")
            if file.tell() >= size:
                break


def write_text(path: Path, size: int) -> None:
    """A text of a size."""
    with path.open("w", encoding="utf-8") as file:
        for number, paragraphs in enumerate(chapters(), start=1):
            content = "\n\n".join((f"Chapter {number}", *paragraphs, ""))
            if file.tell() + 2 * len(content) > size:
                break
            file.write(content)


FILES: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "small.epub": (write_epub, MB),
    "large.epub": (write_epub, 20 * MB),
    "page.html": (write_html, 5 * MB),
    "text.txt": (write_text, 5 * MB),
    "largest.txt": (write_text, 64 * MB),
}


if __name__ == "__main__":
    main()
