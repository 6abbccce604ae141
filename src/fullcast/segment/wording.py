"""Whether a sentence is worded as somebody thinks it or as somebody tells it."""

from __future__ import annotations

import re

from fullcast.language.narration import Telling, turns_to_reader

_MAY_BE_ME = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_ME = re.compile(
    r"(?<!-)\b(?:(?<!James\s)(?<!Charles\s)(?<!George\s)(?<!Edward\s)(?<!Henry\s)(?<!William\s)"
    r"(?<!Elizabeth\s)(?<!Part\s)(?<!Act\s)(?<!War\s)I(?!\.)|me|my|myself"
    r"|(?:is|are|was|were|be|been|of|than|not|all|['’]s)\smine)\b(?!-)"
)
"""The speaker's own self; a king's number, a part's and a mine full of coal are none."""
_QUOTED = re.compile(r"[‘'](?=\w)[^‘’']{1,80}['’](?!\w)|[“\"][^”\"]{1,200}[”\"]")
_PRESENT = re.compile(
    r"\b(?:is|are|am|has|have|do|does|can|will|shall|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|"
    r"won['’]t|haven['’]t|hasn['’]t|gotta|gonna)\b|['’](?:re|ll|ve|m)\b|"
    r"\b(?:it|that|he|she|what|who|where|there|here|how)['’]s\b",
    re.IGNORECASE,
)
# "Would have been" is as good in a thought as in a tale.
_PAST = re.compile(
    r"\b(?:was|were|had|did|(?:would|could|might)(?!\shave\s(?:been|\w+ed)\b)|went|came|felt|knew|"
    r"saw|looked|seemed|said|wasn['’]t|weren['’]t|hadn['’]t|didn['’]t|wouldn['’]t|couldn['’]t)\b",
    re.IGNORECASE,
)
_IRREGULAR_PAST = re.compile(
    r"\b(?:ran|stood|shook|sat|lay|took|gave|got|kept|held|heard|began|fell|rose|met|spoke|told|"
    r"thought|caught|brought|slept|woke|drew|flew|grew|threw|wore|wrote|broke|chose|drove|rode|"
    r"sang|sank|swam|swung|hung|wept|crept|led|fled|bent|paid|made|sent|spent|swept|struck)\b",
    re.IGNORECASE,
)
_REGULAR_PAST = re.compile(r"\b\w{3,}ed\b")
_CONTRACTED = re.compile(
    r"['’](?:ll|re|ve)\b|\b(?:it|that|there|he|she|what|who|where)['’]s\sbeen\b|\bwon['’]t\b|\bgonna\b",
    re.IGNORECASE,
)
"""Present and future as they are only spoken or thought in a tale of the past."""
_SEEN_FROM_NOW = re.compile(r"\b(?:ago|tomorrow|yesterday|tonight)\b", re.IGNORECASE)
_INTERJECTION = re.compile(
    r"(?:please|oh|ah|ugh|well|god|damn|hell|great|wow|okay|ok|right|no|yes|hm+|heavens|goodness|blast|"
    r"wonderful|perfect|brilliant|fantastic|typical|oh\s(?:no|god|dear|well|my\sgod))\s?[,.!…—-]",
    re.IGNORECASE,
)
_WRY = re.compile(r"(?:well|so),?\sthat\s(?:was|went)\b", re.IGNORECASE)
_COMMAND = re.compile(
    r"(?:please|don['’]t|do\snot|never|just|let['’]?s?|stop|look|think|keep|stay|remember|breathe|run|"
    r"wait|come\son|hold\son|focus|calm\sdown|forget)\b(?!,)",
    re.IGNORECASE,
)
_LONGEST_COMMAND = 8
_LONGEST_INTERJECTION = 8
_LONGEST_FRAGMENT = 4
"""Words."""


def is_told(sentence: str) -> bool:
    """Whether a sentence has a verb in the past tense."""
    return any(p.search(sentence) for p in (_PAST, _REGULAR_PAST, _IRREGULAR_PAST))


def is_direct(sentence: str, story: Telling) -> bool:
    """Whether a sentence says "I" or is in the present, where the story does not and is not."""
    if not story.first_person and says_me(sentence):
        return True
    if story.present:
        return False
    present, past = _PRESENT.search(sentence), _PAST.search(sentence)
    return present is not None and (past is None or present.start() < past.start())


def is_thought_by_tag(content: str, story: Telling) -> bool:
    """Whether what a tag of thought belongs to is direct: it is unless it is told in the past."""
    return is_direct(content, story) or not is_told(content)


def says_me(sentence: str) -> bool:
    """Whether somebody speaks of themselves."""
    # The exact pattern is slow, and most sentences need none.
    return _MAY_BE_ME.search(sentence) is not None and _ME.search(sentence) is not None


def is_surely_thought(sentence: str, story: Telling) -> bool:
    """Whether nobody but a character can be so worded, in a third-person story."""
    sentence = _QUOTED.sub("", sentence)
    if says_me(sentence) or _WRY.match(sentence):
        return not (story.to_reader or turns_to_reader(sentence))
    if story.present or _PAST.search(sentence):
        return False
    if sentence.endswith("?") and _PRESENT.search(sentence):
        return True
    if _CONTRACTED.search(sentence):
        return True
    short = len(sentence.split()) <= _LONGEST_INTERJECTION
    return short and _INTERJECTION.match(sentence) is not None and not is_told(sentence)


def goes_with_thought(sentence: str, direct: bool, story: Telling) -> bool:
    """Whether a sentence next to an untagged thought belongs to it: a question or fragment does."""
    if direct or sentence.endswith("?"):
        return True
    fragment = len(sentence.split()) <= _LONGEST_FRAGMENT and not is_told(sentence)
    return not story.present and (fragment or _SEEN_FROM_NOW.search(sentence) is not None)


def goes_on_behind_tag(sentence: str, direct: bool) -> bool:
    """Whether a sentence behind a tagged thought goes on with it: "Run, she thought. Run."."""
    if direct:
        return True
    count = len(sentence.split())
    if is_told(sentence):
        return False
    if _COMMAND.match(sentence):
        return count <= _LONGEST_COMMAND
    return count <= _LONGEST_INTERJECTION and _INTERJECTION.match(sentence) is not None
