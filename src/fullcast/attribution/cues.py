"""What the text around a quotation, and the quotation itself, say of its speaker."""

from __future__ import annotations

from dataclasses import dataclass, field

from fullcast.attribution.addresses import address_gender, addresses, calls_parent
from fullcast.attribution.announcements import announced
from fullcast.attribution.listeners import Told, faced, told
from fullcast.attribution.naming import Naming, Shouts, naming
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import Mention
from fullcast.attribution.tags import REACH, Tag, TagFinder
from fullcast.language.sentences import first_sentence, last_sentence
from fullcast.model import Gender, Kind
from fullcast.values import Value

__all__ = ["CueFinder", "Cues", "Tag"]


@dataclass(frozen=True, slots=True)
class Cues(Value):
    """All the evidence about one unit, apart from who spoke before and after."""

    tags: tuple[Tag, ...] = ()
    called: frozenset[int] = frozenset()
    """Characters who are spoken to by name."""
    perhaps_called: frozenset[int] = frozenset()
    """Named at the end of a sentence, where a comma may be missing."""
    named: frozenset[int] = frozenset()
    """Named inside in any other way."""
    introduces_self: frozenset[int] = frozenset()
    address_gender: Gender = Gender.UNKNOWN
    """Gender of whoever is spoken to ("sir")."""
    calls_parent: bool = False
    asks: bool = False
    around: frozenset[int] = frozenset()
    """Named in the paragraph's narration."""
    words: int = field(default=0)
    told: Told = field(default=Told())
    """Who listens, as the narration tells ("she asked Ron", "he told me")."""
    faced: Told = field(default=Told())
    """Who is looked or smiled at in the sentence behind it."""


class CueFinder(TagFinder):
    """Reads cues from a story whose names are known.

    mentions: all names of characters, in order.
    """

    def __init__(self, story: Story, mentions: list[Mention]) -> None:
        super().__init__(story.text, mentions)
        self._story = story
        self._shouts = Shouts(story.text, mentions)

    def cues(self, unit: Unit) -> Cues:
        """The evidence in and around one unit."""
        tags = [tag for span in unit.inner if (tag := self.after(span, "inner"))]
        after = self.after(unit.after, "after")
        before = self.before(unit.before, "before")
        tags += [tag for tag in (after, before) if tag]
        if unit.first_in_paragraph and not self._story.narration(unit.before).strip():
            above = self._above(unit)
            tags += [above] if above else []
        names = self._naming(unit)
        said = self._story.quoted(unit)
        words = addresses(said)
        paragraph = [m for a, b in _narrations(unit) for m in self.between(a, b)]
        return Cues(
            tuple(tags), names.called, names.perhaps_called, names.named, names.introduces_self,
            address_gender(words), calls_parent(words), "?" in said[-4:],
            frozenset(m.character for m in paragraph if not self.owns(m)), len(said.split()),
            self._told(unit), self._faced(unit),
        )  # fmt: skip

    def _above(self, unit: Unit) -> Tag | None:
        """Whom the end of a narration paragraph announces, above all with a colon or comma."""
        span = self._narration_above(unit)
        if span is None:
            return None
        text = self._story.narration(span).rstrip()
        tag = self.before(span, "above") if text[-1:] in (":", ",", "—", "–", "-") else None
        if tag is not None and tag.strength == "lead":
            return tag
        subject = announced(self._story.text, *self._last(span), self._by_start)
        return None if subject is None else Tag(subject, "lead", "above")

    def _narration_above(self, unit: Unit) -> tuple[int, int] | None:
        """Offsets of the narration that ends the paragraph before a unit's own."""
        number = unit.paragraph.number
        if number == 0 or unit.paragraph.after_reset:
            return None
        line = self._story.paragraphs[number - 1].lines[-1]
        return (line.start, line.end) if line.kind is Kind.NARRATION else None

    def _last(self, span: tuple[int, int]) -> tuple[int, int]:
        """The end of the last sentence between two offsets, as far as it is read."""
        return last_sentence(self._story.text, max(span[0], span[1] - REACH), span[1])

    def _naming(self, unit: Unit) -> Naming:
        """How names are used inside a unit."""
        spans = [(line.start, line.end) for line in unit.lines]
        return naming(
            self._story.text,
            [(a, b, [*self.between(a, b), *self._shouts.between(a, b)]) for a, b in spans],
        )

    def _told(self, unit: Unit) -> Told:
        """Who listens to a unit, as the narration beside it tells."""
        text = self._story.text
        spans = [first_sentence(text, *span) for span in (*unit.inner, unit.after)]
        spans.append(self._last(unit.before))
        above = self._narration_above(unit)
        alone = unit.first_in_paragraph and not self._story.narration(unit.before).strip()
        if alone and above and not self._story.paragraphs[unit.paragraph.number - 1].has_dialogue:
            spans.append(self._last(above))  # "Ada turned to Ron.", and then she speaks
        return told(text, spans, self._by_start)

    def _faced(self, unit: Unit) -> Told:
        """Who is looked at behind a unit."""
        text = self._story.text
        return faced(text, *first_sentence(text, *unit.after), self._by_start)


def _narrations(unit: Unit) -> list[tuple[int, int]]:
    return [unit.before, *unit.inner, unit.after]
