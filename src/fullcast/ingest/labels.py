"""Recognizing the labels of front matter, bylines and disclaimers."""

from __future__ import annotations

import re

from fullcast.ingest.ornaments import BEFORE, WITHIN, bare
from fullcast.model import Kind

_COLON = rf"{WITHIN}:"
_COLON_OR_DASH = rf"{WITHIN}(?::|[\-–—=~]{{1,3}}(?=\s))"
# Labels that only the head of a story bears…
_SURE_LABELS = (
    r"standard disclaimers?|disclaimers?|(?:story |chapter )?summary|ratings?|pairings?|fandoms?|"
    r"relationships?|(?:content |trigger |archive )?warnings?|genres?|spoilers?|word ?count"
)
# …and those that a sentence could begin with ("Status: critical. The ship …").
_OTHER_LABELS = (
    r"rated|crossover|(?:main |additional )?characters?|words?|(?:additional )?tags|archive|"
    r"categor(?:y|ies)|status|published|updated|completed|language|series|timeline|feedback|"
    r"last updated|story ?link|content|publisher|author url|"
    r"keywords|story id|id|source|story url|url|favs|follows|reviews|chapters|collections?|stats|"
    r"challenge|prompt|dedication|distribution|e-?mail|date|posted|packaged"
)
_STRONG_LABELS = r"(?:the )?(?:standard |usual )?disclaimers?|pairings?|fandoms?|spoilers?"
_PLURAL = r"(?:\(s\)|/s)?"
_SURE_LABEL = re.compile(
    rf"{BEFORE}(?:(?:{_SURE_LABELS}){_PLURAL}{_COLON_OR_DASH}"
    rf"|(?:disclaimers?|(?:story |chapter )?summary){WITHIN}$)",
    re.I,
)
_OTHER_LABEL = re.compile(rf"{BEFORE}(?:{_OTHER_LABELS}){_PLURAL}{_COLON}", re.I)
_STRONG_LABEL = re.compile(rf"{BEFORE}(?:{_STRONG_LABELS}){_PLURAL}{_COLON}", re.I)
_RATED = re.compile(
    rf"{BEFORE}rated:?\s+(?:fiction )?"
    r"(?:K\+?|[TMRG]|NC-?17|PG(?:-?13)?|MA|AO|FR\w+)(?![\w'’])[^\n]*$",
    re.I,
)
_STANDARD = re.compile(
    rf"{BEFORE}(?:the |all )?(?:standard|usual) disclaimers? (?:apply|applies)", re.I
)
_LABEL_ALONE = re.compile(
    rf"{BEFORE}(?:{_SURE_LABELS}|{_OTHER_LABELS}|(?:chapter |beginning )?(?:end )?notes?|"
    rf"a\s?[/\\]\s?n|a\.n\.?|(?-i:AN)|author(?:['’]?s|s['’])? notes?){_PLURAL}[\W_]*",
    re.I,
)
_TITLE = re.compile(rf"{BEFORE}(?:(?:story )?title|story(?: name)?){WITHIN}[:=\-–]{WITHIN}", re.I)
_AUTHOR = re.compile(
    rf"{BEFORE}(?:(?:authors?|writer|pen ?name|written by|by){WITHIN}[:=]{WITHIN})", re.I
)
_BY = re.compile(
    rf"{BEFORE}(?:(?:an? )?(?:[\w-]+ )?(?:story|novel|novella|tale|fan ?fic(?:tion)?|fic|"
    r"one-?shot|romance) )?(?:(?:written )?by|von|par|por|di|av|af|przez)\s+(?P<name>[^\n]{1,60})",
    re.I,
)
# "I don't own" alone could open a story in the first person, so its object must tell.
_OWN = re.compile(
    r"\W{0,6}(?:(?:sadly|unfortunately|obviously|of course),? )?(?:I|we) "
    r"(?:(?:still |sadly |obviously )?(?:do not|don['’]?t|never) (?:\w+ )?own|"
    r"own (?:nothing|none))\b"
    r"(?P<what>[^.!?\n]{0,120})",
    re.I,
)
_OWNED = re.compile(
    r"\b(?:characters?|rights?|copyright|belongs? to|profit|franchise|series|universe|infringement|"
    r"recogni[sz]e|fandom|trademark|plot|property of|any of (?:this|it|them)|"
    r"these (?:people|guys|boys))\b",
    re.I,
)
_NOT_MINE = re.compile(
    r"\W{0,6}(?:all |the )?(?:recogni[sz]able )?(?:characters|rights)\b[^.!?\n]{0,80}"
    r"\b(?:belongs?|property|owned|copyright|reserved)\b|\W{0,6}no copyright infringement"
    r"|\W{0,6}(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}\b|\W{0,6}copyright \d{4}\b"
    r"|\W{0,6}(?:this (?:\w+ )?is a (?:\w+ )?work of fiction\W+(?:$|(?:any|all|names)\b)"
    r"|any (?:resemblance|similarit(?:y|ies)) to (?:\w+ )?(?:persons|people|events)\b)",
    re.I,
)
_SUMMARY = re.compile(rf"{BEFORE}(?:story |chapter )?summary\b", re.I)
_DISCLAIMER = re.compile(rf"{BEFORE}(?:the |all )?(?:standard |usual )?disclaimers?\b", re.I)
_DEDICATION = re.compile(rf"{BEFORE}dedication\b", re.I)
_PROPER_NAME = re.compile(r"^\s+(?:the\s+|any\s+of\s+)*[A-Z0-9][^,;]*$")


