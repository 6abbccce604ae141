"""Voices by what they are like, where voices.yaml names traits instead of a voice.

An accent is named by a part of a voice's BCP 47 tag behind the language ("gb", "scotland"), by the
whole tag ("en-gb"), by what the engine calls it ("Scotland"), or by the common word for its region
("British"). Upper and lower case do not matter. A part takes in all that has it: "gb" is every
British voice, the Scottish one too, while "en-gb" is that tag alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from fullcast.model import Age, Character, Gender, VoiceInfo

_REGIONS = {
    "us": ("american", "america", "usa", "united states"),
    "gb": ("british", "britain", "great britain", "uk", "united kingdom"),
    "scotland": ("scottish", "scots"),
    "rp": ("received pronunciation",),
    "nyc": ("new york", "new york city"),
    "au": ("australian", "australia"),
    "ca": ("canadian", "canada"),
    "ie": ("irish", "ireland"),
    "in": ("indian", "india"),
    "nz": ("new zealand",),
    "za": ("south african", "south africa"),
    "029": ("caribbean", "west indian", "west indies"),
}
"""What people and engines call the regions of English, by their part of a BCP 47 tag."""
_REGION_OF = {word: region for region, words in _REGIONS.items() for word in words}
_SHOWN = 8
"""How many accents or voices an error lists."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a voice must be like; None is "any". In the order in which errors name them."""

    language: str | None = None
    gender: Gender | None = None
    age: Age | None = None
    accent: str | None = None

    def __bool__(self) -> bool:
        return any(True for _ in self.said())

    def said(self) -> Iterator[tuple[str, str]]:
        """The names and words of the traits that are asked for."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None:
                yield each.name, str(value)

    def fit(self, info: VoiceInfo) -> bool:
        """Whether a voice has all these traits."""
        return (
            (self.language is None or speaks(info, self.language))
            and self.gender in (None, info.gender)
            and self.age in (None, info.age)
            and (self.accent is None or _accent_key(self.accent) in _accent_keys(info))
        )


def fitting(
    traits: Traits | None, voices: Sequence[VoiceInfo], language: str | None
) -> Sequence[VoiceInfo]:
    """The voices that have the traits, in their order.

    Where the traits name no language, those that speak `language` (the story's) are meant: an
    accent is one of that language. It does not count if none does, or if it is None.
    """
    if traits is None:
        return voices
    return [info for info in _meant(traits, voices, language) if traits.fit(info)]


def sounding(person: Character, traits: Traits | None) -> Character:
    """The person with the gender and age of the voice that is asked for, as casting hears them."""
    if traits is None:
        return person
    return replace(person, gender=traits.gender or person.gender, age=traits.age or person.age)


def speaks(info: VoiceInfo, language: str) -> bool:
    """Whether a voice's tag is that of a language or of a part of it: "en" is "en-gb" too."""
    has, wanted = _folded(info.language), _folded(language)
    return has == wanted or has.startswith(f"{wanted}-")


def lacking(traits: Traits, voices: Sequence[VoiceInfo], language: str | None) -> str:
    """What keeps all voices from fitting: the trait that none has, and what there is instead."""
    for name, word in traits.said():
        pool = _meant(traits, voices, language) if name == "accent" else voices
        if not fitting(_only(traits, name), pool, language):
            return f'no voice of the {name} "{word}"; {_instead(name, word, pool)}'
    wanted = ", ".join(f"{name}: {word}" for name, word in traits.said())
    near = []
    for name, _ in traits.said():
        left = fitting(replace(traits, **{name: None}), voices, language)
        if left:
            near.append(f"without {name} there is {_listed([info.id for info in left], 2)}")
    hint = "; ".join(near) or "name fewer traits"
    return f"no voice with all of {wanted}; {hint}"


def _meant(
    traits: Traits, voices: Sequence[VoiceInfo], language: str | None
) -> Sequence[VoiceInfo]:
    """The voices of the language that is meant; see `fitting`."""
    wanted = traits.language or (None if language is None else _folded(language).split("-")[0])
    if wanted is None:
        return voices
    same = [info for info in voices if speaks(info, wanted)]
    return same if same or traits.language else voices


def _only(traits: Traits, name: str) -> Traits:
    return Traits(**{name: getattr(traits, name)})


def _instead(name: str, word: str, voices: Sequence[VoiceInfo]) -> str:
    """The nearest right word for a trait, or the words that there are."""
    if name == "accent":
        known = {key for info in voices for key in _accent_keys(info)}
        words = known | {word for word, region in _REGION_OF.items() if region in known}
        near = difflib.get_close_matches(_folded(word), sorted(words), n=1, cutoff=0.7)
        if near and _accent_key(word) not in _REGIONS:
            return f'did you mean "{near[0]}"?'
        accents = [f"{info.language} ({info.accent})" for info in voices if info.accent]
        return f"it has {_listed(accents, _SHOWN)}" if accents else "its voices tell no accent"
    if name == "language":
        tags = _listed((info.language.split("-")[0] for info in voices), _SHOWN)
        return f"languages are written as tags, and it has {tags}"
    return f"it has {_listed((str(getattr(info, name)) for info in voices), _SHOWN)}"


def _listed(words: Iterable[str], most: int) -> str:
    """The first of some words, each once, and how many more there are."""
    each = list(dict.fromkeys(words))
    more = f" and {len(each) - most} more" if len(each) > most else ""
    return ", ".join(each[:most]) + more


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("_", "-").split())


def _accent_key(word: str) -> str:
    folded = _folded(word)
    return _REGION_OF.get(folded, folded)


def _accent_keys(info: VoiceInfo) -> set[str]:
    """All by which a voice's accent can be named."""
    tag = _folded(info.language)
    parts = tag.split("-")[1:]
    keys = {tag, *parts} if parts else set()
    named = [_folded(info.accent), *map(_folded, info.accent.split(","))]
    keys.update(_accent_key(name) for name in named if name)
    return keys - {"x"}
