"""Write down what was found: lines with speakers, and the list of characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fullcast.attribution.people import People, Person
from fullcast.attribution.thinkers import Finding
from fullcast.model import (
    NARRATOR,
    Age,
    Book,
    Character,
    Gender,
    Kind,
    Line,
    Script,
    ScriptChapter,
)


def compose(
    book: Book,
    chapters: Sequence[Sequence[Line]],
    people: People,
    found: Mapping[tuple[int, int], Finding],
    ages: Mapping[int, Age],
    genders: Sequence[Gender],
) -> Script:
    """The script of a book.

    `found` tells who says or thinks the line of a chapter and index; `ages` the age of everybody
    who is not an ordinary adult, `genders` the gender of each person.
    """
    counts: Counter[str] = Counter()
    done = []
    for chapter, lines in zip(book.chapters, chapters, strict=True):
        spoken = []
        for line in lines:
            named = _named(line, people, found)
            if named.kind in (Kind.DIALOGUE, Kind.THOUGHT) and named.speaker:
                counts[named.speaker] += 1
            spoken.append(named)
        done.append(ScriptChapter(chapter.number, chapter.title, tuple(spoken)))
    counts.pop(NARRATOR, None)
    places = {person.name: i for i, person in enumerate(people.persons)}
    characters = tuple(
        _character(
            people.persons[places[name]], genders[places[name]], ages.get(places[name], Age.ADULT)
        )
        for name, _ in counts.most_common()
    )
    narrator = people.teller
    name = people.persons[narrator].name if narrator is not None else None
    return Script(
        book.title, book.author, book.language, characters, tuple(done),
        name if name != NARRATOR else None,
    )  # fmt: skip


def _named(line: Line, people: People, found: Mapping[tuple[int, int], Finding]) -> Line:
    if not line.kind.voiced:
        return line
    answer = found.get((line.chapter, line.index))
    if answer is None:
        doubtful = line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
        return replace(
            line, speaker=NARRATOR, confidence=0.1 if doubtful else 1.0, reason="narrator"
        )
    return replace(
        line,
        speaker=people.persons[answer.person].name,
        confidence=answer.confidence,
        reason=answer.reason,
    )


def _character(person: Person, gender: Gender, age: Age) -> Character:
    return Character(person.name, person.aliases, gender, age)
