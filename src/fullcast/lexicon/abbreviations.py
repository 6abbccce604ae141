"""Abbreviations and titles written out, with the point of the sentence that some of them hold."""

from __future__ import annotations

import re

from fullcast.lexicon.dates import OPENER
from fullcast.lexicon.sentence import opens_sentence

# espeak makes a full stop's pause after "Mr."; both know these without the point.
_POINTED = re.compile(r"\b(?:(Mrs?|MRS?)\.(?=\s+\w)|(Dr|DR|St|ST)\.(?=\s+[A-Z]))")
_TITLES = {
    "Ms": "Miz",  # espeak: "em ess"
    "Prof": "Professor",
    "Sgt": "Sergeant",
    "Cpl": "Corporal",
    "Capt": "Captain",
    "Cpt": "Captain",
    "Maj": "Major",
    "Col": "Colonel",
    "Lt": "Lieutenant",
    "Gen": "General",
    "Cmdr": "Commander",
    "Adm": "Admiral",
    "Gov": "Governor",
    "Sen": "Senator",
    "Pres": "President",
    "Supt": "Superintendent",
    "Insp": "Inspector",
    "Det": "Detective",
    "Rev": "Reverend",
    "Hon": "Honourable",
    "Rt": "Right",
    "Messrs": "Messers",
    "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Msgr": "Monsignor",
    "Mt": "Mount",
    "Ft": "Fort",
}
_TITLE = re.compile(
    rf"\b({'|'.join(_TITLES)})\.(?=\s+[A-Z])|\b(Ms|Cmdr|Sgt|Mme|Mlle|Messrs)(?=\s+[A-Z][a-z])"
)
_JUNIOR = re.compile(r"(?<=[a-z])(,?\s+)(Jr|Sr|Esq)\b(?:(\.)|(?!\w))")
_JUNIORS = {"Jr": "Junior", "Sr": "Senior", "Esq": "Esquire"}
_ROADS = {
    "St": "Street",
    "Dr": "Drive",
    "Rd": "Road",
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Ln": "Lane",
    "Sq": "Square",
    "Ct": "Court",
    "Hwy": "Highway",
}
_ROAD = re.compile(rf"(?<=[a-z\d]) ({'|'.join(_ROADS)})(?:(\.)|\b(?=\s*(?:,|$)))")
_BEFORE_ROAD = re.compile(
    r"(?:\b(?!(?:The|A|This|That|My|Our|Your|His|Her)$)[A-Z][\w'’]*|\d(?:st|nd|rd|th))$"
)
_FIRMS = {
    "Co": "Company",
    "Inc": "Incorporated",
    "Ltd": "Limited",
    "Bros": "Brothers",
    "Corp": "Corporation",
}
_FIRM = re.compile(rf"(?<=[\w,&] )({'|'.join(_FIRMS)})(?:(\.)|\b(?=\s*(?:,|$)))")
_COUNTERS = {
    "no": "number",
    "nos": "numbers",
    "p": "page",
    "pp": "pages",
    "vol": "volume",
    "ch": "chapter",
    "fig": "figure",
    "sec": "section",
    "apt": "apartment",
    "ca": "circa",
    "approx": "approximately",
}
_COUNTER = re.compile(rf"(?i)(?<![\w.'’-])({'|'.join(_COUNTERS)})\.\s*(?=\d)|#(?=\d)")
_LATIN = {
    "etc": "et cetera",
    "e.g": "for example",
    "eg": "for example",
    "i.e": "that is",
    "ie": "that is",
    "cf": "compare",
    "viz": "namely",
    "vs": "versus",
    "v": "versus",
    "a.k.a": "also known as",
    "aka": "also known as",
    "et al": "and others",
    "approx": "approximately",
    "dept": "department",
    "govt": "government",
}
_POINTLESS = "etc|vs|aka"
_SHORTENED = re.compile(
    rf"(?<![\w.'’-])(?i:({'|'.join(map(re.escape, sorted(_LATIN, key=len, reverse=True)))})(\.)"
    rf"|({_POINTLESS})(?![\w.'’]))(?!\w)"
)
_CAPITAL_NEXT = re.compile(r"[\"'”’)]*\s+[\"'“‘(]*[A-Z]")
_LETTERED = re.compile(r"\b([A-Z]{1,4})&([A-Z]{1,3})(?!\w)")
_AMPERSAND = re.compile(r"\s*&\s*")
_SLASH = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])")
_DOCTORATE = re.compile(r"\bPh\.\s?D\b(\.)?|\bPhD\b")
_INITIALS = re.compile(r"(?<![\w.])((?:[A-Z]\.\s?){1,8})(?=[A-Z][a-z])")
_DOTTED = re.compile(r"(?<![\w.])((?:[A-Z]\.){2,})(?=\s+[\"“‘'(]?[A-Z])")

