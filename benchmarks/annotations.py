"""Turn stories with marked speakers into annotated books.

    python benchmarks/annotations.py benchmarks/stories TARGET

A marked story begins with a few lines about it, up to a line "====":

    title: The Lamp
    narration: third
    character: Ida Moss | F | adult | Ida; Mrs. Moss; the keeper

After that it is a story as a reader's file would be, but that every quotation has its speaker in
front of it, as in ⟦Ida Moss⟧"Who is there?"; direct thoughts are ⟦Ida Moss:thought⟧Nobody.⟦/⟧ and
quoted words that nobody says are ⟦-⟧"like this". ⟦/⟧ also ends a quotation whose closing mark is
missing. TARGET gets one JSON a story, as `attribution.py` and `fit_attribution.py` read them.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from fullcast.language.verbs import SPEECH_VERBS

_MARK = re.compile(r"⟦([^⟧]*)⟧")
_CLOSING = {'"': '"', "“": "”"}
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…—–-])['’](?=\s|$)")
_PRONOUN = re.compile(r"\b(?:he|she|they|I|we)\b")
_EVERYONE = "Everyone"
_NOBODY = "-"
_THOUGHT = ":thought"


def annotated(path: Path) -> dict[str, Any]:
    """The annotated book that a marked story makes.

    Raises:
        ValueError: a mark is wrong.
    """
    head, marked = path.read_text(encoding="utf-8").split("\n====\n", 1)
    facts, characters = _head(head)
    text, marks = _unmarked(marked)
    if any(name == _EVERYONE for _, name in marks):
        characters.append(_character(len(characters), f"{_EVERYONE} | U | adult | "))
    ids = {character["name"]: character["id"] for character in characters}
    quotes, thoughts = [], []
    for (start, name), following in zip(marks, [*marks[1:], (len(text), "")], strict=True):
        if name in ("/", _NOBODY):
            continue
        end = following[0] if following[1] == "/" else _end(text, start, following[0], path)
        who = ids.get(name.removesuffix(_THOUGHT))
        if who is None:
            raise ValueError(f"{path}: {name} is not among the characters")
        spoken = {"start": start, "end": end, "speaker": who}
        (thoughts if name.endswith(_THOUGHT) else quotes).append(spoken)
    narrator = facts.get("narrator", "").split(";")[0].strip()
    return {
        "id": path.stem,
        "title": facts["title"],
        "author": "Fullcast",
        "narration": facts["narration"],
        "narrator": ids[narrator] if narrator else None,
        "characters": characters,
        "quotes": [_quote(i, each, text, quotes, characters) for i, each in enumerate(quotes)],
        "thoughts": thoughts,
        "text": text,
    }


def _head(head: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    facts: dict[str, str] = {}
    characters: list[dict[str, Any]] = []
    for row in head.splitlines():
        key, value = (part.strip() for part in row.split(":", 1))
        if key == "character":
            characters.append(_character(len(characters), value))
        else:
            facts[key] = value
    return facts, characters


def _character(number: int, row: str) -> dict[str, Any]:
    name, gender, age, aliases = (part.strip() for part in row.split("|"))
    known = [alias.strip() for alias in aliases.split(";") if alias.strip()]
    return {"id": f"c{number}", "name": name, "aliases": known, "gender": gender, "age": age}


def _unmarked(marked: str) -> tuple[str, list[tuple[int, str]]]:
    """The plain story, and each mark with its offset there."""
    marks, parts, at, length = [], [], 0, 0
    for m in _MARK.finditer(marked):
        parts.append(marked[at : m.start()])
        length += m.start() - at
        marks.append((length, m.group(1)))
        at = m.end()
    return "".join([*parts, marked[at:]]), marks


def _end(text: str, start: int, limit: int, path: Path) -> int:
    """Where the quotation that begins at `start` ends."""
    opening = text[start]
    if opening in _CLOSING:
        end = text.find(_CLOSING[opening], start + 1, limit) + 1
    else:
        m = _SINGLE_CLOSE.search(text, start + 1, limit)
        end = m.end() if m else 0
    if not end:
        raise ValueError(f"{path}: no closing mark behind {text[start : start + 40]!r}")
    return end


def _quote(
    number: int,
    spoken: dict[str, Any],
    text: str,
    quotes: list[dict[str, Any]],
    characters: list[dict[str, Any]],
) -> dict[str, Any]:
    start, end = spoken["start"], spoken["end"]
    return {
        "id": f"q{number}",
        **spoken,
        "spans": [[start, end]],
        "text": text[start:end],
        "type": _kind(spoken, text, quotes, characters),
        "addressees": [],
    }


def _kind(
    spoken: dict[str, Any],
    text: str,
    quotes: list[dict[str, Any]],
    characters: list[dict[str, Any]],
) -> str:
    """By the narration of its line: with a verb of speech and the speaker's name, or a pronoun."""
    start = text.rfind("\n", 0, spoken["start"]) + 1
    end = text.find("\n", spoken["end"])
    end = len(text) if end < 0 else end
    inside = [(q["start"], q["end"]) for q in quotes if start <= q["start"] < end]
    told, at = [], start
    for a, b in inside:
        told.append(text[at:a])
        at = b
    narration = " ".join([*told, text[at:end]])
    words = set(re.findall(r"[\w'’-]+", narration))
    if not any(word.lower() in SPEECH_VERBS for word in words):
        return "Implicit"
    person = next(c for c in characters if c["id"] == spoken["speaker"])
    names = [n for n in (person["name"], *person["aliases"]) if n[:1].isupper()]
    if any(word in words for name in names for word in name.split()):
        return "Explicit"
    return "Anaphoric" if _PRONOUN.search(narration) or " the " in narration else "Implicit"


def main() -> None:
    """Convert a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.stories.glob("*.txt")):
        book = json.dumps(annotated(path), ensure_ascii=False, indent=1)
        (options.target / f"{path.stem}.json").write_text(book, encoding="utf-8")


if __name__ == "__main__":
    main()
