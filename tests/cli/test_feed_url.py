"""`fullcast make --format feed --feed-url`: what is asked for, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import TONE, Cli

FEED = Path("output/The Mill on the Hill/The Mill on the Hill.feed.xml")


def test_a_page_and_a_feed_are_made(cli: Cli) -> None:
    told = ("--format", "page,feed", "--feed-url", " https://home.example:8443/books/ ")
    made = cli("make", "mill.txt", *TONE, *told, "--json")
    assert made.code == 0
    names = {Path(file).name for file in made.json["files"]}
    assert {FEED.name, "The Mill on the Hill.listen.html", "01.chapters.json"} <= names
    assert "https://home.example:8443/books/The%20Mill%20on%20the%20Hill/01" in FEED.read_text()


def test_the_address_may_stand_in_the_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLCAST_FEED_URL", "http://192.168.1.7/books")
    assert cli("make", "mill.txt", *TONE, "--format", "feed").code == 0
    assert '"http://192.168.1.7/books/' in FEED.read_text()


def test_a_feed_needs_an_address(cli: Cli) -> None:
    wrong = cli("make", "mill.txt", *TONE, "--format", "feed")
    assert wrong.code == 2
    assert "--feed-url, the address at which the output folder is" in wrong.error
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("home.example/books", "such as https://"),
        ("ftp://home.example/books", "such as https://"),
        ("https://", "such as https://"),
        ("https://home.example:99999/", "such as https://"),
        ("https://home.example/my books", "such as https://"),
        ("https://home.example/<b>", "such as https://"),
        ("https://home.example/é", "such as https://"),
        ("https://home.example/?books", "leave out what follows"),
        ("https://home.example/#", "leave out what follows"),
    ],
)
def test_addresses_that_are_none_are_refused(cli: Cli, url: str, told: str) -> None:
    wrong = cli("make", "mill.txt", *TONE, "--format", "feed", "--feed-url", url)
    assert wrong.code == 2
    assert told in wrong.error
    assert not Path("output").exists()


@pytest.mark.parametrize("name", ["page", "feed"])
def test_neither_goes_with_a_sample(cli: Cli, name: str) -> None:
    told = ("--format", name, "--feed-url", "https://home.example", "--sample", "5")
    wrong = cli("make", "mill.txt", *TONE, *told)
    assert wrong.code == 2
    assert f"--format {name} does not go with --sample" in wrong.error
