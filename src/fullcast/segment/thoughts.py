"""Find direct thoughts in narration: in italics, in single marks, with a tag, and without any.

A direct thought is worded as its thinker words it: present tense, "I", a question, a fragment.
Indirect ones ("It was, she thought, a pity") stay narration, so on weak evidence this stage
leaves the words with the narrator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fullcast.language.narration import Telling
from fullcast.language.sentences import sentence_spans
from fullcast.language.verbs import OTHER_THOUGHT_VERBS, REPORTED_TO_SELF, THOUGHT_VERBS
from fullcast.segment.singles import find_single_quotes
from fullcast.segment.spans import last_before
from fullcast.segment.wording import (
    goes_on_behind_tag,
    goes_with_thought,
    is_direct,
    is_surely_thought,
    is_thought_by_tag,
    is_told,
    says_me,
)

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}"
_SUBJECT = rf"(?:{_NAME}|he|she|I|they|the\s[\w-]+(?:\s[\w-]+)?)"
_VERB = "(?:" + "|".join(sorted(THOUGHT_VERBS | OTHER_THOUGHT_VERBS)) + ")"
_SELF = rf"(?:{'|'.join(sorted(REPORTED_TO_SELF))})\s(?:him|her|my)self"
_TAG_BODY = rf"(?:{_SUBJECT}\s(?:\w+ly\s)?(?:{_VERB}|{_SELF})|{_VERB}\s{_SUBJECT})"
# A verb with an object of its own ("thought that", "considered the matter") is no tag.
_TAG_END = (
    r"(?=\s*[,.;:!?—–]|\s*$|\s+(?:to\s(?:him|her|my|them)sel|\w+ly\b|(?!\w*thing\b)\w+ing\b|as\s(?!if\b|though\b)|"
    r"with\s(?:a|an|his|her|my|some|great|sudden|such)\s|in\s|while\s|and\s|when\s|again\b|once\b))"
)
_TAG = re.compile(rf"{_TAG_BODY}{_TAG_END}")
_TAG_BEHIND = re.compile(rf"[,.]?\s*{_TAG.pattern}")
_TAGGED = re.compile(rf"[,?!…](?P<close>[*_/~]?)\s+(?P<tag>{_TAG_BODY}){_TAG_END}(?P<comma>,\s+)?")
_TAG_FIRST = re.compile(
    rf"(?:(?:And\s)?(?:Then|And|So|Now|But|Suddenly|Finally|At\s\w+),?\s)?(?P<tag>{_SUBJECT}\s(?:{_VERB}|{_SELF}))[,:]\s+(?=[A-Z*_/~])"
)
_TAG_BEFORE = re.compile(rf"{_TAG_BODY}(?:\s\w+){{0,3}},\s*\Z")
_LONGEST_TAG = 60
"""Characters."""
# What a tag goes on with: "she thought, looking up", "he thought, relieved".
_MANNER = re.compile(r"(?:\w+ing|\w+ly|\w+ed|as|with|in|and|but|his|her|not)\b")
_ITALIC = re.compile(
    r"(?<![\w*_])(?:(?P<stars>\*{1,3})(?=[^\s*])[^*]+(?P=stars)|_(?=[^\s_])[^_]+_"
    # a path, a fraction and "and/or" have letters next to their strokes
    r"|(?<![/~])(?P<stroke>[/~])(?=[^\s/~])[^/~\n]+(?<=[^\s/~])(?P=stroke)(?![/~]))(?![\w*_])"
)
_DATE = re.compile(
    r"\W*(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"[^?!]{0,30}\Z",
    re.IGNORECASE,
)
_LONGEST_ITALIC = 400
_LONGEST_UNTAGGED = 500
"""Characters: more than this at a stretch is a letter, a dream or a tale within the tale."""
_SHORT_SENTENCE = 20
_SUBJECT_ALONE = 3
"""Words before a tag that are no clause yet: "Nobody, he thought, is..."."""
_NONE = (-1, -1)


def find_thoughts(text: str, story: Telling) -> list[tuple[int, int]]:
    """Offsets of the direct thoughts in a stretch of narration, in order, without overlaps.

    The comma before a thought's tag belongs to the thought. `story` says how the story is told:
    where its narrator is an "I", or tells it in the present tense, neither is a sign of a thought.
    """
    marked = _marked_thoughts(text)
    reading = _Reading(text, story, sentence_spans(text))
    reading.leave_out(marked)
    reading.find_tagged()
    if not story.first_person:
        reading.find_untagged()
    return _joined(text, sorted([*marked, *reading.thoughts()]))


def _marked_thoughts(text: str) -> list[tuple[int, int]]:
    """Whole sentences or clauses in italics or single quotation marks."""
    found = [m.span() for m in _ITALIC.finditer(text) if _is_marked_thought(text, m.span())]
    for quote in find_single_quotes(text):
        span = (quote.start, quote.end)
        if not quote.continues and not _overlaps(span, found) and _is_marked_thought(text, span):
            found.append(span)
    return [(a, _behind_comma(text, b)) for a, b in sorted(found)]


def _is_marked_thought(text: str, span: tuple[int, int]) -> bool:
    """Single emphasised words, titles and noises are none."""
    start, end = span
    content = text[start:end].strip("*_/~'‘’ \n\t")
    words = [word.strip(".,!?…—-").lower() for word in content.split()]
    if len(content) > _LONGEST_ITALIC or not any(words):
        return False
    tagged = _TAG_BEHIND.match(text, end) is not None
    before = last_before(text, start)
    at_start = not before or before in '.!?…:”"*_/~—–'
    if tagged or _goes_on(text, start):
        return True
    if not at_start or _is_dream(content) or _DATE.match(content):
        return False
    finished = content[-1] in ".!?…—-"
    return (finished and len(set(words)) > 1) or (len(words) > 2 and says_me(content))


def _goes_on(text: str, start: int) -> bool:
    """Whether what is marked goes on with a thought that a tag interrupts."""
    before = text[max(0, start - _LONGEST_TAG) : start]
    tag = _TAG_BEFORE.search(before) if before.rstrip().endswith(",") else None
    return tag is not None and before[: tag.start()].rstrip(" ,.")[-1:] in tuple("*_/~'’")


def _is_dream(content: str) -> bool:
    sentences = [content[a:b] for a, b in sentence_spans(content)]
    return len(sentences) > 1 and all(is_told(s) and not says_me(s) for s in sentences)


def _behind_comma(text: str, end: int) -> int:
    """The end of a thought with the punctuation that stands outside its marks."""
    return end + 1 if text[end : end + 1] in tuple(",.;:!?…") else end


@dataclass(slots=True)
class _Reading:
    """The sentences of a stretch of narration and what of each has been found to be thought."""

    text: str
    story: Telling
    sentences: list[tuple[int, int]]
    open: list[bool] = field(init=False)
    """Whether no marks have settled a sentence."""
    found: list[tuple[int, int]] = field(init=False)
    rest: list[tuple[int, int]] = field(init=False, default_factory=list)
    """Thoughts that go on behind a tag amid them."""

    def __post_init__(self) -> None:
        self.open = [True] * len(self.sentences)
        self.found = [_NONE] * len(self.sentences)

    def _sentence(self, i: int) -> str:
        return self.text[slice(*self.sentences[i])]

    def _is_direct(self, i: int) -> bool:
        return is_direct(self._sentence(i), self.story)

    def _is_free(self, i: int) -> bool:
        return self.open[i] and self.found[i] == _NONE

    def leave_out(self, spans: list[tuple[int, int]]) -> None:
        """Sentences that marks have settled are not looked at again."""
        i = 0
        for start, end in spans:
            while i < len(self.sentences) and self.sentences[i][1] <= start:
                i += 1
            while i < len(self.sentences) and self.sentences[i][0] < end:
                self.open[i] = False
                i += 1
            i = max(0, i - 1)

    def thoughts(self) -> list[tuple[int, int]]:
        """What has been found."""
        return [span for span in self.found if span != _NONE] + self.rest

    def find_tagged(self) -> None:
        """Thoughts with a tag in their sentence or in the next one."""
        for i, (start, _) in enumerate(self.sentences):
            if not self.open[i]:
                continue
            parts = _tagged(self._sentence(i), self.story)
            if parts:
                spans = [(start + a, start + b) for a, b in parts]
                self.found[i] = spans[0]
                self.rest += spans[1:]
                self._extend_back(i)
                self._extend_forward(i)
            elif i and self._is_tagged_by_next(i - 1):
                self.found[i - 1] = self.sentences[i - 1]
                self._extend_back(i - 1)

    def _is_tagged_by_next(self, i: int) -> bool:
        if not self._is_free(i) or not _TAG.match(self.text, self.sentences[i + 1][0]):
            return False
        return self._is_direct(i) or self.text[self.sentences[i][1] - 1] in "?!"

    def _extend_back(self, i: int) -> None:
        """A tagged thought may have begun in the sentences before, if they are worded like it."""
        if self.found[i][0] != self.sentences[i][0]:
            return
        for j in range(i - 1, -1, -1):
            start, end = self.sentences[j]
            opens = end - start < _SHORT_SENTENCE and j == i - 1 and j == 0
            opens = opens and not is_told(self._sentence(j))
            if not self._is_free(j) or not (self._is_direct(j) or opens):
                return
            self.found[j] = self.sentences[j]

    def _extend_forward(self, i: int) -> None:
        """It may go on behind its tag, if that ends the sentence."""
        if self.text[: self.sentences[i][1]].endswith(tuple("?!")):
            return
        for j in range(i + 1, len(self.sentences)):
            if not self._is_free(j) or not goes_on_behind_tag(
                self._sentence(j), self._is_direct(j)
            ):
                return
            if _tagged(self._sentence(j), self.story) or self._is_tag(j + 1):
                return
            self.found[j] = self.sentences[j]

    def _is_tag(self, i: int) -> bool:
        following = i < len(self.sentences)
        return following and _TAG.match(self.text, self.sentences[i][0]) is not None

    def find_untagged(self) -> None:
        """In a third-person story a sentence that says "I" is somebody's thought.

        So are the questions, fragments and present-tense sentences around it.
        """
        before = list(self.found)
        count = len(self.sentences)
        for i in range(count):
            if self._is_free(i) and is_surely_thought(self._sentence(i), self.story):
                self.found[i] = self.sentences[i]
        for i in range(1, count):
            self._join(i, i - 1)
        for i in range(count - 2, -1, -1):
            self._join(i, i + 1)
        new = [s for s, old in zip(self.found, before, strict=True) if s != old]
        if sum(end - start for start, end in new) > _LONGEST_UNTAGGED:
            self.found = before

    def _join(self, i: int, neighbour: int) -> None:
        whole = self.found[neighbour] == self.sentences[neighbour]
        if not (self._is_free(i) and whole):
            return
        if goes_with_thought(self._sentence(i), self._is_direct(i), self.story):
            self.found[i] = self.sentences[i]


def _tagged(sentence: str, story: Telling) -> list[tuple[int, int]]:
    """The thought within one sentence that holds its own tag: before, behind or around it."""
    if sentence.endswith((",", ":")):  # the tag of the quotation that follows
        return []
    m = _TAGGED.search(sentence)
    if m:
        content, end = sentence[: m.start()], m.end("close")
        rest = sentence[m.end() :] if m.group("comma") else ""
        if not rest or _MANNER.match(rest):
            return [(0, end)] if is_thought_by_tag(content, story) else []
        goes_on = is_direct(rest, story) or len(content.split()) <= _SUBJECT_ALONE
        if goes_on and is_direct(sentence, story) and not is_told(rest):
            return [(0, end), (m.end(), len(sentence))]
        return [(0, end)] if is_direct(content, story) else []
    m = _TAG_FIRST.match(sentence)
    if m and is_thought_by_tag(sentence[m.end() :], story):
        return [(m.end(), len(sentence))]
    return []


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring thoughts with only white space between are one."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined and not text[joined[-1][1] : a].strip():
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined
