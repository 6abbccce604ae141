"""Recognizing a chapter heading by its own words: "Chapter 1: The Storm", "IV", "Prologue"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from fullcast.ingest.numbers import HAN_DIGITS, NUMBER, is_roman, value
from fullcast.ingest.ornaments import bare, is_decorated
from fullcast.ingest.sentences import QUOTES

LONGEST = 160
"""Characters; no line longer than this is a heading."""
_LONGEST_NAME = 120
_MOST_WORDS = 18


class Rank(IntEnum):
    """How large a division a heading opens."""

    PART = 1
    CHAPTER = 2
    SECTION = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's parts: "CHAPTER XII. The Storm" is chapter, 12, "XII", "The Storm"."""

    rank: Rank
    label: str = ""
    """ "chapter", "part", "prologue"…, or "" for a bare number or name."""
    number: int | None = None
    numeral: str = ""
    name: str = ""
    tentative: bool = False
    """Whether it is a heading only as one of a sequence (a bare number, "Scene 2")."""

    @property
    def opens(self) -> bool:
        """Whether it is certain that no story stands before it: "Chapter 1", "Prologue"."""
        return self.number in (0, 1) or (self.number is None and self.label in _OPENING)

    @property
    def title(self) -> str:
        """The heading as a list of chapters would print it: "Chapter XII: The Storm"."""
        name = sentence_case(" ".join(self.name.split()))
        if not self.label and self.number is not None and name:
            return f"{_written(self.numeral)}. {name}"
        label = self.label or ("chapter" if self.number is not None else "")
        lead = " ".join(part for part in (label.title(), _written(self.numeral)) if part)
        return f"{lead}: {name}" if lead and name else lead or name

    def named(self, name: str) -> Heading:
        """The same heading with the name that stands on the next line."""
        return replace(self, name=f"{self.name} {name}".strip())


_PARTS = r"part|book|volume|vol|act|tome|phase"
_CHAPTERS = (
    r"chapter|chapitre|kapitel|cap[ií]tulo|capitolo|hoofdstuk|rozdzia[łl]|kapitola|глава|"
    r"chap|chp|ch|stave|canto"
)
_LOOSE = r"scene|letter|section|episode|day|night|week|entry"  # divisions, but words as well
_SECTIONS = frozenset(("scene", "section"))
_ABBREVIATED = {"chap": "chapter", "chp": "chapter", "ch": "chapter", "vol": "volume"}
_ALONE = (
    r"prologue|prolog|epilogue|epilog|interlude|preface|foreword|introduction|afterword|"
    r"intermission|prelude|postlude|postscript|coda|finale|teaser|"
    r"(?:final|last|bonus|extra) chapter|chapter the last"
)

_OPENING = frozenset("prologue prolog preface foreword introduction prelude teaser".split())

