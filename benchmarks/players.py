"""What programs read of the fields of an audiobook, against what was meant; and who plays it.

    apt-get install eyed3 mp3val libimage-exiftool-perl mediainfo ffmpeg mpv
    python benchmarks/players.py

Makes two small books with the engine `tone` (one in Latin-1, one whose names need UTF-16) in a
folder that is thrown away, and prints a table of fields and readers for the first track of each: a
dash where a program has no such field, else ✓ or what it reads instead. Then each file is played to
its end without sound, and looked through by mp3val. Programs that are not there are left out. The
exit code is 1 if anything disagrees.

Another format needs a line in `TABLES`, by its extension: what each reader calls each field; and in
`intended`, where a field means something else in it. `--format` is handed to `fullcast make`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import mutagen
import soundfile
from mutagen.id3 import ID3
from PIL import Image

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A book and what is to be told of it."""

    title: str
    author: str
    narrator: str
    series: str
    part: str
    year: str
    genre: str
    chapters: tuple[str, ...]
    language: str = "eng"


CASES = (
    Case(
        title="The Mill on the Hill",
        author="Ada Quill",
        narrator="Ann Vane; Cy Holt",
        series="The Lamps",
        part="2",
        year="2020",
        genre="Mystery; Drama",
        chapters=("The Door", "Café & Bread: 50 %"),
    ),
    Case(
        title="Мельница — 山の水車",
        author="Ада Перо",
        narrator="Zoë Łęcka",
        series="Лампы",
        part="12",
        year="1999",
        genre="Тайна",
        chapters=("Дверь", "Хлеб"),
    ),
)

STORY = """---
title: {title}
author: Somebody Else
language: en
---

## {chapters[0]}

The wind shook the old mill. Rowan knocked twice, and waited for a long while in the rain.

"Is anybody there?" Rowan asked. "I have come about the bread."

## {chapters[1]}

"Eat," said Mistress Hale. "There is more of it than I can carry to the market."
"""

READ_BY = ("mutagen", "eyeD3", "exiftool", "mediainfo", "ffprobe")
MP3: dict[str, tuple[str, ...]] = {
    # What each of them calls the field, in this order; "" if it has none. exiftool 12 takes the
    # frames of a movement for bytes without an encoding.
    "title": ("TIT2", "title", "Title", "Title", "title"),
    "album": ("TALB", "album", "Album", "Album", "album"),
    "artist": ("TPE1", "artist", "Artist", "Performer", "artist"),
    "album artist": ("TPE2", "album artist", "Band", "Album_Performer", "album_artist"),
    "narrator": ("TCOM", "composer", "Composer", "Composer", "composer"),
    "track": ("TRCK", "track", "Track", "Track_Position", "track"),
    "disc": ("TPOS", "disc", "PartOfSet", "Part_Position", "disc"),
    "genre": ("TCON", "genre", "Genre", "Genre", "genre"),
    "year": ("TYER", "recording date", "Year", "Recorded_Date", "date"),
    "language": ("TLAN", "", "Language", "Language", "language"),
    "comment": ("COMM::eng", "Comment", "Comment", "Comment", "comment"),
    "grouping": ("TIT1", "", "Grouping", "Grouping", "grouping"),
    "TXXX series": ("TXXX:SERIES", "SERIES", "(SERIES)", "SERIES", "SERIES"),
    "TXXX series part": ("TXXX:SERIES-PART", "SERIES-PART", "(SERIES-PART)", "SERIESPART",
                         "SERIES-PART"),
    "TXXX narrator": ("TXXX:NARRATOR", "NARRATOR", "(NARRATOR)", "NARRATOR", "NARRATOR"),
    "TXXX description": ("TXXX:description", "description", "(description)", "description",
                         "description"),
    "movement name": ("MVNM", "", "", "", "MVNM"),
    "movement number": ("MVIN", "", "", "", "MVIN"),
    "TXXX movement name": ("TXXX:MVNM", "MVNM", "(MVNM)", "MVNM", ""),
    "TXXX movement number": ("TXXX:MVIN", "MVIN", "(MVIN)", "MVIN", ""),
    "album sort": ("TSOA", "", "AlbumSortOrder", "Album_Sort", "album-sort"),
    "artist sort": ("TSOP", "", "PerformerSortOrder", "Performer_Sort", "artist-sort"),
    "title sort": ("TSOT", "", "TitleSortOrder", "Track_Sort", "title-sort"),
    "cover": ("cover", "cover", "cover", "cover", "cover"),
}  # fmt: skip
TABLES = {".mp3": MP3}


