"""Where the recogniser's network is looked for."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from fullcast import folders
from fullcast.errors import EngineError
from fullcast.recognition import VARIABLE, load, weights


def network(folder: Path, *without: str) -> Path:
    folder.mkdir()
    for name in {"config.json", "model.bin", "tokenizer.json", "vocabulary.json"} - {*without}:
        (folder / name).write_bytes(b"no network")
    return folder


def test_a_folder_that_is_named_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = network(tmp_path / "one"), network(tmp_path / "other")
    monkeypatch.setenv(VARIABLE, str(other))
    assert weights.find(one).folder == one
    assert weights.find().folder == other


@pytest.mark.parametrize("name", ["config.json", "model.bin", "tokenizer.json", "vocabulary.json"])
def test_a_folder_without_a_network_is_refused(tmp_path: Path, name: str) -> None:
    folder = network(tmp_path / "one", name)
    with pytest.raises(EngineError, match=rf"holds no network of Whisper .*\(it has no {name}\)"):
        weights.find(folder)


def test_a_network_that_is_none_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed")
    with pytest.raises(EngineError, match="cannot be loaded"):
        load(network(tmp_path / "one"))


def test_offline_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> socket.socket:
        raise OSError("no network")

    monkeypatch.setenv(folders.CACHE, str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(weights, "PACKAGES", ("a_package_that_is_not_there",))
    monkeypatch.setattr(socket, "create_connection", refused)
    with pytest.raises(EngineError) as failure:
        weights.find()
    said = str(failure.value)
    assert "config.json of the recogniser Whisper is not on this machine" in said
    assert f"set {VARIABLE} to a folder" in said


def test_other_packages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("first_part", "second_part"), 1):
        data = tmp_path / name / "data"
        data.mkdir(parents=True)
        data.with_name("__init__.py").touch()
        (data / f"model.bin.part{number}").write_bytes(b"part")
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (data / name).write_bytes(b"{}")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(weights, "PACKAGES", ("first_part", "second_part"))
    with pytest.raises(EngineError, match="run `pip uninstall first-part second-part`"):
        weights.find()


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from fullcast.recognition import whisper

    monkeypatch.setattr(whisper.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match=r'pip install "fullcast\[asr\]"'):
        load()
