"""The EPUB that is read along: its structure, and what of the story is where."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from fullcast.errors import OutputError
from fullcast.model import (
    AUTHOR,
    NARRATOR,
    Book,
    Cast,
    CastMember,
    Character,
    Kind,
    Line,
    ScriptChapter,
    TimedLine,
    Track,
    Voice,
)
from fullcast.publishing import ReadAlong, TrackTags, draw_cover, write_epub, write_mp3
from fullcast.publishing.overlay import Clip, clips
from fullcast.publishing.palette import luminance, on_any_paper

RATE = 44100
NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "smil": "http://www.w3.org/ns/SMIL",
    "epub": "http://www.idpf.org/2007/ops",
}
WRITTEN: tuple[tuple[int, Kind, str, str | None], ...] = (
    (0, Kind.TITLE, "# Salt & <Smoke>\n\n", NARRATOR),
    (1, Kind.AUTHOR, "by Ada Quill\n\n", NARRATOR),
    (2, Kind.NOTE, "A/N: thanks & greetings\n\n", None),
    (3, Kind.HEADING, "## One\n\n", NARRATOR),
    (4, Kind.DIALOGUE, "“Is it *really* you?” ", "Mara & Co."),
    (4, Kind.NARRATION, "she asked.\n\n", NARRATOR),
    (5, Kind.BREAK, "* * *\n\n", None),
    (6, Kind.THOUGHT, "*No\x07,* ", "Pim"),
    (6, Kind.NARRATION, "he thought.\n\n", NARRATOR),
    (7, Kind.TAGS, "Rated: T\nWords: 9\n\n", AUTHOR),
)
CAST = Cast(
    Voice("tone", "alto"),
    (
        CastMember(Character("Mara & Co."), Voice("tone", "bass"), 1),
        CastMember(Character("Pim"), Voice("tone", "tenor"), 1),
    ),
)
BOOK = Book(
    "Salt & <Smoke>",
    "Ada Quill",
    "en_gb",
    (),
    series="The Quay",
    series_number="2",
    description="A story\nof fog & salt.",
)


def chapter(number: int, title: str) -> ScriptChapter:
    lines = tuple(
        Line(number, at, kind, text, 0, len(text), speaker, paragraph=paragraph)
        for at, (paragraph, kind, text, speaker) in enumerate(WRITTEN)
    )
    return ScriptChapter(number, title, lines)


def made(folder: Path, told: ScriptChapter) -> Track:
    """A track of silence in which each spoken line lasts a second."""
    spoken = [line for line in told.lines if line.spoken]
    timed = tuple(TimedLine(line, at + 0.6, at + 1.6) for at, line in enumerate(spoken))
    path = folder / f"{told.number}.mp3"
    tags = TrackTags(told.title, BOOK.title, None, (), told.number, 3)
    sound = [bytes(2 * RATE) for _ in range(len(spoken) + 2)]
    return Track(path, told.title, write_mp3(path, sound, rate=RATE, tags=tags, cover=None), timed)


@pytest.fixture
def work(tmp_path: Path) -> ReadAlong:
    """Three chapters, the last of which is not heard."""
    chapters = (chapter(1, "One"), chapter(2, "Two & more"), chapter(3, ""))
    tracks = {told.number: made(tmp_path, told) for told in chapters[:2]}
    return ReadAlong(
        BOOK, chapters, CAST, tracks, draw_cover("Salt", None, ["Mara"]), ("Fullcast",)
    )


@pytest.fixture
def archive(work: ReadAlong, tmp_path: Path) -> Iterator[ZipFile]:
    write_epub(tmp_path / "salt.epub", work)
    with ZipFile(tmp_path / "salt.epub") as opened:
        yield opened


def tree(archive: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(f"EPUB/{name}"))


def found(root: etree._Element, path: str) -> list[str]:
    got = root.xpath(path, namespaces=NAMES)
    assert isinstance(got, list)
    return [str(each) for each in got]


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


def test_the_archive_is_known_by_its_first_bytes_and_has_no_time(archive: ZipFile) -> None:
    entries = archive.infolist()
    first = entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert first.flag_bits == 0
    assert archive.read("mimetype") == b"application/epub+zip"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.testzip() is None


def test_the_package_lists_every_file_and_nothing_else(archive: ZipFile) -> None:
    root = tree(archive, "package.opf")
    hrefs = found(root, "//opf:item/@href")
    inside = [name.removeprefix("EPUB/") for name in archive.namelist() if "EPUB/" in name]
    assert sorted(hrefs) == sorted(set(inside) - {"package.opf"})
    ids = found(root, "//opf:item/@id")
    assert len(set(ids)) == len(ids)
    assert found(root, "//opf:itemref/@idref") == [
        "cover",
        "front",
        "chapter-001",
        "chapter-002",
        "chapter-003",
    ]
    assert found(root, "//opf:item[@properties='cover-image']/@href") == ["cover.jpg"]


def test_the_metadata_tell_title_author_narrator_and_series(archive: ZipFile) -> None:
    root = tree(archive, "package.opf")
    assert found(root, "//dc:title/text()") == ["Salt & <Smoke>"]
    assert found(root, "//dc:creator/text()") == ["Ada Quill"]
    assert found(root, "//dc:language/text()") == ["en-gb"]
    assert found(root, "//dc:description/text()") == ["A story of fog & salt."]
    for name, value in {
        "media:narrator": "Fullcast",
        "belongs-to-collection": "The Quay",
        "group-position": "2",
        "media:active-class": "-epub-media-overlay-active",
    }.items():
        assert found(root, f"//opf:meta[@property='{name}']/text()") == [value]


def test_durations_add_up_to_the_tracks(archive: ZipFile, work: ReadAlong) -> None:
    root = tree(archive, "package.opf")
    whole = found(root, "//opf:meta[@property='media:duration'][not(@refines)]/text()")
    for number, track in work.tracks.items():
        query = f"//opf:meta[@refines='#chapter-00{number}-smil']/text()"
        [length] = found(root, query)
        assert seconds(length) == pytest.approx(track.duration, abs=0.001)
        shown = tree(archive, f"smil/chapter-00{number}.smil")
        begins = [seconds(each) for each in found(shown, "//smil:audio/@clipBegin")]
        ends = [seconds(each) for each in found(shown, "//smil:audio/@clipEnd")]
        assert ends[-1] == pytest.approx(seconds(length), abs=1e-6)
        assert begins == [0.0, *ends[:-1]]
    lengths = [track.duration for track in work.tracks.values()]
    assert seconds(whole[0]) == pytest.approx(sum(lengths), abs=0.002)
    assert len(whole) == 1


def test_every_spoken_line_is_lit_up_from_its_first_word_on(
    archive: ZipFile, work: ReadAlong
) -> None:
    for number, track in work.tracks.items():
        shown = tree(archive, f"smil/chapter-00{number}.smil")
        refs = found(shown, "//smil:text/@src")
        page = f"text/chapter-00{number}.xhtml"
        assert refs == [f"../{page}#l{timed.line.index}" for timed in track.lines]
        assert found(shown, "//smil:body/@epub:textref") == [f"../{page}"]
        ids = found(tree(archive, page), "//@id")
        targets = [ref.partition("#")[2] for ref in refs]
        assert [each for each in ids if each in targets] == targets
        begins = [seconds(each) for each in found(shown, "//smil:audio/@clipBegin")]
        assert begins[1:] == pytest.approx([timed.start for timed in track.lines[1:]], abs=0.001)
        assert set(found(shown, "//smil:audio/@src")) == {f"../audio/chapter-00{number}.mp3"}
        assert archive.read(f"EPUB/audio/chapter-00{number}.mp3") == track.path.read_bytes()


def test_a_page_shows_all_words_in_order_also_those_that_nobody_says(archive: ZipFile) -> None:
    root = tree(archive, "text/chapter-001.xhtml")
    [section] = root.xpath("//x:section", namespaces=NAMES)
    assert [" ".join("".join(each.itertext()).split()) for each in section] == [
        "Salt & <Smoke>",
        "by Ada Quill",
        "A/N: thanks & greetings",
        "One",
        "“Is it really you?” she asked.",
        "",
        "No, he thought.",
        "Rated: TWords: 9",
    ]
    assert [etree.QName(each).localname for each in section] == [
        *("h1", "p", "p", "h2", "p", "hr", "p", "p"),
    ]
    assert found(root, "//x:em/text()") == ["really", "No,"]
    assert found(root, "//x:span[@class]/@class") == ["s1", "s2 thought"]
    assert len(found(root, "//x:br")) == 1


def test_a_chapter_that_is_not_heard_is_there_without_an_overlay(archive: ZipFile) -> None:
    root = tree(archive, "package.opf")
    assert found(root, "//opf:item[@media-overlay]/@id") == ["chapter-001", "chapter-002"]
    assert "EPUB/smil/chapter-003.smil" not in archive.namelist()
    assert "really" in archive.read("EPUB/text/chapter-003.xhtml").decode()


def test_the_contents_lead_to_every_chapter(archive: ZipFile) -> None:
    root = tree(archive, "nav.xhtml")
    toc = "//x:nav[@epub:type='toc']//x:a"
    assert found(root, f"{toc}/text()") == ["Salt & <Smoke>", "One", "Two & more", "Chapter 3"]
    assert all(f"EPUB/{href}" in archive.namelist() for href in found(root, f"{toc}/@href"))


def test_the_cast_page_tells_who_sounds_like_what(work: ReadAlong, tmp_path: Path) -> None:
    write_epub(tmp_path / "a.epub", replace(work, voices=replace(CAST, author=Voice("t", "lass"))))
    with ZipFile(tmp_path / "a.epub") as archive:
        root = tree(archive, "text/front.xhtml")
    names = found(root, "//x:li/x:b/text()")
    assert names == ["Narrator", "Mara & Co.", "Pim", "Author"]
    assert found(root, "//x:li/x:b/@class") == ["s1", "s2"]
    assert found(root, "//x:li/x:span/text()") == ["alto", "bass", "tenor", "lass"]


@pytest.mark.parametrize(
    ("language", "turned"), [("ar", True), ("he-IL", True), ("ku-Latn", False), ("en", False)]
)
def test_pages_turn_as_the_language_is_written(
    work: ReadAlong, tmp_path: Path, language: str, turned: bool
) -> None:
    write_epub(tmp_path / "a.epub", replace(work, book=replace(BOOK, language=language)))
    with ZipFile(tmp_path / "a.epub") as archive:
        package, page = tree(archive, "package.opf"), tree(archive, "text/chapter-001.xhtml")
    wanted = ["rtl"] if turned else []
    assert found(package, "//opf:spine/@page-progression-direction") == wanted
    assert found(page, "/x:html/@dir") == wanted


def test_the_style_lights_up_what_is_heard_and_gives_each_speaker_a_colour(
    archive: ZipFile,
) -> None:
    style = archive.read("EPUB/style.css").decode()
    assert style.count("color: #") == 2 + 1 + 1  # the speakers, and both colours of what is heard
    assert style.rindex("-epub-media-overlay-active") > style.rindex(".s2")


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_speakers_are_read_on_white_and_on_black(hue: int) -> None:
    light = luminance(on_any_paper(hue))
    assert 1.05 / (light + 0.05) > 4.4
    assert (light + 0.05) / 0.05 > 4.4


def test_the_same_book_gives_the_same_bytes_and_is_not_written_again(
    work: ReadAlong, tmp_path: Path
) -> None:
    one, two = tmp_path / "1.epub", tmp_path / "2.epub"
    write_epub(one, work)
    write_epub(two, work)
    assert one.read_bytes() == two.read_bytes()
    os.utime(one, ns=(1, 1))
    write_epub(one, work)
    assert one.stat().st_mtime_ns == 1
    write_epub(one, replace(work, narrators=("Ann",)))
    assert one.stat().st_mtime_ns != 1
    assert not list(tmp_path.glob(".fullcast-*"))


def test_a_lost_track_is_told_and_leaves_the_old_file(work: ReadAlong, tmp_path: Path) -> None:
    path = tmp_path / "salt.epub"
    path.write_bytes(b"old")
    work.tracks[2].path.unlink()
    with pytest.raises(OutputError, match=r"2\.mp3 cannot be read"):
        write_epub(path, work)
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.glob(".fullcast-*"))


def test_lines_that_take_no_time_have_no_clip() -> None:
    lines = [Line(1, at, Kind.NARRATION, "x", 0, 1, NARRATOR) for at in range(3)]
    timed = [
        TimedLine(line, start, start) for line, start in zip(lines, (0.6, 1.0, 1.0001), strict=True)
    ]
    track = Track(Path("x"), "x", 2.0009, tuple(timed))
    assert clips(track) == (Clip(0, 0, 1000), Clip(2, 1000, 2000))


@pytest.mark.skipif(shutil.which("epubcheck") is None, reason="needs epubcheck (and Java)")
def test_epubcheck_finds_no_error_and_no_warning(work: ReadAlong, tmp_path: Path) -> None:
    path = tmp_path / "salt.epub"
    write_epub(path, work)
    done = subprocess.run(["epubcheck", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
