"""A small catalogue of voices and scripts as the tests of casting need them."""

from collections.abc import Iterator, Mapping, Sequence

from fullcast.engines.base import listed
from fullcast.errors import EngineError
from fullcast.model import (
    NARRATOR,
    Age,
    Character,
    Gender,
    Kind,
    Line,
    Script,
    ScriptChapter,
    VoiceInfo,
)

F, M = Gender.FEMALE, Gender.MALE


def voices(
    engine: str, *wanted: tuple[str, Gender, Age], language: str = "en-us"
) -> list[VoiceInfo]:
    return [VoiceInfo(engine, name, language, gender, age) for name, gender, age in wanted]


HIBARI = voices(
    "hibari",
    ("heart", F, Age.ADULT),
    ("alto", F, Age.ADULT),
    ("clear", F, Age.ADULT),
    ("bass", M, Age.ADULT),
    ("tenor", M, Age.ADULT),
    ("boy", M, Age.CHILD),
    ("girl", F, Age.CHILD),
    ("grandma", F, Age.OLD),
    ("grandpa", M, Age.OLD),
)
SYSTEM = [
    *voices("pyttsx3", ("gmw/de", M, Age.ADULT), ("gmw/de+f2", F, Age.ADULT), language="de"),
    *voices("pyttsx3", ("gmw/en+kid", M, Age.CHILD), ("gmw/en", M, Age.ADULT), language="en-gb"),
    *voices("pyttsx3", ("gmw/en+f3", F, Age.ADULT), language="en-gb"),
]
TONE = voices("tone", ("low", M, Age.ADULT), ("high", F, Age.ADULT))


class Listed:
    """Engines that speak what is listed here, and some that are broken."""

    def __init__(self, works: Mapping[str, Sequence[VoiceInfo]], *broken: str) -> None:
        self.works, self.broken = works, broken

    def __contains__(self, name: object) -> bool:
        return name in self.broken or name in self.works

    def __iter__(self) -> Iterator[str]:
        return iter([*self.broken, *self.works])

    def __len__(self) -> int:
        return len(self.works) + len(self.broken)

    def voices(self, engine: str) -> Sequence[VoiceInfo]:
        if engine in self.broken:
            raise EngineError(f"{engine} is not installed")
        return self.works[engine]

    def describe(self, engine: str, id_: str) -> VoiceInfo:
        return listed(engine, id_, self.voices(engine))


CATALOGUE = Listed({"hibari": HIBARI, "pyttsx3": SYSTEM, "tone": TONE})


def script_of(
    *chapters: str,
    people: Sequence[Character] = (),
    title: str = "A Story",
    language: str = "en",
    narrator: str | None = None,
) -> Script:
    """Chapters as names of speakers: "Ann Bo -" are two lines of dialogue and one of narration."""
    made = []
    for number, names in enumerate(chapters, 1):
        lines = []
        for index, name in enumerate(names.split()):
            told = name == "-"
            lines.append(
                Line(
                    number,
                    index,
                    Kind.NARRATION if told else Kind.DIALOGUE,
                    "x",
                    index,
                    index + 1,
                    NARRATOR if told else name,
                )
            )
        made.append(ScriptChapter(number, f"Chapter {number}", tuple(lines)))
    return Script(title, None, language, tuple(people), tuple(made), narrator)
