"""What other programs read of an audiobook's fields, each in its own words; see `players.py`.

A reader returns the text of each field by the name that it has for it. The cover is "cover.jpg" if
it is the picture of that name beside the file, and the front; chapters are a line each, with the
seconds at which they start.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import mutagen
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

Fields = dict[str, str]
Columns = dict[str, str]
"""The name of a reader to what it calls a field; one that has no such field is left out."""

_COVER = "cover.jpg"
_ENGLISH = {"en": "eng"}
SHORT = 255
"""Bytes of a short description."""
_KINDS = {"2": "Audiobook"}
TOLERANCE = 0.02
"""Seconds between where a chapter is heard and where a reader says that it starts."""


def output(*command: str | Path) -> str:
    """What a command prints."""
    return printed(*command).decode("utf-8", "replace")


def printed(*command: str | Path) -> bytes:
    """What a command prints, which need be no text."""
    return subprocess.run(list(map(str, command)), capture_output=True, check=False).stdout


def by_mutagen(path: Path) -> Fields:
    if path.suffix == ".mp3":
        return _of_id3(path)
    return _of_mp4(path) if path.suffix == ".m4b" else _of_comments(path)


def _of_id3(path: Path) -> Fields:
    tag = ID3(path, translate=False)
    found = {key: str(frame) for key, frame in tag.items() if not key.startswith("APIC")}
    marks = [(each.start_time / 1000, str(each.sub_frames["TIT2"])) for each in tag.getall("CHAP")]
    covers = [each.data for each in tag.getall("APIC") if each.type == 3]
    return found | {"chapters": _lines(sorted(marks)), "cover": _picture(b"".join(covers), path)}


def _of_mp4(path: Path) -> Fields:
    file = MP4(path)
    found = {}
    for key, (value, *_) in ((key, each if isinstance(each, list) else [each])
                             for key, each in file.tags.items()):  # fmt: skip
        parts = value if isinstance(value, tuple) else (value,)
        found[key] = "/".join(
            part.decode() if isinstance(part, bytes) and key != "covr" else str(part)
            for part in parts
        )
    found["stik"] = _KINDS.get(found["stik"], found["stik"])
    marks = [(each.start, each.title) for each in file.chapters or ()]
    cover = b"".join(map(bytes, file.tags["covr"]))
    return found | {"chapters": _lines(marks), "cover": _picture(cover, path)}


def _of_comments(path: Path) -> Fields:
    tags = mutagen.File(path).tags
    found = {key: "\n".join(values) for key, values in tags.as_dict().items()}
    covers = [Picture(base64.b64decode(each)) for each in tags["metadata_block_picture"]]
    front = b"".join(each.data for each in covers if each.type == 3)
    return found | {"chapters": _numbered(found), "cover": _picture(front, path)}


def by_eyed3(path: Path) -> Fields:
    text = output("eyeD3", "-v", "--no-color", path)
    found = dict(re.findall(r"^([a-z ]+): (.*)$", text, re.M))
    found["track"], found["genre"] = re.match(
        r"(\S+)\s+genre: (.*?)(?: \(id \w+\))?$", found["track"]
    ).groups()  # type: ignore[union-attr]
    end = r"(?=\n(?:UserTextFrame|FRONT_COVER|Comment|-----))"
    found |= dict(re.findall(rf"UserTextFrame: \[Description: (.*?)\]\n(.*?){end}", text, re.S))
    comment = re.search(rf"Comment: \[Description: \] \[Lang: eng\]\n(.*?){end}", text, re.S)
    cover = re.search(r"FRONT_COVER Image: \[Size: (\d+) bytes\] \[Type: image/jpeg\]", text)
    return found | {
        "Comment": comment[1] if comment else "",
        "cover": _size(cover and cover[1], path),
    }


def by_exiftool(path: Path) -> Fields:
    # Without -b it takes a text of its own name in M4B for bytes, where it is not of ASCII alone.
    ((said),) = json.loads(output("exiftool", "-j", "-a", "-G4", "-b", "-charset", "utf8", path))
    found: Fields = {}
    for key, value in said.items():
        name = key.rpartition(":")[2]
        text = "\n".join(value) if isinstance(value, list) else str(value)
        if name == "UserDefinedText":
            name, _, text = text.partition(" ")
        found.setdefault(name, text)
    for name in ("TrackNumber", "DiskNumber"):
        found[name] = found.get(name, "").replace(" of ", "/")
    if listed := found.get("ChapterList"):
        marks = re.findall(r"^\[([\d:.]+)\] (.*)$", listed, re.M)
        found["chapters"] = _lines((_seconds(clock), title) for clock, title in marks)
    else:
        found["chapters"] = _numbered(found)
    picture = found.get("CoverArt") or found.get("Picture") or ""
    front = path.suffix == ".m4b" or found.get("PictureType") == "Front Cover"
    data = base64.b64decode(picture.removeprefix("base64:")) if front else b""
    return found | {"cover": _picture(data, path)}


def by_mediainfo(path: Path) -> Fields:
    said = output("mediainfo", "--Cover_Data=base64", "--Output=JSON", path)
    tracks = json.loads(said)["media"]["track"]
    general, audio = tracks[0], tracks[1]
    found = {**general, **general.get("extra", {}), "Language": audio.get("Language", "")}
    for name in ("Track_Position", "Part_Position"):
        found[name] = f"{found.get(name)}/{found.get(f'{name}_Total')}"
    found["Language"] = _ENGLISH.get(found["Language"], found["Language"])
    menus = [_menu(track["extra"]) for track in tracks if track["@type"] == "Menu"]
    # In M4B the first is the track of chapters, as QuickTime has it, the other Nero's list.
    named = zip(("chapter track", "chapters") if len(menus) > 1 else ("chapters",), menus,
                strict=False)  # fmt: skip
    texts = {name: str(value).replace(" / ", "\n") for name, value in found.items()}
    return texts | dict(named) | {"cover": _shown_by_mediainfo(general, path)}


def _shown_by_mediainfo(general: Mapping[str, Any], path: Path) -> str:
    text = general.get("Cover_Data", "")
    if path.suffix != ".opus":
        front = path.suffix == ".m4b" or general.get("Cover_Type") == "Cover (front)"
        return _picture(base64.b64decode(text) if front else b"", path)
    # Of Opus, mediainfo 23 hands out the block with the picture, and cuts off what lies behind the
    # first 64 KB or so: kind, size and beginning are all there is to compare.
    block = base64.b64decode(text[: len(text) // 4 * 4])
    kind, start = int.from_bytes(block[:4], "big"), block.find(b"\xff\xd8\xff")
    begins = (path.parent / _COVER).read_bytes().startswith(block[start:])
    size = int.from_bytes(block[start - 4 : start], "big")
    return _size(str(size), path) if kind == 3 and start > 4 and begins else "another"


def _menu(entries: Mapping[str, Any]) -> str:
    clocks = {name: re.fullmatch(r"_(\d+)_(\d+)_(\d+)_(\d+)", name) for name in entries}
    return _lines(
        (_seconds("{}:{}:{}.{}".format(*clock.groups())), entries[name])
        for name, clock in clocks.items()
        if clock
    )


def by_ffprobe(path: Path) -> Fields:
    shown = ("-show_format", "-show_streams", "-show_chapters", "-of", "json")
    said = json.loads(output("ffprobe", "-v", "error", *shown, path))
    sound, *others = said["streams"]
    found: Fields = {**sound.get("tags", {}), **said["format"].get("tags", {})}
    found["media_type"] = _KINDS.get(found.get("media_type", ""), "")
    marks = [(float(each["start_time"]), each["tags"]["title"]) for each in said["chapters"]]
    front = [
        stream["index"]
        for stream in others
        if stream["codec_name"] == "mjpeg"
        and (path.suffix == ".m4b" or stream["tags"].get("comment") == "Cover (front)")
    ]
    pictures = ("-c", "copy", "-f", "image2pipe", "-")
    data = b"".join(
        printed("ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", f"0:{index}", *pictures)
        for index in front
    )
    return found | {"chapters": _lines(marks), "cover": _picture(data, path)}


def by_atomicparsley(path: Path) -> Fields:
    text = output("AtomicParsley", path, "-t").removeprefix("\ufeff")
    said = re.findall(
        r'^Atom "(\S+?)"(?: \[com\.apple\.iTunes;(.*?)\])? contains: (.*?)(?=\nAtom "|\s*\Z)',
        text,
        re.M | re.S,
    )
    found = {name or atom: value for atom, name, value in said}
    for atom in ("trkn", "disk"):
        found[atom] = found[atom].replace(" of ", "/")
    with tempfile.TemporaryDirectory() as folder:
        output("AtomicParsley", path, "-e", Path(folder, "picture"))
        data = b"".join(picture.read_bytes() for picture in Path(folder).iterdir())
    return found | {"cover": _picture(data, path)}


def by_opusinfo(path: Path) -> Fields:
    found = dict(
        re.findall(
            r"^\t([A-Z\d_-]+)=(.*?)(?=\n\t[A-Z\d_-]+=|\nOpus stream)",
            output("opusinfo", path),
            re.M | re.S,
        )
    )
    cover = re.match(r"3\|image/jpeg\|.*<(\d+) bytes", found.get("METADATA_BLOCK_PICTURE", ""))
    return found | {"chapters": _numbered(found), "cover": _size(cover and cover[1], path)}


READERS: dict[str, Callable[[Path], Fields]] = {
    "mutagen": by_mutagen,
    "eyeD3": by_eyed3,
    "AtomicParsley": by_atomicparsley,
    "opusinfo": by_opusinfo,
    "exiftool": by_exiftool,
    "mediainfo": by_mediainfo,
    "ffprobe": by_ffprobe,
}


def readers(table: Mapping[str, Columns]) -> list[str]:
    """Those that are here and read the format of a table."""
    knowing = {name for columns in table.values() for name in columns}
    return [name for name in READERS if name in knowing and (name == "mutagen" or _here(name))]


def _here(name: str) -> bool:
    return shutil.which(name) is not None


def rows(
    path: Path, meant: Fields, table: Mapping[str, Columns], names: list[str]
) -> Iterator[tuple[str, ...]]:
    """For each field what is meant, and what each reader makes of it."""
    read = {name: READERS[name](path) for name in names}
    for field, columns in table.items():
        cells = []
        for name in names:
            value = read[name].get(columns.get(name, ""), "nothing")
            right = agrees(field, meant[field], value)
            cells.append("–" if name not in columns else "✓" if right else repr(value))
        yield field, _shown(meant[field]), *cells


def agrees(field: str, meant: str, said: str) -> bool:
    """Whether a reader says what was meant.

    Chapters may differ by `TOLERANCE`; what is short may be cut to `SHORT`, and say so by "…".
    """
    if field.startswith("short"):
        line, begins = " ".join(meant.splitlines()), said.removesuffix("…")
        cut = said != line and SHORT - 55 < len(said.encode()) <= SHORT and said != begins
        return said == line or (cut and line.startswith(begins))
    if not field.startswith("chapter"):
        return said == meant
    pairs = [[line.partition(" ") for line in text.splitlines()] for text in (meant, said)]
    return len(pairs[0]) == len(pairs[1]) and all(
        ours[2] == theirs[2] and abs(float(ours[0]) - float(theirs[0])) <= TOLERANCE
        for ours, theirs in zip(*pairs, strict=True)
    )


def _shown(text: str) -> str:
    line = text.replace("\n", " ⏎ ").replace("|", "\\|")
    return line if len(line) <= 48 else f"{line[:47]}…"


def _picture(data: bytes, path: Path) -> str:
    same = data == (path.parent / _COVER).read_bytes()
    return _COVER if same else f"another of {len(data)} bytes"


def _size(said: str | None, path: Path) -> str:
    """For those that tell no more of a cover than its size."""
    same = said == str((path.parent / _COVER).stat().st_size)
    return _COVER if same else f"another of {said} bytes"


def _lines(marks: Iterable[tuple[float, str]]) -> str:
    return "\n".join(f"{start:.3f} {title}" for start, title in marks)


def _numbered(found: Mapping[str, str]) -> str:
    """Chapters as Vorbis comments have them, in whatever case."""
    plain = {name.upper(): text for name, text in found.items()}
    numbers = sorted(name for name in plain if re.fullmatch(r"CHAPTER\d{3}", name))
    return _lines((_seconds(plain[name]), plain[f"{name}NAME"]) for name in numbers)


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
