"""A voice's network is fetched whole and right, or not at all, whatever the server does."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hibari import voices as registry
from web_server import Server, sends, serving

from fullcast.engines import hibari_models
from fullcast.engines.hibari import HibariEngine
from fullcast.engines.hibari_models import installed, path_of
from fullcast.errors import EngineError
from fullcast.model import Voice

NETWORK = Path(registry.ASSETS, "hibari.onnx").read_bytes()
"""hibari's own, standing in for another voice's."""
BASE = "emma"
FILE = "bf_emma.int8.onnx"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that has the voice, an empty folder of voices, and a registry that knows both."""
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "voices"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    known = {"bytes": len(NETWORK), "sha256": hashlib.sha256(NETWORK).hexdigest()}
    monkeypatch.setitem(registry.VOICES, BASE, {**registry.VOICES[BASE], **known})
    with serving(sends(NETWORK)) as running:
        monkeypatch.setattr(registry, "BASE_URL", f"{running.url}/")
        yield running


def test_a_voice_is_fetched_once_and_speaks(server: Server, tmp_path: Path) -> None:
    assert not installed(BASE)
    engine = HibariEngine()
    audio = engine.synthesize("The tomatoes are in the bath.", Voice("hibari", BASE))
    assert np.abs(audio.samples).max() > 0.1
    assert [path.name for path in (tmp_path / "voices").iterdir()] == [FILE]
    assert installed(BASE)
    again = HibariEngine().synthesize("The tomatoes are in the bath.", Voice("hibari", BASE))
    np.testing.assert_array_equal(again.samples, audio.samples)
    assert [request.path for request in server.requests] == [f"/v1/{FILE}"]


def test_british_voices_read_british() -> None:
    engine, text = HibariEngine(), ["Tomatoes in the bath."]
    assert engine.readings(text, Voice("hibari", BASE)) == ("təˈmɑːtoʊz ɪn ðə ˈbɑːθ",)
    assert engine.readings(text, Voice("hibari", "heart")) != engine.readings(
        text, Voice("hibari", BASE)
    )


def test_what_is_fetched_is_listed_as_installed(server: Server) -> None:
    def of_emma() -> list[bool]:
        return [v.installed for v in HibariEngine().voices() if v.id.startswith(BASE)]

    assert of_emma() == [False] * 3
    path_of(BASE)
    assert of_emma() == [True] * 3
    assert HibariEngine().describe(f"{BASE}+giant+speed=0.9").installed


def test_without_a_network_the_error_says_what_to_do(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_a_damaged_file_is_fetched_again_or_named(server: Server, tmp_path: Path) -> None:
    place = tmp_path / "voices" / FILE
    place.parent.mkdir()
    place.write_bytes(NETWORK[:-9] + b"damaged!!")
    server.behaviours[:] = [sends("", 404), sends(NETWORK)]
    with pytest.raises(EngineError, match="is there, but damaged"):
        path_of(BASE)
    assert path_of(BASE).read_bytes() == NETWORK


def test_a_folder_that_cannot_be_written_is_an_error(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "file" / "voices"))
    with pytest.raises(EngineError, match="set HIBARI_HOME to a folder that can be written"):
        path_of(BASE)


def test_workers_may_fetch_at_once(server: Server, tmp_path: Path) -> None:
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


def test_voices_that_are_not_here_say_so(server: Server) -> None:
    here = {voice.id for voice in HibariEngine().voices() if voice.installed}
    assert here
    assert all(id_.startswith("heart") for id_ in here)


def test_the_folder_is_hibaris_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HIBARI_HOME", os.fspath(tmp_path))
    assert hibari_models._folder("fable") == tmp_path
    assert path_of("heart").is_file()
