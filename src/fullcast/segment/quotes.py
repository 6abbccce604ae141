"""Find what is said aloud: quotation marks of every convention, paragraph by paragraph.

A span covers its marks. Marks are paired within a paragraph; a paragraph that is left open may
continue in the next one, which then begins with an opening mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Convention(Enum):
    """The marks that enclose direct speech in a book."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMETS = "guillemets"
    GERMAN = "german"
    CORNERS = "corners"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation: offsets into its paragraph, marks included.

    `continues` is true if it was left open and the paragraph ends inside it.
    """

    start: int
    end: int
    continues: bool = False


_PAIRS = {
    Convention.GUILLEMETS: ("«", "»"),
    Convention.GERMAN: ("„", "“”"),
    Convention.CORNERS: ("「『", "」』"),
}
_DOUBLE_MARKS = '"“”'
# Words that begin with an apostrophe: 'tis is no opening mark.
_ELIDED = re.compile(
    r"['’‘](?:tis|twas|twere|twill|twould|em|cause|bout|til|till|round|ere|n|un|uns|ave|ad|im|is|"
    r"er|ow|ouse|ome|orse|cos|coz|fraid|nuff|neath|gainst|\d\ds?)\b",
    re.IGNORECASE,
)
_OPENS_SINGLE = re.compile(r"(?:(?<=[\s(\[—–\-“\"])|^)['‘](?=['’]?[^\s'’])")
_CLOSES_SINGLE = re.compile(r"(?<=[^\s])['’](?![A-Za-z])")
_DASH = re.compile(r"^\s*[—–―]\s*(?=\w|[¿¡…'’])|^\s*--\s*(?=\w)")
_SAID_AFTER = re.compile(
    r"(?<=[,.!?…])\s+(?:(?:he|she|I|they|[A-Z]\w+)\s+(?:said|asked|replied|answered|cried|"
    r"whispered|shouted|murmured|muttered|added)|(?:said|asked|replied|cried)\s+\w+)\b"
)


def find_convention(paragraphs: Iterable[str]) -> Convention:
    """The convention that most of a book's quotations follow; DOUBLE if there are none.

    A mark counts where it opens a paragraph or closes behind punctuation: apostrophes and
    quoted words do neither.
    """
    votes = dict.fromkeys(Convention, 0)
    for text in paragraphs:
        head = text.lstrip()[:1]
        votes[Convention.DOUBLE] += (head in _DOUBLE_MARKS and head != "") + len(
            re.findall(r"[,.!?…—-][\"”]", text)
        )
        votes[Convention.SINGLE] += (head in "'‘" and head != "") + len(
            re.findall(r"[,.!?…—-]['’](?!\w)(?!['’\"”])", text)
        )
        votes[Convention.GUILLEMETS] += text.count("«")
        votes[Convention.GERMAN] += text.count("„")
        votes[Convention.CORNERS] += text.count("「")
        votes[Convention.DASH] += bool(_DASH.match(text))
    # Marks that never mean anything else go first; dashes open asides, so they need company.
    if votes[Convention.DASH] < max(3, votes[Convention.DOUBLE], votes[Convention.SINGLE]):
        votes[Convention.DASH] = 0
    order = list(Convention)
    best = max(order, key=lambda kind: (votes[kind], -order.index(kind)))
    return best if votes[best] else Convention.DOUBLE


def find_quotes(paragraphs: Sequence[str], convention: Convention) -> list[tuple[Span, ...]]:
    """The quotations of consecutive paragraphs, in order, without overlaps.

    Words in quotation marks that nobody speaks (titles, irony) are left out.
    """
    found: list[tuple[Span, ...]] = []
    for text in paragraphs:
        if convention is Convention.DOUBLE:
            spans = _double(text)
        elif convention is Convention.SINGLE:
            spans = _single(text) or _double(text)
        elif convention is Convention.DASH:
            spans = _dash(text) or _double(text)
        else:
            spans = _paired(text, *_PAIRS[convention]) or _double(text)
        found.append(tuple(span for span in spans if not _is_mention(text, span)))
    return found


def _double(text: str) -> list[Span]:
    """Straight and curly double quotes. Straight ones take turns; direction mends a lost one."""
    marks = [i for i, char in enumerate(text) if char in _DOUBLE_MARKS]
    balanced = len(marks) % 2 == 0
    spans: list[Span] = []
    start: int | None = None
    for i in marks:
        if start is None:
            if text[i] == "”" or (not balanced and _only_closes(text, i)):
                continue
            start = i
        elif text[i] == "“" or (text[i] == '"' and not balanced and _only_opens(text, i)):
            spans.append(Span(start, _end_of_unclosed(text, start, i)))
            start = i
            balanced = True
        else:
            spans.append(Span(start, i + 1))
            start = None
    if start is not None and text[start + 1 :].strip():
        end = len(text.rstrip())
        spans.append(Span(start, _end_of_unclosed(text, start, end), continues=True))
    return spans


def _only_opens(text: str, i: int) -> bool:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return (not before or before.isspace()) and bool(after) and not after.isspace()


def _only_closes(text: str, i: int) -> bool:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return bool(before) and not before.isspace() and (not after or after.isspace())


def _end_of_unclosed(text: str, start: int, end: int) -> int:
    """Where a quotation that lost its closing mark ends: before its tag, or at `end`."""
    tag = _SAID_AFTER.search(text, start + 1, end)
    cut = tag.start() if tag else end
    return start + len(text[start:cut].rstrip())


def _single(text: str) -> list[Span]:
    """Single quotes, with apostrophes told apart.

    A closing mark behind punctuation is sure; one behind a letter (a plural possessive, a
    dropped g) counts only where no sure one comes before the next opening mark.
    """
    openings = [
        m.start()
        for m in _OPENS_SINGLE.finditer(text)
        if text[m.start()] == "‘" or not _ELIDED.match(text, m.start())
    ]
    spans: list[Span] = []
    done = 0
    for number, start in enumerate(openings):
        if start < done:
            continue
        limit = next((o for o in openings[number + 1 :] if _starts_speech(text, o)), len(text))
        end = _closing_single(text, start + 1, limit)
        if end is not None:
            spans.append(Span(start, end))
        elif limit == len(text) and _starts_speech(text, start):
            spans.append(Span(start, len(text.rstrip()), continues=True))
        else:
            continue
        done = spans[-1].end
    return spans


def _starts_speech(text: str, i: int) -> bool:
    """Whether the mark at `i` opens a quotation rather than a quoted word."""
    before = text[:i].rstrip()
    return not before or before[-1] in ",.:;!?…—–-’'"


def _closing_single(text: str, start: int, limit: int) -> int | None:
    behind_letter: int | None = None
    for m in _CLOSES_SINGLE.finditer(text, start, limit):
        if text[m.start() - 1] in ',.!?…;:—–-*_)’”"':
            return m.end()
        if behind_letter is None and text[m.start() - 2 : m.start()].lower() != "in":
            behind_letter = m.end()
    return behind_letter


def _paired(text: str, opening: str, closing: str) -> list[Span]:
    spans: list[Span] = []
    start: int | None = None
    depth = 0
    for i, char in enumerate(text):
        if char in opening:
            start, depth = (i, 1) if start is None else (start, depth + 1)
        elif char in closing and start is not None:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, i + 1))
                start = None
    if start is not None:
        spans.append(Span(start, len(text.rstrip()), continues=True))
    return spans


_DASH_TAG = re.compile(
    r"(?<=[,.!?…])\s+(?=(?:[A-Z]\w+(?:\s[A-Z]\w+)?|he|she|they|I|the\s\w+)\s+"
    r"(?:said|asked|answered|cried|replied|went|added|began|muttered|murmured|continued)\b"
    r"|(?:said|asked|answered|cried|replied|added|muttered|murmured)\s)|\s+[—–]\s*(?=[a-z])"
)
_DASH_RESUMES = re.compile(r"(?<=[.,])\s+(?=[A-Z])|\s*[—–]\s*")


def _dash(text: str) -> list[Span]:
    """A paragraph that opens with a dash is speech, but for its tag."""
    opening = _DASH.match(text)
    if not opening:
        return []
    start, end = (
        opening.start() + len(opening.group()) - len(opening.group().lstrip()),
        len(text.rstrip()),
    )
    tag = _DASH_TAG.search(text, opening.end(), end)
    if tag is None:
        return [Span(start, end)]
    resumed = _DASH_RESUMES.search(text, tag.end(), end)
    spans = [Span(start, start + len(text[start : tag.start()].rstrip()))]
    if resumed and text[resumed.end() : end].strip():
        spans.append(Span(resumed.end(), end))
    return spans


_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def _is_mention(text: str, span: Span) -> bool:
    """Whether a quoted stretch is a title or a quoted word in the middle of narration.

    Such a stretch has no punctuation of its own at its end, follows a word (not a comma, colon
    or full stop) and the sentence goes on behind it. A few words at most: longer ones are speech
    even so.
    """
    inside = text[span.start + 1 : span.end - 1].strip()
    words = _WORD.findall(inside)
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    if span.continues or not words:
        return False
    if not before or before[-1] in ',:.!?…—–-"”’*':
        return False
    if inside[-1] in "!?…—-" or inside.endswith(("...", ",")):
        return False
    if inside[-1] == "." and len(words) > 2:
        return False
    said = re.search(r"(\w+)\W*$", before)
    if said and said.group(1).lower() in _INTRODUCES_SPEECH:
        return False
    goes_on = not after or after[0].islower() or after[0] in ".,;:)!?'’"
    return goes_on and len(words) <= 6


_INTRODUCES_SPEECH = frozenset(
    """
    said says saying asked asking cried replied answered whispered shouted murmured added
    exclaimed muttered say cry yelled called out with that
    """.split()
)
