"""Damage to the files that hold the whole audiobook: each of it is found, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from audiobooks import MANIFEST, findings, kinds, made, manifest
from mutagen import id3, mp4, oggopus

from fullcast import publishing
from fullcast.publishing import fingerprint

SINGLE = "The Mill on the Hill.whole.mp3"
OPUS = "The Mill on the Hill.opus"
M4B = "The Mill on the Hill.m4b"
FILES = [SINGLE, OPUS, *([M4B] if publishing.aac_encoder() else [])]

each_file = pytest.mark.parametrize("name", FILES)


@pytest.fixture(scope="module")
def complete(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    story = (original.parents[1] / "story.md").read_text(encoding="utf-8")
    formats = [form for form in ("mp3", *publishing.WHOLE) if not publishing.hindrance([form])]
    return made(tmp_path_factory.mktemp("whole"), story, "tone", formats=tuple(formats))


@pytest.fixture
def book(complete: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(complete, tmp_path / complete.name))


def test_nothing_is_said_of_undamaged_files(book: Path) -> None:
    assert findings(book) == ()


@each_file
def test_a_missing_file(book: Path, name: str) -> None:
    (book / name).unlink()
    assert kinds(book) == {("missing-file", name)}


@each_file
@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_file_that_is_cut_short(book: Path, name: str, share: float) -> None:
    path = book / name
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert kinds(book) == {("cut", name)}


@each_file
def test_bytes_of_the_sound_that_changed(book: Path, name: str) -> None:
    path = book / name
    data = bytearray(path.read_bytes())
    data[len(data) * 9 // 10] ^= 0x10
    path.write_bytes(bytes(data))
    assert kinds(book) == {("altered", name)}


@each_file
def test_every_byte_counts(book: Path, name: str) -> None:
    path = book / name
    data = path.read_bytes()
    for place in range(0, len(data), len(data) // 9):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        assert {file for _, file in kinds(book)} == {name}, place


def without_title(path: Path) -> None:
    if path.suffix == ".m4b":
        file = mp4.MP4(path)
        del file["\xa9nam"]
        file.save()
    elif path.suffix == ".opus":
        sound = oggopus.OggOpus(path)
        del sound["chapter002name"]
        sound.save()
    else:
        tag = id3.ID3(path)
        tag.delall("CTOC")
        tag.save(v2_version=3)


def without_cover(path: Path) -> None:
    if path.suffix == ".m4b":
        file = mp4.MP4(path)
        del file["covr"]
        file.save()
    elif path.suffix == ".opus":
        sound = oggopus.OggOpus(path)
        del sound["metadata_block_picture"]
        sound.save()
    else:
        tag = id3.ID3(path)
        tag.delall("APIC")
        tag.save(v2_version=3)


@each_file
@pytest.mark.parametrize("change", [without_title, without_cover])
def test_other_tags(book: Path, name: str, change: Callable[[Path], None]) -> None:
    sound = fingerprint(book / name).sound
    change(book / name)
    assert fingerprint(book / name).sound == sound
    assert kinds(book) == {("tags-changed", name)}


def test_a_track_that_was_made_again_in_another_voice(book: Path, tmp_path: Path) -> None:
    text = (book / MANIFEST).read_text(encoding="utf-8")
    digest = manifest(book)["chapters"][1]["sha256"]["sound"]  # type: ignore[index]
    changed = text.replace(f'"sound": "{digest}"', f'"sound": "{"0" * 64}"', 1)
    (book / MANIFEST).write_text(changed, encoding="utf-8")
    assert {("outdated", name) for name in FILES} <= kinds(book)


@pytest.mark.parametrize("name", ["Another.m4b", "another.OPUS", "another.whole.mp3"])
def test_a_file_of_another_book(book: Path, name: str) -> None:
    shutil.copy(book / OPUS, book / name)
    assert kinds(book) == {("stray-file", name)}


def test_an_audiobook_of_an_earlier_version_has_no_note_of_them(book: Path) -> None:
    document = manifest(book)
    del document["wholes"]
    (book / MANIFEST).write_text(json.dumps(document), encoding="utf-8")
    assert kinds(book) == {("stray-file", name) for name in FILES}


@pytest.mark.parametrize("nonsense", ['[{"format": 1}]', "[{}]", "3", '[["m4b"]]'])
def test_nonsense_in_the_note_is_told_in_one_sentence(book: Path, nonsense: str) -> None:
    document = manifest(book)
    document["wholes"] = json.loads(nonsense)
    (book / MANIFEST).write_text(json.dumps(document), encoding="utf-8")
    assert ("manifest", MANIFEST) in kinds(book)
