"""Project Gutenberg: the legal text around a book in its HTML and EPUB editions.

Older editions have it as plain text between lines of asterisks, which `structure` knows.
"""

from __future__ import annotations

import re
from typing import Any

from fullcast.ingest.sources.source import Mark, Source, classes_of
from fullcast.ingest.trees import name_of
from fullcast.model import Kind

_LEGAL = frozenset(("pg-boilerplate", "pgheader", "pgfooter"))
_LEGAL_IDS = frozenset(("pg-header", "pg-footer"))
_TRANSCRIBER = re.compile(r"(?:trans|tn|transcribers?|tr)[-_]?notes?", re.I)


def recognized(root: Any) -> Source:
    """The boilerplate and transcriber's notes of a page."""
    marks: dict[Any, Mark] = {}
    for element in root.iter():
        if not name_of(element):
            continue
        own = classes_of(element)
        if _LEGAL.intersection(own) or element.get("id") in _LEGAL_IDS:
            marks[element] = Mark(Kind.LICENSE)
        elif any(map(_TRANSCRIBER.fullmatch, own)):
            marks[element] = Mark(Kind.NOTE)
    return Source(marks)