_LABELLED = re.compile(
    rf"(?:the )?(?P<label>{_PARTS}|{_CHAPTERS}|{_LOOSE})"
    rf"(?:[ \t.:#–—\-]{{1,4}}(?:no\.? ?|number )?(?P<the>the )?|(?=\d))"
    rf"(?P<num>{NUMBER})(?!\w)(?: ?(?:/|of) ?(?:\d+|\?+)(?!\w))?(?P<rest>.*)",
    re.I | re.S,
)
_ORDINAL = re.compile(
    rf"(?:the )?(?P<num>{NUMBER})\.? (?P<label>part|book|chapter|kapitel|fejezet|luku)(?!\w)"
    r"(?P<rest>.*)",
    re.I | re.S,
)
_HAN = re.compile(rf"第(?P<num>\d+|[{HAN_DIGITS}]+)(?P<label>[章話话回节節部卷])(?P<rest>.*)", re.S)
_SOLE = re.compile(
    rf"(?:the )?(?P<label>{_ALONE})(?: (?P<num>{NUMBER}))?(?!\w)(?P<rest>.*)", re.I | re.S
)
_LAST = re.compile(
    rf"(?P<name>.{{1,80}}?)(?P<sep>[ \t]*[-–—:~|,*_]+[ \t]*|[ \t]+)"
    rf"(?:chapter|chap\.?|ch\.?|part)[ #]{{1,2}}(?P<num>{NUMBER})(?!\w)(?P<rest>.*)",
    re.I | re.S,
)
_HINT = re.compile(rf"(?:the )?(?:{NUMBER}(?!\w)|{_PARTS}|{_CHAPTERS}|{_LOOSE}|{_ALONE})", re.I)
_HINT_WITHIN = re.compile(r"\b(?:chapter|chap|ch|part)\b", re.I)
_BARE_NUMBER = re.compile(
    rf"(?P<num>{NUMBER})(?P<sep>[.)\]:]|[ \t]*[–—\-]+)?(?P<space>\s*)(?P<name>.*)", re.I | re.S
)
_SEPARATOR = re.compile(r"[\s]*[:.,\-–—~|)\]*_]+\s*")
_SENTENCE_END = re.compile(r"[.!?…,;:]['\"”’)]*$")
_SHOUTED = re.compile(r"^\S+$|[!?…]\W*$")  # "TOM!" is dialogue rather than a quoted title
_FINAL_STOP = re.compile(r"(?<=\w{4})\.$")  # but not of "Ltd."
SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of on or over so than the to up with".split()
)


def title_like(text: str, longest: int = 80) -> bool:
    """Whether a line could be a title: short, not a sentence, its main words capitalized."""
    line = bare(text)
    if not line or len(line) > longest:
        return False
    quoted = line[0] in QUOTES
    if line.isupper() and line[-1] not in ",;:" and not (quoted and _SHOUTED.search(line)):
        return True
    if quoted or _SENTENCE_END.search(line):
        return False
    words = re.findall(r"[^\W_][\w'’]*", line)
    main = [w for w in words if w.casefold() not in SMALL_WORDS]
    if not words or len(words) > 12 or words[0][0].islower():
        return False
    return not main or 3 * sum(not w[0].islower() for w in main) >= 2 * len(main)