SPELLED = frozenset("ER ETA EMT FAQ ICU ID IDK IOU IQ IRA LED LOL NYC PA POV RAF SOS VIP".split())
"""Abbreviations that espeak reads as words, or in part."""
_INITIALISM = re.compile(rf"(?<![\w.'’-])({'|'.join(sorted(SPELLED))})(?![\w'’])")
_CAPITALS = {
    "WWI": "World War One",
    "WWII": "World War Two",
    "WIFI": "Wi-Fi",
    "KO'd": "kayoed",
    "OK'd": "okayed",
    "BTW": "by the way",
    "IMO": "in my opinion",
}
_CAPITAL = re.compile(
    rf"(?<![\w.])({'|'.join(_CAPITALS).replace(chr(39), '[’' + chr(39) + ']')})(?![\w])"
)
_LETTER_A = re.compile(r"\bA\b(?!['’-])")
_BEFORE_A = re.compile(r"(?i)\b(?:an|letter|plan|vitamin|grade|type|class|group|option|team) $")
_BEHIND_A = re.compile(r" (?:to Z|is for)\b")


def abbreviations(text: str) -> str:
    """Titles, streets, firms, Latin and initials written out."""
    text = _COUNTER.sub(_counter, text)
    text = _ROAD.sub(_road, text)
    text = _POINTED.sub(lambda match: (match[1] or match[2]).capitalize(), text)
    text = _TITLE.sub(lambda match: _TITLES[match[1] or match[2]], text)
    text = _JUNIOR.sub(lambda m: m[1] + _JUNIORS[m[2]] + _point(m, m[3]), text)
    text = _LETTERED.sub(lambda m: f"{dotted(m[1])} and {dotted(m[2])}", text)
    text = _AMPERSAND.sub(" and ", _FIRM.sub(lambda m: _FIRMS[m[1]] + _point(m, m[2]), text))
    text = _SHORTENED.sub(_latin, text)
    text = _DOCTORATE.sub(lambda m: "P.H.D" + _point(m, m[1]), text)
    text = _INITIALS.sub(_initials, text)
    return _DOTTED.sub(lambda m: m[1][:-1] + _point(m, "."), text)


def initialisms(text: str) -> str:
    """What is spelled out in letters though it could be read as a word: "ID", "AC/DC", "an A"."""
    text = _SLASH.sub(" ", text)
    text = _CAPITAL.sub(lambda m: _CAPITALS[m[1].replace("’", "'")], text)
    text = _INITIALISM.sub(lambda m: dotted(m[1]), text)
    return _LETTER_A.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    """ "An A" is the letter, which espeak takes for the article whatever is around it."""
    before = match.string[max(0, match.start() - 10) : match.start()]
    letter = _BEFORE_A.search(before) or _BEHIND_A.match(match.string, match.end())
    return "eigh" if letter else match[0]


def dotted(letters: str) -> str:
    """ "A.T" for "AT": letters for every engine, and no point that could end a sentence."""
    return ".".join(letters)


def _point(match: re.Match[str], written: str | None) -> str:
    """The point of an abbreviation, if it ends the sentence too."""
    return "." if written and OPENER.match(match.string, match.end()) else ""


def _counter(match: re.Match[str]) -> str:
    said = _COUNTERS[match[1].casefold()] if match[1] else "number"
    first = match[1][:1].isupper() if match[1] else opens_sentence(match.string, match.start())
    return (
        f"{said.capitalize() if first and opens_sentence(match.string, match.start()) else said} "
    )


def _road(match: re.Match[str]) -> str:
    text = match.string
    named = _BEFORE_ROAD.search(text, max(0, match.start() - 30), match.start())
    person = re.match(r"\s+[A-Z]", text[match.end() : match.end() + 9])
    if named is None or (person and not OPENER.match(text, match.end())):
        return match[0]
    if match[1] in ("St", "Dr") and not match[2] and text[match.end() :].strip() == "":
        return f" {_ROADS[match[1]]}"
    return f" {_ROADS[match[1]]}{_point(match, match[2])}"


def _latin(match: re.Match[str]) -> str:
    key = (match[1] or match[3]).casefold()
    if key in ("v", "ie", "eg") and not (match[1] and match[1].islower()):
        return match[0]
    said = _LATIN[key]
    if opens_sentence(match.string, match.start()) and (match[1] or match[3])[:1].isupper():
        said = said.capitalize()
    if key == "etc" and match[2] and _CAPITAL_NEXT.match(match.string, match.end()):
        return f"{said}."
    return said + (_point(match, match[2]) if key in ("etc", "et al", "dept", "govt") else "")


def _initials(match: re.Match[str]) -> str:
    """ "J. K. Marsh" as "J.K Marsh": espeak pauses after each point."""
    letters = re.findall(r"[A-Z]", match[1])
    if letters == ["I"] or OPENER.match(match.string, match.end() - 1):
        return match[0]
    if len(letters) == 1:
        return match[0] if letters == ["A"] else f"{letters[0]} "
    return f"{dotted(''.join(letters))} "