def intended(case: Case, number: int, description: str) -> Fields:
    """What each field is meant to say, of a track."""
    title, place = case.chapters[number - 1], f"{case.series} #{case.part}"
    return {
        "title": title,
        "album": case.title,
        "artist": case.author,
        "album artist": case.author,
        "narrator": case.narrator,
        "track": f"{number}/{len(case.chapters)}",
        "disc": "1/1",
        "genre": case.genre,
        "year": case.year,
        "language": case.language,
        "comment": description,
        "grouping": place,
        "TXXX series": case.series,
        "TXXX series part": case.part,
        "TXXX narrator": case.narrator,
        "TXXX description": description,
        "movement name": case.series,
        "movement number": case.part,
        "TXXX movement name": case.series,
        "TXXX movement number": case.part,
        "album sort": f"{case.series} {case.part.zfill(2)} {case.title}",
        "artist sort": case.author,
        "title sort": f"{number:02d} {title}",
        "cover": "front, image/jpeg",
    }


def output(*command: str | Path) -> str:
    """What a command prints."""
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8")
    return done.stdout


def by_mutagen(path: Path) -> Fields:
    tag = ID3(path, translate=False)
    found = {key: str(frame) for key, frame in tag.items() if not key.startswith("APIC")}
    covers = [each for each in tag.getall("APIC") if each.type == 3]
    same = [each.data == (path.parent / "cover.jpg").read_bytes() for each in covers]
    return found | ({"cover": f"front, {covers[0].mime}"} if same == [True] else {})


def by_eyed3(path: Path) -> Fields:
    text = output("eyeD3", "-v", "--no-color", path)
    found = dict(re.findall(r"^([a-z ]+): (.*)$", text, re.M))
    found["track"], found["genre"] = re.match(
        r"(\S+)\s+genre: (.*?)(?: \(id \w+\))?$", found["track"]
    ).groups()  # type: ignore[union-attr]
    end = r"(?=\n(?:UserTextFrame|FRONT_COVER|Comment|-----))"
    found |= dict(re.findall(rf"UserTextFrame: \[Description: (.*?)\]\n(.*?){end}", text, re.S))
    comment = re.search(rf"Comment: \[Description: \] \[Lang: eng\]\n(.*?){end}", text, re.S)
    cover = re.search(r"FRONT_COVER Image: \[Size: (\d+) bytes\] \[Type: (\S+)\]", text)
    size = (path.parent / "cover.jpg").stat().st_size
    return found | {
        "Comment": comment[1] if comment else "",
        "cover": f"front, {cover[2]}" if cover and int(cover[1]) == size else "",
    }


def by_exiftool(path: Path) -> Fields:
    ((said),) = json.loads(output("exiftool", "-j", "-a", "-G4", "-charset", "utf8", path))
    found: Fields = {}
    for key, value in said.items():
        name = key.rpartition(":")[2]
        text = str(value)
        if name == "UserDefinedText":
            label, _, text = text.partition(" ")
            name = label
        found.setdefault(name, text)
    found["cover"] = f"{found.get('PictureType')}, {found.get('PictureMIMEType')}".replace(
        "Front Cover", "front"
    )
    return found


def by_mediainfo(path: Path) -> Fields:
    tracks = json.loads(output("mediainfo", "--Output=JSON", path))["media"]["track"]
    general, audio = tracks[0], tracks[1]
    found = {**general, **general.get("extra", {}), "Language": audio.get("Language", "")}
    for name in ("Track_Position", "Part_Position"):
        found[name] = f"{found.get(name)}/{found.get(f'{name}_Total')}"
    found["Language"] = {"en": "eng"}.get(found["Language"], found["Language"])
    found["cover"] = f"{found.get('Cover_Type')}, {found.get('Cover_Mime')}".replace(
        "Cover (front)", "front"
    )
    return {name: str(value).replace(" / ", "\n") for name, value in found.items()}


def by_ffprobe(path: Path) -> Fields:
    said = json.loads(
        output("ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", path)
    )
    found: Fields = dict(said["format"]["tags"])
    with Image.open(path.parent / "cover.jpg") as picture:
        size = picture.size
    for stream in said["streams"]:
        front = stream.get("tags", {}).get("comment") == "Cover (front)"
        if (
            stream["codec_name"] == "mjpeg"
            and front
            and (stream["width"], stream["height"]) == size
        ):
            found["cover"] = "front, image/jpeg"
    return found


