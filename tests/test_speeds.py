"""Speeds are measured while something is spoken, and survive nonsense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fullcast import engines, recording, rendering, speeds
from fullcast.model import Voice
from fullcast.speeds import ABOUT, PRESSING, Speeds, speech_names

VOICE = Voice("tone", "alto+small")
JOB = recording.job("x" * 100, VOICE)


@pytest.fixture
def store(tmp_path: Path) -> rendering.Store:
    return rendering.Store(tmp_path)


def spoken(store: rendering.Store, *seconds: float) -> Speeds:
    """The speeds once a worker has spoken the job in these times."""
    found = Speeds(store)
    for each in seconds:
        found(engines.speak, (JOB,), b"", each)
    found.keep()
    return Speeds(store)


def test_what_was_never_measured_is_a_guess(store: rendering.Store) -> None:
    found = Speeds(store)
    assert found.of("speech/hibari/heart") == (ABOUT["speech/hibari"], False)
    assert found.of("speech/new/alto") == (ABOUT["speech/"], False)
    assert found.of("start/new") == (ABOUT["start/"], False)
    assert found.of(PRESSING) == (ABOUT[PRESSING], False)


def test_the_first_job_of_a_worker_is_its_start(store: rendering.Store) -> None:
    found = spoken(store, 3.0, 1.0, 2.0)
    assert found.of("start/tone") == (3.0, True)
    assert found.of("speech/tone/alto") == (0.015, True)
    assert found.of("speech/tone/bass") == (0.015, True)
    assert speech_names(VOICE)[1] == "speech/tone/alto"


def test_a_share_counts_for_itself_and_measures_for_all(store: rendering.Store) -> None:
    whole = Speeds(store)
    first, second = whole.share(), whole.share()
    for part, seconds in ((first, 9.0), (first, 1.0), (second, 2.0)):
        part(engines.speak, (JOB,), b"", seconds)
    assert (first.spent, second.spent) == (1.0, 2.0)
    whole.keep()
    assert Speeds(store).of("speech/tone") == (0.015, True)


def test_what_is_measured_follows_a_change(
    store: rendering.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(speeds.FORGET, "speech", 1000.0)
    spoken(store, 0.1, *[1.0] * 20)
    for _ in range(8):
        found = spoken(store, 0.1, *[4.0] * 10)
    assert found.of("speech/tone/alto")[0] == pytest.approx(0.04, rel=0.1)


@pytest.mark.parametrize(
    "kept",
    [b"", b"\xff", b"[]", b"7", b"{", b'{"speech/tone": 3}', b'{"speech/tone": [0, 1]}',
     b'{"speech/tone": [1, NaN]}', b'{"speech/tone": [1, -1]}', b'{"speech/tone": [1e300, 1]}',
     b'{"speech/tone": [true, 1]}', b'{"other": [1, 1]}', b'{"speech/tone": ["1", "1"]}'],
)  # fmt: skip
def test_nonsense_is_passed_over_and_replaced(store: rendering.Store, kept: bytes) -> None:
    store.put(speeds._KEY, kept)
    assert Speeds(store).of("speech/tone/alto") == (ABOUT["speech/tone"], False)
    assert spoken(store, 1.0, 2.0).of("speech/tone/alto") == (0.02, True)


def test_runs_at_the_same_time_add_up(store: rendering.Store) -> None:
    one, other = Speeds(store), Speeds(store)
    for each in (one, other):
        each(engines.speak, (JOB,), b"", 1.0)
        each(engines.speak, (JOB,), b"", 1.0 if each is one else 3.0)
    one.keep()
    other.keep()
    assert Speeds(store).of("speech/tone/alto") == (0.02, True)
    data = store.get(speeds._KEY)
    assert data is not None
    assert json.loads(data)["start/tone"] == [2.0, 2.0]
