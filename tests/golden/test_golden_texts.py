"""The gold scripts say what the sample stories say, no more and no less, and in known voices."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

GOLDEN = Path(__file__).parent
STORIES = GOLDEN.parents[1] / "stories"
STEMS = sorted(path.stem for path in STORIES.glob("*.txt"))
CHARACTERS: dict[str, dict[str, Any]] = json.loads(
    (GOLDEN / "characters.json").read_text(encoding="utf-8")
)

NARRATOR, EVERYONE = "Narrator", "Everyone"
SILENT_OR_READ_OUT = {
    "title",
    "author",
    "front matter",
    "summary",
    "tags",
    "contents",
    "license",
    "note",
    "heading",
    "marker",
    "break",
    "end",
}
BRACKETED = re.compile(r"\[(?P<kind>[a-z ]+)\] (?P<text>\S.*)")
SPOKEN = re.compile(r"(?P<speaker>[^:\[\]\"‘“]+?)(?P<thinking> \(thinking\))?: (?P<text>\S.*)")


class GoldLine(NamedTuple):
    """One line of a gold script; `speaker` is None for a bracketed line."""

    kind: str
    speaker: str | None
    text: str


class GoldChapter(NamedTuple):
    """A chapter of a gold script: its title and its paragraphs of lines."""

    title: str
    paragraphs: list[list[GoldLine]]

    @property
    def lines(self) -> list[GoldLine]:
        """All lines of all paragraphs, in order."""
        return [line for paragraph in self.paragraphs for line in paragraph]


def parse_line(line: str) -> GoldLine:
    """Read one line of a gold script.

    Raises:
        ValueError: the line is neither `[kind] text` nor `Speaker: text`.
    """
    if match := BRACKETED.fullmatch(line):
        return GoldLine(match["kind"], None, match["text"])
    if match := SPOKEN.fullmatch(line):
        kind = "thought" if match["thinking"] else "speech"
        if match["speaker"] == NARRATOR:
            kind = "narration"
        return GoldLine(kind, match["speaker"], match["text"])
    raise ValueError(f"not a line of a gold script: {line!r}")


def read_gold(stem: str) -> list[GoldChapter]:
    """Read the gold script of a story."""
    text = (GOLDEN / f"{stem}.script.txt").read_text(encoding="utf-8")
    chapters: list[GoldChapter] = []
    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("== "):
            chapters.append(GoldChapter(paragraph.removeprefix("== "), []))
        else:
            chapters[-1].paragraphs.append([parse_line(line) for line in paragraph.split("\n")])
    return chapters


def gold_lines(stem: str) -> list[GoldLine]:
    """All lines of a story's gold script."""
    return [line for chapter in read_gold(stem) for line in chapter.lines]


def story(stem: str) -> str:
    """The text of a sample story."""
    return (STORIES / f"{stem}.txt").read_text(encoding="utf-8")