READERS: dict[str, Callable[[Path], Fields]] = {
    "mutagen": by_mutagen,
    "eyeD3": by_eyed3,
    "exiftool": by_exiftool,
    "mediainfo": by_mediainfo,
    "ffprobe": by_ffprobe,
}


def readers() -> list[str]:
    """Those that are here."""
    return [name for name in READ_BY if name == "mutagen" or shutil.which(name)]


def rows(
    path: Path, meant: Fields, table: Mapping[str, tuple[str, ...]], names: list[str]
) -> Iterator[tuple[str, ...]]:
    """For each field what is meant, and what each reader makes of it."""
    read = {name: READERS[name](path) for name in names}
    for field, keys in table.items():
        cells = []
        for name in names:
            key = keys[READ_BY.index(name)]
            value = read[name].get(key, "nothing")
            cells.append("–" if not key else "✓" if value == meant[field] else repr(value))
        yield field, _shown(meant[field]), *cells


def _shown(text: str) -> str:
    line = text.replace("\n", " ⏎ ").replace("|", "\\|")
    return line if len(line) <= 48 else f"{line[:47]}…"


def played(path: Path) -> Iterator[tuple[str, str]]:
    """Each player that is here, and "✓" if it played the file to its end."""
    if shutil.which("mpv"):
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder, "played.wav")
            quiet = ("--no-config", "--no-video", "--untimed", "--really-quiet")
            sound = ("--ao=pcm", f"--ao-pcm-file={wav}")
            code = subprocess.run(["mpv", *quiet, *sound, str(path)], check=False).returncode
            seconds = _length(wav) if wav.exists() else 0.0
        whole = code == 0 and abs(seconds - mutagen.File(path).info.length) < 0.1
        yield "mpv", "✓" if whole else f"ended with {code} after {seconds:.1f} s"
    if shutil.which("ffmpeg"):
        command = ["ffmpeg", "-v", "error", "-nostdin", "-i", f"file:{path}", "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        yield "ffmpeg", "✓" if done.returncode == 0 and not done.stderr else done.stderr.strip()
    if shutil.which("mp3val") and path.suffix == ".mp3":
        said = [line for line in output("mp3val", path).splitlines() if line.startswith("WARNING")]
        yield "mp3val", "; ".join(said) or "✓"


def _length(wav: Path) -> float:
    """Seconds of sound."""
    with soundfile.SoundFile(wav) as file:
        return file.frames / file.samplerate


def made(case: Case, folder: Path, formats: str) -> Path:
    """Make a book; returns its folder."""
    story = folder / "story.md"
    story.write_text(STORY.format(title="Working Title", chapters=case.chapters), encoding="utf-8")
    voices = folder / "voices.yaml"
    voices.write_text("engine: tone\n")
    options = {
        "--title": case.title,
        "--author": case.author,
        "--series": f"{case.series} #{case.part}",
        "--year": case.year,
        "--genre": case.genre,
        "--narrator": case.narrator,
        "--voices": str(voices),
        "--output": str(folder / "output"),
        "--format": formats,
        "--executor": "inline",
    }
    flat = [part for pair in options.items() for part in pair]
    command = [sys.executable, "-m", "fullcast", "make", str(story), *flat]
    subprocess.run(command, check=True, capture_output=True)
    (book,) = (folder / "output").iterdir()
    return book


def table_of(case: Case, folder: Path, formats: str) -> bool:
    """Make a book and print what is read of it; whether all agrees."""
    book = made(case, folder, formats)
    description = json.loads((book / "metadata.json").read_bytes())["description"]
    names, right = readers(), True
    files = sorted(path for path in book.iterdir() if path.suffix in TABLES)
    for number, path in enumerate(files, start=1):
        found = list(rows(path, intended(case, number, description), TABLES[path.suffix], names))
        right &= all(cell in "✓–" for row in found for cell in row[2:])
        if number == 1 or not right:
            print(f"\n### {book.name}: {path.name}\n")
            print(f"| Field | Meant | {' | '.join(names)} |\n|---|---|{'---|' * len(names)}")
            for row in found:
                print(f"| {' | '.join(row)} |")
    print("\n| File | Read or played to its end |\n|---|---|")
    for path in files:
        ends = list(played(path))
        right &= all(how == "✓" for _, how in ends)
        print(f"| {path.name} | {', '.join(f'{name} {how}' for name, how in ends)} |")
    return right


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description="What programs read of an audiobook's fields.")
    parser.add_argument("--format", default="mp3", help="what to make, as of `fullcast make`")
    chosen = parser.parse_args()
    right = True
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            right &= table_of(case, Path(folder), chosen.format)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
