"""Fetching files: whole, checked, or not there."""

from __future__ import annotations

import gc
import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import web_server as web
from web_server import Behaviour, Handler, Request, sends, serving

from fullcast import download
from fullcast.download import ABANDONED, Asset, fetched, present
from fullcast.errors import EngineError

CONTENT = bytes(range(256)) * 4_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
WHOLE = sends(CONTENT)
MISSING = sends("<html>Not here</html>", 404)
BARE: dict[str, str | None] = {"Content_Length": None}
"""A response that does not say how long it is."""


def voice(url: str, size: int = len(CONTENT)) -> Asset:
    return Asset("voice.bin", url, size, DIGEST, 'the voice "x"', "VOICES_HOME")


@pytest.mark.parametrize(
    "behaviours", [(WHOLE,), (sends(CONTENT, **BARE),), (sends("", 302, Location="/new"), WHOLE)]
)
def test_a_file_is_fetched_once_and_whole(
    behaviours: tuple[Behaviour, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    with serving(*behaviours) as server:
        assert not present(voice(server.url), folder)
        for _ in range(2):
            path = fetched(voice(server.url), folder)
            assert path.read_bytes() == CONTENT
        assert present(voice(server.url), folder)
    assert len(server.requests) == len(behaviours)
    assert [each.name for each in folder.iterdir()] == ["voice.bin"]


def test_those_who_want_the_same_file_wait_for_the_first(tmp_path: Path) -> None:
    def slow(handler: Handler, request: Request) -> None:
        time.sleep(0.1)  # so that they do meet
        WHOLE(handler, request)

    with serving(slow) as server, ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: fetched(voice(server.url), tmp_path), range(4)))
    assert {path.read_bytes() for path in paths} == {CONTENT}
    assert len(server.requests) == 1


def test_those_who_wait_for_one_that_fails_try_themselves(tmp_path: Path) -> None:
    def fails(handler: Handler, request: Request) -> None:
        time.sleep(0.1)
        MISSING(handler, request)

    def attempt(url: str) -> bool:
        try:
            return fetched(voice(url), tmp_path).read_bytes() == CONTENT
        except EngineError:
            return False

    with serving(fails, WHOLE) as server, ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(attempt, [server.url] * 3)) == [False, True, True]
    assert len(server.requests) == 2


def test_what_a_killed_process_left_keeps_nobody_waiting(tmp_path: Path) -> None:
    left = tmp_path / "voice.bin.fetching"
    left.touch()
    long_ago = time.time() - 2 * ABANDONED
    os.utime(left, (long_ago, long_ago))
    with serving(WHOLE) as server:
        assert fetched(voice(server.url), tmp_path).read_bytes() == CONTENT
    assert not left.exists()


def test_two_who_fetch_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """One was taken for dead, and is not."""

    def robbed(handler: Handler, request: Request) -> None:
        (tmp_path / "voice.bin.fetching").unlink()
        with serving(WHOLE) as other:
            fetched(voice(other.url), tmp_path)
        WHOLE(handler, request)

    with serving(robbed) as server:
        assert fetched(voice(server.url), tmp_path).read_bytes() == CONTENT
    assert [each.name for each in tmp_path.iterdir()] == ["voice.bin"]


@pytest.mark.parametrize("damaged", [CONTENT[:-9], CONTENT[:-9] + b"damaged!!"])
def test_a_damaged_file_is_fetched_again_or_named(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "voice.bin"
    path.write_bytes(damaged)
    with serving(MISSING, WHOLE) as server:
        with pytest.raises(EngineError, match=r"voice\.bin is there, but damaged"):
            fetched(voice(server.url), tmp_path)
        assert fetched(voice(server.url), tmp_path).read_bytes() == CONTENT


def failure(asset: Asset, folder: Path) -> str:
    with pytest.raises(EngineError) as caught:
        fetched(asset, folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (MISSING, "404: Not Found"),
        (sends("<html>Please log in</html>", **BARE), "only 26 of its 1,024,000 bytes came"),
        (sends(CONTENT[:-1], Content_Length="1024000"), "only 1,023,999 of its 1,024,000 bytes"),
        (sends(CONTENT + b"!"), "more than its 1,024,000 bytes came"),
        (sends(CONTENT + b"!", **BARE), "more than its 1,024,000 bytes came"),
        (web.never_ends, "more than its 1,024,000 bytes came"),
        (sends(CONTENT[:-1] + b"!"), "another file came"),
        (web.hangs_up, "closed connection"),
        (web.babbles, "220 mail"),
        (web.trickles, "not there after 1 s"),
        (web.hangs, "timed out"),
    ],
)
def test_a_server_that_fails_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour, reason: str
) -> None:
    monkeypatch.setattr(download, "SILENCE", 0.5)
    monkeypatch.setattr(download, "SLOWEST", 2 * len(CONTENT))
    start = time.monotonic()
    with serving(behaviour) as server:
        message = failure(voice(server.url), tmp_path)
        assert time.monotonic() - start < 5
    gc.collect()  # a connection that is still open is a warning, and so an error, now
    assert reason in message
    assert "\n" not in message
    assert f"copy {server.url} to {tmp_path / 'voice.bin'} by hand" in message
    assert list(tmp_path.iterdir()) == []


def test_a_large_file_may_take_longer() -> None:
    assert voice("", 8_000_000).limit == pytest.approx(95)
    assert voice("", 92_000_000).limit == pytest.approx(935)


def test_without_a_network_the_error_says_what_to_do(tmp_path: Path) -> None:
    with serving(WHOLE) as closed:
        pass
    with pytest.raises(EngineError, match=r'the voice "x" .* fetched \(92\.0 MB\): .*refused'):
        fetched(voice(closed.url, 92_000_000), tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "voices"):
        with pytest.raises(EngineError, match="set VOICES_HOME to a folder that can be written"):
            fetched(voice("http://localhost:1/"), folder)
