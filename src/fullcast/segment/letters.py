"""How a letter looks, and the words that lead into something written."""

from __future__ import annotations

import re

from fullcast.language.sentences import sentence_spans
from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS

_PAPER = (
    r"(?:letters?|note|telegram|telegraph|cablegram|cable|post-?card|missive|epistle|billet|"
    r"d[ie]spatch|document|parchment|scroll|advertisement|paragraph|article|manuscript|"
    r"memorandum|diary|journal|testament|e-?mail|invitation|inscription|postscript|handwriting)"
)
_HAS_PAPER = re.compile(rf"\b{_PAPER}\b", re.IGNORECASE)
_HEARD = re.compile(
    r"\baloud\b|\bread(?:ing)?\s(?:(?:it|them|this|that)\s)?out\b|\bdictat|\bout\sloud\b"
    r"|\bread(?:ing)?\s(?:(?:it|them|this|that)\s)?to\s(?!(?:him|her|my|them)sel)",
    re.IGNORECASE,
)
_WHO = r"(?:he|she|I|we|they|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
_WROTE = r"(?:wrote|writes|scribbled|scrawled|penned|telegraphed|indited)"
_RUNS = r"(?:said|says|read|reads|ran|runs|began|begins|stated|went\son|continued|concluded|ended)"
_MANNER = (
    r"(?:as\sfollows|thus|to\s(?:this|the\sfollowing)\seffect|(?:in\s)?these\s(?:words|terms))"
)

_WRITES = rf"\b{_WHO}\s(?:had\s|has\s)?(?:\w+ly\s)?(?:{_WROTE}|written)"
_WHILE = r"(?<![Aa]s\s)(?<![Ww]hile\s)(?<![Ww]hen\s)"

_WROTE_THIS = re.compile(
    rf"(?:{_WHILE}{_WRITES}(?:\s(?:back|again|down|at\slast))?,"
    rf"|{_WHILE}{_WRITES}\b(?:(?!\b(?:and|then)\b)[^,.;:!?]){{0,80}}:"
    rf"|\b(?:write|wrote|written|writing|{_PAPER})\b[^.;:!?]{{0,80}}\b{_MANNER}[:,.]?[—–-]*)\Z"
)
_PAPER_RUNS = re.compile(
    rf"(?P<beside>\b(?:at|behind|below|beside|by|in|near|of|on|to|under|with|over)\s"
    rf"(?:\w+\s){{1,3}}?)?\b{_PAPER}\s(?:(?:from|of|to|in|on)\s(?:[\w'’-]+\s){{1,3}}?)?"
    rf"(?:(?:simply|merely|only|itself|also|then)\s)?{_RUNS}(?:\s{_MANNER})?[,:]\Z",
    re.IGNORECASE,
)
_THE_FOLLOWING = re.compile(
    rf"\bthe\sfollowing\s(?:\w+\s)?{_PAPER}\b[^.;:!?]{{0,120}}[:.,]?\Z"
    r"|\b(?:contained|contains|bore)\s(?:only\s|just\s)?(?:these|the|the\sfollowing)"
    r"\s(?:\w+\s)?(?:words|lines)[:,.]?\Z"
    r"|\b(?:these|such)\s(?:were|are)\s(?:the|its)\scontents?[:,.]?\Z",
    re.IGNORECASE,
)
_READS = re.compile(
    rf"\b(?:[Ii]t\s(?:ran|runs|read|reads)(?:\s{_MANNER})?[,:]"
    r"|(?:was|were|is|are|runs?|ran|reads?)\s(?:as\sfollows|to\sthis\seffect)[:.,]?[—–-]*"
    rf"|was\sin\sthese\swords[:.,]?[—–-]*|{_WHO}\sread(?:\sthese\swords|\sthe\sfollowing)?:)\Z"
)
_IT_SAYS = re.compile(rf"\b[Ii]t\s{_RUNS}[,:]\Z")
_CAPTION = re.compile(r"\[(?:Illustration|Picture|Image)\b[:.]?\Z", re.IGNORECASE)

_TAG = re.compile(
    rf"(?P<writer>{_WRITES}\b|{_WROTE}\s{_WHO}\b)|(?:ran|read)\s(?:the|his|her)\s(?:\w+\s)?{_PAPER}\b"
    rf"|(?:the|his|her)\s(?:\w+\s)?{_PAPER}\s{_RUNS}\b"
)
_IT_RAN = re.compile(r"it\s(?:ran|runs|read|reads)\b")
_IT_SAID = re.compile(rf"it\s{_RUNS}\b")
_ABOUT_PAPER = re.compile(
    rf"(?:(?:the|an?|this|that|his|her|their|my)\s(?:\w+\s)?{_PAPER}|.*\bread\s(?:it|this|them))\b",
    re.IGNORECASE | re.DOTALL,
)

_SPEAKING = COMMON_SPEECH_VERBS | frozenset("spoke speak speaks spoken began told".split())
_SINGING = SPEECH_VERBS | frozenset(
    "song songs hymn ballad chorus singing air tune chant chanting strain strains".split()
)

