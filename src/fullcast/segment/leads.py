"""What the words around quotation marks lead to expect: speech, or a title, name or phrase."""

from __future__ import annotations

import re

from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS

BEFORE, AFTER = 90, 60
"""Characters looked at on each side: a clause."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CLAUSE_END = re.compile(r"[.!?;:…\"”“]")
_CALLED = r"(?:called|dubbed|known|christened|nicknamed|labelled|labeled|termed)"
_NAMING = re.compile(
    r"(?:\b(?:call|calls|called|calling|name[sd]?|naming)\s(?:him|her|it|me|us|them|you|this|that|"
    r"itself|(?:him|her|my)self)(?:\s(?:here|there|now|then))?"
    r"|\b(?:is|are|was|were|be|been|being|so|commonly|usually|generally|\w+ly|(?:him|her|it)self)"
    r"\scalled"
    r"|\b(?:which|what|that|as|whom)\s(?:\w+\s){1,3}(?:loved?\sto\s|used\sto\s)?call(?:s|ed)?"
    rf"|\b{_CALLED}\sby\s(?:\w+\s?){{1,7}}"
    r"|\b(?:known|dubbed|christened|nicknamed|labelled|labeled|entitled|titled|termed|spelled|"
    r"spelt|named|marked|headed|lettered|inscribed|stamped|signed|beginning)(?:\s\w+)?(?:\sas)?"
    r"|\b(?:word|phrase|term|name|title|nickname|song|hymn|ballad|book|novel|poem|play|chapter|"
    r"letter|ship|epithet|date|initials|(?:bore|bears|bearing|with|in)\sthe\swords|"
    r"motto|proverb|adage|maxim|inscription|legend|headline|caption|"
    r"(?:copy|copies|edition|volume|verses?|lines|strains|performance)\sof)"
    r")\s*\Z",
    re.IGNORECASE,
)
"""What leads into a name or title."""
_SAYINGS = frozenset("motto proverb adage maxim inscription legend headline caption".split())
_LABELLING = re.compile(
    r"\b(?:call|calls|called|calling|name|named|naming|dub|dubbed)\s(?:such|these|those|this|that|"
    r"the|his|her|its|their|my|our|all|every)\s(?:[\w'’-]+\s?){1,3}\Z",
    re.IGNORECASE,
)
"""What leads into a thing's name, or into a call to somebody: "called such boats", "the dog"."""
_AS_THEY_SAY = re.compile(
    r"\bas\s(?:(?:\w+\s){0,2}(?:phrase|saying|proverb|song|poet)\s\w+|(?:he|she|they|we|you|I|one|"
    r"it|people|(?:the|my|his|her|our|their)\s\w+|[A-Z]\w+)\s(?:\w+\s){0,2}(?:expressed|put|puts|called|call|say|phrased|termed)"
    r"(?:\sit)?),?\Z"
)
_AS_THEY_SAID_BEHIND = re.compile(
    r"as\s(?:(?:\w+\s){1,4}(?:said|says|say|put|called|termed|remarked|expressed)\b)"
)
"""What makes a phrase one at second hand: "as they called it", before it or behind it."""

_BOARD = (
    r"(?:sign|signboard|signpost|notice|plate|nameplate|plaque|label|placard|poster|banner|"
    r"inscription|headline|headlines|caption|tombstone|headstone|gravestone|billboard|screen|"
    r"doormat|badge|sticker|t-shirt)"
)
_ARTICLE = "(?:the|an?|his|her|its|their|my|our|your|this|that|another|one)"
_BOARD_VERBS = frozenset(
    """
    read reads reading said says saying proclaimed proclaiming declared announced announcing ran
    stated showed
    """.split()
)
_BOARD_READS = re.compile(
    rf"(?P<beside>\b(?:at|behind|below|beside|by|in|near|of|on|to|under|with)\s(?:{_ARTICLE}\s)?"
    rf"(?:(?!{_ARTICLE}\b)\w+\s){{0,2}}?)?"
    rf"\b{_BOARD}\s(?:[\w'’-]+\s){{0,6}}?(?:{'|'.join(sorted(_BOARD_VERBS))})[,:]?\Z",
    re.IGNORECASE,
)
_READ_ON_BOARD = re.compile(
    rf"(?:(?:said|read|proclaimed|declared|announced|ran)\s(?:a|the|one|another)\s(?:\w+\s)?{_BOARD}"
    rf"|(?:a|the|one|another)\s(?:\w+\s)?{_BOARD}\s(?:said|read|proclaimed|declared|announced)"
    r"|(?:was|were|is|had\sbeen)\s(?:\w+\s)?(?:engraved|carved|inscribed|embroidered|printed|painted|"
    r"stamped|scratched|scrawled|chalked|lettered|stencilled)|(?:engraved|carved|inscribed|"
    r"embroidered|printed|painted|stamped|scratched|scrawled|chalked|written)\s(?:on|across|over|in"
    r"|upon|above)\b)\b",
    re.IGNORECASE,
)
"""What is written on things, before it and behind it; "the man by the sign said" is speech."""

