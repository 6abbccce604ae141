from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Voice
from fullcast.rendering import job_for

VOICE = Voice("tone", "high", rate=1.1, pitch=-2.0, volume=3.0)


def test_the_key_is_the_same_in_every_process_and_release() -> None:
    assert job_for("Good morning.", VOICE, "1.0").key == (
        "9cf10f335418bde20cdfd8251bb758ab6b59eb0b7520fbb7ad6af06956067d74"
    ), "a changed key makes every listener's cache worthless: raise FORMAT_VERSION knowingly"


def test_all_that_decides_the_sound_changes_the_key() -> None:
    jobs = [
        job_for("Good morning.", VOICE, "1.0"),
        job_for("Good morning!", VOICE, "1.0"),
        job_for("Good morning.", VOICE, "1.1"),
        job_for("Good morning.", replace(VOICE, engine="bell"), "1.0"),
        job_for("Good morning.", replace(VOICE, id="low"), "1.0"),
        job_for("Good morning.", replace(VOICE, rate=1.2), "1.0"),
        job_for("Good morning.", replace(VOICE, pitch=2.0), "1.0"),
        job_for("Good morning.", replace(VOICE, style="whisper"), "1.0"),
        job_for("Good morning.", replace(VOICE, style="shout"), "1.0"),
    ]
    assert len({job.key for job in jobs}) == len(jobs)


def test_volume_is_left_to_mastering() -> None:
    quiet, loud = replace(VOICE, volume=-9.0), replace(VOICE, volume=6.0)
    assert job_for("Hello.", quiet, "1").key == job_for("Hello.", loud, "1").key


def test_whole_numbers_may_be_given_for_rate_and_pitch() -> None:
    whole = Voice("tone", "high", rate=1, pitch=0)
    assert job_for("Hello.", whole, "1").key == job_for("Hello.", Voice("tone", "high"), "1").key


@settings(deadline=None)
@given(*[st.tuples(*[st.text(max_size=4)] * 4)] * 2)
def test_different_parts_never_run_together(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    keys = [
        job_for(text, Voice(engine, voice), version).key
        for text, engine, voice, version in (one, other)
    ]
    assert (keys[0] == keys[1]) == (one == other)


def test_a_lone_surrogate_has_a_key() -> None:
    assert len(job_for("a\ud800b", VOICE, "1").key) == 64