_DEAR = r"(?:(?:my|our)\s(?:own\s|very\s)?)?(?:dear|dearest|darling|beloved|honou?red|respected)"
_SALUTATION = re.compile(rf"{_DEAR}\s[^.!?,:;]{{1,50}}[,:]", re.IGNORECASE)
_OPENING = re.compile(
    rf"{_DEAR}(?:,\sdear(?:est)?)?\s[^.!?,:;]{{1,40}}(?:[,.:]\s?[—–-]+|:|,\s\s+)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?=.{3,50}\Z).*\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|"
    r"Sept(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b[^!?]*\Z"
)
_KINDLY = r"(?:affectionate|loving|obedient|humble|obliged|devoted|sincere|faithful|old|true)"
_DULY = (
    r"(?:truly|faithfully|sincerely|affectionately|respectfully|obediently|devotedly|cordially|"
    r"lovingly|fondly|gratefully|etc|&c)"
)
_CLOSING = re.compile(
    rf"(?:.{{0,40}}\s)?(?:[Yy]our['’]?s,?\s(?:(?:very|most|ever|always)[,\s]\s?)?{_DULY}\b"
    r"|[Yy]our['’]?s,?\s(?:&c|(?:ever|always)(?=,))"
    rf"|[Yy]our\s(?:\w+,?\s(?:and\s)?){{0,2}}{_KINDLY}(?:\sand\s\w+)?(?:\s\w+(?=,)|(?=[,.]|\Z))"
    r"|[Yy]our\sfriend(?=,))[,.—–-]*\s*(?:[A-Z&][\w.’'-]*\s*){0,4}\Z"
    r"|(?:I\s(?:am|remain)|[Bb]elieve\sme)\b[^!?]{0,40}&c\.?(?:[,\s]+&c\.?)?\s*\Z",
    re.DOTALL,
)
_NAME_IN_CAPITALS = re.compile(r"(?:[A-Z]+\.?\s){1,3}[A-Z]{2,}\.?")
_LONGEST_NAME = 40
"""Characters."""


def is_heard(told: str) -> bool:
    """Whether something is said to be read out or dictated."""
    return _HEARD.search(told) is not None


def leads_into_writing(lead: str, context: str) -> bool:
    """Whether the words before a mark lead into something written.

    Args:
        lead: the narration right before it.
        context: that narration and what is told before it.
    """
    if not lead:
        return False
    if _CAPTION.search(lead) or is_salutation(lead.splitlines()[-1]):
        return True
    last = " ".join(lead[sentence_spans(lead)[-1][0] :].split())
    if _WROTE_THIS.search(last) or _THE_FOLLOWING.search(last):
        return not _says(last)
    runs = _PAPER_RUNS.search(last)
    if runs is not None and runs.group("beside") is None:
        return True
    if _READS.search(last) is not None:
        return _HAS_PAPER.search(context) is not None and not _says(last)
    return _IT_SAYS.search(last) is not None and _is_about_paper(context)


def leads_into_verse(lead: str) -> bool:
    """Whether verse behind these words is quoted from a book rather than sung or spoken."""
    words = set(re.findall(r"\w+", lead.lower()))
    return lead.endswith(("-", "—", ":", ",")) and words.isdisjoint(_SINGING)


def is_tag_of_writing(inside: str, after: str, context: str) -> bool:
    """Whether a tag follows that tells of writing: "she wrote", "the note ran".

    "She wrote it down" behind a full stop is no tag.
    """
    after = " ".join(after.split())
    tag = _TAG.match(after)
    if tag is not None:
        comma = inside.endswith((",", "—", "-"))
        return tag.group("writer") is None or comma or after[0].islower()
    if _IT_RAN.match(after):
        return _HAS_PAPER.search(context) is not None
    return _IT_SAID.match(after) is not None and _is_about_paper(context)


def is_salutation(text: str) -> bool:
    """Whether a paragraph is nothing but "Dear so-and-so,"."""
    return _SALUTATION.fullmatch(_bare(text)) is not None


def opens_letter(text: str, context: str, dated: bool) -> bool:
    """Whether a paragraph begins with a salutation behind the mention of a letter, or its date."""
    expected = dated or _HAS_PAPER.search(context) is not None
    return expected and _OPENING.match(_bare(text)) is not None


def is_date_line(text: str) -> bool:
    """Whether a paragraph tells where and when a letter was written."""
    return _DATE.match(_bare(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a paragraph is what a letter closes with: "Yours sincerely,"."""
    return _CLOSING.match(_bare(text)) is not None


def signs_name(text: str) -> bool:
    """Whether a paragraph is nothing but a name."""
    bare = _bare(text)
    return len(bare) <= _LONGEST_NAME and all(
        word[0].isupper() or not word[0].isalpha() for word in bare.split()
    )


def is_name_in_capitals(text: str) -> bool:
    """Whether a paragraph is nothing but a name in capitals, as a letter is signed in print."""
    bare = _bare(text)
    return len(bare) <= _LONGEST_NAME and _NAME_IN_CAPITALS.fullmatch(bare) is not None


def _is_about_paper(context: str) -> bool:
    """Whether "it" is a letter: the sentence before tells of one, or that somebody read it."""
    sentences = [context[start:end] for start, end in sentence_spans(context)]
    return any(_ABOUT_PAPER.match(sentence) for sentence in sentences[-2:])


def _says(sentence: str) -> bool:
    """Whether somebody speaks at the end of a sentence: "she wrote it down and said,"."""
    return not _SPEAKING.isdisjoint(re.findall(r"\w+", sentence.lower())[-4:])


def _bare(text: str) -> str:
    return text.strip(" \t\r\n\"“”'‘’_*")