_RECITES = re.compile(
    r"\b(?:sing|sings|sang|sung|singing|recite|recites|recited|reciting|hum|hummed|humming|play|"
    r"plays|played|playing|read|reads|reading|whistle|whistled|whistling|perform|performed|strum|"
    r"strummed|rendered|watch|watched|watching|rehearsed?)\Z",
    re.IGNORECASE,
)
"""Verbs whose object may be a title."""

_NEED_NOUN = frozenset(
    """
    a an the his her its their my your our this these those some any no every each such
    of at from in into to for than not or by about between as
    is are was were be been being very so too rather quite
    """.split()
)
"""Words behind which a sentence needs a noun or adjective: what is quoted there is one."""
_LINKS = frozenset("and or that with".split())
"""Words behind which either speech or a phrase may stand."""
_INTRODUCE = frozenset(
    "say cry call out then add ask answer whisper shout reply yell went goes like".split()
)
_REPORTING = COMMON_SPEECH_VERBS | {"told", "tells"}
_OUTCRIES = frozenset(
    """
    cry cries shout shouts scream screams yell yells chorus choruses murmur murmurs whisper
    whispers exclamation exclamations call calls roar roars chant chants greeting reply answer
    """.split()
)
_WITH_A = re.compile(r"\bwith\s(?:so\s\w+\s)?an?(?:\s(?!of\b)[\w-]+){0,3}\Z")
_TAG = re.compile(
    r"(?:(?:he|she|they|I|we|it|the\s\w+|[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:\w+ly\s)?(?P<verb>\w+)"
    r"|(?P<first>\w+)\s(?:he|she|they|I|we|the\s\w+|[A-Z]\w+))\b"
)


def words_of(text: str) -> list[str]:
    """The words of a text; a compound is one."""
    return _WORD.findall(text)


def clause_before(before: str) -> list[str]:
    """The words of the clause that leads to a mark, in lower case."""
    return [word.lower() for word in _WORD.findall(_CLAUSE_END.split(before)[-1])]


def last_word(before: str) -> str:
    """The last word before a mark, in lower case, without the comma or colon behind it."""
    return before[-30:].rstrip(",: ").rpartition(" ")[2].lower()


def introduces_speech(text: str, at: int) -> bool:
    """Whether the words before a mark lead into speech: "he said", "a shout of", "and"."""
    before = text[max(0, at - BEFORE) : at]
    words = clause_before(before)
    return bool(words) and (words[-1] in _LINKS or reports_speech(words))


def reports_speech(words: list[str]) -> bool:
    """Whether a clause, given by its words, surely leads into speech."""
    return bool(words) and (
        words[-1] in _INTRODUCE
        or words[-1] in SPEECH_VERBS
        or not _REPORTING.isdisjoint(words[-6:])
        or not _OUTCRIES.isdisjoint(words[-3:])
    )


def is_said_with(before: str) -> bool:
    """Whether somebody does something "with a quiet" yes."""
    return _WITH_A.search(before) is not None


def is_linked(words: list[str]) -> bool:
    """Whether a clause ends in "and", "or", "that" or "with"."""
    return bool(words) and words[-1] in _LINKS


def needs_noun(words: list[str]) -> bool:
    """Whether a clause breaks off before a noun or adjective."""
    return bool(words) and words[-1] in _NEED_NOUN


def leads_into_name(before: str) -> bool:
    """Whether a name, title or word follows: "a ship called", "the proverb,"."""
    if before.endswith(","):
        return last_word(before) in _SAYINGS
    return _NAMING.search(before) is not None


def labels_thing(before: str) -> bool:
    """Whether a thing has just been named, as far as its name is no call: "called such boats"."""
    return _LABELLING.search(before) is not None


def leads_into_title(before: str) -> bool:
    """Whether what follows in capitals is a title: "she sang", "the painter's"."""
    return _RECITES.search(before) is not None or before.endswith(("'s", "’s", "s'", "s’"))


def is_at_second_hand(before: str, after: str) -> bool:
    """Whether a phrase is said to be somebody's usual one: "as they put it"."""
    return _AS_THEY_SAY.search(before) is not None or _AS_THEY_SAID_BEHIND.match(after) is not None


def is_on_board(before: str, after: str) -> bool:
    """Whether a sign, plate or headline bears the words: "the sign read", "was engraved on"."""
    if last_word(before) in _BOARD_VERBS:
        reads = _BOARD_READS.search(before)
        if reads is not None and reads.group("beside") is None:
            return True
    return _READ_ON_BOARD.match(after) is not None


def is_tag(after: str) -> bool:
    """Whether a tag follows: "said he", "the boy asked"."""
    tag = _TAG.match(after)
    return tag is not None and (tag.group("verb") or tag.group("first")).lower() in SPEECH_VERBS


def is_plain_tag(after: str) -> bool:
    """Whether a tag follows whose verb reports nothing but speech said aloud."""
    tag = _TAG.match(after)
    if tag is None:
        return False
    return (tag.group("verb") or tag.group("first")).lower() in COMMON_SPEECH_VERBS
