"""The invented names of a story and how they are said; changing one re-speaks only its lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from mutagen.mp3 import MP3

from fullcast import glossary, pipeline
from fullcast.glossary import Term
from fullcast.model import Kind
from fullcast.production import Production

STORY = """# The Skrell

by Ada Quill

The harbour of Yzmereth lay in fog. Sorvinus pulled his skrell out of the wharfside mud.

“Is it ropeless?” asked Captain Haelwyth.

“It is,” said Sorvinus. “Sorvinus's luck. Look at that skrell, Haelwyth!”

“SORVINUS! D-don't shout,” said Haelwyth. Nooo, he thought.

Nobody else spoke that evening. The boats of Yzmereth had gone, goin' out with the tide.
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "skrell.md"
    path.write_text(STORY)
    return path


def prepared(story: Path, voices: str = "", engine: str = "tone") -> Production:
    path = story.with_name("voices.yaml")
    path.write_text(voices)
    return pipeline.prepare(story, settings(story, engine))


def settings(story: Path, engine: str = "tone") -> pipeline.Settings:
    return pipeline.Settings(
        output=story.parent / "out",
        voices=story.with_name("voices.yaml"),
        engine=engine,
        executor="inline",
    )


def quiet() -> pipeline.Progress:
    return pipeline.Progress(*[lambda *_: None] * 5)  # type: ignore[arg-type]


def test_invented_names_and_words_by_frequency(story: Path) -> None:
    terms = glossary.glossary(prepared(story))
    assert [(term.word, term.count, term.speaks) for term in terms] == [
        ("Sorvinus", 4, True),
        ("Haelwyth", 3, True),
        ("skrell", 2 + 1, False),
        ("Yzmereth", 2, False),
    ]
    assert {term.entry for term in terms} == {None}
    assert {term.said for term in terms} == {""}, "tones have no phonemes"


def test_what_the_lexicon_has_is_shown_and_decides_how_it_is_said(story: Path) -> None:
    voices = """\
lexicon:
  Captain Haelwyth: KAP-tin HEEL-with
  Yzmereth: /ɪzˈmɛɹɪθ/
  fog: fogg
"""
    terms = {term.word: term for term in glossary.glossary(prepared(story, voices, "hibari"))}
    assert terms["Haelwyth"] == Term("Haelwyth", 3, True, None, "ˈheɪlwɪθ")
    assert terms["Captain Haelwyth"].said == "ˈkæp ˈtɪn ˈhilwɪð"
    assert terms["Captain Haelwyth"].count == 1
    assert (terms["fog"].count, terms["fog"].entry) == (1, "fogg")
    assert terms["Yzmereth"].entry == "/ɪzˈmɛɹɪθ/"
    assert terms["Yzmereth"].said == "ɪzˈmɛɹɪθ"
    assert terms["Sorvinus"].said == "ˈsɔːɹvɪnəs"


def test_in_other_languages_only_speakers_and_entries_are_listed(story: Path) -> None:
    production = prepared(story, "lexicon: {fog: fogg}")
    foreign = replace(production, script=replace(production.script, language="de"))
    assert [term.word for term in glossary.glossary(foreign)] == ["Sorvinus", "Haelwyth", "fog"]


def test_all_names_are_heard(story: Path, tmp_path: Path) -> None:
    production = prepared(story)
    terms = glossary.glossary(production)
    path = tmp_path / "names.mp3"
    seconds = glossary.hear(terms, production, path)
    assert seconds == pytest.approx(MP3(path).info.length, abs=0.2)
    assert seconds > 1.5 * len(terms)


def test_a_change_speaks_only_the_lines_that_hold_the_word_anew(story: Path) -> None:
    def lines_spoken(voices: str) -> tuple[int, int]:
        report = pipeline.make(prepared(story, voices), settings(story), quiet())
        assert report.failed == 0
        return report.spoken, report.reused

    production = prepared(story)
    heard = [line for line in production.script.lines if line.kind.voiced]
    holding = {
        word: sum(word.casefold() in line.text.casefold() for line in heard)
        for word in ("Sorvinus", "Yzmereth", "skrell")
    }
    assert Kind.NARRATION in {line.kind for line in heard}
    assert lines_spoken("") == (len(heard), 0)
    assert lines_spoken("lexicon: {Absent: AB-sent}") == (0, len(heard))
    changes = [
        ("lexicon: {Yzmereth: /ɪzˈmɛɹɪθ/}", "Yzmereth"),
        ("lexicon: {Yzmereth: /ˈɪzmɛɹɛθ/}", "Yzmereth"),
        ("lexicon: {Yzmereth: /ˈɪzmɛɹɛθ/, Sorvinus: sor-VYE-nus}", "Sorvinus"),
    ]
    for voices, word in changes:
        assert 0 < holding[word] < len(heard)
        assert lines_spoken(voices) == (holding[word], len(heard) - holding[word])