def sentence_case(name: str) -> str:
    """A title in capitals in the usual mixed case; any other title as it is."""
    name = _FINAL_STOP.sub("", " ".join(name.split()))
    if not name.isupper() or len(name) < 4:
        return name
    words = name.split(" ")
    cased = []
    for n, word in enumerate(words):
        core = word.strip(".,:;!?\"'()")
        if core.casefold() in SMALL_WORDS and 0 < n < len(words) - 1:
            cased.append(word.lower())
        elif is_roman(core) and core != "I" and len(core) > 1 and value(core):
            cased.append(word)
        else:
            cased.append(re.sub(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*", _capitalized, word.lower()))
    return " ".join(cased)


def _capitalized(match: re.Match[str]) -> str:
    return match[0].capitalize()


def _written(numeral: str) -> str:
    """A number as a title shows it: XII, Twelve, 12, the First."""
    if is_roman(numeral):
        return numeral.upper()
    return " ".join(w if w == "the" else w.title() for w in numeral.split(" "))


def parse(text: str) -> Heading | None:
    """The heading that a line states by its own words, or None.

    Bare numbers and doubtful labels ("2", "IV. The Storm", "Scene 2") come back as tentative.
    """
    if len(text) > LONGEST:
        return None
    line = bare(text)
    if line[:1] in QUOTES:  # or it is empty
        return None
    if line[0] == "第":
        return _han(line)
    if not _HINT.match(line) and not _HINT_WITHIN.search(line):
        return None  # most lines are no headings, and these two patterns are quick
    return _labelled(line) or _sole(line) or _last(line, text) or _bare_number(line)


def _labelled(line: str) -> Heading | None:
    match = _LABELLED.fullmatch(line) or _ORDINAL.fullmatch(line)
    if match is None or (number := value(match["num"])) is None:
        return None
    name = _name(match["rest"])
    if name is None:
        return None
    written = match["label"].casefold().rstrip(".")
    label = _ABBREVIATED.get(written, written)
    the = "the " if match.groupdict().get("the") else ""
    rank = Rank.PART if re.fullmatch(_PARTS, written) else Rank.CHAPTER
    if label in _SECTIONS:
        rank = Rank.SECTION
    tentative = re.fullmatch(_LOOSE, label) is not None
    return Heading(rank, label, number, the + match["num"], name, tentative)


def _han(line: str) -> Heading | None:
    """ "第三章　風": written as it is, for its label stands behind its number."""
    match = _HAN.fullmatch(line)
    if match is None or (match["rest"] and match["rest"][0].isalnum()):
        return None
    rank = Rank.PART if match["label"] in "部卷" else Rank.CHAPTER
    return Heading(rank, name=line)


def _sole(line: str) -> Heading | None:
    match = _SOLE.fullmatch(line)
    if match is None:
        return None
    name = _name(match["rest"])
    number = value(match["num"]) if match["num"] else None
    if name is None or (match["num"] and number is None):
        return None
    return Heading(Rank.CHAPTER, match["label"].casefold(), number, match["num"] or "", name)


def _last(line: str, text: str) -> Heading | None:
    """ "-Diagon Alley- Chapter 1", "The Lost Boy: Chapter 3"."""
    match = _LAST.fullmatch(line)
    if match is None or (number := value(match["num"])) is None:
        return None
    name = bare(match["name"])
    rest = _name(match["rest"])
    drawn = bool(match["sep"].strip()) and text.strip()[0] != line[0]
    if rest is None or not (title_like(name) or (drawn and len(name) <= 60)):
        return None
    if not (match["sep"].strip() or drawn) and _speaks_of_chapter(line, name):
        return None
    return Heading(Rank.CHAPTER, "chapter", number, match["num"], rest or name)


def _speaks_of_chapter(line: str, name: str) -> bool:
    """Whether a line says something of a chapter: "Here is Chapter 2!", "Welcome to Chapter 2"."""
    sentence = line[-1] in ".!?…" and not line.isupper()
    return sentence or name.split()[-1].casefold() in SMALL_WORDS


def _bare_number(line: str) -> Heading | None:
    match = _BARE_NUMBER.fullmatch(line)
    if match is None or (number := value(match["num"])) is None or number > 300:
        return None
    name = bare(match["name"])
    if not name:
        small = match["num"].isalpha() and match["num"].islower()
        spelled_small = small and not (is_roman(match["num"]) or match["sep"])  # "i", "one."
        return (
            None
            if spelled_small
            else Heading(Rank.CHAPTER, "", number, match["num"], tentative=True)
        )
    separator = (match["sep"] or "").strip()
    if not separator and len(match["space"]) < 2 and "\n" not in match["space"]:
        return None  # "I Am Born", "10 Downing Street"
    if not match["num"][0].isdigit() and separator not in ("", ".", ")", ":"):
        return None  # "I - I never meant…" stutters
    if not title_like(name, _LONGEST_NAME):
        return None
    return Heading(Rank.CHAPTER, "", number, match["num"], name, tentative=True)


def _name(rest: str) -> str | None:
    """The name after a heading's number; None if what follows makes it a sentence."""
    if not bare(rest).strip(".:)]"):
        return ""
    separator = _SEPARATOR.match(rest)
    name = bare(rest[separator.end() :] if separator else rest)
    if len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS:
        return None
    if separator is None:
        return name if rest[0] in " \t\n,(" and title_like(name.lstrip(",( ")) else None
    if "," in separator[0]:  # "Chapter 3, he thought, was the worst"
        quoted = name.lstrip("\"“‘'").replace('"', "").replace("”", "")
        return name if title_like(quoted) or name.startswith("in which ") else None
    colon = ":" in separator[0]
    if not colon and name[:1].islower() and _SENTENCE_END.search(name):
        return None
    return name


def is_shown(text: str) -> bool:
    """Whether a line is set off by decoration, capitals or title case."""
    return is_decorated(text) or title_like(text)
