"""Word documents (.docx, .docm, .dotx, .dotm): the text as Word shows it with changes accepted."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fullcast.errors import StoryError
from fullcast.ingest import docx_styles, office
from fullcast.ingest.archive import Archive, archive, resolved
from fullcast.ingest.docx_paragraphs import Reader
from fullcast.ingest.docx_styles import word
from fullcast.ingest.draft import Draft
from fullcast.ingest.trees import attribute, name_of

_USUAL = "word/document.xml"
_NOTE_PARTS = ("footnotes", "endnotes")
_OTHERS = ("xl/", "ppt/", "visio/")  # where other programs of the same family have their text
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a document, by the relations that lead to them."""

    held: Archive
    base: str
    relations: Mapping[str, str]
    damaged: list[str]

    def root(self, kind: str) -> Any:
        """The tree of the part of a kind, None if there is none."""
        beside = posixpath.join(posixpath.dirname(self.base), f"{kind}.xml")
        name = self.held.find(self.relations.get(kind, "")) or self.held.find(beside)
        return self.tree(name) if name else None

    def tree(self, name: str) -> Any:
        """The tree of a part, as far as it can be read."""
        root, whole = office.tree(self.held, name)
        if not whole:
            self.damaged.append(name)
        return root


def draft(data: bytes, path: Path) -> Draft:
    """The story in a Word document; `path` is for messages only.

    Raises:
        StoryError: it is no Word document, is damaged, or larger than the limits.
    """
    held = archive(data, path)
    damaged: list[str] = []
    top = _Parts(held, "", _relations(held, ""), damaged)
    name = main_part(held)
    if name is None:
        raise StoryError(f"{path} is no Word document: it has no text in it.")
    parts = _Parts(held, name, _relations(held, name), damaged)
    root = parts.tree(name)
    if root is None:
        raise _unreadable(path, name)
    core = held.find(top.relations.get("core-properties", "")) or held.find("docProps/core.xml")
    languages: Counter[str] = Counter()
    reader = Reader(
        docx_styles.styles(parts.root("styles")),
        docx_styles.numbering(parts.root("numbering")),
        dict(_notes(parts)),
        languages,
    )
    blocks = reader.read(root)
    if damaged and not any(block.worded for block in blocks):
        raise _unreadable(path, name)
    stated = office.properties(parts.tree(core) if core else None)
    return office.draft(blocks, stated, languages, tuple(_remarks(path, damaged, reader)))


def _unreadable(path: Path, name: str) -> StoryError:
    return StoryError(f"{path} is damaged ({name} cannot be read); save or copy it again.")


def _remarks(path: Path, damaged: list[str], reader: Reader) -> Iterator[str]:
    if damaged:
        yield f"{path} is damaged ({', '.join(damaged)}), so that something may be missing."
    if reader.foreign:
        yield f"{path} includes another file, which is not read; save it anew with Word."


def main_part(held: Archive) -> str | None:
    """The name of the part that holds the text; None if this is no Word document."""
    stated = _relations(held, "").get("officeDocument", "")
    found = held.find(stated) or held.find(_USUAL)
    return None if found is None or found.casefold().startswith(_OTHERS) else found


def _relations(held: Archive, base: str) -> Mapping[str, str]:
    """The parts that a part refers to, by kind, the first of each; those of the package of ""."""
    folder, _, file = base.rpartition("/")
    name = held.find(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, str] = {}
    root = office.tree(held, name)[0] if name else None
    for element in root if root is not None else ():
        if name_of(element) == "relationship" and attribute(element, "TargetMode") != "External":
            kind = attribute(element, "Type").rpartition("/")[2]
            target = attribute(element, "Target")
            local = target.lstrip("/") if target.startswith("/") else resolved(base, target)
            found.setdefault(kind, local)
    return found


def _notes(parts: _Parts) -> Iterator[tuple[tuple[str, str], Any]]:
    """The footnotes and endnotes, by the names of the elements that refer to them and their ids."""
    for kind in _NOTE_PARTS:
        root = parts.root(kind)
        for element in root if root is not None else ():
            if word(element) and attribute(element, "type") not in _SEPARATORS:
                yield (f"{kind[:-1]}Reference", attribute(element, "id")), element
