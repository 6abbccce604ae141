from __future__ import annotations

import multiprocessing.spawn
import os
import threading
import time
from concurrent.futures import CancelledError, wait

import pytest

from fullcast.rendering.processes import MANY, ProcessExecutor
from fullcast.rendering.worker import NotSpokenError
from fullcast.rendering.worker_process import WorkerDiedError, WorkerStartError


def seconds(*arguments: object) -> float:
    """A limit that no call here reaches but the endless ones."""
    return 1.0 if arguments and arguments[0] == 600 else 60.0


def test_calls_return_and_raise() -> None:
    with ProcessExecutor(1, seconds) as executor:
        futures = [executor.submit(divmod, 7, number) for number in (2, 0, 3)]
        assert futures[0].result() == (3, 1)
        assert isinstance(futures[1].exception(), ZeroDivisionError)
        assert futures[2].result() == (2, 1)


def test_processes_are_kept_until_a_call_fails() -> None:
    with ProcessExecutor(1, seconds) as executor:
        first, second = executor.submit(os.getpid), executor.submit(os.getpid)
        executor.submit(divmod, 1, 0)
        third = executor.submit(os.getpid)
        assert first.result() == second.result()
        assert third.result() not in (first.result(), os.getpid())


def test_no_more_processes_than_there_is_work_for() -> None:
    with ProcessExecutor(8, seconds) as executor:
        wait([executor.submit(os.getpid)])
        time.sleep(0.1)
        wait([executor.submit(os.getpid)])
        assert len(executor._threads) == 1


@pytest.mark.parametrize(("waits", "most"), [(True, 2), (False, 1)])
def test_many_calls_that_only_wait_have_a_process_more(waits: bool, most: int) -> None:
    with ProcessExecutor(1, seconds) as executor:
        few = [executor.begin(os.getpid, limit=60.0, spare=waits) for _ in range(MANY)]
        assert len(executor._threads) == 1
        many = [executor.begin(time.sleep, 0.001, limit=60.0, spare=waits) for _ in range(2 * MANY)]
        assert len(executor._threads) == most
        wait([*few, *many])


def test_only_the_call_that_kills_its_process_is_lost() -> None:
    with ProcessExecutor(1, seconds) as executor:
        before, deadly, after = (
            executor.submit(abs, -1),
            executor.submit(os._exit, 7),
            executor.submit(abs, -2),
        )
        assert before.result() == 1
        assert isinstance(deadly.exception(), WorkerDiedError)
        assert "exited with code 7" in str(deadly.exception())
        assert after.result() == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_the_signal_that_killed_a_process_is_named() -> None:
    with ProcessExecutor(1, seconds) as executor:
        died = executor.submit(os.abort)
        with pytest.raises(WorkerDiedError, match="killed by SIGABRT"):
            died.result()


def test_only_the_call_that_hangs_is_stopped() -> None:
    with ProcessExecutor(2, seconds) as executor:
        begin = time.monotonic()
        hanging = executor.submit(time.sleep, 600)
        others = [executor.submit(time.sleep, 0.01 * number) for number in range(8)]
        with pytest.raises(TimeoutError, match="longer than 1 s"):
            hanging.result()
        assert [other.result() for other in others] == [None] * 8
    assert time.monotonic() - begin < 20


def test_time_counts_from_a_call_s_start() -> None:
    with ProcessExecutor(1, lambda _: 1.0) as executor:
        calls = [executor.submit(time.sleep, 0.4) for _ in range(5)]
        assert [call.result() for call in calls] == [None] * 5


def test_calls_of_an_earlier_turn_come_first_and_urgent_ones_first_of_their_turn() -> None:
    begun: list[int] = []
    with ProcessExecutor(1, seconds) as executor:
        executor.submit(time.sleep, 0.2)
        for number, (turn, urgent) in enumerate([(2, True), (1, False), (1, True), (0, False)]):
            executor.begin(
                divmod, number, 1, limit=60.0, turn=turn, urgent=urgent,
                watch=lambda _call, arguments, _result, _seconds: begun.append(arguments[0]),
            )  # fmt: skip
    assert begun == [3, 2, 1, 0]


def test_what_cannot_be_sent_fails_alone() -> None:
    with ProcessExecutor(1, seconds) as executor:
        unsent = executor.submit(lambda: 1)
        assert executor.submit(abs, -1).result() == 1
        assert unsent.exception() is not None


def test_what_cannot_be_returned_fails_alone() -> None:
    with ProcessExecutor(1, seconds) as executor:
        unsent = executor.submit(threading.Lock)
        assert executor.submit(abs, -1).result() == 1
        assert isinstance(unsent.exception(), TypeError)


def test_stopping_ends_what_runs_and_cancels_what_waits() -> None:
    begin = time.monotonic()
    executor = ProcessExecutor(1, seconds)
    running, waiting = executor.submit(time.sleep, 50), executor.submit(abs, -1)
    while not running.running():
        time.sleep(0.01)
    executor.stop()
    assert isinstance(running.exception(), WorkerDiedError | WorkerStartError)
    assert time.monotonic() - begin < 10
    with pytest.raises(CancelledError):
        waiting.result()
    with pytest.raises(RuntimeError, match="shut down"):
        executor.submit(abs, -1)


def test_shutting_down_finishes_what_waits() -> None:
    executor = ProcessExecutor(2, seconds)
    calls = [executor.submit(abs, -number) for number in range(10)]
    executor.shutdown()
    assert [call.result() for call in calls] == list(range(10))


@pytest.mark.skipif(os.name == "nt", reason="there is no /bin/false on Windows")
@pytest.mark.parametrize("program", ["/bin/false", "/nonexistent/python"])
def test_a_worker_that_does_not_start_is_told_of(program: str) -> None:
    usual = multiprocessing.spawn.get_executable()
    multiprocessing.spawn.set_executable(program)
    try:
        with ProcessExecutor(1, seconds) as executor:
            assert isinstance(executor.submit(abs, -1).exception(), WorkerStartError)
    finally:
        multiprocessing.spawn.set_executable(usual)


def test_an_orderly_refusal_costs_no_process() -> None:
    with ProcessExecutor(1, seconds) as executor:
        first = executor.submit(os.getpid)
        refused = executor.submit(refuse, "no breath", True)
        second = executor.submit(os.getpid)
        failed = executor.submit(refuse, "no lungs", False)
        third = executor.submit(os.getpid)
        assert str(refused.exception()) == "no breath"
        assert str(failed.exception()) == "no lungs"
        assert first.result() == second.result() != third.result()


def refuse(reason: str, orderly: bool) -> None:
    """Fail as an engine does, or as something that is broken."""
    raise NotSpokenError(reason, orderly=orderly)
