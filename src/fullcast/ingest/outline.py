"""The headings of a whole story: which lines are some, and which are its contents list.

A bare number is a heading only as one of a sequence with story text between its members; a run
of headings without story text between them is a table of contents.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from fullcast.ingest.draft import Paragraph
from fullcast.ingest.headings import LONGEST, Heading, Rank, parse
from fullcast.ingest.labels import author_of, is_label, is_sure_label
from fullcast.ingest.markers import is_marker
from fullcast.ingest.ornaments import bare, is_break
from fullcast.ingest.remarks import is_end, is_note, is_picture
from fullcast.ingest.sentences import ends_sentence
from fullcast.ingest.sequences import in_sequence
from fullcast.model import Kind

_CONTENTS = re.compile(r"(?:table of )?contents|toc|chapter (?:list|index)", re.I)
_PAGE = re.compile(r"[\s.·…_]*\s\d+$|[.…·_]{2,}\s*\d*$")
_SHORT = 80  # characters
_LEAST_ENTRIES = 2
_MOST_BEFORE = 5  # paragraphs: a dedication, what else the author wrote


@dataclass(frozen=True, slots=True)
class Outline:
    """Indexes of paragraphs: the headings, the contents list, and a title marked as heading."""

    headings: Mapping[int, Heading]
    contents: frozenset[int]
    title: int | None = None


def outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """The headings among a story's paragraphs."""
    found = _candidates(paragraphs)
    story = _story_before(paragraphs, found)
    title = _marked_title(paragraphs, found, story)
    if title is not None:
        del found[title]
    _rank_by_level(paragraphs, found)
    headings = {n: h for n, h in found.items() if not h.tentative}
    for n in in_sequence(found, story):
        headings[n] = replace(found[n], tentative=False)
    headings = dict(sorted(headings.items()))
    contents = _listed(headings, story) | _repeated(found, headings)
    contents |= _contents(paragraphs, headings, story)
    contents |= _contents_at_end(paragraphs, headings, story)
    contents |= {n for n, p in enumerate(paragraphs) if p.kind is Kind.CONTENTS}
    kept = {n: h for n, h in headings.items() if n not in contents}
    kept |= _named_in(contents, paragraphs, kept)
    return Outline(_with_sections(dict(sorted(kept.items()))), frozenset(contents), title)


def _candidates(paragraphs: Sequence[Paragraph]) -> dict[int, Heading]:
    found: dict[int, Heading] = {}
    for n, paragraph in enumerate(paragraphs):
        if paragraph.kind is not None or len(paragraph.text) > LONGEST or is_end(paragraph.text):
            continue
        if paragraph.level and not any(found[m].label for m in found) and author_of(paragraph.text):
            continue  # on a title page
        worded = paragraph.level or not ("\n" in paragraph.text or is_sure_label(paragraph.text))
        heading = parse(paragraph.text) if worded else None
        if paragraph.level:
            name = bare(paragraph.text)
            heading = (
                replace(heading, tentative=False) if heading else Heading(Rank.CHAPTER, name=name)
            )
        if heading is not None and heading.title:  # no heading is drawn with ornaments alone
            found[n] = heading
    return found


def _story_before(paragraphs: Sequence[Paragraph], found: Mapping[int, Heading]) -> list[int]:
    """How many paragraphs of story text stand before each index (and, last, in all)."""

    def is_story(n: int) -> bool:
        text = paragraphs[n].text
        if n in found or paragraphs[n].kind is not None or is_break(text):
            return False
        if len(text) <= _SHORT and not ends_sentence(text):
            return False
        return not (is_marker(text) or is_note(text) or is_label(text) or is_picture(text))

    return [0, *accumulate(is_story(n) for n in range(len(paragraphs)))]


def _marked_title(
    paragraphs: Sequence[Paragraph], found: Mapping[int, Heading], story: Sequence[int]
) -> int | None:
    """The heading that is the story's title: outermost or first of all, and no chapter's."""
    if any(paragraph.kind == Kind.TITLE for paragraph in paragraphs):
        return None
    marked = [n for n in found if paragraphs[n].level]
    if not marked or story[marked[0]] or found[marked[0]].label or found[marked[0]].number:
        return None
    first, *others = marked
    level = paragraphs[first].level
    alone = all(paragraphs[n].level > level for n in others)
    heads_another = bool(others) and story[others[0]] == story[first]
    return first if alone or heads_another else None


def _rank_by_level(paragraphs: Sequence[Paragraph], found: dict[int, Heading]) -> None:
    """Gives headings that the format marks the rank of their level."""
    levels = {n: paragraphs[n].level for n in found if paragraphs[n].level}
    if not levels:
        return
    labelled = [levels[n] for n in levels if found[n].label and found[n].rank == Rank.CHAPTER]
    parts = [levels[n] for n in levels if found[n].label and found[n].rank == Rank.PART]
    # "Part I" above "I" and "II": there numbers are chapters, and nothing above them is one
    labelled += [levels[n] for n in levels if found[n].number and parts and levels[n] > min(parts)]
    counts = Counter(levels.values())
    repeated = [level for level, count in counts.items() if count > 1]
    chapter = min(labelled or repeated or counts)
    for n, level in levels.items():
        part = level < chapter or (level == chapter and labelled and found[n].rank == Rank.PART)
        rank = Rank.PART if part else Rank.CHAPTER if level == chapter else Rank.SECTION
        found[n] = replace(found[n], rank=rank)


