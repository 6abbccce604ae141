"""Find direct thoughts in narration: in italics, with a tag, and without either.

A direct thought is worded as its thinker words it: present tense, "I", a question, a fragment.
Indirect ones ("It was, she thought, a pity") stay narration, so on weak evidence this stage
leaves the words with the narrator.
"""

from __future__ import annotations

import re

from fullcast.language.sentences import sentence_spans
from fullcast.language.verbs import REPORTED_TO_SELF, THOUGHT_VERBS

_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}"
_SUBJECT = rf"(?:{_NAME}|he|she|I|they|the\s[\w-]+(?:\s[\w-]+)?)"
_VERB = "(?:" + "|".join(sorted(THOUGHT_VERBS)) + ")"
_SELF = rf"(?:{'|'.join(sorted(REPORTED_TO_SELF))})\s(?:him|her|my)self"
_TAG_BODY = rf"(?:{_SUBJECT}\s(?:\w+ly\s)?(?:{_VERB}|{_SELF})|{_VERB}\s{_SUBJECT})"
# A verb with an object of its own ("thought that", "considered the matter") is no tag.
_TAG_END = (
    r"(?=\s*[,.;:!?—–]|\s*$|\s+(?:to\s(?:him|her|my|them)sel|\w+ly\b|\w+ing\b|as\s|with\s|in\s|"
    r"while\s|and\s|when\s|again|once))"
)
TAG = re.compile(rf"{_TAG_BODY}{_TAG_END}")
"""A clause that reports a thought: "Mara thought", "she wondered", "he told himself"."""

_TAGGED = re.compile(rf"^(?P<content>.+?,)[*_]?\s+(?P<tag>{_TAG_BODY}){_TAG_END}", re.DOTALL)
_TAG_FIRST = re.compile(rf"^(?P<tag>{_SUBJECT}\s{_VERB})[,:]\s+(?=[A-Z*_])", re.DOTALL)
_ITALIC = re.compile(
    r"(?<![\w*_])(?P<mark>\*{1,3}|_)(?=[^\s*_])(?P<content>[^*_]+?)(?P=mark)(?![\w*_])"
)
_ME = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|me|my|mine|myself)\b")
_PRESENT = re.compile(
    r"\b(?:is|are|am|has|have|do|does|can|will|shall|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|"
    r"won['’]t|haven['’]t|hasn['’]t|gotta|gonna)\b|['’](?:re|ll|ve|m)\b|"
    r"\b(?:it|that|he|she|what|who|where|there|here|how)['’]s\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|would|could|might|went|came|felt|knew|saw|looked|seemed|wasn['’]t|"
    r"weren['’]t|hadn['’]t|didn['’]t|wouldn['’]t|couldn['’]t)\b",
    re.IGNORECASE,
)
_INTERJECTION = re.compile(
    r"^(?:oh|ah|ugh|well|god|damn|hell|great|wow|okay|ok|right|no|yes|hm+|heavens|goodness|blast|"
    r"wonderful|perfect|brilliant|fantastic|typical)\b",
    re.IGNORECASE,
)
_LONGEST_ITALIC = 400
_LONGEST_FRAGMENT = 4
_NONE = (-1, -1)


def find_thoughts(text: str, first_person: bool) -> list[tuple[int, int]]:
    """Offsets of the direct thoughts in a stretch of narration, in order, without overlaps.

    `first_person` says whether the story's narrator is an "I", whose own words are then no sign
    of a thought.
    """
    spans = _italic_thoughts(text)
    sentences = sentence_spans(text)
    marked = [_overlaps(s, spans) for s in sentences]
    direct = [_is_direct(text[a:b], first_person) for a, b in sentences]
    found = [_NONE] * len(sentences)
    for i, (a, b) in enumerate(sentences):
        if marked[i]:
            continue
        content = _tagged(text[a:b], first_person)
        if content:
            found[i] = (a + content[0], a + content[1])
            _extend_back(i, found, direct, marked, sentences)
        elif (
            i
            and TAG.match(text[a:b])
            and not marked[i - 1]
            and found[i - 1] == _NONE
            and (direct[i - 1] or text[: sentences[i - 1][1]].endswith(("?", "!")))
        ):
            found[i - 1] = sentences[i - 1]
            _extend_back(i - 1, found, direct, marked, sentences)
    if not first_person:
        _untagged(text, found, direct, marked, sentences)
    spans += [span for span in found if span != _NONE]
    return _joined(text, sorted(spans))


