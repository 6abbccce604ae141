"""Calls in workers: begun anew when a process dies, given up with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fullcast.errors import RenderError
from fullcast.rendering import Call, Workers


def doubled(number: int) -> int:
    return 2 * number


def dies_once(marker: str) -> str:
    """Kill the process on the first call, and leave word of it."""
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return "lived"


def dies(_: object) -> None:
    os._exit(9)


@pytest.mark.parametrize("executor", ["inline", "processes:2"])
def test_the_result_is_what_the_function_returns(executor: str) -> None:
    with Workers(executor) as workers:
        calls = [Call(workers, doubled, number) for number in range(20)]
        assert [call.result() for call in calls] == [2 * number for number in range(20)]
        assert all(call.done for call in calls)


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    with Workers("processes:1") as workers:
        assert Call(workers, dies_once, str(tmp_path / "died")).result() == "lived"


def test_after_some_tries_it_is_an_error() -> None:
    with Workers("processes:1") as workers:
        with pytest.raises(RenderError, match=r"exited with code 9 \(tried 3 times\)"):
            Call(workers, dies, None).result()
        assert Call(workers, doubled, 4).result() == 8


@pytest.mark.parametrize("executor", ["inline", "processes:1"])
def test_what_the_function_raises_goes_through(executor: str) -> None:
    with Workers(executor) as workers, pytest.raises(ValueError, match="invalid literal"):
        Call(workers, int, "x").result()
