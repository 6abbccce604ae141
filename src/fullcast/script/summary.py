"""The script as plain values, for programs."""

from __future__ import annotations

from collections import Counter

from fullcast.model import Script, ScriptChapter


def to_json(script: Script) -> dict[str, object]:
    """The script as plain values; offsets count characters of the decoded story."""
    counts = Counter(line.speaker for line in script.each_line())
    skipped = [
        {"start": line.start, "end": line.end, "kind": str(line.kind)}
        for line in script.each_line()
        if not line.spoken
    ]
    return {
        "title": script.title,
        "author": script.author,
        "narrator": script.narrator,
        "characters": [
            {
                "name": character.name,
                "aliases": list(character.aliases),
                "gender": str(character.gender),
                "lines": counts[character.name],
            }
            for character in script.characters
        ],
        "chapters": [_chapter_json(chapter) for chapter in script.chapters],
        "skipped": skipped,
    }


def _chapter_json(chapter: ScriptChapter) -> dict[str, object]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "lines": [
            {
                "kind": str(line.kind),
                "speaker": line.speaker,
                "text": line.text,
                "start": line.start,
                "end": line.end,
                "confidence": round(line.confidence, 3),
                "reason": line.reason,
            }
            for line in chapter.lines
        ],
    }