def _with_sections(headings: dict[int, Heading]) -> dict[int, Heading]:
    """Makes bare numbers sections where named chapters ("Chapter 3") contain them."""
    chapters = [n for n, h in headings.items() if h.label in ("chapter", "stave", "canto")]
    if not chapters:
        return headings
    return {
        n: replace(h, rank=Rank.SECTION)
        if not h.label and h.number is not None and n > chapters[0]
        else h
        for n, h in headings.items()
    }


def _listed(headings: Mapping[int, Heading], story: Sequence[int]) -> set[int]:
    """Headings in runs without story text between them, but for those that open the story."""
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for n in headings:
        runs[story[n]].append(n)
    last = {_key(heading): n for n, heading in headings.items()}
    listed: set[int] = set()
    for before, run in runs.items():
        opening = _opening(headings, run)
        rest = run[: len(run) - len(opening)]
        if len(rest) < _LEAST_ENTRIES or before == story[-1]:
            continue
        listed.update(rest, (n for n in opening if last[_key(headings[n])] > run[-1]))
    return listed


def _contents_at_end(
    paragraphs: Sequence[Paragraph], headings: Mapping[int, Heading], story: Sequence[int]
) -> set[int]:
    """A list after the story that names its chapters again, with the caption above it."""
    first: dict[tuple[str, int | None, str], int] = {}
    for n, heading in headings.items():
        first.setdefault(_key(heading), n)
    run = [n for n in headings if story[n] == story[-1]]
    listed = {n for n in run if story[first[_key(headings[n])]] < story[-1]}
    if len(listed) < _LEAST_ENTRIES:
        return set()
    above = min(listed) - 1
    caption = bare(paragraphs[above].text[:_SHORT]).strip(": ")
    return listed | {above} if _CONTENTS.fullmatch(caption) else listed


def _repeated(found: Mapping[int, Heading], headings: Mapping[int, Heading]) -> set[int]:
    """Numbered lines that are no headings but whose like is one further down."""
    last = {_key(heading): n for n, heading in headings.items()}
    repeated = {n for n, h in found.items() if n not in headings and last.get(_key(h), n) > n}
    return repeated if len(repeated) >= _LEAST_ENTRIES else set()


def _opening(headings: Mapping[int, Heading], run: Sequence[int]) -> list[int]:
    """The last headings of a run that nest in one another: "Part I", "Chapter 1"."""
    opening: list[int] = []
    seen: set[tuple[Rank, str]] = set()
    for n in reversed(run):
        key = (headings[n].rank, headings[n].label)
        if key in seen:
            break
        seen.add(key)
        opening.append(n)
    return opening


def _key(heading: Heading) -> tuple[str, int | None, str]:
    return (heading.label, heading.number, _entry(heading.name))


def _entry(text: str) -> str:
    """A line of a contents list without its page number, comparable to a heading."""
    return " ".join(re.findall(r"\w+", _PAGE.sub("", text).casefold()))


def _contents(
    paragraphs: Sequence[Paragraph], headings: Mapping[int, Heading], story: Sequence[int]
) -> set[int]:
    """A list under "Contents": its short lines, up to the first that repeats one of them.

    Where sentences stand before it, there must be one that does.
    """
    start = next(
        (
            n
            for n, p in enumerate(paragraphs)
            if story[n] <= _MOST_BEFORE
            and _CONTENTS.fullmatch(bare(p.text[:_SHORT].split("\n", 1)[0]).strip(": "))
        ),
        None,
    )
    if start is None or paragraphs[start].kind is Kind.CONTENTS:  # the format knows all of it
        return set()
    listed = {start}
    repeated = False
    entries = set(map(_entry, paragraphs[start].text.split("\n")[1:]))
    for n in range(start + 1, len(paragraphs)):
        printed = paragraphs[n].text.split("\n")
        if any(len(line) > LONGEST for line in printed) or is_break(paragraphs[n].text):
            break
        own = list(map(_entry, printed))
        if repeated := not entries.isdisjoint(own):
            break
        if ends_sentence(paragraphs[n].text) and n not in headings:
            break
        entries.update(own)
        listed.add(n)
    if len(entries) < _LEAST_ENTRIES or max(listed) + 1 == len(paragraphs):
        return set()
    # what a box in the story holds is no list of its chapters
    return listed if repeated or not story[start] else set()


def _named_in(
    contents: Iterable[int], paragraphs: Sequence[Paragraph], headings: Mapping[int, Heading]
) -> dict[int, Heading]:
    """Lines that repeat an entry of the contents list: chapters without a number."""
    listed = set(contents)
    entries = {_entry(line) for n in listed for line in paragraphs[n].text.split("\n")} - {""}
    if not entries:
        return {}
    return {
        n: Heading(Rank.CHAPTER, name=bare(p.text))
        for n, p in enumerate(paragraphs)
        if n not in listed
        and n not in headings
        and p.kind is None
        and len(p.text) <= LONGEST
        and _entry(p.text) in entries
    }
