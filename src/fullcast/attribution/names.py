"""Find the names in a text: which capitalised phrases may be people, and how each is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from fullcast.attribution.reading import Story
from fullcast.language.people import (
    FEMALE_FIRST_NAMES,
    MALE_FIRST_NAMES,
    NOT_NAMES,
    OFFICES,
    TITLE_SPELLINGS,
    TITLES,
)
from fullcast.language.verbs import (
    COMMON_SPEECH_VERBS,
    GOING_VERBS,
    PAST_SPEECH_VERBS,
    PHRASAL_SPEECH_VERBS,
    SPEECH_VERBS,
)
from fullcast.model import Kind, Line

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?=[^\W\d_])[^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;][\"”’)*_]*\s+|[\"“‘(*_—–]\s*|--|(?:^|\s)['])\s*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Capt|Col|Gen|Lt|Sgt|Hon)\.\s*$")
"""A stop that ends no sentence."""
_OFTEN = 4
"""Uses at the head of a sentence that make a word more than its accidental first one: somebody
who is only ever called by name stands there and nowhere else."""
_SPELLED_OUT = {"dr": "doctor", "rev": "reverend"}
"""Titles that are short only before a name."""
_BEGINS_NAME = frozenset("mr mrs miss ms".split())
"""Titles that stand at the head of a name only."""
_PARTICLES = frozenset("de du la le von van der den di d".split())
# Whoever is looked at, or walked towards, is no place.
_PLACE = re.compile(
    r"(?:\b(?:in|near|into|through|across|around|leaving|reached)|"
    r"(?<!ed )(?<!ing )\b(?:at|from|towards?))\s+(?:the\s+)?$",
    re.I,
)
_VERB = (
    r"(?:was|had|is|has|did|could|would|might|must|looked|went|came|took|felt|made|stood|sat|knew|"
    r"thought|saw|heard|got|gave|began|ran|shook|rose|left|held|kept|put|let|drew|[a-z]{3,}ed)"
)
_OFFICE_ENDS = (
    rf"\s*[,.;:!?—)]|['’]s\b|\s*$|\s+(?:{_VERB}|and|who|to|with|in|at|as|on|for|himself|herself)\b|"
    rf"\s+(?:{'|'.join(sorted(COMMON_SPEECH_VERBS))})\b"
)
"""What stands behind "the general", but not in "the general opinion"."""
_SUBJECT_VERB = re.compile(rf"\s+(?:\w+ly\s+)?{_VERB}\b")
_TAG_AFTER = re.compile(
    rf"\s+(?:\w+ly\s+)?(?:(?:{'|'.join(sorted(PAST_SPEECH_VERBS | COMMON_SPEECH_VERBS))})\b"
    rf"|(?:{'|'.join(sorted(GOING_VERBS))})\s*[,:]\s*$)"
)
_TAG_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(COMMON_SPEECH_VERBS))})\s+(?:\w+ly\s+)?(?:the\s+)?$"
)
_VERB_FIRST = re.compile(r"\s*([a-z]+)\s+(?:(?:\w+ly|the|(in|out|up|back|on))\s+)?")
_CALLED = re.compile(
    r"(?:^|[,;.!?…—–\"“‘-]\s*|\b(?:dear|hello|hi|hey|oh|bye|goodbye|yes|no|thanks|please)\s+)$",
    re.I,
)
_CALL_ENDS = re.compile(r"\s*[,;.!?…—–\"”-]|\s*[’'](?!\w)|\s*$")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a name: titles in lower case without stop, and the words behind them."""

    titles: tuple[str, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        """As one writes it: "Mrs. Ada Venn"."""
        if not self.words:
            return " ".join(_SPELLED_OUT.get(title, title).capitalize() for title in self.titles)
        dotted = ("mr", "mrs", "dr", "ms", "prof", "rev")
        return " ".join(
            [t.capitalize() + ("." if t in dotted else "") for t in self.titles]
            + [word + ("." if len(word) == 1 else "") for word in self.words]
        )


@dataclass(slots=True)
class Usage:
    """How often a form is used, and how (counts)."""

    count: int = 0
    inside: int = 0
    """In the middle of a sentence, where only a name is capitalised."""
    tagged: int = 0
    """Next to a verb of speech in narration."""
    subject: int = 0
    """In narration before a verb."""
    vocative: int = 0
    """Called by that name in a quotation."""
    place: int = 0
    after_the: int = 0
    quoted: int = 0
    mentions: list[tuple[int, int]] = field(default_factory=list)
    """Offsets into the story."""
    speaks_in: list[int] = field(default_factory=list)
    """Numbers of the paragraphs that it is tagged in."""
    called_in: list[int] = field(default_factory=list)
    """Numbers of the paragraphs in whose quotations it is called."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    initial: bool
    """First word of a sentence."""


def collect(story: Story) -> dict[Form, Usage]:
    """Every name-like phrase of the story with its usage, in order of appearance."""
    lines = [(paragraph.number, line) for paragraph in story.paragraphs for line in paragraph.lines]
    tokens = [list(_capitalised(line, _goes_on(lines, i))) for i, (_, line) in enumerate(lines)]
    names = _name_words(story.text, [t for line in tokens for t in line])
    usages: dict[Form, Usage] = {}
    for (number, line), line_tokens in zip(lines, tokens, strict=True):
        for form, start, end, initial in _phrases(line, line_tokens, names):
            usage = usages.setdefault(form, Usage())
            _count(usage, line, start, end, initial)
            if usage.tagged > len(usage.speaks_in):
                usage.speaks_in.append(number)
            if usage.vocative > len(usage.called_in):
                usage.called_in.append(number)
    _count_offices(lines, usages)
    return usages


def _count_offices(lines: list[tuple[int, Line]], usages: dict[Form, Usage]) -> None:
    """Add "the colonel" in narration, where somebody bears that title."""
    titles = {form.titles[-1] for form in usages if form.titles}
    borne = [noun for noun, title in OFFICES.items() if title in titles]
    if not borne:
        return
    pattern = re.compile(rf"\b[Tt]he\s+({'|'.join(borne)})\b(?={_OFFICE_ENDS})")
    for number, line in lines:
        for m in pattern.finditer(line.text) if line.kind is Kind.NARRATION else ():
            usage = usages.setdefault(Form((OFFICES[m.group(1)],), ()), Usage())
            tagged = usage.tagged
            _count(usage, line, m.start(1), m.end(1), False)
            usage.speaks_in += [number] * (usage.tagged - tagged)
    for usage in usages.values():
        usage.mentions.sort()


def _goes_on(lines: list[tuple[int, Line]], i: int) -> bool:
    """Whether a line goes on with the sentence of a quotation before it ("So," Ada says)."""
    (above, before), (number, line) = lines[max(0, i - 1)], lines[i]
    if above != number or line.kind is not Kind.NARRATION or before.kind is Kind.NARRATION:
        return False
    return before.text.rstrip("\"”’'» \n*_").endswith(",")


def _capitalised(line: Line, goes_on: bool) -> Iterator[_Token]:
    for m in _WORD.finditer(line.text):
        word = m.group()
        if word[0].isupper() or word in _PARTICLES:
            word = re.sub(r"['’]s$", "", word).replace("’", "'")
            before = line.text[max(0, m.start() - 14) : m.start()]
            initial = bool(_SENTENCE_START.search(before) and not _ABBREVIATED.search(before))
            first = not line.text[: m.start()].strip()
            initial = not goes_on if first else initial
            yield _Token(word, m.start(), m.start() + len(word), initial)


@dataclass(frozen=True, slots=True)
class _NameWords:
    """Words that may be part of a name."""

    possible: frozenset[str]
    sure: frozenset[str]
    """Written with a capital within a sentence, often used, or well-known first names."""

    def spelling(self, word: str) -> str:
        """A shouted name as it is written otherwise: "MARA" is Mara."""
        shouted = len(word) > 2 and word.isupper() and word.capitalize() in self.sure
        return word.capitalize() if shouted else word


def _name_words(text: str, tokens: list[_Token]) -> _NameWords:
    """Words written with a capital within sentences, and hardly ever without one."""
    lower = Counter(re.findall(r"(?<![\w’'])[a-z][a-z’'-]*", text))
    inside = Counter(t.word for t in tokens if not t.initial)
    total = Counter(t.word for t in tokens)
    possible = frozenset(
        word
        for word in total
        if len(word) > 1
        and word.lower() not in NOT_NAMES
        and not word.isupper()
        and (inside[word] or (total[word] > 1 and not lower[word.lower()]))
        and lower[word.lower()] <= 0.5 * (inside[word] + 1)
    )
    known = MALE_FIRST_NAMES | FEMALE_FIRST_NAMES
    sure = frozenset(
        word for word in possible if inside[word] or total[word] >= _OFTEN or word.lower() in known
    )
    return _NameWords(possible, sure)


def _phrases(
    line: Line, tokens: list[_Token], names: _NameWords
) -> Iterator[tuple[Form, int, int, bool]]:
    """Runs of titles and name words, as (form, start, end in the line, first in its sentence)."""
    i = 0
    while i < len(tokens):
        j = i
        titles: list[str] = []
        words: list[str] = []
        while j < len(tokens) and (j == i or _adjacent(line.text, tokens[j - 1], tokens[j])):
            word = names.spelling(tokens[j].word)
            if not words and _is_title(word):
                titles.append(TITLE_SPELLINGS.get(word.lower(), word.lower()))
            elif word.lower() in _BEGINS_NAME and _is_title(word):
                break  # "Venn, Miss Hale" without its comma
            elif (
                word in names.possible
                or _is_initial(word)
                or (words and _links(line, tokens, j, names))
            ):
                words.append(word)
            else:
                break
            j += 1
        while words and (len(words[-1]) == 1 or words[-1] in _PARTICLES):
            words.pop()
            j -= 1
        if len(words) > 1 and not titles and tokens[i].initial and words[0] not in names.sure:
            i += 1  # "Hitherto Mara": only the first word of a sentence
            continue
        if titles or any(len(word) > 1 for word in words):
            form = Form(tuple(titles), tuple(words))
            yield form, tokens[i].start, tokens[j - 1].end, tokens[i].initial
        i = max(j, i + 1)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"


def _links(line: Line, tokens: list[_Token], j: int, names: _NameWords) -> bool:
    """Whether token `j` is a particle within a name ("Ada de Venn")."""
    if tokens[j].word not in _PARTICLES or j + 1 == len(tokens):
        return False
    return tokens[j + 1].word in names.possible and _adjacent(line.text, tokens[j], tokens[j + 1])


def _is_title(word: str) -> bool:
    return word[0].isupper() and word.lower() in TITLES


def _adjacent(text: str, left: _Token, right: _Token) -> bool:
    between = text[left.end : right.start]
    if between.startswith(".") and (len(left.word) == 1 or left.word.lower() in TITLES):
        between = between[1:]
    return between.isspace() and "\n\n" not in between


def _follows_verb(before: str) -> bool:
    """Whether narration begins with a verb of speech and then the name: `"Step!" yells Mara`."""
    m = _VERB_FIRST.fullmatch(before)
    if m is None:
        return False
    return (
        m.group(1) in SPEECH_VERBS | GOING_VERBS or (m.group(1), m.group(2)) in PHRASAL_SPEECH_VERBS
    )


def _count(usage: Usage, line: Line, start: int, end: int, initial: bool) -> None:
    before, after = line.text[max(0, start - 30) : start], line.text[end : end + 30]
    quoted = line.kind is not Kind.NARRATION
    usage.count += 1
    usage.mentions.append((line.start + start, line.start + end))
    usage.inside += not initial
    usage.quoted += quoted
    usage.after_the += bool(re.search(r"\b[Tt]he\s+(?:[a-z]+\s+)?$", before))
    follows = not quoted and _follows_verb(line.text[:start])
    usage.place += bool(_PLACE.search(before)) and not follows
    if quoted:
        usage.vocative += bool(_CALLED.search(before) and _CALL_ENDS.match(after))
    else:
        tagged = _TAG_AFTER.match(after) or _TAG_BEFORE.search(before)
        usage.tagged += bool(tagged or follows)
        usage.subject += bool(_SUBJECT_VERB.match(after))
