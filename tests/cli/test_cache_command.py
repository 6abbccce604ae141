"""`fullcast cache`: what is kept, for which story, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import FERRY, TONE, Cli

from fullcast.cli.cache import size_words


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Cli:
    """Two stories are made."""
    (tmp_path / "ferry.txt").write_text(FERRY)
    assert cli("make", "mill.txt", "ferry.txt", *TONE).code == 0
    return cli


def test_the_cache_is_shown_by_kind_engine_and_story(made: Cli, tmp_path: Path) -> None:
    shown = made("cache")
    assert shown.code == 0
    assert shown.out.startswith(f"{tmp_path / 'cache'}\n\nkind ")
    for word in ("clips", "passages", "studies", "tone", "The Mill on the Hill", "The Ferry"):
        assert word in shown.out
    assert "(no story)" not in shown.out
    assert "share counts for each" in shown.out


def test_the_same_as_json(made: Cli, tmp_path: Path) -> None:
    found = made("cache", "--json").json
    ferry, mill = found["stories"]
    assert (ferry["title"], mill["title"]) == ("The Ferry", "The Mill on the Hill")
    assert ferry["folder"] == str(tmp_path / "output" / "The Ferry")
    files = found["kinds"]["clips"]["files"]
    # The narrator's voice spoke one passage to be levelled, for both.
    assert ferry["clips"]["files"] + mill["clips"]["files"] > files
    assert found["engines"]["tone"] == found["kinds"]["clips"]
    assert found["no_story"] == {"files": 0, "bytes": 0}
    assert found["total"]["bytes"] == sum(
        path.stat().st_size for path in (tmp_path / "cache").rglob("*") if path.is_file()
    )


def test_what_a_changed_line_leaves_behind_belongs_to_no_story(made: Cli, tmp_path: Path) -> None:
    story = tmp_path / "mill.txt"
    story.write_text(story.read_text().replace("Rowan knocked twice", "Rowan knocked thrice"))
    assert made("make", "mill.txt", *TONE).code == 0
    found = made("cache", "--json").json
    assert found["no_story"]["files"] == 3  # a clip, the passage it was in, and its level
    assert "(no story)" in made("cache").out


def test_a_sample_is_noted_too(cli: Cli) -> None:
    assert cli("make", "mill.txt", "--sample", "3", *TONE).code == 0
    found = cli("cache", "--json").json
    assert [each["title"] for each in found["stories"]] == ["The Mill on the Hill"]
    assert found["no_story"]["files"] == 0


def test_what_is_pruned_is_made_again_alike(made: Cli, tmp_path: Path) -> None:
    tracks = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.mp3")}
    pruned = made("cache", "prune", "--story", "the ferry")
    assert pruned.code == 0
    assert pruned.out.startswith("Removed: clips ")
    assert [s["title"] for s in made("cache", "--json").json["stories"]] == ["The Mill on the Hill"]
    for path in tracks:
        path.unlink()
    again = made("make", "mill.txt", "ferry.txt", "--json", *TONE)
    assert again.code == 0
    assert again.json["lines"]["spoken"] > 0
    assert {path: path.read_bytes() for path in tracks} == tracks


def test_a_dry_run_says_what_would_go(made: Cli) -> None:
    before = made("cache").out
    told = made("cache", "prune", "--larger-than", "100kB", "--dry-run")
    assert told.out.startswith("Would remove: ")
    assert made("cache").out == before


def test_nothing_is_pruned_without_being_asked_for(made: Cli) -> None:
    before = made("cache").out
    assert made("cache", "prune").out.startswith("Removed: nothing\n")
    assert made("cache").out == before


def test_verify_names_and_removes_what_is_damaged(made: Cli, tmp_path: Path) -> None:
    clip = sorted((tmp_path / "cache").glob("??/*.wav"))[0]
    assert made("cache", "verify").code == 0
    clip.write_bytes(clip.read_bytes()[:-4])
    found = made("cache", "verify")
    assert found.code == 3
    assert f"{clip}: its checksum is wrong\n" in found.out
    assert made("cache", "verify", "--json").json["damaged"] == [
        {"path": str(clip), "reason": "its checksum is wrong", "removed": False}
    ]
    repaired = made("cache", "verify", "--repair")
    assert (repaired.code, clip.exists()) == (0, False)
    assert "; removed" in repaired.out
    assert made("cache", "verify").code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("prune", "--larger-than", "2 lots"),
        ("prune", "--older-than", "-1"),
        ("prune", "--kind", "other"),
        ("--json", "verify"),
        ("empty",),
    ],
)
def test_wrong_usage_is_told(cli: Cli, wrong: tuple[str, ...]) -> None:
    told = cli("cache", *wrong)
    assert told.code == 2
    assert "Traceback" not in told.err


def test_an_unknown_story_is_one_sentence(made: Cli) -> None:
    told = made("cache", "prune", "--story", "The Quarry")
    assert told.code == 1
    assert told.error == 'The cache knows no story "The Quarry". `fullcast cache` lists those it ' \
        "knows."  # fmt: skip


def test_an_empty_cache_is_shown(cli: Cli) -> None:
    assert cli("cache").code == 0
    assert cli("cache", "verify").out == "0 files checked, 0 damaged\n"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9949, "9.9 kB"),
        (9950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (2_340_000_000, "2.3 GB"),
        (5 * 10**18, "5000 PB"),
    ],
)
def test_sizes_have_two_or_three_digits(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("given", "left"), [("0", 0), ("1k", 1000), ("1.5 kB", 1500), ("2GB", None), ("2g", None)]
)
def test_sizes_are_read(made: Cli, given: str, left: int | None) -> None:
    before = made("cache", "--json").json["total"]["bytes"]
    pruned = made("cache", "prune", "--larger-than", given, "--json").json
    assert pruned["left"]["bytes"] <= (before if left is None else left)
    assert bool(pruned["removed"]) == (left is not None)