def squeeze(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text in alphabetical order."""
    return sorted(re.findall(r"\w+", text))


def test_every_story_has_a_gold_script_and_characters() -> None:
    assert len(STEMS) >= 3
    assert sorted(p.name for p in GOLDEN.glob("*.script.txt")) == [f"{s}.script.txt" for s in STEMS]
    assert sorted(CHARACTERS) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_lines_tile_the_story_paragraph_by_paragraph(stem: str) -> None:
    told = [squeeze(paragraph) for paragraph in story(stem).strip().split("\n\n")]
    scripted = [
        squeeze("".join(line.text for line in paragraph))
        for chapter in read_gold(stem)
        for paragraph in chapter.paragraphs
    ]
    assert scripted == told


@pytest.mark.parametrize("stem", STEMS)
def test_the_text_of_a_line_stands_verbatim_in_the_story(stem: str) -> None:
    text, at = story(stem), 0
    for line in gold_lines(stem):
        found = text.find(line.text, at)
        assert found >= 0, line
        assert not text[at:found].strip(), line
        at = found + len(line.text)
    assert not text[at:].strip()


@pytest.mark.parametrize("stem", STEMS)
def test_chapters_open_with_their_heading(stem: str) -> None:
    chapters = read_gold(stem)
    headings = [
        [line.text for line in chapter.lines if line.kind == "heading"] for chapter in chapters
    ]
    titles = [line.text for line in chapters[0].lines if line.kind == "title"]
    assert len(titles) == 1
    if any(headings):
        # "-The Glass Market- Chapter 1" is listed as "Chapter 1: The Glass Market".
        assert [[words(text) for text in texts] for texts in headings] == [
            [words(chapter.title)] for chapter in chapters
        ]
    else:
        assert [chapter.title for chapter in chapters] == titles
    for chapter in chapters[1:]:
        assert chapter.lines[0].kind == "heading"


@pytest.mark.parametrize("stem", STEMS)
def test_length_suits_a_sample(stem: str) -> None:
    assert 1_500 <= len(story(stem).split()) <= 2_600


@pytest.mark.parametrize("stem", STEMS)
def test_kinds_are_known(stem: str) -> None:
    bracketed = {line.kind for line in gold_lines(stem) if line.speaker is None}
    assert bracketed <= SILENT_OR_READ_OUT


@pytest.mark.parametrize("stem", STEMS)
def test_speakers_are_the_declared_characters(stem: str) -> None:
    speakers = {line.speaker for line in gold_lines(stem) if line.speaker is not None}
    assert speakers - {NARRATOR, EVERYONE} == set(CHARACTERS[stem]["characters"])
    assert NARRATOR in speakers


@pytest.mark.parametrize("stem", STEMS)
def test_characters_are_well_formed(stem: str) -> None:
    cast = CHARACTERS[stem]
    text = story(stem).casefold()
    names = list(cast["characters"])
    names += [alias for entry in cast["characters"].values() for alias in entry["aliases"]]
    assert max(Counter(names).values()) == 1
    assert [name for name in names if name.casefold() not in text] == []
    assert cast["narrator"] is None or cast["narrator"] in cast["characters"]
    for entry in cast["characters"].values():
        assert set(entry) == {"gender", "age", "aliases"}
        assert entry["gender"] in {"female", "male", "unknown"}
        assert entry["age"] in {"child", "adult", "old"}


def test_characters_recur_with_the_same_gender_and_age() -> None:
    seen: dict[str, list[tuple[str, str]]] = {}
    for stem in STEMS:
        for name, entry in CHARACTERS[stem]["characters"].items():
            seen.setdefault(name, []).append((entry["gender"], entry["age"]))
    recurring = {name: traits for name, traits in seen.items() if len(traits) > 1}
    assert len(recurring) >= 2
    assert all(len(set(traits)) == 1 for traits in recurring.values())


@pytest.mark.parametrize("stem", STEMS)
def test_quotes_belong_to_speakers_and_narration_has_none_of_its_own(stem: str) -> None:
    opening = "‘" if "‘" in story(stem) else '"'
    for line in gold_lines(stem):
        if line.kind == "speech":
            assert line.text.startswith(opening), line
        elif line.kind == "narration":
            assert not line.text.startswith(opening), line


@pytest.mark.parametrize("stem", STEMS)
def test_some_dialogue_has_no_narration_beside_it(stem: str) -> None:
    spoken = bare = 0
    for chapter in read_gold(stem):
        for paragraph in chapter.paragraphs:
            quotes = sum(line.kind == "speech" for line in paragraph)
            spoken += quotes
            bare += quotes if quotes == len(paragraph) else 0
    assert 0.2 <= bare / spoken <= 0.5


def test_an_open_quote_goes_on_in_the_next_paragraph_save_for_one_slip_of_the_pen() -> None:
    continued = slips = 0
    for stem in STEMS:
        closing = "’" if "’" in story(stem) else '"'
        for chapter in read_gold(stem):
            for here, after in pairwise(chapter.paragraphs):
                last = here[-1]
                if last.kind != "speech" or last.text.endswith(closing):
                    continue
                if after[0].kind == "speech":
                    assert after[0].speaker == last.speaker, last
                    continued += 1
                else:
                    slips += 1
    assert continued == 6
    assert slips == 1


def test_a_story_keeps_to_one_style_of_quotation_marks() -> None:
    straight = [stem for stem in STEMS if '"' in story(stem)]
    curly = [stem for stem in STEMS if set("‘’“”") & set(story(stem))]
    assert sorted(straight + curly) == STEMS
    assert straight
    assert curly
