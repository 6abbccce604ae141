"""The tags of languages (BCP 47), and their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        name: tag
        for tag, names in {
            "en": "english",
            "de": "german deutsch",
            "fr": "french français",
            "es": "spanish español castellano",
            "it": "italian italiano",
            "pt": "portuguese português",
            "nl": "dutch nederlands",
            "sv": "swedish svenska",
            "da": "danish dansk",
            "nb": "norwegian norsk bokmål",
            "fi": "finnish suomi",
            "pl": "polish polski",
            "cs": "czech čeština",
            "hu": "hungarian magyar",
            "ro": "romanian română",
            "tr": "turkish türkçe",
            "id": "indonesian indonesia",
            "la": "latin latina",
            "ru": "russian русский",
            "uk": "ukrainian українська",
            "bg": "bulgarian български",
            "ja": "japanese 日本語",
            "ko": "korean 한국어",
            "zh": "chinese 中文 mandarin",
            "el": "greek ελληνικά",
            "he": "hebrew עברית",
            "ar": "arabic العربية",
            "th": "thai ไทย",
            "hi": "hindi हिन्दी",
            "vi": "vietnamese",
            "fil": "filipino tagalog",
            "ca": "catalan català",
            "cy": "welsh cymraeg",
            "eo": "esperanto",
        }.items()
        for name in names.split()
    }
)

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.I)
_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "mis"))


def tag(stated: str | None) -> str | None:
    """What a file states as its language, as a BCP 47 tag; None if it states none."""
    name = (stated or "").strip().replace("_", "-")
    if name.casefold() in _NAMES:
        return _NAMES[name.casefold()]
    if not _TAG.fullmatch(name):
        return None
    primary, *others = name.split("-")
    if primary.lower() in _NO_LANGUAGE:
        return None
    return "-".join((primary.lower(), *others))


def named(name: str) -> str | None:
    """The tag of a language by its name in English or in itself; None if it is not known here."""
    return _NAMES.get(name.casefold())


def primary(language: str) -> str:
    """The language of a tag without region and script: "en" of "en-GB"."""
    return language.partition("-")[0].casefold()


def name(language: str) -> str:
    """The English name of a language, or its tag where it has none here."""
    return next((n.title() for n, t in _NAMES.items() if t == primary(language)), language)
