"""Take away what is not speech: marks of layout, emphasis and markup, emoji, invisible characters.

Nothing here knows a language.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\n]{0,300}\)")
_REFERENCE = re.compile(r"(?<=[^\s\[(])\[(?:\^\w{1,20}|\d{1,3}|[*†‡])\](?!\()")  # to a footnote
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:https?:|www\.|/|#)[^()\s]*\)")
_URL = re.compile(r"(?i)\b(?:(?:https?|ftp)://|www\.)[^\s<>\"“”]+")
_TAG = re.compile(
    r"(?i)</?(?:i|b|u|s|em|strong|small|sup|sub|q|p|br|hr|del|ins|span|div|center|a)(?:\s[^<>]*)?/?>"
)
_EMOTICON = re.compile(
    r"(?<!\S)(?:[:;=]['’]?[-^o]?[()\[\]DPpOo3/\\|*]+|8-[()D]+|[xX]D+|D[:;]|<3+|\^_*\^|T_+T|[oO]_+[oO]|>_*<"
    r"|-_+-|¯\\?_*\(ツ\)_*/?¯|\(╯[^()\s]{1,5}\)╯\S*(?: ?[┻━]+)?)(?=$|[\s.,!?…\"”])"
)
_EMPHASIS = re.compile(r"[*~^`|\\{}=]+")
_UNDERLINE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_SLASHES = re.compile(r"/{2,}")
_HASH = re.compile(r"#+(?!\d)")
_DASHES = re.compile(r"\s*-{2,}\s*|(?<=\s)[-–](?=\s)")
_DOTS = re.compile(r"\.(?:\s?\.){2,}")
_REPEATED = re.compile(r"([,;:…—])(?:\s*\1)+")
_MARKS = re.compile(r"[!?](?:\s?[!?])+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?…]+(?:[\s\"”’»)]|$))")

_OPENING_DASH = re.compile(r"(?:(?!-\d)[—–-])+\s*")

_QUOTES = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "‟": "”",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "`": "'",
}
"""Opening quotation marks and what closes them."""
_TRANSLATED = {
    **{ord(char): " " for char in "<>\u2028\u2029\x85\u00a0\u2007\u202f"},
    **{ord(char): "" for char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\ufffd"},
    ord("["): "(",  # espeak reads [[…]] as phonemes, hibari [x](/y/) as a pronunciation
    ord("]"): ")",
    ord("‽"): "?!",
    ord("―"): "—",
    ord("‐"): "-",
    ord("‑"): "-",
    ord("＆"): "&",
    **{ord(char): " " for char in "←↑→↓↔⇐⇒⇔¶†‡•"},
    ord("−"): "-",
}
_KEPT_SYMBOLS = frozenset("°")


def clean(text: str) -> str:
    """The text without what cannot be spoken, on one line, in Unicode's NFC.

    Emphasis and markup lose their marks, web addresses become "link", square brackets round ones,
    `--` a dash. Emoji, emoticons, control, format and private characters are dropped.
    """
    text = _LINK.sub(r"\1", _REFERENCE.sub("", _IMAGE.sub("", text)))
    text = _URL.sub(_spoken_url, text)
    text = _EMOTICON.sub(" ", _TAG.sub("", _SLASHES.sub(" ", text)))
    text = "".join(map(_plain, text)).translate(_TRANSLATED)
    text = _UNDERLINE.sub("", _EMPHASIS.sub("", text)).replace("_", " ")
    text = " ".join(text.split())  # before the patterns that look past spaces: long runs are slow
    text = _DASHES.sub(" — ", _HASH.sub("", text))
    text = _MARKS.sub(_one_of_each, _REPEATED.sub(r"\1", _DOTS.sub("...", text)))
    text = unicodedata.normalize("NFC", text)
    return _SPACE_BEFORE.sub("", " ".join(text.split()))


def without_outer_quotes(text: str) -> str:
    """The text without the marks around the whole of it, and without a dash that opens a speech.

    A mark that opens and is closed within the text stays, and so does an apostrophe ('Twas).
    """
    while True:
        bare = text.strip()
        dash = _OPENING_DASH.match(bare)  # but for a minus
        bare = bare[dash.end() :] if dash else bare
        closers = _QUOTES.get(bare[:1], "")
        inner = bare[1:]
        if closers and inner.rstrip()[-1:] in closers and inner.rstrip():
            body = inner.rstrip()[:-1]
            if not any(mark in body for mark in (bare[0], *closers) if mark not in "'’"):
                bare = body
        elif closers and bare[0] not in "'‘" and not any(mark in inner for mark in closers):
            bare = inner  # a speech that goes on in the next paragraph
        bare = _without_lone_closer(bare)
        if bare == text:
            return bare
        text = bare


def speakable(text: str) -> bool:
    """Whether there is a letter or a digit in a text."""
    return any(char.isalnum() for char in text)


def _without_lone_closer(text: str) -> str:
    """The text without a closing mark at its end that nothing opened."""
    for opener, closers in _QUOTES.items():
        last = text[-1:]
        if last and last in closers and last not in "'’" and opener not in text[:-1]:
            others = [o for o, c in _QUOTES.items() if last in c and o in text[:-1]]
            return text if others else text[:-1].rstrip()
    return text


def _spoken_url(match: re.Match[str]) -> str:
    address = match[0]
    return "link" + address[len(address.rstrip(".,;:!?)'’”\"")) :]


def _one_of_each(match: re.Match[str]) -> str:
    """Engines lengthen or stumble over !!!!: one ? and one ! say the same."""
    marks = match[0]
    return ("?" if "?" in marks else "") + ("!" if "!" in marks else "")


@lru_cache(maxsize=1024)
def _plain(char: str) -> str:
    """A character as engines know it: styled letters become letters, invisible ones vanish."""
    if char.isascii():
        return char if char.isprintable() else " "
    code = ord(char)
    if 0x1D400 <= code <= 0x1D7FF or 0xFB00 <= code <= 0xFB06 or 0xFF01 <= code <= 0xFF5E:
        return unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category in ("Cf", "Cs", "Co", "Cn", "Me") or 0xFE00 <= code <= 0xFE0F:
        return ""
    if category == "Cc":
        return " "
    if (category == "So" and char not in _KEPT_SYMBOLS) or 0x1F3FB <= code <= 0x1F3FF:
        return " "
    return char