def _italic_thoughts(text: str) -> list[tuple[int, int]]:
    """Whole sentences or clauses in italics; single emphasised words and titles are not."""
    spans = []
    for m in _ITALIC.finditer(text):
        content = m.group("content").strip()
        before = text[: m.start()].rstrip()
        if len(content) > _LONGEST_ITALIC or not re.search(r"\w", content):
            continue
        at_start = not before or before[-1] in '.!?…:”"*_—–'
        finished = content[-1] in ".!?…—-"
        tagged = re.match(rf"[,.]?\s*{TAG.pattern}", text[m.end() :]) is not None
        words = len(content.split())
        if (
            (at_start and finished and (words > 1 or tagged))
            or tagged
            or (at_start and words > 2 and bool(_ME.search(content)))
        ):
            spans.append((m.start(), m.end()))
    return spans


def _tagged(sentence: str, first_person: bool) -> tuple[int, int] | None:
    """The thought within one sentence that holds its own tag."""
    m = _TAGGED.match(sentence)
    if m and _is_thought_content(m.group("content"), first_person):
        return (0, m.end("content"))
    m = _TAG_FIRST.match(sentence)
    if m and _is_direct(sentence[m.end() :], first_person):
        return (m.end(), len(sentence))
    return None


def _is_thought_content(content: str, first_person: bool) -> bool:
    """What stands before ", she thought" is direct unless it is told in the past tense."""
    if _is_direct(content, first_person):
        return True
    return not _PAST.search(content) and not re.search(r"\b\w{3,}ed\b", content)


def _is_direct(sentence: str, first_person: bool) -> bool:
    if not first_person and _ME.search(sentence):
        return True
    present, past = _PRESENT.search(sentence), _PAST.search(sentence)
    return present is not None and (past is None or present.start() < past.start())


def _extend_back(
    i: int,
    found: list[tuple[int, int]],
    direct: list[bool],
    marked: list[bool],
    sentences: list[tuple[int, int]],
) -> None:
    """A tagged thought may have begun in the sentences before it, if they are worded like it."""
    for j in range(i - 1, -1, -1):
        short = sentences[j][1] - sentences[j][0] < 20 and j == i - 1
        if marked[j] or found[j] != _NONE or not (direct[j] or short):
            return
        if not direct[j] and j > 0:
            return
        found[j] = sentences[j]


def _untagged(
    text: str,
    found: list[tuple[int, int]],
    direct: list[bool],
    marked: list[bool],
    sentences: list[tuple[int, int]],
) -> None:
    """In a third-person story a sentence that says "I" is somebody's thought, and so are the
    questions, fragments and present-tense sentences around it."""
    for i, (a, b) in enumerate(sentences):
        if not marked[i] and found[i] == _NONE and _is_sure(text[a:b]):
            found[i] = (a, b)
    for order in (range(1, len(sentences)), range(len(sentences) - 2, -1, -1)):
        for i in order:
            neighbour = i - 1 if order.step == 1 else i + 1
            if marked[i] or found[i] != _NONE or found[neighbour] == _NONE:
                continue
            sentence = text[slice(*sentences[i])]
            if found[neighbour] == sentences[neighbour] and _goes_with_thought(sentence, direct[i]):
                found[i] = sentences[i]


def _is_sure(sentence: str) -> bool:
    if _ME.search(sentence):
        return True
    words = sentence.split()
    if sentence.endswith("?") and _PRESENT.search(sentence) and not _PAST.search(sentence):
        return True
    return bool(_INTERJECTION.match(sentence)) and len(words) <= 8


def _goes_with_thought(sentence: str, direct: bool) -> bool:
    told = _PAST.search(sentence) or re.search(r"\b\w{3,}ed\b", sentence)
    fragment = len(sentence.split()) <= _LONGEST_FRAGMENT and not told
    return direct or sentence.endswith("?") or fragment


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
