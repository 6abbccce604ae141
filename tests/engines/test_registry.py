"""Engines are found by name without loading them, and loaded once."""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from fullcast import engines
from fullcast.engines import registry
from fullcast.errors import EngineError, NotSetUpError, UnknownVoiceError
from fullcast.model import Age, Audio, Gender, Voice, VoiceInfo


def test_names_are_sorted_and_hold_the_built_in_engines() -> None:
    names = engines.names()
    assert list(names) == sorted(names)
    assert {"hibari", "openai", "pyttsx3", "tone"} <= set(names)


def test_importing_and_naming_loads_nothing_heavy() -> None:
    code = (
        "import sys, fullcast.engines as e; e.names();"
        "print(*{'numpy', 'onnxruntime', 'hibari', 'httpx', 'pyttsx3', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_engine_is_loaded_once() -> None:
    assert engines.load("tone") is engines.load("tone")


@pytest.mark.parametrize("name", ["hibari", "pyttsx3", "tone"])
def test_engines_call_themselves_by_their_entry_point(name: str) -> None:
    engine = engines.load(name)
    assert engine.name == name
    assert engine.version
    assert all(voice.engine == name for voice in engine.voices())


def test_an_unknown_engine_is_named_with_the_nearest_and_all() -> None:
    with pytest.raises(EngineError, match=r'"hibary"; did you mean "hibari"\? \(installed: hib'):
        engines.load("hibary")


def test_speak_uses_the_engine_of_the_voice_and_can_be_sent_to_a_process() -> None:
    speak = pickle.loads(pickle.dumps(engines.speak))  # noqa: S301 - our own bytes
    assert speak("One two", Voice("tone", "alto")).rate == 22_050


class Open:
    """An engine of voices that nobody can list."""

    name = "open"
    version = "1"

    def voices(self) -> tuple[VoiceInfo, ...]:
        return ()

    def describe(self, id_: str) -> VoiceInfo:
        return VoiceInfo(self.name, id_, "en", Gender.UNKNOWN, Age.ADULT)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        raise NotImplementedError


def test_a_voice_is_described_by_its_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engines.describe("tone", "alto") in engines.load("tone").voices()
    with pytest.raises(UnknownVoiceError, match="`fullcast voices --engine tone` lists them"):
        engines.describe("tone", "zzz")
    monkeypatch.setattr(registry, "load", lambda name: Open())
    assert engines.describe("open", "any at all").id == "any at all"


def _install(folder: Path, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that provides an engine "broken"."""
    info = folder / "elsewhere-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[{registry.GROUP}]\nbroken = {value}\n")
    monkeypatch.syspath_prepend(str(folder))
    assert metadata.version("elsewhere") == "1"


def test_an_engine_of_another_package_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere.py").write_text("class Mine:\n    name = 'broken'\n")
    _install(tmp_path, "elsewhere:Mine", monkeypatch)
    assert "broken" in engines.names()
    assert registry.load.__wrapped__("broken").name == "broken"


def test_a_missing_module_is_named_with_the_package_to_reinstall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, "no_such_module_anywhere:Engine", monkeypatch)
    with pytest.raises(EngineError, match=r"no_such_module_anywhere.*elsewhere"):
        registry.load.__wrapped__("broken")


def test_a_missing_class_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, "json:NoSuchEngine", monkeypatch)
    with pytest.raises(EngineError, match="json:NoSuchEngine does not exist"):
        registry.load.__wrapped__("broken")


def test_an_extra_that_nobody_installed_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, "no_such_module_anywhere:Engine [fancy]", monkeypatch)
    with pytest.raises(NotSetUpError, match=r'pip install "elsewhere\[fancy\]"'):
        registry.load.__wrapped__("broken")


def test_only_an_engine_that_speaks_elsewhere_waits() -> None:
    assert engines.waits("pyttsx3")
    assert not engines.waits("tone")
