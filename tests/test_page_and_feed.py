"""The web page and the feed of a made story, also when it is made in parts and changed between."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html

from fullcast import inspection, pipeline
from fullcast.errors import OutputError

STORY = (
    "# The Lamp\n\nby Ada Quill\n\n## One\n\nIt rained on the quay, and the boats were in.\n\n"
    "“Who is there?” asked Mara.\n\n* * *\n\nThe lamp stayed dark.\n\n"
    "## Two\n\n“I am,” said Pim. “Who else?”\n\n## Three\n\nNobody answered him.\n"
)
URL = "https://home.example/books"
PAGE, FEED = "The Lamp.listen.html", "The Lamp.feed.xml"
BOTH = ("mp3", "page", "feed")


class Run:
    """Makes a story in a folder, and keeps the warnings."""

    def __init__(self, folder: Path) -> None:
        self.story = folder / "lamp.md"
        self.folder = folder / "out" / "The Lamp"
        self.warnings: list[str] = []

    def write(self, text: str) -> None:
        self.story.write_text(text, encoding="utf-8")

    def make(self, *formats: str, **others: Any) -> list[str]:
        """Returns the names of the files."""
        chosen = replace(
            pipeline.Settings(output=self.folder.parent, engine="tone", executor="inline"),
            **{"formats": formats or BOTH, "feed_url": URL, **others},
        )
        self.warnings = []
        progress = pipeline.Progress(
            *[lambda *told: None] * 4,
            self.warnings.append,
        )
        report = pipeline.make(pipeline.prepare(self.story, chosen), chosen, progress)
        assert all(path.is_file() for path in report.files)
        return [path.name for path in report.files]

    def page(self) -> html.HtmlElement:
        return html.document_fromstring((self.folder / PAGE).read_bytes())

    def feed(self) -> etree._Element:
        return etree.fromstring((self.folder / FEED).read_bytes())

    def wrong(self) -> set[tuple[str, str]]:
        """What a check finds."""
        return {(found.kind, found.file) for found in inspection.inspect(self.folder).findings}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    made = Run(tmp_path)
    made.write(STORY)
    return made


def test_all_files_are_made_and_told_each_once(run: Run) -> None:
    names = run.make("mp3", "vtt", "page", "feed")
    assert len(names) == len(set(names))
    assert {PAGE, FEED, "01.chapters.json", "03 - Chapter Three.vtt"} <= set(names)
    assert len([name for name in names if name.endswith(".vtt")]) == 3
    assert run.warnings == []
    assert run.wrong() == set()


def test_every_address_in_the_feed_is_a_file_of_the_output_folder(run: Run) -> None:
    run.make()
    text = (run.folder / FEED).read_text(encoding="utf-8")
    files = {address for address in re.findall(rf'{URL}/The%20Lamp/([^"<]*)', text) if address}
    assert len(files) == 3 * 3 + 3  # sound, captions and places; page, cover and the feed
    for address in files:
        assert (run.folder / address.replace("%20", " ")).is_file(), address
    assert run.feed().findtext("channel/link") == f"{URL}/The%20Lamp/{PAGE.replace(' ', '%20')}"


def test_the_feed_leads_to_the_folder_where_no_page_is_made(run: Run) -> None:
    names = run.make("mp3", "feed")
    assert PAGE not in names
    assert run.feed().findtext("channel/link") == f"{URL}/The%20Lamp/"


def test_chapters_made_one_after_the_other_are_all_in_both(run: Run) -> None:
    run.make(chapters=(1, 1))
    assert run.page().xpath("count(//*[@data-seconds])") == 1
    assert len(run.feed().findall("channel/item")) == 1
    for name in (PAGE, FEED):
        [told] = [warning for warning in run.warnings if name in warning]
        assert "no sound for chapter 2, 3:" in told
    run.make(chapters=(2, 3))
    assert run.warnings == []
    at_once = {name: (run.folder / name).read_bytes() for name in (PAGE, FEED)}
    run.make()
    assert {name: (run.folder / name).read_bytes() for name in at_once} == at_once
    assert run.wrong() == set()


def test_captions_with_the_times_of_sentences_are_not_made_anew_without_them(run: Run) -> None:
    long = "The boats were in, and the nets were dry. Nobody went out in such a storm as that. "
    run.write(STORY.replace("The lamp stayed dark.", 3 * long))
    run.make()
    captions = run.folder / "01 - Chapter One.vtt"
    exact = captions.read_bytes()
    run.make(chapters=(2, 2))
    assert captions.read_bytes() == exact
    captions.unlink()
    run.make(chapters=(2, 2))
    assert captions.read_bytes() != exact
    assert b"such a storm" in captions.read_bytes()
    run.make()
    assert captions.read_bytes() == exact


def test_a_chapter_whose_words_have_changed_is_not_shown_with_its_old_sound(run: Run) -> None:
    run.make()
    run.write(STORY.replace("the boats were in", "the boats were out"))
    run.make(chapters=(2, 2))
    page = run.page()
    assert not page.xpath("//section[@id='c1']//@data-t")
    assert "boats were out" in page.xpath("string(//section[@id='c1'])")
    assert page.xpath("//section[@id='c3']//@data-t")
    [item, *_] = run.feed().findall("channel/item")
    assert item.find("enclosure") is not None
    assert item.find("{https://podcastindex.org/namespace/1.0}transcript") is None
    told = "\n".join(run.warnings)
    assert f"{PAGE} has no sound for chapter 1:" in told
    assert f"{FEED} has no captions for chapter 1," in told
    run.make()
    assert run.page().xpath("//section[@id='c1']//@data-t")


def test_a_second_run_rewrites_nothing(run: Run) -> None:
    run.make()
    made = [run.folder / PAGE, run.folder / FEED, *run.folder.glob("*.json")]
    for path in made:
        os.utime(path, ns=(1, 1))
    run.make()
    assert {path.stat().st_mtime_ns for path in made if path.name[0] != "."} == {1}


def test_a_chapter_that_goes_takes_its_places_along(run: Run) -> None:
    run.make()
    run.write(STORY[: STORY.index("## Three")])
    run.make("mp3")
    left = {path.name for path in run.folder.iterdir()}
    assert "02.chapters.json" in left
    assert not {name for name in left if name.startswith("03")}
    # What is left tells of a chapter that is gone.
    assert run.wrong() == {("old-edition", PAGE), ("old-edition", FEED)}
    run.make()
    assert run.wrong() == set()


def test_a_feed_without_an_address_is_refused(run: Run) -> None:
    with pytest.raises(OutputError, match="--feed-url"):
        run.make(feed_url=None)


def test_a_page_is_no_story(run: Run) -> None:
    run.make()
    from fullcast.ingest import find_stories

    assert find_stories([run.story.parent]) == (run.story,)


def test_names_that_an_address_must_escape_are_found_by_it(run: Run) -> None:
    run.write("# The Lamp\n\n## 100% #1 & é?\n\n“Oh,” said Mara.\n")
    run.make()
    [href] = run.page().xpath("//*[@data-seconds]/@href")
    assert (run.folder / unquote(href)).is_file()
    [enclosure] = run.feed().iter("enclosure")
    assert enclosure.get("url") == f"{URL}/The%20Lamp/{href}"
    assert run.wrong() == set()


# What a check tells of what is made of the tracks


@pytest.mark.parametrize("name", [PAGE, FEED, "01.chapters.json", "02 - Chapter Two.vtt"])
def test_a_file_that_is_lost_or_altered_is_found(run: Run, name: str) -> None:
    run.make()
    path = run.folder / name
    data = path.read_bytes()
    for altered in (data[:-1], data + b"\n", data.replace(b"T", b"X", 1), b""):
        path.write_bytes(altered)
        assert run.wrong() == {("altered-edition", name)}
    path.unlink()
    assert run.wrong() == {("missing-edition", name)}
    run.make()
    assert run.wrong() == set()
    assert path.read_bytes() == data


def test_what_is_of_earlier_tracks_is_found_and_only_that(run: Run) -> None:
    run.make()
    run.write(STORY.replace("Who else?", "Who else, at this hour?"))
    run.make("mp3")
    assert run.wrong() == {
        ("old-edition", name) for name in (PAGE, FEED, "02.chapters.json", "02 - Chapter Two.vtt")
    }
    run.make("mp3", "page")
    assert ("old-edition", PAGE) not in run.wrong()


def test_what_is_deleted_and_not_asked_for_again_is_forgotten(run: Run) -> None:
    run.make()
    (run.folder / PAGE).unlink()
    run.make("mp3")
    assert run.wrong() == set()


def test_manifests_without_editions_are_read_and_damaged_ones_told(run: Run) -> None:
    run.make()
    path = run.folder / ".fullcast.json"
    document = json.loads(path.read_bytes())
    assert [each["file"] for each in document["editions"]] == sorted(
        each["file"] for each in document["editions"]
    )
    entry = document["editions"][0]
    for wrong in ({**entry, "file": "../x"}, {**entry, "sha256": 7}, {"file": "x"}, "x"):
        path.write_text(json.dumps({**document, "editions": [wrong]}), encoding="utf-8")
        assert ("manifest", ".fullcast.json") in run.wrong()
    del document["editions"]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert run.wrong() == set()
