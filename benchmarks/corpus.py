"""What is read of a folder of story files, and which of their words are not in the book.

    python benchmarks/corpus.py FOLDER… [--script] [--lost 20] [--all]

Every story file below the folders is read by itself, in a process of its own that may take 60
seconds and 2 GB; so is every folder that is an unpacked EPUB (it has a META-INF/container.xml). The
words of the book are held against a second reading of EPUB and HTML that shares nothing with the
first: Python's `zipfile`, `xml.etree` and `html.parser`, all text of the bodies in reading order.
Of words that the book lacks, the table counts those in elements that are left out on purpose
(navigation, drawings, pronunciations, references to notes, page numbers, what is hidden) apart from
the others, which are losses. With `--script`, `fullcast script` is run as well.

Files that fail, are refused or lose words have a line each; with `--all`, all have.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

SECONDS = 60
MEMORY = 2 * 1024**3
SUFFIXES = frozenset((".epub", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown"))
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
LEFT_OUT = frozenset(
    "nav svg math rt rp iframe object audio video canvas button select textarea noscript template"
    " map".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark q rb ruby s samp"
    " small span strike strong sub sup time tt u var wbr".split()
)
NOT_TEXT = frozenset(("head", "script", "style", "title"))
WORD = re.compile(r"[^\W_]+")


def main() -> None:
    """Parses the command line, reads all files and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--script", action="store_true", help="run `fullcast script` as well")
    parser.add_argument("--lost", type=int, default=12, help="words to name of each file")
    parser.add_argument("--all", action="store_true", help="a line for every file")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(examined(arguments.one)))
        return
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in stories(arguments.folders, Path(scratch)):
            found = measured(path)
            if arguments.script and found["state"] == "read":
                found |= scripted(path, Path(scratch))
            totals += Counter({found["state"]: 1, "files": 1})
            for column in ("words", "aside", "lost"):
                totals[column] += found.get(column, 0)
            if arguments.all or found["state"] != "read" or found.get("lost"):
                print(line(name, found, arguments.lost), flush=True)
    print(
        "{files} files: {read} read, {refused} refused, {failed} failed; {words} words, of which "
        "{aside} left out on purpose, {lost} lost".format_map(Counter(totals))
    )


def stories(folders: Iterable[Path], scratch: Path) -> Iterator[tuple[Path, Path]]:
    """The name and the path of every story below the folders; unpacked EPUBs are packed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield path, path
            elif path.name == "container.xml" and path.parent.name == "META-INF":
                root = path.parents[1]
                packed = scratch / "packed.epub"
                pack(root, packed)
                yield root, packed


def pack(root: Path, packed: Path) -> None:
    """Packs a folder as an EPUB."""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.name != "mimetype":
                file.write(path, path.relative_to(root).as_posix())


def measured(path: Path) -> dict[str, Any]:
    """What `examined` says, from a process of its own."""
    command = [sys.executable, __file__, "--one", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"state": "failed", "reason": f"takes more than {SECONDS} seconds"}
    if done.returncode:
        return {"state": "failed", "reason": "".join(done.stderr.splitlines(keepends=True)[-3:])}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def scripted(path: Path, scratch: Path) -> dict[str, Any]:
    """A failure of `fullcast script`, or nothing."""
    command = [sys.executable, "-m", "fullcast", "script", str(path), "-o", str(scratch / "s.txt")]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=5 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"state": "failed", "reason": "fullcast script takes too long"}
    if "Traceback" in done.stderr or done.returncode:
        return {"state": "failed", "reason": f"fullcast script: {done.stderr[-500:]}"}
    return {}


def examined(path: Path) -> dict[str, Any]:
    """Whether a file is read, what that takes, and the words that are lost."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from fullcast import ingest
    from fullcast.errors import StoryError

    start = time.perf_counter()
    try:
        book = ingest.read(path)
    except StoryError as error:
        return {"state": "refused", "reason": str(error)}
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = Counter(WORD.findall(book.text))
    shown, aside = plain(path)
    lost = shown - own
    missing_aside = aside - (own - shown)
    return {
        "state": "read",
        "seconds": round(seconds, 3),
        "megabytes": round(peak),
        "chapters": len(book.chapters),
        "words": shown.total() + aside.total(),
        "aside": missing_aside.total(),
        "lost": lost.total(),
        "lacking": [word for word, _ in lost.most_common(100)],
        "remarks": list(book.remarks),
    }


