"""The options that tell of a book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import FERRY, MILL, TONE, Cli
from PIL import Image


@pytest.fixture(autouse=True)
def stories(cli: Cli) -> None:
    Path("mill.txt").write_text(MILL)
    Path("ferry.txt").write_text(FERRY)


def test_all_of_them(cli: Cli) -> None:
    Image.new("RGB", (500, 500), "navy").save("navy.png")
    done = cli(
        *("make", "mill.txt", *TONE, "--json", "--title", "The Old Mill", "--author", "Bo Marsh"),
        *("--series", "Lamps #2", "--year", "2020", "--genre", "Mystery; Drama"),
        *("--narrator", "Ann Vane; Cy Holt", "--cover", "navy.png"),
    )
    assert done.code == 0
    said = json.loads(Path("output/The Old Mill/metadata.json").read_bytes())
    assert (said["title"], said["authors"]) == ("The Old Mill", ["Bo Marsh"])
    assert (said["series"], said["publishedYear"]) == (["Lamps #2"], "2020")
    assert said["genres"] == ["Mystery", "Drama"]
    assert said["narrators"] == ["Ann Vane", "Cy Holt"]
    assert "output/The Old Mill/metadata.json" in done.json["files"]
    assert cli("check", "output").code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--year", "abc"], 'it must be a year of four digits, such as 2024, not "abc"'),
        (["--year", "24"], 'it must be a year of four digits, such as 2024, not "24"'),
        (["--series", "#"], 'it must be "Name #2", or "Name" alone, not "#"'),
        (["--series", "Lamps #two"], 'it must be "Name #2", or "Name" alone'),
        (["--author", " "], "it must not be empty"),
        (["--title", ""], "it must not be empty"),
        (["--genre", ";"], "it must not be empty"),
        (["--narrator", "x" * 301], "it must not be longer than 300 characters"),
        (["--auther", "x"], "No such option '--auther'"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(cli: Cli, options: list[str], message: str) -> None:
    done = cli("make", "mill.txt", *TONE, *options)
    assert done.code == 2
    assert message in done.error
    assert not Path("output").exists()


@pytest.mark.parametrize("name", ["gone.png", "mill.txt"])
def test_a_cover_that_is_no_picture_is_an_error(cli: Cli, name: str) -> None:
    done = cli("make", "mill.txt", *TONE, "--cover", name)
    assert done.code == 1
    assert done.error.startswith(f"the cover {name} cannot be read")
    assert not Path("output").exists()


def test_a_place_in_a_series_is_that_of_one_story(cli: Cli) -> None:
    done = cli("make", "mill.txt", "ferry.txt", *TONE, "--series", "Lamps #2")
    assert (done.code, done.error) == (2, "--series with a number goes with one story.")
    assert cli("make", "mill.txt", "ferry.txt", *TONE, "--series", "Lamps").code == 0
    for title in ("The Mill on the Hill", "The Ferry"):
        said = json.loads(Path("output", title, "metadata.json").read_bytes())
        assert said["series"] == ["Lamps"]
