"""A voice's network is fetched whole and right, or not at all, whatever the server does."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from hibari import voices as registry

from fullcast.engines import hibari_models
from fullcast.engines.hibari import HibariEngine
from fullcast.engines.hibari_models import installed, path_of
from fullcast.errors import EngineError
from fullcast.model import Voice

NETWORK = Path(registry.ASSETS, "hibari.onnx").read_bytes()
"""hibari's own, standing in for another voice's."""
BASE = "emma"
FILE = "bf_emma.int8.onnx"


class _Handler(BaseHTTPRequestHandler):
    """Answers as the server's `mood` says."""

    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        mood = self.server.mood
        if mood == "redirect" and "moved" not in self.path:
            self.send_response(302)
            self.send_header("Location", f"/moved{self.path}")
            self.end_headers()
            return
        if mood == "missing":
            self.send_error(404)
            return
        if mood == "silent":
            self.server.end.wait(20)
            return
        if mood == "garbled":
            self.wfile.write(b"HELLO? ANYBODY THERE?\r\n\r\n")
            return
        if mood == "closed":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = {
            "wrong": NETWORK[:-1] + b"x",
            "long": NETWORK + b"and more",
            "page": b"<html>Please log in</html>",
        }.get(mood, NETWORK)
        self.send_response(200)
        if mood not in ("page", "long"):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if mood == "slow":
            while not self.server.end.wait(0.05):
                self.wfile.write(b"x")
            return
        self.wfile.write(body[: len(body) // 2] if mood == "truncated" else body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing the server waits for what it still sends

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood = ""
        self.asked: list[str] = []
        self.end = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no fault."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Server]:
    """A server that has the voice, an empty folder of voices, and a registry that knows both."""
    server = _Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "voices"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(registry, "BASE_URL", f"http://127.0.0.1:{server.server_port}/voices/")
    known = {"bytes": len(NETWORK), "sha256": hashlib.sha256(NETWORK).hexdigest()}
    monkeypatch.setitem(registry.VOICES, BASE, {**registry.VOICES[BASE], **known})
    yield server
    server.end.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("mood", ["", "redirect"])
def test_a_voice_is_fetched_once_and_speaks(server: _Server, tmp_path: Path, mood: str) -> None:
    server.mood = mood
    assert not installed(BASE)
    engine = HibariEngine()
    audio = engine.synthesize("The tomatoes are in the bath.", Voice("hibari", BASE))
    assert np.abs(audio.samples).max() > 0.1
    assert [path.name for path in (tmp_path / "voices").iterdir()] == [FILE]
    assert installed(BASE)
    asked = len(server.asked)
    again = HibariEngine().synthesize("The tomatoes are in the bath.", Voice("hibari", BASE))
    np.testing.assert_array_equal(again.samples, audio.samples)
    assert len(server.asked) == asked


def test_british_voices_read_british() -> None:
    engine, text = HibariEngine(), ["Tomatoes in the bath."]
    assert engine.readings(text, Voice("hibari", BASE)) == ("təˈmɑːtoʊz ɪn ðə ˈbɑːθ",)
    assert engine.readings(text, Voice("hibari", "heart")) != engine.readings(
        text, Voice("hibari", BASE)
    )


def test_what_is_fetched_is_listed_as_installed(server: _Server) -> None:
    def of_emma() -> list[bool]:
        return [v.installed for v in HibariEngine().voices() if v.id.startswith(BASE)]

    assert of_emma() == [False] * 3
    path_of(BASE)
    assert of_emma() == [True] * 3
    assert HibariEngine().describe(f"{BASE}+giant+speed=0.9").installed


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("missing", "404"),
        ("truncated", "bytes came"),
        ("page", "only 26 of its 7,936,868 bytes came"),
        ("wrong", "SHA-256"),
        ("long", "SHA-256"),
        ("closed", "closed connection|reset"),
        ("garbled", "HELLO"),
        ("slow", "not there after 1 s"),
        ("silent", "timed out"),
    ],
)
def test_a_server_that_fails_is_an_error_and_leaves_nothing(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mood: str, reason: str
) -> None:
    monkeypatch.setattr(hibari_models, "SILENCE", 0.5)
    monkeypatch.setattr(hibari_models, "WHOLE", 1.0)
    server.mood = mood
    start = time.monotonic()
    with pytest.raises(EngineError, match=reason) as caught:
        HibariEngine().synthesize("Hello.", Voice("hibari", BASE))
    assert time.monotonic() - start < 10
    assert "\n" not in str(caught.value)
    assert list(tmp_path.rglob("*.onnx*")) == []
    server.mood = ""
    path_of(BASE)
    assert installed(BASE)


def test_without_a_network_the_error_says_what_to_do(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        monkeypatch.setattr(registry, "BASE_URL", address)
        with pytest.raises(EngineError) as caught:
            HibariEngine().synthesize("Hello.", Voice("hibari", f"{BASE}+girl"))
    message = str(caught.value)
    assert message.startswith('the voice "emma" of the engine "hibari" is not on this machine and')
    place = tmp_path / "voices" / FILE
    assert "refused; try again with a connection to the internet" in message
    assert f"copy {address}{FILE} to {place} by hand" in message
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(NETWORK)
    assert HibariEngine().synthesize("Hello.", Voice("hibari", BASE)).duration > 0.2


def test_a_damaged_file_is_fetched_again_or_named(server: _Server, tmp_path: Path) -> None:
    place = tmp_path / "voices" / FILE
    place.parent.mkdir()
    place.write_bytes(NETWORK[:-9] + b"damaged!!")
    server.mood = "missing"
    with pytest.raises(EngineError, match="is there, but damaged"):
        path_of(BASE)
    server.mood = ""
    assert path_of(BASE).read_bytes() == NETWORK


def test_a_folder_that_cannot_be_written_is_an_error(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "file" / "voices"))
    with pytest.raises(EngineError, match="set HIBARI_HOME to a folder that can be written"):
        path_of(BASE)


def test_workers_may_fetch_at_once(server: _Server, tmp_path: Path) -> None:
    code = (
        "import sys; from hibari import voices as r; from fullcast.engines.hibari_models import *;"
        "r.BASE_URL = sys.argv[1]; v = r.VOICES['emma'];"
        "v['bytes'], v['sha256'] = int(sys.argv[2]), sys.argv[3]; print(path_of('emma'))"
    )
    entry = registry.VOICES[BASE]
    arguments = [registry.BASE_URL, str(entry["bytes"]), entry["sha256"]]
    workers = [
        subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    place = tmp_path / "voices" / FILE
    for worker in workers:
        output, _ = worker.communicate(timeout=60)
        assert worker.returncode == 0
        assert output.decode().strip() == str(place)
    assert [path.name for path in place.parent.iterdir()] == [FILE]
    assert place.read_bytes() == NETWORK


def test_voices_that_are_not_here_say_so(server: _Server) -> None:
    here = {voice.id for voice in HibariEngine().voices() if voice.installed}
    assert here
    assert all(id_.startswith("heart") for id_ in here)


def test_the_folder_is_hibaris_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIBARI_HOME", os.fspath(tmp_path))
    assert hibari_models._place("fable") == tmp_path / "bm_fable.int8.onnx"
    assert hibari_models._place("heart").is_file()
