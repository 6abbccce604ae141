"""Signs that stand for words: addresses, @names, #tags, w/, censored words.

Some look like markup, so that this comes before `clean`.
"""

from __future__ import annotations

import re

SIGNS = re.compile(r"[@#*/=~]|\w\.\w|\w[—_-]{2}|\b[^\W\d_]{1,2}—")
"""One of these is in every text that `symbols` changes."""
_TOP = "com|org|net|edu|gov|info|biz|io|co|uk|ca|au|us|de|fr|eu|me|tv|app|dev|example"
_FILE = "txt|pdf|doc|docx|exe|html|jpg|png|mp3|wav|zip"
_HOST = rf"[A-Za-z0-9](?:[\w-]{{0,62}}\.)+(?:{_TOP}|{_FILE})\b(?![\w@])"
_EMAIL = re.compile(rf"(?<![\w.+/@-])([A-Za-z0-9][\w.+-]{{0,63}})@({_HOST})")
_DOMAIN = re.compile(rf"(?<![\w./@-])({_HOST})(?!/)(?=[\s.,;:!?)\"'”’]|$)")
_HANDLE = re.compile(r"(?<![\w@./])@(?=\w)")
_TAG = re.compile(r"(?<![\w#&/])#([^\W\d_][\w]{0,80})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SLASHED = re.compile(
    r"\b(w/o|b/c|w/|and/or|s/he)(?![\w/])(?:(?<=w/)\s?)?|\b(w/)(?=[a-z])", re.IGNORECASE
)
_SLASHES = {
    "w/o": "without",
    "b/c": "because",
    "w/": "with ",
    "and/or": "and or",
    "s/he": "she or he",
}
_CONSONANTS = "[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]"
_EITHER = re.compile(r"(?<![\w/.:])([a-z]{2,})/([a-z]{2,})(?![\w/.])")
_MINUS = re.compile(r"(?<=\d)\s?[-−–]\s?(?=\d+\s?=)")
_EQUALS = re.compile(r"(?<=\S) = (?=\S)|(?<=\d)=(?=\d)")
_TIMES = re.compile(r"(?<=\d)\s?\*\s?(?=\d)")
_ABOUT = re.compile(r"(?<![\w~])~(?=\d)")
_MASKED = re.compile(r"(?<![\w*])(?=[\w*]*\*)[A-Za-z*#@]{3,20}(?![\w*])")
_DASHED = re.compile(
    rf"(?<![\w—'’-]){_CONSONANTS}{{1,2}}(?:—+|-{{2,}}|_{{2,}}){_CONSONANTS}{{1,3}}(?![\w—-])"
)
_LETTERS_ONLY = re.compile(r"(?<![\w*])([A-Za-z])\*{2,}(ing|in['’]|ed|er|ers|s)?(?![\w*])")
_BLANK = re.compile(r"(?<![\w'’])([A-Z])(?:—{2,}|-{2,}|_{2,}|\*{2,})(?=\s+\w)")
_SWEARING = (
    "arse arsehole ass asshole bastard bastards bitch bitches bloody bollocks bullshit crap cunt"
    " damn damned damnit dammit dick fuck fucked fucker fucking fucks goddamn hell motherfucker"
    " piss pissed prick shit shits shitty slut tits wanker whore"
).split()


def symbols(text: str) -> str:
    """The signs of the kinds above in words. Web addresses that begin with http or www stay."""
    text = _EMAIL.sub(lambda m: f"{_dotted(m[1])} at {_dotted(m[2])}", text)
    text = _DOMAIN.sub(lambda m: m[0] if m[0].startswith("www.") else _dotted(m[0]), text)
    text = _TAG.sub(lambda m: "hashtag " + _CAMEL.sub(" ", m[1]), _HANDLE.sub("at ", text))
    text = _SLASHED.sub(_slashed, text)
    text = _EITHER.sub(_either, text)
    text = _MINUS.sub(" minus ", text)
    text = _ABOUT.sub("about ", _TIMES.sub(" times ", _EQUALS.sub(" equals ", text)))
    text = _LETTERS_ONLY.sub(_initial, _BLANK.sub(r"\1", text))
    return _DASHED.sub(_undashed, _MASKED.sub(_unmasked, text))


def _dotted(host: str) -> str:
    return host.replace(".", " dot ").replace("_", " ")


def _slashed(match: re.Match[str]) -> str:
    said = _SLASHES[match[0].strip().casefold()]
    return said[:1].upper() + said[1:] if match[0][0].isupper() else said


def _either(match: re.Match[str]) -> str:
    return match[0] if match[0] == "km/h" else f"{match[1]} or {match[2]}"


def _initial(match: re.Match[str]) -> str:
    """ "f***" as the letter that is left of it, "f***ing" as "effing"."""
    letter, ending = match[1], match[2]
    if ending and letter in "fF":
        return f"{'E' if letter == 'F' else 'e'}ff{ending}"
    return f"{letter.upper()}{ending or ''}"


def _unmasked(match: re.Match[str]) -> str:
    """ "d*mn" as "damn": the first word of which the other letters are to be seen, if any is.

    Stars at the ends may be those of emphasis.
    """
    written = match[0]
    emphasised = written.startswith("*")
    for seen in (
        (written.strip("*"), written.lstrip("*")) if emphasised else (written, written.rstrip("*"))
    ):
        pattern = re.sub(r"[*#@]", "[a-z]", seen)
        if said := _swearing(seen, pattern):
            return written.replace(seen, said)
    return written


def _undashed(match: re.Match[str]) -> str:
    """ "d——d" as "damned"."""
    return _swearing(match[0], re.sub(r"[^A-Za-z]+", "[a-z]+", match[0])) or match[0]


def _swearing(seen: str, pattern: str) -> str:
    if not seen[:1].isalpha() or sum(map(str.isalpha, seen)) < 2:
        return ""
    found = (word for word in _SWEARING if re.fullmatch(pattern, word, re.IGNORECASE))
    said = next(found, "")
    if seen.upper() == seen:
        return said.upper()
    return said.capitalize() if seen[0].isupper() else said
