"""Damage of each kind, done to a real audiobook: all of it is found, and a clean one is clean."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from audiobooks import (
    MANIFEST,
    ONE,
    PLAYLIST,
    SCRIPT,
    THREE,
    TWO,
    Samples,
    encode_again,
    findings,
    kinds,
    made,
    only,
    rewrite,
    trusted,
)
from mutagen import id3
from mutagen.mp3 import MP3
from PIL import Image

from fullcast import inspection

RATE = 44100


def picture(colour: str, side: int = 500) -> bytes:
    file = BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "JPEG")
    return file.getvalue()


def test_nothing_is_said_of_a_clean_audiobook(book: Path) -> None:
    found = inspection.inspect(book)
    assert found.findings == ()
    assert (found.title, found.chapters) == ("The Mill on the Hill", 3)
    assert found.lines == 22
    assert all(level.loudness == pytest.approx(-20, abs=2) for level in found.levels)
    assert found.seconds > 40


def test_checking_changes_nothing(book: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(book.iterdir())}
    inspection.inspect(book)
    assert {path: path.read_bytes() for path in sorted(book.iterdir())} == before


def test_a_renamed_folder_is_as_good(book: Path) -> None:
    assert findings(book.rename(book.with_name("On the shelf"))) == ()


# Files


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_file_that_is_cut_short(book: Path, share: float) -> None:
    path = book / TWO
    seconds = MP3(path).info.length
    data = path.read_bytes()
    tag = id3.ID3(path).size
    path.write_bytes(data[: tag + int((len(data) - tag) * share)])
    found = only(book)
    assert (found.kind, found.file, found.chapter) == ("cut", TWO, 2)
    said = r"is cut short: its sound ends at 0:\d\d\.\d of 0:\d\d\.\d: make the story again"
    assert re.match(said, found.message)
    assert found.at == pytest.approx(share * seconds, abs=0.1)


def test_a_file_that_is_cut_within_its_tags_or_empty(book: Path) -> None:
    path = book / TWO
    path.write_bytes(path.read_bytes()[:300])
    assert ("empty", TWO) in kinds(book)
    path.write_bytes(b"")
    assert ("empty", TWO) in kinds(book)


@pytest.mark.parametrize("place", [0.05, 0.5, 0.95])
def test_flipped_bytes_in_the_sound(book: Path, place: float) -> None:
    path = book / ONE
    data = bytearray(path.read_bytes())
    tag = id3.ID3(path).size
    data[tag + int((len(data) - tag) * place)] ^= 0x10
    path.write_bytes(bytes(data))
    assert {name for _, name in kinds(book)} == {ONE}
    assert {kind for kind, _ in kinds(book)} <= {"altered", "broken", "cut"}


def test_every_byte_counts(book: Path) -> None:
    path = book / THREE
    data = path.read_bytes()
    for place in range(0, len(data), len(data) // 12):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        assert any(finding.file == THREE for finding in findings(book)), place


def test_zeros_in_the_midst_of_a_file(book: Path) -> None:
    path = book / ONE
    data = bytearray(path.read_bytes())
    middle = len(data) * 3 // 4
    data[middle : middle + 4096] = bytes(4096)
    path.write_bytes(bytes(data))
    found = only(book)
    assert found.kind == "broken"
    assert found.at is not None
    assert found.at > 5


def test_two_chapters_that_changed_places(book: Path) -> None:
    (book / ONE).rename(book / "x")
    (book / TWO).rename(book / ONE)
    (book / "x").rename(book / TWO)
    assert kinds(book) == {("swapped", ONE), ("swapped", TWO)}
    assert findings(book)[0].message.startswith(f"holds chapter 2 ({TWO}), not 1: make the story")


def test_two_chapters_that_changed_their_sound_and_kept_their_tags(book: Path) -> None:
    tags = {name: id3.ID3(book / name) for name in (ONE, TWO)}
    one, two = ((book / name).read_bytes()[tags[name].size :] for name in (ONE, TWO))
    for name, sound in ((ONE, two), (TWO, one)):
        (book / name).write_bytes(sound)
        tags[name].save(book / name, v2_version=3)
    assert kinds(book) == {("swapped", ONE), ("swapped", TWO)}


def test_a_missing_file_and_a_stray_one(book: Path) -> None:
    (book / TWO).rename(book / "02 - The Loaf.mp3")
    assert kinds(book) == {("missing-file", TWO), ("stray-file", "02 - The Loaf.mp3")}


def test_what_may_lie_beside_the_tracks_and_what_a_killed_run_leaves(book: Path) -> None:
    for name in ("sample.mp3", "audition.mp3", "notes.txt", f"{SCRIPT}.bak"):
        (book / name).write_bytes(b"anything")
    assert findings(book) == ()
    (book / ".fullcast-0a1b2c.part").write_bytes(b"")
    assert only(book).kind == "stray-file"


def test_a_recording_of_something_else(book: Path) -> None:
    encode_again(book / ONE, lambda sound: sound[::-1])
    assert ("other", ONE) in kinds(book)


# Lines


def test_a_line_that_is_cut_out_of_the_sound(book: Path) -> None:
    encode_again(book / ONE, lambda sound: np.delete(sound, slice(5 * RATE, 8 * RATE)))
    assert kinds(book) == {("other", ONE), ("length", ONE)}
    trusted(book, ONE)
    assert only(book).message.startswith("lasts 0:")


def test_a_line_that_is_missing_in_the_times(book: Path) -> None:
    rewrite(book, lambda chapters: chapters[0]["lines"].pop(4))  # type: ignore[attr-defined]
    found = only(book)
    assert (found.kind, found.file) == ("missing-line", ONE)
    assert found.line is not None
    assert found.line in (book / SCRIPT).read_text()
    assert found.line in found.message


def test_lines_in_the_wrong_order(book: Path) -> None:
    def change(chapters: list[dict[str, object]]) -> None:
        lines: list[dict[str, object]] = chapters[1]["lines"]  # type: ignore[assignment]
        lines[1], lines[2] = lines[2], lines[1]

    rewrite(book, change)
    assert {("line-order", TWO), ("missing-line", TWO), ("extra-line", TWO)} == kinds(book)


def test_a_line_that_is_far_too_short_or_too_long_for_its_words(book: Path) -> None:
    def change(chapters: list[dict[str, object]]) -> None:
        lines: list[dict[str, float]] = chapters[0]["lines"]  # type: ignore[assignment]
        for line in lines:
            line["expected"] *= 9
        lines[-1]["expected"] /= 900

    rewrite(book, change)
    assert {("short-line", ONE)} <= kinds(book) <= {("short-line", ONE), ("long-line", ONE)}


def spans(folder: Path, speaker: str, chapter: int = 0) -> list[slice]:
    """Where a speaker is heard, in samples."""
    found: list[slice] = []

    def look(chapters: list[dict[str, object]]) -> None:
        for line in chapters[chapter]["lines"]:  # type: ignore[attr-defined]
            if line["speaker"] == speaker:
                start, end = line["start"] - 0.1, line["end"] + 0.1
                found.append(slice(round(start * RATE), round(end * RATE)))

    rewrite(folder, look)
    return found


def silenced(*places: slice) -> Callable[[Samples], Samples]:
    def change(sound: Samples) -> Samples:
        for place in places:
            sound[place] = 0
        return sound

    return change


def test_a_voice_that_is_silent(book: Path) -> None:
    places = spans(book, "Rowan")
    assert len(places) == 2
    encode_again(book / ONE, silenced(*places))
    assert kinds(book) == {("other", ONE), ("silent-line", ONE)}
    trusted(book, ONE)
    found = only(book)
    assert found.kind == "silent-line"
    assert "Rowan says" in found.message
    assert "and in 1 more line of Rowan" in found.message
    assert found.at == pytest.approx(places[0].start / RATE + 0.1, abs=0.01)


def test_silence_within_a_line(book: Path) -> None:
    place = max(spans(book, "Rowan"), key=lambda span: span.stop - span.start)
    middle = slice(place.start + RATE // 2, place.start + 3 * RATE)
    encode_again(book / ONE, silenced(middle))
    trusted(book, ONE)
    found = only(book)
    assert found.kind == "gap"
    assert found.at == pytest.approx(middle.start / RATE, abs=0.2)


def test_a_track_that_is_silent(book: Path) -> None:
    encode_again(book / THREE, lambda sound: sound * 0)
    trusted(book, THREE)
    assert kinds(book) == {("silent", THREE), ("silent-line", THREE)}


def test_the_script_says_something_else(book: Path) -> None:
    path = book / SCRIPT
    text = path.read_text()
    path.write_text(text.replace('Rowan: "It smells', 'Mistress Hale: "It smells'))
    found = only(book)
    assert (found.kind, found.file) == ("other-speaker", TWO)
    assert "in the voice of Rowan" in found.message
    path.write_text(text.replace("sat down by the oven", "sat down"))
    assert kinds(book) == {("missing-line", TWO), ("extra-line", TWO)}
    path.write_text(text.replace("== The Bread", ""))
    assert kinds(book) == {("script-changed", SCRIPT)}
    path.write_text(text + "\nnonsense without a speaker\n")
    assert kinds(book) == {("script", SCRIPT)}
    path.unlink()
    assert kinds(book) == {("script", SCRIPT)}


# Levels


def test_a_clipped_track(book: Path) -> None:
    encode_again(book / ONE, lambda sound: sound * 12)
    trusted(book, ONE)
    assert kinds(book) == {("clipping", ONE), ("too-loud", ONE)}


def test_one_clipped_word(book: Path) -> None:
    begin = spans(book, "Rowan")[0].start + RATE // 5

    def change(sound: Samples) -> Samples:
        sound[begin : begin + 9000] *= 20
        return sound

    encode_again(book / ONE, change)
    trusted(book, ONE)
    found = only(book)
    assert found.kind == "clipping"
    assert found.at == pytest.approx(begin / RATE, abs=0.3)


@pytest.mark.parametrize(("factor", "kind"), [(0.4, "too-soft"), (2.5, "too-loud")])
def test_a_track_that_is_too_soft_or_too_loud(book: Path, factor: float, kind: str) -> None:
    encode_again(book / ONE, lambda sound: sound * factor)
    trusted(book, ONE)
    assert only(book).kind == kind


# Tags, cover, playlist


@pytest.mark.parametrize("frame", ["TIT2", "TALB", "TPE1", "TPE2", "TRCK", "TCOM", "TCON", "TLAN"])
def test_a_missing_tag(book: Path, frame: str) -> None:
    tag = id3.ID3(book / ONE)
    tag.delall(frame)
    tag.save(book / ONE, v2_version=3)
    found = only(book)
    assert (found.kind, found.file) == ("tags", ONE)


@pytest.mark.parametrize("frame", ["TXXX:NARRATOR", "COMM::eng", "TSOT"])
def test_a_tag_that_only_some_players_read(book: Path, frame: str) -> None:
    tag = id3.ID3(book / ONE)
    tag.delall(frame)
    tag.save(book / ONE, v2_version=3)
    assert kinds(book) == {("tags-changed", ONE)}


@pytest.mark.parametrize(
    "frame",
    [
        id3.TIT2(text=["The Bread"]),
        id3.TALB(text=["Another"]),
        id3.TPE1(text=["Somebody"]),
        id3.TRCK(text=["2/3"]),
        id3.TRCK(text=["1/4"]),
        id3.TRCK(text=["first"]),
    ],
    ids=str,
)
def test_a_wrong_tag(book: Path, frame: id3.TextFrame) -> None:
    tag = id3.ID3(book / ONE)
    tag.add(frame)
    tag.save(book / ONE, v2_version=3)
    assert kinds(book) == {("tags", ONE)}


def test_no_tags_at_all(book: Path) -> None:
    id3.ID3(book / ONE).delete()
    assert kinds(book) == {("tags", ONE)}


def test_a_missing_small_or_damaged_cover(book: Path) -> None:
    path = book / "cover.jpg"
    whole = path.read_bytes()
    for bad in (whole[: len(whole) // 2], b"no picture", b"", picture("red", 90)):
        path.write_bytes(bad)
        assert kinds(book) == {("cover", "cover.jpg")}, len(bad)
    path.unlink()
    assert only(book).message.startswith("is missing: ")


def test_another_cover(book: Path) -> None:
    (book / "cover.jpg").write_bytes(picture("red"))
    assert only(book).message.startswith("is not the picture that the tracks hold")


@pytest.mark.parametrize("data", [None, b"nothing", picture("red")])
def test_a_track_with_another_cover_or_none(book: Path, data: bytes | None) -> None:
    tag = id3.ID3(book / TWO)
    tag.delall("APIC")
    if data is not None:
        tag.add(id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="Cover", data=data))
    tag.save(book / TWO, v2_version=3)
    assert kinds(book) == {("cover", TWO)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{TWO}\n", ""),
        (f"{TWO}\n", f"{ONE}\n"),
        (f"{TWO}\n", "somewhere/else.mp3\n"),
        (",The Bread", ",The Loaf"),
        (f"{THREE}\n", f"{THREE}\n{THREE}\n"),
    ],
)
def test_an_edited_playlist(book: Path, old: str, new: str) -> None:
    path = book / PLAYLIST
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert {("playlist", PLAYLIST)} == kinds(book)


def test_a_playlist_in_another_order_or_none(book: Path) -> None:
    path = book / PLAYLIST
    path.write_text("\n".join([TWO, ONE, THREE]))
    assert only(book).message.startswith("does not list the tracks in their order")
    path.unlink()
    assert only(book).message.startswith("is missing")


# The manifest


def test_chapters_that_are_not_made_yet(tmp_path: Path, original: Path) -> None:
    story = (original.parents[1] / "story.md").read_text()
    folder = made(tmp_path, story, "tone", chapters=(2, 2))
    starts = [finding.message.split(":")[0] for finding in findings(folder)]
    assert starts == [f"has chapter {number}, which is not made" for number in (1, 3)]
    assert made(tmp_path, story, "tone", chapters=(3, 3)) == folder
    assert "make the story with --chapters 1," in only(folder).message
    made(tmp_path, story, "tone", chapters=(1, 1))
    assert findings(folder) == ()
    assert (folder / MANIFEST).read_bytes() == (original / MANIFEST).read_bytes()


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"format": 99}', b"\xff\xfe"])
def test_a_damaged_manifest(book: Path, data: bytes) -> None:
    (book / MANIFEST).write_bytes(data)
    assert only(book).kind == "manifest"


@pytest.mark.parametrize("key", ["number", "title", "file", "seconds", "sha256", "lines"])
@pytest.mark.parametrize("value", [None, -1, 99, 1e999, "../x", "", [], {}, [{}], [None]])
def test_nonsense_in_a_manifest_is_no_traceback(book: Path, key: str, value: object) -> None:
    rewrite(book, lambda chapters: chapters[1].update({key: value}))
    assert findings(book)


def test_without_a_manifest_damage_is_found_all_the_same(book: Path) -> None:
    (book / MANIFEST).unlink()
    assert only(book).kind == "manifest"
    path = book / TWO
    path.write_bytes(path.read_bytes()[:-5000])
    assert kinds(book) == {("manifest", MANIFEST), ("cut", TWO)}
    shutil.copy(book / ONE, path)
    assert {("tags", TWO)} < kinds(book)
    encode_again(book / THREE, lambda sound: sound * 20)
    assert {("clipping", THREE), ("too-loud", THREE)} < kinds(book)


def test_a_run_that_was_interrupted_before_its_manifest(book: Path) -> None:
    (book / MANIFEST).unlink()
    (book / THREE).unlink()
    playlist = book / PLAYLIST
    playlist.write_text(f"{ONE}\n{TWO}\n")
    assert kinds(book) == {("manifest", MANIFEST), ("missing-chapter", SCRIPT)}
    assert "make the story with --chapters 3," in findings(book)[1].message
    assert {each.kind for each in inspection.inspect(book, chapters=(1, 2)).findings} == {
        "manifest"
    }


def test_a_file_that_is_far_too_large(book: Path) -> None:
    with (book / TWO).open("r+b") as file:
        file.truncate(2**31 + 1)  # takes no room on the disk
    found = only(book)
    assert (found.kind, found.file) == ("other", TWO)
    assert found.message.startswith("is far too large (2.1 GB)")


def test_a_folder_or_a_dead_link_in_the_place_of_a_track(book: Path) -> None:
    for make in (Path.mkdir, lambda path: path.symlink_to(book / "nowhere")):
        (book / TWO).unlink(missing_ok=True)
        make(book / TWO)
        assert kinds(book) == {("missing-file", TWO)}
        if (book / TWO).is_dir():
            (book / TWO).rmdir()


# A real voice


def test_a_real_voice_is_clean_and_its_damage_is_found(tmp_path: Path, original: Path) -> None:
    story = (original.parents[1] / "story.md").read_text()
    folder = made(tmp_path, story, "pyttsx3", chapters=(1, 1))
    not_made = ("missing-chapter", SCRIPT)
    assert kinds(folder) == {not_made}
    places = spans(folder, "Mistress Hale")
    encode_again(folder / ONE, silenced(*places))
    assert kinds(folder) == {not_made, ("other", ONE), ("silent-line", ONE)}
    trusted(folder, ONE)
    assert kinds(folder) == {not_made, ("silent-line", ONE)}
    encode_again(folder / ONE, lambda sound: sound * 8)
    trusted(folder, ONE)
    assert {("clipping", ONE), ("too-loud", ONE)} <= kinds(folder)