def is_label(text: str) -> bool:
    """Whether a paragraph begins as front matter does: "Summary:", "Rated M", "Title: …"."""
    return is_sure_label(text) or any(p.match(text) for p in (_OTHER_LABEL, _TITLE, _AUTHOR))


def is_sure_label(text: str) -> bool:
    """Whether the label is one that no sentence begins with ("Summary:", "Rated M")."""
    return any(p.match(text) for p in (_SURE_LABEL, _RATED, _STANDARD))


def is_strong_label(text: str) -> bool:
    """Whether a label stands here that no story uses within itself ("Disclaimer:")."""
    return bool(_STRONG_LABEL.match(text) or _STANDARD.match(text))


def is_label_alone(text: str) -> bool:
    """Whether a label or note mark has its content in the paragraph after it."""
    return _LABEL_ALONE.fullmatch(text) is not None


def kind_of(text: str) -> Kind:
    """What a paragraph is that has a label, or is a disclaimer."""
    if _SUMMARY.match(text):
        return Kind.SUMMARY
    if _DISCLAIMER.match(text):
        return Kind.LICENSE
    if _DEDICATION.match(text):
        return Kind.FRONT_MATTER
    return Kind.TAGS if is_label(text) else Kind.LICENSE


def title_label(text: str) -> int | None:
    """Where the title begins in "Title: The Storm"."""
    return match.end() if (match := _TITLE.match(text)) else None


def author_label(text: str) -> int | None:
    """Where the name begins in "Author: Jane Doe"."""
    return match.end() if (match := _AUTHOR.match(text)) else None


def author_of(text: str) -> str | None:
    """The name in "by Jane Doe" or "A story by jane_doe92"; None for a sentence."""
    match = _BY.fullmatch(text.strip())
    if match is None:
        return None
    name = bare(match["name"])
    words = name.split()
    small = [
        w for w in words if w[0].islower() and w not in ("and", "de", "von", "van", "the", "of")
    ]
    if not words or len(words) > 8 or name[-1] in "!?,;:" or name[0] in "\"“'":
        return None
    return name if not small or len(words) == 1 else None


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph is nothing but "I do not own …"."""
    if len(text) > 600:
        return False
    if _STANDARD.match(text) or _NOT_MINE.match(text):
        return True
    match = _OWN.match(text)
    if match is None:
        return False
    return bool(_OWNED.search(text)) or (
        len(text) <= 200 and _PROPER_NAME.match(match["what"]) is not None
    )
