from __future__ import annotations

from pathlib import Path

from rendering_speakers import spoken

from fullcast.model import Voice
from fullcast.rendering import Cache, Plan, job_for, plan

VOICE = Voice("tone", "high")


def test_what_is_there_and_what_comes_twice_is_reused(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    texts = ["One.", "Two.", "Three.", "Two.", "One."]
    jobs = [job_for(text, VOICE, "1") for text in texts]
    cache.put(jobs[0].key, spoken("One."))
    assert plan(iter(jobs), cache) == Plan(total=5, spoken=2, reused=3, characters=4 + 6)


def test_a_damaged_clip_is_planned_anew_and_left_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    job = job_for("One.", VOICE, "1")
    clip = cache.put(job.key, spoken("One."))
    clip.path.write_bytes(b"RIFF")
    assert plan([job], cache) == Plan(1, 1, 0, 4)
    assert clip.path.read_bytes() == b"RIFF"
    assert cache.damaged == []


def test_no_jobs_no_work(tmp_path: Path) -> None:
    assert plan([], Cache(tmp_path)) == Plan(0, 0, 0, 0)
