"""Kokoro: blends, weights, and that the network says what its reader reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fullcast import engines
from fullcast.engines import kokoro_weights
from fullcast.engines.kokoro import KokoroEngine
from fullcast.engines.kokoro_voices import SPEAKERS, blend
from fullcast.engines.kokoro_weights import VARIABLE
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.language.pronunciation import annotated
from fullcast.model import Age, Gender, Voice


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without weights."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kokoro_weights, "PACKAGES", ("no_package_of_that_name",))


@pytest.fixture
def kokoro() -> KokoroEngine:
    """The engine, where the weights are."""
    engine = engines.load("kokoro")
    assert isinstance(engine, KokoroEngine)
    if not engine.voices()[0].installed:
        pytest.skip(f"Kokoro's weights are not here; {VARIABLE} names a folder that holds them")
    return engine


def test_there_are_28_speakers_of_two_accents() -> None:
    kinds = [name[:2] for name in SPEAKERS]
    assert {kind: kinds.count(kind) for kind in kinds} == {"af": 11, "am": 9, "bf": 4, "bm": 4}
    assert all(75 < hertz < 300 for hertz in SPEAKERS.values())


@pytest.mark.parametrize(
    ("id_", "shares"),
    [
        ("bm_george", {"bm_george": 1.0}),
        ("0.6*bm_george + 0.4*am_puck", {"bm_george": 0.6, "am_puck": 0.4}),
        ("3*bm_george+2*am_puck", {"bm_george": 0.6, "am_puck": 0.4}),
        (" am_puck +  bm_george ", {"am_puck": 0.5, "bm_george": 0.5}),
        (".5 * am_puck + bm_george", {"am_puck": 1 / 3, "bm_george": 2 / 3}),
        ("am_puck + am_puck + 2*bf_lily", {"am_puck": 0.5, "bf_lily": 0.5}),
    ],
)
def test_blends_have_shares_that_sum_to_one(id_: str, shares: dict[str, float]) -> None:
    assert dict(blend(id_).shares) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("bm_georg", 'has no voice "bm_georg"; did you mean "bm_george"[?]$'),
        ("am_puck + bf_lilly", r'"bf_lilly"; did you mean "bf_lily"\? \(in "am_puck \+ bf_lilly"'),
        ("0*am_puck", '^"0" in the voice "0.am_puck" is no weight; write a number above 0'),
        ("-1*am_puck", "is no weight"),
        ("half*am_puck + bf_lily", '^"half" in the voice'),
        ("inf*am_puck", "is no weight"),
        ("nan*am_puck", "is no weight"),
        ("*am_puck", "is no weight"),
        ("am_puck +", 'has no voice ""'),
        ("", 'has no voice ""'),
        ("2*3*am_puck", 'has no voice "2.3.am_puck"'),
    ],
)
def test_what_is_no_blend_is_an_error_that_names_the_part(id_: str, message: str) -> None:
    with pytest.raises(UnknownVoiceError, match=message):
        blend(id_)


def test_a_blend_is_described_by_its_parts() -> None:
    engine = KokoroEngine()
    mixed = engine.describe("0.3*am_puck + 0.7*bf_emma")
    assert (mixed.language, mixed.gender, mixed.age) == ("en-gb", Gender.UNKNOWN, Age.ADULT)
    assert mixed.description == "a blend of Puck and Emma"
    assert engine.describe("am_puck + bm_lewis").gender is Gender.MALE
    assert engine.describe("am_santa").age is Age.OLD


@pytest.mark.usefixtures("nowhere")
def test_without_weights_the_voices_are_listed_as_to_be_fetched() -> None:
    engine = KokoroEngine()
    assert [voice.installed for voice in engine.voices()] == [False] * 28
    assert engine.version.startswith(kokoro_weights.released())


@pytest.mark.usefixtures("nowhere")
def test_half_of_a_file_is_no_weights(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "kokoro"
    folder.mkdir(parents=True)
    for asset in (kokoro_weights.MODEL, kokoro_weights.STYLES):
        (folder / asset.name).write_bytes(b"half")
    assert not KokoroEngine().voices()[0].installed


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], r"holds no network \(\*\.onnx\)"),
        (["a.onnx"], r"holds no voices \(voices\*\.bin\)"),
        (["a.onnx", "b.onnx", "voices.bin"], r"several networks \(a\.onnx, b\.onnx\)"),
    ],
)
@pytest.mark.usefixtures("nowhere")
def test_a_folder_without_weights_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: list[str], message: str
) -> None:
    for name in files:
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(EngineError, match=message):
        KokoroEngine().voices()


@pytest.mark.usefixtures("nowhere")
def test_other_weights_are_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    (tmp_path / "own.onnx").write_bytes(b"network")
    versions = set()
    for styles in (b"one", b"two"):
        (tmp_path / "voices.bin").write_bytes(styles)
        versions.add(KokoroEngine().version)
    assert len(versions) == 2


def test_voices_are_read_from_one_archive_or_a_file_each(tmp_path: Path) -> None:
    packs = {name: np.full((510, 1, 256), at, np.float32) for at, name in enumerate(("x", "y"))}
    np.savez(tmp_path / "voices.npz", **packs)
    for name, pack in packs.items():
        pack.tofile(tmp_path / f"{name}.bin")
    separate = tuple(tmp_path / f"{name}.bin" for name in packs)
    for paths in ((tmp_path / "voices.npz",), separate):
        styles = kokoro_weights.read_styles(kokoro_weights.Weights((), paths, ""))
        assert {name: style.shape for name, style in styles.items()} == dict.fromkeys(
            packs, (510, 256)
        )
        assert all((styles[name] == at).all() for at, name in enumerate(packs))


def test_broken_voices_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "voices.bin").write_bytes(b"no archive")
    with pytest.raises(EngineError, match="cannot be read"):
        kokoro_weights.read_styles(kokoro_weights.Weights((), (tmp_path / "voices.bin",), ""))


def test_a_pronunciation_changes_what_is_said(kokoro: KokoroEngine) -> None:
    voice = Voice("kokoro", "bm_george")
    said, sounds = (
        kokoro.synthesize(f"Ask {name}.", voice).samples
        for name in ("Kael", annotated("Kael", "kaɪˈɛlə"))
    )
    assert len(said) != len(sounds) or (said != sounds).any()


def test_a_blend_lies_between_its_speakers(kokoro: KokoroEngine) -> None:
    sounds = [
        kokoro.synthesize("Come home.", Voice("kokoro", id_)).samples
        for id_ in ("af_bella", "am_puck", "2*af_bella + 2*am_puck", "af_bella+am_puck")
    ]
    assert (sounds[2] == sounds[3]).all()
    assert len(sounds[2]) != len(sounds[0]) or (sounds[2] != sounds[0]).any()
    assert len(sounds[2]) != len(sounds[1]) or (sounds[2] != sounds[1]).any()


def test_letters_that_english_has_not_got_are_named(kokoro: KokoroEngine) -> None:
    with pytest.raises(EngineError, match='"kokoro" reads English only and cannot say "日本"'):
        kokoro.synthesize("She said 日本 twice.", Voice("kokoro", "af_heart"))
