"""The language of a story: what its file states, and what its words are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from fullcast.language.tags import name, named, primary

_STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        tag: frozenset(words.split())
        for tag, words in {
            "en": "the and of to was he she it that his her with had you for",
            "de": "der die und das ich nicht sie er war mit den ein auf ist zu",
            "fr": "le la les et des que il elle était une pas pour dans ne qui",
            "es": "el los las que y una se por con había para era su del lo",
            "it": "il che di non un per una con era si della gli ma aveva sono",
            "pt": "que não os um uma com ele ela era se do da em para mais",
            "nl": "de het een en van niet dat hij zij was ik te op met zijn",
            "sv": "och att det som en han hon inte jag på var med för hade ett",
            "da": "og at det som en han hun ikke jeg på var med for havde et af",
            "nb": "og at det som en han hun ikke jeg på var med for hadde et av",
            "fi": "ja oli hän ei se että kuin niin mutta minä sen mitä hänen olen nyt",
            "pl": "i się nie na że to w z do jak jej jego był ale po",
            "cs": "a se že na to v by si ale jako jsem byl do jeho pak",
            "hu": "a az és hogy nem egy volt is ez meg de csak mint mert már",
            "ro": "și că nu în o un la cu pe din mai era să lui care",
            "tr": "bir ve bu da de ne için çok gibi ama sonra daha ben o ki",
            "id": "yang dan di itu tidak dengan untuk ini dari aku dia ke akan pada ada",
            "ru": "и в не на что он она с как его но это был я к",
            "uk": "і в не на що він вона з як його але це був я до",
            "bg": "и на не се да той тя с за от но това беше аз е",
        }.items()
    }
)
_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "HIRAGANA": "ja",
        "KATAKANA": "ja",
        "HANGUL": "ko",
        "CJK": "zh",
        "GREEK": "el",
        "HEBREW": "he",
        "ARABIC": "ar",
        "THAI": "th",
        "DEVANAGARI": "hi",
        "BENGALI": "bn",
        "TAMIL": "ta",
        "GEORGIAN": "ka",
        "ARMENIAN": "hy",
    }
)
"""Languages by the first word of their letters' names in Unicode, where a script tells one."""
_SCANDINAVIAN = frozenset(("da", "nb", "nn", "no"))  # written too much alike to tell
_SAMPLE = 20_000  # characters
_LEAST_SHARE = 0.12  # of all words; prose in its own language has 0.2 to 0.3
_LEAST_LEAD = 1.25  # over the next language: Danish and Norwegian share most of their words
_LEAST_WORDS = 40
_LEAST_OF_SCRIPT = 0.3  # of all letters
_LABEL = re.compile(r"\W*language\W{0,4}:\W{0,4}(?P<name>[^\W\d_]*)", re.I)


def detected(text: str) -> str | None:
    """The language that the words of a text are clearly in; None if that is not clear.

    After Ingle's stop-word method (1976), on the middle of the text, where no front matter is;
    where one language alone has a script, by the letters.
    """
    begin = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[begin : begin + _SAMPLE].casefold()
    if tag := _by_script(sample):
        return tag
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    total = words.total()
    if total < _LEAST_WORDS:
        return None
    shares = {tag: sum(words[w] for w in stop) / total for tag, stop in _STOP_WORDS.items()}
    best, second = sorted(shares, key=lambda tag: (-shares[tag], tag != "en", tag))[:2]
    clear = shares[best] >= _LEAST_SHARE and shares[best] >= _LEAST_LEAD * shares[second]
    alike = {best, second} <= _SCANDINAVIAN and shares[best] >= _LEAST_SHARE
    return best if clear or alike else None


def _by_script(sample: str) -> str | None:
    letters = [c for c in sample if c.isalpha()]
    found = Counter(
        unicodedata.name(c, "").partition(" ")[0].partition("-")[0] for c in letters if c > "\u036f"
    )
    if len(letters) < _LEAST_WORDS:
        return None
    if found["HIRAGANA"] + found["KATAKANA"] > 0.05 * len(letters):
        return "ja"  # of which half the letters are Chinese
    script, count = min(found.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return _SCRIPTS.get(script) if count >= _LEAST_OF_SCRIPT * len(letters) else None


def labelled(texts: Iterable[str]) -> str | None:
    """The language that a story's tags state ("Language: French"), or None."""
    names: list[str] = []
    expected = False
    for text in texts:
        if expected:
            names.append(text.strip("*_ \n"))
        match = _LABEL.match(text)
        expected = match is not None and not match["name"]
        if match:
            names.append(match["name"])
    return next((t for name in names if (t := named(name))), None)


def settled(stated: str | None, text: str) -> tuple[str, str | None]:
    """The language of a story, and what its reader should know if its file states another.

    Metadata is often wrong, for programs fill it with the language of their own menus. So a text
    that is clearly in one language is in that one, unless its file states one not known here.
    """
    found = detected(text)
    if found is None or stated is None or primary(stated) == found:
        return stated or found or "en", None
    near = {found, primary(stated)} <= _SCANDINAVIAN
    known = primary(stated) in _STOP_WORDS or primary(stated) in _SCRIPTS.values()
    if near or not known:
        return stated, None
    return found, (
        f"Its file says that it is in {name(stated)}, but its words are {name(found)}; "
        f"it is read as {name(found)}."
    )
