"""What a user says of a book holds in everything that is made of it."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from PIL import Image

from fullcast import inspection, pipeline
from fullcast.errors import StoryError
from fullcast.particulars import Particulars

STORY = """---
title: Mill
author: Ada Quill
series: Lamps
published: 2019-05-02
genre: Drama
---

## The Door

"Is anybody there?" Rowan asked.

## The Bread

"Eat," said Mistress Hale.
"""
VOICES = """stories:
  Mill:
    author: {name: From File}
    series: "File #7"
    year: 2001
    narrator: {name: File Reader}
"""
OPTIONS = Particulars(
    author="Bo Marsh",
    series="Boats",
    series_number="2",
    year=2020,
    genres=("Mystery", "Comedy"),
    narrators=("Ann Vane",),
)


def picture(path: Path, side: int = 600) -> Path:
    Image.new("RGB", (side, side), "red").save(path)
    return path


def settings(folder: Path, **others: object) -> pipeline.Settings:
    chosen = pipeline.Settings(
        output=folder / "out", engine="tone", executor="inline", formats=("mp3", "epub")
    )
    return replace(chosen, **others)  # type: ignore[arg-type]


def make(folder: Path, story: str = STORY, **others: object) -> tuple[Path, list[str]]:
    """The folder of the audiobook, and the warnings."""
    (folder / "story.md").write_text(story, encoding="utf-8")
    chosen = settings(folder, **others)
    production = pipeline.prepare(folder / "story.md", chosen)
    told: list[str] = []
    quiet = [lambda *args: None] * 4
    pipeline.make(production, chosen, pipeline.Progress(*quiet, told.append))
    return production.place.folder, told


def shown(folder: Path) -> dict[str, object]:
    """What each file says of the book, by its name and field."""
    tag = ID3(folder / next(path.name for path in sorted(folder.glob("*.mp3"))), translate=False)
    library = json.loads((folder / "metadata.json").read_bytes())
    (book,) = folder.glob("*.epub")
    with zipfile.ZipFile(book) as held:
        package = held.read(next(n for n in held.namelist() if n.endswith(".opf"))).decode()
    with Image.open(folder / "cover.jpg") as cover:
        colour = cover.convert("RGB").getpixel((0, 0))
    embedded = tag.getall("APIC")[0].data == (folder / "cover.jpg").read_bytes()
    return {
        "folder": folder.name,
        "playlist": [path.name for path in folder.glob("*.m3u8")],
        "title": (str(tag["TALB"]), library["title"], *inside(package, "dc:title")),
        "author": (str(tag["TPE1"]), *library["authors"], *inside(package, "dc:creator")),
        "series": (str(tag["TIT1"]), *library["series"], *inside(package, "meta", "belongs-to")),
        "year": (str(tag["TYER"]), library["publishedYear"], *inside(package, "dc:date")),
        "genre": (str(tag["TCON"]), "; ".join(library["genres"])),
        "subjects": inside(package, "dc:subject"),
        "narrator": (
            str(tag["TCOM"]),
            *library["narrators"],
            *inside(package, "meta", "media:narrator"),
        ),
        "cover": (colour, embedded),
    }


def inside(package: str, element: str, attribute: str = "") -> list[str]:
    return re.findall(rf"<{element}\b[^>]*{attribute}[^>]*>([^<]+)<", package)


def test_options_go_before_voices_yaml_and_the_story_in_every_file(tmp_path: Path) -> None:
    voices = tmp_path / "voices.yaml"
    voices.write_text(VOICES)
    red = picture(tmp_path / "red.png")
    folder, _ = make(
        tmp_path,
        voices=voices,
        title="The Boats: One/Two",
        particulars=replace(OPTIONS, cover=red),
    )
    found = shown(folder)
    (red_pixel, embedded) = found.pop("cover")  # type: ignore[misc]
    assert embedded
    assert red_pixel[0] > 250
    assert found == {
        "folder": "The Boats One Two",
        "playlist": ["The Boats One Two.m3u8"],
        "title": ("The Boats: One/Two",) * 3,
        "author": ("Bo Marsh",) * 3,
        "series": ("Boats #2", "Boats #2", "Boats"),
        "year": ("2020",) * 3,
        "genre": ("Mystery; Comedy",) * 2,
        "subjects": ["Mystery", "Comedy"],
        "narrator": ("Ann Vane",) * 3,
    }
    assert inspection.inspect(folder).findings == ()


def test_voices_yaml_goes_before_the_story(tmp_path: Path) -> None:
    voices = tmp_path / "voices.yaml"
    voices.write_text(f"{VOICES}    title: The Mill Again\n    cover: blue.png\n")
    Image.new("RGB", (400, 400), "blue").save(tmp_path / "blue.png")
    folder, warnings = make(tmp_path, voices=voices)
    found = shown(folder)
    assert warnings == []
    assert (found["folder"], found["title"]) == ("The Mill Again", ("The Mill Again",) * 3)
    assert found["author"] == ("From File",) * 3
    assert found["series"] == ("File #7", "File #7", "File")
    assert found["year"] == ("2001",) * 3
    assert found["genre"] == ("Drama",) * 2
    assert found["narrator"] == ("File Reader",) * 3
    assert found["cover"][0][2] > 250  # type: ignore[index]


def test_what_the_story_states_counts_else(tmp_path: Path) -> None:
    folder, _ = make(tmp_path)
    found = shown(folder)
    assert found["title"] == ("Mill",) * 3
    assert found["author"] == ("Ada Quill",) * 3
    assert found["series"] == ("Lamps",) * 3
    assert found["year"] == ("2019",) * 3
    assert found["genre"] == ("Drama",) * 2
    assert found["narrator"] == ("Fullcast",) * 3


def test_a_new_year_alters_the_tags_and_speaks_nothing_anew(tmp_path: Path) -> None:
    folder, _ = make(tmp_path)
    before = shown(folder)
    again, _ = make(tmp_path, particulars=Particulars(year=1931))
    assert again == folder
    assert shown(folder) == before | {"year": ("1931",) * 3}
    assert inspection.inspect(folder).findings == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "cannot be read: there is no such picture; give the path of a JPEG or PNG"),
        (b"", "cannot be read as a picture: replace it by a JPEG or PNG"),
        (b"hello", "cannot be read as a picture: replace it by a JPEG or PNG"),
        (b"\xff\xd8\xff\xe0 torn", "cannot be read as a picture"),
    ],
)
def test_a_cover_that_is_none(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "cover.png"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(StoryError) as caught:
        make(tmp_path, particulars=Particulars(cover=path))
    assert str(caught.value).startswith(f"the cover {path} ")
    assert message in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_cover_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = picture(tmp_path / "cover.png")
    monkeypatch.setattr("fullcast.metadata.LARGEST_COVER", 100)
    with pytest.raises(StoryError, match="is larger than 0 MiB: give a smaller picture"):
        make(tmp_path, particulars=Particulars(cover=path))
    monkeypatch.undo()
    file = BytesIO()
    Image.new("1", (8, 8)).save(file, "BMP")
    bomb = bytearray(file.getvalue())
    bomb[18:26] = (40_000).to_bytes(4, "little") * 2
    path.write_bytes(bytes(bomb))
    with pytest.raises(StoryError, match=r"the cover .* is too large a picture"):
        make(tmp_path, particulars=Particulars(cover=path))


def test_a_folder_in_place_of_a_cover(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="cannot be read: "):
        make(tmp_path, particulars=Particulars(cover=tmp_path))


def test_a_storys_own_cover_that_is_damaged_is_drawn_and_told(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text(STORY)
    chosen = settings(tmp_path)
    production = pipeline.prepare(tmp_path / "story.md", chosen)
    production = replace(production, book=replace(production.book, cover=b"torn"))
    told: list[str] = []
    quiet = [lambda *args: None] * 4
    pipeline.make(production, chosen, pipeline.Progress(*quiet, told.append))
    assert [each for each in told if "cover" in each] == [
        "the story's cover cannot be read as a picture: replace it by a JPEG or PNG; until then "
        "one is drawn"
    ]
    assert inspection.inspect(production.place.folder).findings == ()
