"""Fetching files: whole, checked, or not there."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fullcast.engines.download import STALLED, Asset, fetched
from fullcast.errors import EngineError

CONTENT = bytes(range(256)) * 4_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Files(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = {"/good": CONTENT, "/short": CONTENT[:-1], "/long": CONTENT + b"!"}.get(self.path)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        time.sleep(0.1)  # so that several who ask at once do meet
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: tests are quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Files.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_file_is_fetched_once_and_whole(server: str, tmp_path: Path) -> None:
    asset = Asset("voice.bin", f"{server}/good", len(CONTENT), DIGEST)
    for _ in range(2):
        path = fetched(asset, tmp_path / "new")
        assert path.read_bytes() == CONTENT
    assert Files.asked == ["/good"]
    assert [each.name for each in path.parent.iterdir()] == ["voice.bin"]


def test_those_who_want_the_same_file_wait_for_the_first(server: str, tmp_path: Path) -> None:
    asset = Asset("voice.bin", f"{server}/good", len(CONTENT), DIGEST)
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: fetched(asset, tmp_path), range(4)))
    assert {path.read_bytes() for path in paths} == {CONTENT}
    assert Files.asked == ["/good"]


def test_what_a_killed_process_left_is_begun_anew(server: str, tmp_path: Path) -> None:
    left = tmp_path / "voice.bin.part"
    left.write_bytes(b"half")
    long_ago = time.time() - 2 * STALLED
    os.utime(left, (long_ago, long_ago))
    asset = Asset("voice.bin", f"{server}/good", len(CONTENT), DIGEST)
    assert fetched(asset, tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("page", "digest", "why"),
    [
        ("short", DIGEST, "1,023,999 bytes came instead of 1,024,000"),
        ("long", DIGEST, "bytes came instead of 1,024,000"),
        ("good", "0" * 64, "its checksum differs"),
        ("missing", DIGEST, "Not Found"),
    ],
)
def test_what_is_not_the_file_is_not_kept(
    server: str, tmp_path: Path, page: str, digest: str, why: str
) -> None:
    asset = Asset("voice.bin", f"{server}/{page}", len(CONTENT), digest)
    with pytest.raises(EngineError, match=why) as caught:
        fetched(asset, tmp_path)
    assert "put the file at" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_the_error_says_what_to_do(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as closed:
        port = closed.server_port
    asset = Asset("voice.bin", f"http://127.0.0.1:{port}/good", 92_000_000, DIGEST)
    with pytest.raises(EngineError, match=r"\(92 MB\) cannot be fetched: .*refused"):
        fetched(asset, tmp_path)
