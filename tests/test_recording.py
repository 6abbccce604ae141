"""A script and a cast become parts, jobs and estimates, and outcomes are counted by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import engines, mastering, recording, rendering, sounding
from fullcast.model import (
    NARRATOR,
    Cast,
    CastMember,
    Character,
    Kind,
    Line,
    Pauses,
    Script,
    ScriptChapter,
    Voice,
)

ALTO, TENOR = Voice("tone", "alto"), Voice("tone", "tenor")


def script(*said: tuple[Kind, str, str | None]) -> Script:
    lines, place = [], 0
    for index, (kind, text, speaker) in enumerate(said):
        end = place + len(text)
        lines.append(Line(1, index, kind, text, place, end, speaker, paragraph=index))
        place = end
    return Script("T", None, "en", (Character("Pim"),), (ScriptChapter(1, "One", tuple(lines)),))


SCRIPT = script(
    (Kind.HEADING, "Chapter 1\n\n", NARRATOR),
    (Kind.NARRATION, "It rained. Nobody came.\n\n", NARRATOR),
    (Kind.BREAK, "* * *\n\n", None),
    (Kind.DIALOGUE, '"Hello there?"\n\n', "Pim"),
    (Kind.NOTE, "A/N: thanks!\n", None),
)
CAST = Cast(ALTO, (CastMember(Character("Pim"), TENOR, 1),))


def sheet(of: Script = SCRIPT, words: dict[str, str] | None = None) -> recording.CueSheet:
    return recording.Recording(of, CAST, words or {}).sheet(of.chapters[0])


def test_a_sheet_has_every_line_with_its_voice_and_a_job_a_sentence() -> None:
    parts = sheet().parts
    assert [part.line for part in parts] == list(SCRIPT.lines)
    assert [len(part.jobs) for part in parts] == [1, 2, 0, 1, 0]
    assert sheet().lines == 3
    assert [part.voice for part in parts if part.jobs] == [ALTO, ALTO, TENOR]
    assert parts[3].jobs[0].voice == TENOR
    assert "Hello there?" in parts[3].jobs[0].text


def test_the_lexicon_decides_what_is_spoken() -> None:
    [job] = sheet(words={"there": "thayer"}).parts[3].jobs
    assert "thayer" in job.text
    assert job.key != sheet().parts[3].jobs[0].key


def test_calibrations_have_a_job_for_every_voice_that_is_heard() -> None:
    jobs = recording.calibrations(sheet().parts)
    assert list(jobs) == [ALTO, TENOR]
    assert {job.text for job in jobs.values()} == {recording.CALIBRATION}


def test_a_sample_has_the_first_lines_that_last_long_enough() -> None:
    parts = sheet().parts
    assert list(recording.up_to(parts, 0.1)) == [parts[0]]
    assert list(recording.up_to(parts, 1000)) == list(parts)


def speak_all(tmp_path: Path, of: recording.CueSheet) -> list[rendering.Outcome]:
    jobs = [job for part in of.parts for job in part.jobs]
    cache = rendering.Cache(tmp_path)
    return list(rendering.render(jobs, cache=cache, speak=engines.speak, executor="inline"))


def test_lines_are_counted_as_spoken_reused_or_failed(tmp_path: Path) -> None:
    outcomes = speak_all(tmp_path, sheet())
    outcomes[1] = rendering.Outcome(outcomes[1].job, None, False, "it broke")
    tally = recording.Tally()
    lines = list(recording.takes(sheet().parts, iter(outcomes), tally))
    assert [len(line.clips) for line in lines] == [1, 2, 0, 1, 0]
    assert (tally.spoken, tally.reused, tally.failed) == (2, 0, 1)
    assert tally.missing == [
        {"chapter": 1, "line": 1, "text": "It rained. Nobody came.", "error": "it broke"}
    ]
    again = recording.Tally()
    list(recording.takes(sheet().parts, iter(speak_all(tmp_path, sheet())), again))
    assert (again.spoken, again.reused, again.failed) == (0, 3, 0)


def test_a_line_of_which_one_sentence_is_new_is_spoken(tmp_path: Path) -> None:
    speak_all(tmp_path, sheet())
    other = script((Kind.NARRATION, "It rained. Everybody came.\n", NARRATOR))
    tally = recording.Tally()
    list(recording.takes(sheet(other).parts, iter(speak_all(tmp_path, sheet(other))), tally))
    assert (tally.spoken, tally.reused) == (1, 0)


def test_the_estimated_length_is_near_the_real_one(tmp_path: Path) -> None:
    jobs = recording.calibrations(sheet().parts)
    cache = rendering.Cache(tmp_path)
    spoken = rendering.render(jobs.values(), cache=cache, speak=engines.speak, executor="inline")
    gains, broken = recording.level_voices(jobs, spoken)
    assert broken == {}
    lines = recording.takes(sheet().parts, iter(speak_all(tmp_path, sheet())), recording.Tally())
    heard: list[str] = []
    sound = sounding.sound(lines, gains, Pauses(), lambda timed: heard.append(timed.line.text))
    seconds = sum(map(len, sound)) / 2 / mastering.OUTPUT_RATE
    assert len(heard) == 3
    assert recording.length(sheet(), Pauses()) == pytest.approx(seconds, abs=1.5)


def heard_until(tmp_path: Path, limit: float) -> tuple[list[int], float]:
    """The lines that a sound of limited length has, and its seconds."""
    gains = {ALTO: 0.0, TENOR: 0.0}
    lines = recording.takes(sheet().parts, iter(speak_all(tmp_path, sheet())), recording.Tally())
    heard: list[int] = []
    sound = sounding.sound(lines, gains, Pauses(), lambda t: heard.append(t.line.index), limit)
    return heard, sum(map(len, sound)) / 2 / mastering.OUTPUT_RATE


def test_a_sound_ends_with_the_sentence_that_reaches_the_limit(tmp_path: Path) -> None:
    heard, first = heard_until(tmp_path, 0.5)
    assert heard == [0]
    assert 0.5 < first < 0.5 + sounding.GRACE
    heard, second = heard_until(tmp_path, first + 0.01)
    assert heard == [0]  # the other sentence of line 1 is left out
    assert first < second
    heard, third = heard_until(tmp_path, second + 0.01)
    assert heard == [0, 1]
    assert second < third < second + 0.01 + sounding.GRACE


def test_a_sentence_that_ends_long_after_the_limit_is_left_out(tmp_path: Path) -> None:
    first = heard_until(tmp_path, 0.5)[1]
    second = heard_until(tmp_path, first + 0.01)[1]
    assert second - sounding.GRACE - 0.01 < first  # so this limit is before the first one's end
    assert heard_until(tmp_path, second - sounding.GRACE + 0.01)[1] == first


def test_lines_of_a_sample_are_those_that_begin_in_its_seconds() -> None:
    parts, pauses = sheet().parts, Pauses()
    assert recording.lines_within(parts, 0.1, pauses) == 1
    assert recording.lines_within(parts, pauses.start + 1.5, pauses) == 1
    assert recording.lines_within(parts, 3.0, pauses) == 2
    assert recording.lines_within(parts, 1000, pauses) == 3


def test_a_voice_without_a_clip_is_broken_and_its_gain_neutral() -> None:
    job = recording.job(recording.CALIBRATION, ALTO)
    failed = rendering.Outcome(job, None, False, "it is mute")
    assert recording.level_voices({ALTO: job}, [failed]) == ({ALTO: 0.0}, {ALTO: "it is mute"})