def line(name: Path, found: dict[str, Any], most: int) -> str:
    """A file's line of the table."""
    if found["state"] != "read":
        return f"{found['state']:8} {name}: {found['reason'].strip()}"
    words = " ".join(found["lacking"][:most])
    return (
        f"read     {name}: {found['chapters']} chapters, {found['words']} words, "
        f"{found['aside']} left out, {found['lost']} lost ({words}), {found['seconds']} s, "
        f"{found['megabytes']} MB {' '.join(found['remarks'])}"
    )


# --- the second reading --------------------------------------------------------------------------


def plain(path: Path) -> tuple[Counter[str], Counter[str]]:
    """The words of a file's bodies, and of what in them is left out on purpose."""
    data = path.read_bytes()
    reader = _Reader()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for page in spine(file):
                reader.page(page)
    elif path.suffix.lower() in (".html", ".htm", ".xhtml"):
        reader.page(data)
    return reader.shown, reader.aside


def spine(file: zipfile.ZipFile) -> Iterator[bytes]:
    """The pages of an EPUB in reading order, each once."""
    container = decoded(file.read("META-INF/container.xml"))
    stated = re.findall(r"full-path\s*=\s*[\"']([^\"']+)", container)
    others = [name for name in file.namelist() if name.endswith(".opf")]
    name = next(name for name in (*stated, *others) if name in file.namelist())
    root = ET.fromstring(file.read(name))  # noqa: S314 - public files, in a process of its own
    items = {e.get("id"): e for e in root.iter() if e.tag.endswith("}item")}
    seen: set[str] = set()
    for reference in root.iter():
        item = items.get(reference.get("idref")) if reference.tag.endswith("}itemref") else None
        while item is not None and "html" not in item.get("media-type", ""):
            item = items.pop(item.get("fallback"), None)
        if item is not None:
            page = normpath(join(dirname(name), unquote(item.get("href", ""))))
            if page not in seen:
                seen.add(page)
                with suppress(KeyError):
                    yield file.read(page)


def decoded(data: bytes) -> str:
    """The text of a page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        match = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", data[:2000])
        return data.decode(match[1].decode() if match else "cp1252", "replace")


class _Reader(HTMLParser):
    """Counts the words of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Counter[str] = Counter()
        self.aside: Counter[str] = Counter()
        self.stack: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.text_aside: list[str] = []

    def page(self, data: bytes) -> None:
        """Counts one page."""
        self.reset()
        self.stack, self.text, self.text_aside = [], [], []
        self.feed(decoded(data).replace("\u00ad", ""))
        self.close()
        self.shown.update(WORD.findall("".join(self.text)))
        self.aside.update(WORD.findall("".join(self.text_aside)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {key: value or "" for key, value in attrs}
        if tag not in VOID:
            above = bool(self.stack) and self.stack[-1][1]
            mark = tag == "sup" and any(name == "a" for name, _ in self.stack)  # of a footnote
            self.stack.append((tag, above or mark or is_left_out(tag, stated)))
        self.part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.part(tag)

    def handle_endtag(self, tag: str) -> None:
        for n in range(len(self.stack) - 1, -1, -1):
            if self.stack[n][0] == tag:
                del self.stack[n:]
                break
        self.part(tag)

    def part(self, tag: str) -> None:
        """Parts the words before a tag from those behind it, but for tags within a line."""
        if tag not in INLINE:
            self.text.append(" ")
            self.text_aside.append(" ")

    def handle_data(self, data: str) -> None:
        if any(tag in NOT_TEXT for tag, _ in self.stack):
            return
        aside = bool(self.stack) and self.stack[-1][1]
        (self.text_aside if aside else self.text).append(data)


def is_left_out(tag: str, stated: dict[str, str]) -> bool:
    """Whether an element is no text of the story, by its name or what it says of itself."""
    types = f"{stated.get('epub:type', '')} {stated.get('role', '')}".replace("doc-", "").split()
    style = stated.get("style", "").replace(" ", "")
    return (
        tag in LEFT_OUT
        or "hidden" in stated
        or "display:none" in style
        or not {"pagebreak", "noteref", "backlink", "toc", "landmarks"}.isdisjoint(types)
        or re.search(r"pagenum|pageno|noteref|fnanchor", stated.get("class", ""), re.I) is not None
    )


if __name__ == "__main__":
    main()
