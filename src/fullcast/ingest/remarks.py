"""Recognizing what an author says to readers: notes, pleas for reviews, end marks."""

from __future__ import annotations

import re

from fullcast.ingest.numbers import NUMBER
from fullcast.ingest.ornaments import BEFORE, WITHIN, bare
from fullcast.ingest.sentences import QUOTES

_LONGEST_LINE = 90
"""Characters; markers and end marks are short."""
_NOTE = re.compile(
    rf"{BEFORE}(?:end (?:of )?(?:the )?|(?:chapter|beginning|opening|closing|long|quick|short) )?"
    rf"(?:a\s?[/\\]\s?n\d?\b|(?:a\.n\.?|(?-i:AN))\d?{WITHIN}(?:[:;)\]\-–—=~]|$)"
    r"|(?:author(?:['’]?s|s['’]|ess['’]s)? "
    r"(?:end |final |opening |closing )?(?:notes?|comments?|corner|rant|ramblings?)|"
    r"transcriber['’]s notes?|(?:a )?notes? from (?:the )?author"
    r"|notes? de l['’]auteure?|notas? d(?:e la|el|a|o|e) autora?|"
    r"anmerkung(?:en)? (?:des autors|der autorin))"
    rf"{WITHIN}(?:[:;.!)\]}}\-–—=~]|$|\n))",
    re.I,
)
_SECTION_NOTE = re.compile(rf"{BEFORE}(?:chapter |beginning )?(?:end )?(?:notes)\s*(?::|$)", re.I)
_WEAK_NOTE = re.compile(
    rf"{BEFORE}(?:notes?|beta(?:['’]?d)?(?: by| reader| read by)?){WITHIN}"
    r"(?::|(?<=by)\s)",
    re.I,
)
_ON_WITH_IT = (
    rf"{BEFORE}(?:(?:(?:and|so|now|well|okay|ok|anyways?|but)\b,? ?){{0,3}}(?:let['’]s get )?"
    r"on(?:wards?)? (?:with|to) (?:the|this) (?:story|chapter|fic|tale))\W*"
)
_END_OF_NOTE = re.compile(
    rf"{BEFORE}/?(?:end (?:of )?(?:the )?)(?:a\s?[/\\]\s?n|a\.n\.?|author['’]?s?['’]? notes?)\W*"
    rf"|{_ON_WITH_IT}",
    re.I,
)
_FEEDBACK = r"(?:reviews?|comments?|kudos|feedback)"
_ASKED = r"(?:vote|comment|review|fav(?:e|ou?rite)?|follow|like|subscribe|share)"
_PLEA = re.compile(
    r"\W{0,6}(?:(?:so |and )?(?:please|pls|plz) (?:read and |r ?(?:&|and) ?)?"
    r"(?:leave (?:me )?a )?reviews?(?:\W*$|\s*[!.,~:;)]|\s+(?:and|my|this|if|or|so)\b)"
    r"|(?:please )?r ?(?:&|n|and|x) ?r(?:,? please)?\W*$|read (?:and|&) review\W*$"
    r"|reviews?,? please\W*$"
    rf"|{_FEEDBACK}(?:(?:,| and| &| or) {_FEEDBACK})* (?:(?:are|is) (?:always )?love|"
    r"(?:(?:are|is|always|much|very|greatly|really|so) )*(?:welcome|appreciated))\b"
    rf"|(?:please )?{_ASKED}(?:(?:,|,? and|,? or| &) {_ASKED})+\W*$"
    r"|(?:thanks|thank you) (?:so much )?for reading\b)",
    re.I,
)
_CHATTY = re.compile(
    r"\b(?:reviews?|reviewed|reviewers?|chapters?|fan ?fic(?:s|tion)?|fics?|fandom|"
    r"updat(?:e|es|ed|ing)|beta|comments?|kudos|follows|favou?rites?|canon|OOC|AU|one-?shot|sequel|hiatus|disclaimer|"
    r"flames?|cliffhanger|wattpad|ao3|ffn|enjoy|readers?)\b",
    re.I,
)
_TO_READERS = re.compile(r"\b(?:I|I['’]\w+|you|you['’]\w+|your|my|me|we)\b", re.I)
_PICTURE = re.compile(  # but "[Picture this, a boy on a hill.]" is no stand-in for one
    r"\[(?:(?:illustration|frontispiece)\b|(?:picture|image|plate|map|cover|decoration)"
    r"(?: [\divxlc]{1,6})?\s*(?=[\]:.,;–—-]|of\b))[^\[\]]*\]",
    re.I,
)
_TRANSCRIBER = re.compile(rf"{BEFORE}transcriber['’]?s?['’]? notes?\b", re.I)
_FOOTNOTE = re.compile(  # but "[T]he" is a quotation that begins in the middle of a sentence
    r"\[(?:footnote )?(?P<mark>\d{1,3}|[A-Z*†‡])(?:\](?!(?<=[a-z]\])\w)|:)\s*\S", re.I
)
_END = re.compile(
    r"(?:the )?(?:end|fin|finis|fini|ende|owari)|"
    r"(?:to be continued|tbc|t\.b\.c)(?:\W{1,3}\w.{0,40})?|"
    r"à suivre|continuará|continua|fortsetzung folgt|つづく|続く|終わり"
    rf"|(?:the )?end (?:of )?(?:this |the )?(?:chapter|part|book|story|act|prologue|epilogue|"
    rf"volume|one-?shot|fic)(?: {NUMBER})?|chapter (?:{NUMBER} )?end",
    re.I,
)


def is_note(text: str) -> bool:
    """Whether a paragraph begins as an author's note, wherever it stands."""
    return _NOTE.match(text) is not None


def is_note_at_edge(text: str) -> bool:
    """Whether a paragraph is a note if it stands at the beginning or end of a chapter."""
    return bool(_WEAK_NOTE.match(text) or _SECTION_NOTE.match(text))


def ends_note(text: str) -> bool:
    """Whether a line says that an author's note ends ("End A/N", "On with the story!")."""
    return _END_OF_NOTE.fullmatch(text) is not None


def is_plea(text: str) -> bool:
    """Whether a short last paragraph asks for reviews."""
    return len(text) <= 300 and _PLEA.match(text) is not None


def is_chatty(text: str) -> bool:
    """Whether an author speaks to readers about the story, without a word of dialogue."""
    return (
        text[0] not in QUOTES
        and _CHATTY.search(text) is not None
        and _TO_READERS.search(text) is not None
    )


def is_picture(text: str) -> bool:
    """Whether a paragraph stands in a plain text for a picture: "[Illustration: The kite]"."""
    return _PICTURE.fullmatch(text) is not None


def is_transcribers(text: str) -> bool:
    """Whether a transcriber's note begins here."""
    return _TRANSCRIBER.match(text) is not None


def footnote_mark(text: str) -> str | None:
    """The mark of a footnote that stands in a plain text as a paragraph: "1" of "[1] It was …"."""
    match = _FOOTNOTE.match(text)
    return match["mark"] if match else None


def is_end(text: str) -> bool:
    """Whether a line says that the story or a chapter ends."""
    if len(text) > _LONGEST_LINE or "\n" in text:
        return False
    return _END.fullmatch(bare(text).rstrip(".!?…").strip()) is not None
