"""Books in one file: real encoders, read back by programs that share no code with them."""

from __future__ import annotations

import json
import shutil
import subprocess
import tracemalloc
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from mutagen import id3, mp4, oggopus
from PIL import Image

from fullcast.errors import OutputError
from fullcast.model import Track
from fullcast.publishing import (
    ChapterSound,
    Mark,
    TrackTags,
    aac,
    m4b,
    opus,
    write_joined_mp3,
    write_m4b,
    write_mp3,
    write_opus,
)

RATES = {"m4b": 44100, "opus": 48000, "mp3": 44100}
TAGS = TrackTags(
    *("Ember – été", "Ember – été", "Mara Holt", ("Ann", "Bo"), 1, 1),
    year=2026,
    language="en-GB",
    description="A story.\nVoices: many",
    series="Coals",
    series_part="2",
)
TITLES = ("One; a=b #1\\", "Zwei – „Tür“", "第三章", "Four")

needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None, reason="needs ffmpeg"
)
has_aac = pytest.mark.skipif(aac.encoder() is None, reason="needs PyAV or ffmpeg")


def cover() -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 400), "navy").save(file, "JPEG")
    return file.getvalue()


COVER = cover()
NEAR = 0.005
"""Seconds: an encoder may let a tone begin a little early."""


def chirp(number: int, rate: int, seconds: float) -> bytes:
    """Silence behind a tone that begins at once and lasts 20 ms."""
    samples = np.zeros(round((seconds + 0.0137 * (number % 7)) * rate))
    length = rate // 50
    samples[:length] = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(length) / rate)
    return bytes(np.rint(samples * 32767).astype("<i2").tobytes())


def sound(titles: Sequence[str], rate: int, seconds: float) -> Iterator[ChapterSound]:
    for number, title in enumerate(titles):
        pcm = chirp(number, rate, seconds)
        yield ChapterSound(title, iter((pcm[:3000], b"", pcm[3000:])))


def tracks(folder: Path, titles: Sequence[str], seconds: float) -> list[Track]:
    made = []
    for number, title in enumerate(titles):
        path = folder / f"{number:03}.mp3"
        length = write_mp3(
            path, [chirp(number, 44100, seconds)], rate=44100, tags=TAGS, cover=COVER
        )
        made.append(Track(path, title, length))
    return made


def write(path: Path, titles: Sequence[str] = TITLES, seconds: float = 1.5) -> tuple[Mark, ...]:
    """A book in the format that the file's name tells."""
    form = path.suffix[1:]
    if form == "mp3":
        made = tracks(path.parent, titles, seconds)
        return write_joined_mp3(path, made, tags=TAGS, cover=COVER)
    chapters = sound(titles, RATES[form], seconds)
    if form == "m4b":
        return write_m4b(path, chapters, rate=44100, tags=TAGS, cover=COVER)
    return write_opus(path, chapters, tags=TAGS, cover=COVER)


def write_blocks(path: Path, blocks: Iterator[bytes]) -> None:
    """A book of one chapter."""
    chapters = [ChapterSound("One", blocks)]
    if path.suffix == ".m4b":
        write_m4b(path, chapters, rate=44100, tags=TAGS, cover=None)
    else:
        write_opus(path, chapters, tags=TAGS, cover=None)


FORMS = pytest.mark.parametrize(
    "name", [pytest.param("book.m4b", marks=has_aac), "book.opus", "book.mp3"]
)


def probed(path: Path, what: str) -> dict[str, list[dict[str, object]]]:
    run = ["ffprobe", "-v", "error", "-of", "json", what, str(path)]
    result: dict[str, list[dict[str, object]]] = json.loads(
        subprocess.run(run, capture_output=True, check=True).stdout
    )
    return result


def heard(path: Path) -> list[float]:
    """When the tones begin, as ffmpeg decodes the file, in seconds."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-map", "0:a", "-ar", "44100"]
    run += ["-f", "s16le", "-"]
    pcm = subprocess.run(run, capture_output=True, check=True).stdout
    loud = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(int)) > 3000)
    gaps = np.flatnonzero(np.diff(loud) > 5000)
    return [float(loud[at]) / 44100 for at in (0, *(gaps + 1))]


@needs_ffmpeg
@FORMS
def test_chapters_begin_where_they_are_heard(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    marks = write(path)
    assert [mark.title for mark in marks] == list(TITLES)
    found = probed(path, "-show_chapters")["chapters"]
    assert [each["tags"]["title"] for each in found] == list(TITLES)  # type: ignore[index]
    assert float(str(found[0]["start_time"])) == 0
    starts = heard(path)
    assert len(starts) == len(marks)
    for start, mark, chapter in zip(starts, marks, found, strict=True):
        assert start == pytest.approx(mark.start, abs=NEAR)
        assert start == pytest.approx(float(str(chapter["start_time"])), abs=NEAR)
    assert all(a.end == b.start for a, b in pairwise(marks))


@needs_ffmpeg
@FORMS
def test_three_hundred_chapters(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    titles = [f"Chapter {number}" for number in range(1, 301)]
    write(path, titles, 0.25)
    found = probed(path, "-show_chapters")["chapters"]
    assert [each["tags"]["title"] for each in found] == titles  # type: ignore[index]
    starts = heard(path)
    assert len(starts) == 300
    for start, chapter in zip(starts, found, strict=True):
        assert start == pytest.approx(float(str(chapter["start_time"])), abs=NEAR)


@FORMS
def test_same_input_same_bytes_and_the_file_stays(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path)
    before, date = path.read_bytes(), path.stat().st_mtime_ns
    write(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, date)
    path.unlink()
    write(path)
    assert path.read_bytes() == before
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_the_tags_of_an_mp3(tmp_path: Path) -> None:
    path = tmp_path / "book.mp3"
    write(path)
    tag = id3.ID3(path)
    assert tag.version == (2, 3, 0)
    assert (tag["TIT2"].text, tag["TALB"].text) == (["Ember – été"], ["Ember – été"])
    assert tag.getall("APIC")[0].data == COVER
    (contents,) = tag.getall("CTOC")
    assert contents.flags == id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    chapters = {each.element_id: each for each in tag.getall("CHAP")}
    listed = [chapters[name] for name in contents.child_element_ids]
    assert [str(each.sub_frames["TIT2"]) for each in listed] == list(TITLES)
    assert {each.start_offset for each in listed} | {each.end_offset for each in listed} == {
        0xFFFFFFFF
    }


def test_a_table_of_contents_has_at_most_255_children(tmp_path: Path) -> None:
    path = tmp_path / "book.mp3"
    one = tracks(tmp_path, ["One"], 0.05)[0]
    write_joined_mp3(path, [one] * 256, tags=TAGS, cover=None)
    contents = {each.element_id: each for each in id3.ID3(path).getall("CTOC")}
    assert contents["toc"].child_element_ids == ["toc1", "toc2"]
    children = [contents[name].child_element_ids for name in ("toc1", "toc2")]
    assert [len(each) for each in children] == [255, 1]
    assert contents["toc1"].flags == id3.CTOCFlags.ORDERED


@pytest.mark.skipif(shutil.which("mp3val") is None, reason="needs mp3val")
def test_mp3val_finds_nothing_wrong_at_the_joints(tmp_path: Path) -> None:
    path = tmp_path / "book.mp3"
    write(path)
    said = subprocess.run(["mp3val", str(path)], capture_output=True, check=True, text=True)
    assert "WARNING" not in said.stdout
    assert "ERROR" not in said.stdout


@has_aac
def test_the_tags_of_an_m4b(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    write(path)
    file = mp4.MP4(path)
    assert file.tags is not None
    said = {name: value[0] for name, value in file.tags.items() if isinstance(value, list)}
    assert {
        "\xa9nam": "Ember – été",
        "\xa9alb": "Ember – été",
        "\xa9ART": "Mara Holt",
        "aART": "Mara Holt",
        "\xa9wrt": "Ann; Bo",
        "\xa9nrt": "Ann; Bo",
        "\xa9gen": "Audiobook",
        "\xa9day": "2026",
        "\xa9mvn": "Coals",
        "\xa9mvi": 2,
        "soal": "Coals 02 Ember – été",
        "desc": "A story. Voices: many",
        "ldes": "A story.\nVoices: many",
        "stik": 2,
        "shwm": 1,
        "trkn": (1, 1),
        "disk": (1, 1),
        "covr": COVER,
        "----:com.apple.iTunes:SERIES": b"Coals",
        "----:com.apple.iTunes:SERIES-PART": b"2",
    }.items() <= said.items()
    assert [each.title for each in file.chapters] == list(TITLES)
    assert file.info.codec == "mp4a.40.2"


@has_aac
def test_the_index_of_an_m4b_stands_before_the_sound(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    write(path)
    data, place, kinds = path.read_bytes(), 0, []
    while place < len(data):
        kinds.append(data[place + 4 : place + 8])
        place += int.from_bytes(data[place : place + 4], "big")
    assert kinds == [b"ftyp", b"moov", b"mdat"]
    assert place == len(data)


@has_aac
def test_more_chapters_than_neros_list_holds_are_in_the_text_track_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    write(path, [f"{number}" for number in range(255)], 0.02)
    assert b"chpl" in path.read_bytes()
    write(path, [f"{number}" for number in range(256)], 0.02)
    assert b"chpl" not in path.read_bytes()


@needs_ffmpeg
@has_aac
def test_a_book_too_large_for_numbers_of_32_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(m4b, "_LARGE", 1000)
    path = tmp_path / "book.m4b"
    marks = write(path)
    data = path.read_bytes()
    assert b"co64" in data
    assert b"stco" not in data
    starts = [mark.start for mark in marks]
    assert heard(path) == pytest.approx(starts, abs=NEAR)
    assert len(probed(path, "-show_chapters")["chapters"]) == len(TITLES)


def by_program(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(aac, "encoder", lambda: program)


@needs_ffmpeg
@pytest.mark.skipif(aac.encoder() != "PyAV", reason="needs PyAV")
def test_the_program_does_as_well_as_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = write(tmp_path / "library.m4b")
    by_program(monkeypatch, str(shutil.which("ffmpeg")))
    assert write(tmp_path / "program.m4b") == marks
    assert heard(tmp_path / "program.m4b") == pytest.approx(heard(tmp_path / "library.m4b"))
    files = [mp4.MP4(tmp_path / f"{name}.m4b") for name in ("library", "program")]
    assert files[0].info.length == files[1].info.length


@pytest.mark.skipif(shutil.which("false") is None, reason="needs a program that fails")
def test_a_program_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_program(monkeypatch, str(shutil.which("false")))
    with pytest.raises(OutputError, match="false does not encode AAC"):
        write(tmp_path / "book.m4b", TITLES, 30)
    assert list(tmp_path.iterdir()) == []


def test_without_an_encoder_it_is_said_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aac, "encoder", lambda: None)
    with pytest.raises(OutputError, match=r'pip install "fullcast\[m4b\]"'):
        write(tmp_path / "book.m4b")


def test_the_tags_of_an_opus(tmp_path: Path) -> None:
    path = tmp_path / "book.opus"
    marks = write(path)
    file = oggopus.OggOpus(path)
    tags = file.tags
    assert tags is not None
    assert (tags["title"], tags["artist"], tags["narrator"]) == (
        ["Ember – été"],
        ["Mara Holt"],
        ["Ann; Bo"],
    )
    assert (tags["chapter002name"], tags["chapter001"]) == ([TITLES[1]], ["00:00:00.000"])
    assert file.info.length == pytest.approx(marks[-1].end, abs=0.001)


@pytest.mark.parametrize(
    ("name", "bitrate"),
    [pytest.param("book.m4b", aac.BITRATE, marks=has_aac), ("book.opus", opus.BITRATE)],
)
def test_the_bitrate(tmp_path: Path, name: str, bitrate: int) -> None:
    path = tmp_path / name
    count = 20 * RATES[path.suffix[1:]]
    noise = np.random.default_rng(1).normal(0, 2000, count).astype("<i2").tobytes()
    write_blocks(path, iter([noise]))
    assert path.stat().st_size * 8 / 20 == pytest.approx(bitrate, rel=0.15)


@pytest.mark.parametrize("name", [pytest.param("book.m4b", marks=has_aac), "book.opus"])
def test_memory_does_not_grow_with_the_book(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, TITLES, 1)  # what is loaded once
    peaks = []
    for count in (4, 40):
        tracemalloc.start()
        write(tmp_path / name, [f"{number}" for number in range(count)], 4)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000


@FORMS
def test_nothing_to_hear(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="no sound"):
        write(tmp_path / name, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [pytest.param("book.m4b", marks=has_aac), "book.opus"])
def test_what_the_sound_raises_goes_through(tmp_path: Path, name: str) -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(100_000)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_blocks(tmp_path / name, broken())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [pytest.param("book.m4b", marks=has_aac), "book.opus"])
def test_a_full_disk(small_disk: Path, name: str) -> None:
    noise = np.random.default_rng(1).normal(0, 3000, 48000 * 90).astype("<i2").tobytes()
    blocks = (noise[at : at + 9600] for at in range(0, len(noise), 9600))
    with pytest.raises(OutputError, match="disk is full"):
        write_blocks(small_disk / name, blocks)
    assert list(small_disk.iterdir()) == []


def test_a_damaged_or_foreign_track_is_not_joined(tmp_path: Path) -> None:
    good, bad = tracks(tmp_path, ["One", "Two"], 1)
    bad.path.write_bytes(bad.path.read_bytes()[:-100])
    with pytest.raises(OutputError, match=r"001\.mp3 is damaged"):
        write_joined_mp3(tmp_path / "book.mp3", [good, bad], tags=TAGS, cover=None)
    write_mp3(bad.path, [bytes(88200)], rate=44100, bitrate=128, tags=TAGS, cover=None)
    with pytest.raises(OutputError, match="another sample rate or bitrate"):
        write_joined_mp3(tmp_path / "book.mp3", [good, bad], tags=TAGS, cover=None)
    assert not (tmp_path / "book.mp3").exists()
