"""The podcast feed: its tags, whose chapters it has, and that it is the same each time."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from listening import BOOK, CAST, NAMES, made
from lxml import etree

from fullcast.errors import OutputError
from fullcast.publishing import (
    Episode,
    Feed,
    PlayerPage,
    chapters_file,
    chapters_json,
    feed,
    one_line,
)

NAMES_OF_TAGS = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
FOLDER = "https://home.example/books/Salt%20%26%20Smoke/"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PlayerPage:
    return made(tmp_path_factory.mktemp("feed"))


@pytest.fixture(scope="module")
def told(page: PlayerPage) -> Feed:
    chapters = {each.number: each for each in page.chapters}
    episodes = tuple(Episode(chapters[number], track) for number, track in page.tracks.items())
    return Feed(BOOK, CAST, episodes, FOLDER, "Salt & Smoke.feed.xml", "cover.jpg")


@pytest.fixture(scope="module")
def tree(told: Feed) -> etree._Element:
    return etree.fromstring(feed(told).encode())


def found(tree: etree._Element, path: str) -> list[str]:
    got = tree.xpath(path, namespaces=NAMES_OF_TAGS)
    assert isinstance(got, list)
    return [str(each) for each in got]


def test_the_channel_is_an_audiobook_with_a_picture(tree: etree._Element) -> None:
    def channel(path: str) -> list[str]:
        return found(tree, f"/rss[@version='2.0']/channel/{path}")

    assert channel("title/text()") == [one_line(BOOK.title)]
    assert channel("description/text()") == ["A story\nof fog & salt."]
    assert channel("language/text()") == ["en"]
    assert channel("link/text()") == [FOLDER]
    assert channel("itunes:author/text()") == ["Ada <Quill>"]
    assert channel("itunes:type/text()") == ["serial"]
    assert channel("itunes:image/@href") == channel("image/url/text()") == [f"{FOLDER}cover.jpg"]
    assert channel("itunes:block/text()") == ["Yes"]
    assert channel("podcast:medium/text()") == ["audiobook"]
    own = f"{FOLDER}Salt%20%26%20Smoke.feed.xml"
    assert channel("atom:link[@rel='self']/@href") == [own]


def test_the_guid_of_the_podcast_is_that_of_its_address(tree: etree._Element) -> None:
    # An example of the namespace's own documentation.
    podcasts = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    known = uuid.uuid5(podcasts, "podnews.net/rss")
    assert str(known) == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    seed = f"{FOLDER}Salt%20%26%20Smoke.feed.xml".removeprefix("https://")
    assert found(tree, "//podcast:guid/text()") == [str(uuid.uuid5(podcasts, seed))]


def test_each_chapter_is_an_episode_with_its_sound(tree: etree._Element, page: PlayerPage) -> None:
    tracks = page.tracks.values()
    assert found(tree, "//item/title/text()") == [track.title for track in tracks]
    assert found(tree, "//item/itunes:episode/text()") == ["1", "2", "4"]
    assert found(tree, "//item/itunes:duration/text()") == [f"{t.duration:.0f}" for t in tracks]
    urls = found(tree, "//item/enclosure/@url")
    assert [unquote(url.removeprefix(FOLDER)) for url in urls] == [t.path.name for t in tracks]
    assert all(re.fullmatch(r"[\w./:%~-]+", url) for url in urls)
    sizes = [str(track.path.stat().st_size) for track in tracks]
    assert found(tree, "//item/enclosure/@length") == sizes
    assert set(found(tree, "//item/enclosure/@type")) == {"audio/mpeg"}
    assert found(tree, "//item/itunes:season/text()") == ["2"] * 3
    assert found(tree, "//item/podcast:season/@name") == ["The Quay"] * 3


def test_episodes_are_known_again_and_in_order(tree: etree._Element, told: Feed) -> None:
    guids = found(tree, "//item/guid[@isPermaLink='false']/text()")
    assert len({*guids}) == 3
    moved = etree.fromstring(feed(replace(told, address="http://other.example/")).encode())
    assert found(moved, "//item/guid/text()") == guids
    assert found(moved, "//podcast:guid/text()") != found(tree, "//podcast:guid/text()")
    later = etree.fromstring(feed(replace(told, episodes=told.episodes[1:])).encode())
    assert found(later, "//item/guid/text()") == guids[1:]
    dates = [parsedate_to_datetime(each) for each in found(tree, "//item/pubDate/text()")]
    assert dates == sorted({*dates})
    assert (dates[2] - dates[0]).days == 3


def test_the_cast_is_told_of_all_and_of_those_in_a_chapter(told: Feed, page: PlayerPage) -> None:
    [first, *others] = told.episodes
    silenced = tuple(
        each for each in first.track.lines if each.line.speaker not in (NAMES[1], "Author")
    )
    quieter = replace(first, track=replace(first.track, lines=silenced))
    tree = etree.fromstring(feed(replace(told, episodes=(quieter, *others))).encode())
    everybody = [
        *("Ada <Quill>", "Narrator (voice: alto)", f"{NAMES[0]} (voice: bass)"),
        *(f"{NAMES[1]} (voice: tenor+1)", "Author (voice: lass)"),
    ]
    assert found(tree, "//channel/podcast:person/text()") == everybody
    assert found(tree, "//item[1]/podcast:person/text()") == everybody[:3]
    assert found(tree, "//item[2]/podcast:person/text()") == everybody
    roles = found(tree, "//item[1]/podcast:person/@role")
    assert roles == ["Author", "Narrator", "Voice Actor"]
    assert found(tree, "//item[1]/podcast:person/@group") == ["Writing", "Cast", "Cast"]


def test_captions_and_places_lie_beside_the_tracks(tree: etree._Element, page: PlayerPage) -> None:
    tracks = list(page.tracks.values())
    captions = found(tree, "//item/podcast:transcript[@type='text/vtt']/@url")
    assert [unquote(url.removeprefix(FOLDER)) for url in captions] == [
        track.path.with_suffix(".vtt").name for track in tracks
    ]
    places = found(tree, "//item/podcast:chapters[@type='application/json+chapters']/@url")
    assert [url.removeprefix(FOLDER) for url in places] == [
        *("01.chapters.json", "02.chapters.json", "04.chapters.json"),
    ]
    assert [chapters_file(track.path).name for track in tracks] == [
        unquote(url.removeprefix(FOLDER)) for url in places
    ]


def test_places_are_the_beginning_the_scenes_and_the_markers(told: Feed) -> None:
    [first, *_] = told.episodes
    document = json.loads(chapters_json(BOOK, first))
    assert document["version"] == "1.2.0"
    assert document["fileName"] == first.track.path.name
    starts = [timed.start for timed in first.track.lines]
    assert document["chapters"] == [
        {"startTime": 0.0, "endTime": starts[6], "title": "One"},
        {"startTime": starts[6], "endTime": starts[8], "title": "At last,"},
        {
            "startTime": starts[8],
            "endTime": round(first.track.duration, 3),
            "title": "Flashback",
        },
    ]


def test_nothing_is_told_of_a_chapter_whose_words_are_not_known(told: Feed) -> None:
    [first, *others] = told.episodes
    unknown = replace(first, track=replace(first.track, lines=()))
    tree = etree.fromstring(feed(replace(told, episodes=(unknown, *others))).encode())
    assert len(found(tree, "//item/enclosure/@url")) == 3
    assert not found(tree, "//item[1]/podcast:*[not(self::podcast:episode)]/@url")
    assert not found(tree, "//item[1]/podcast:person/text()")


@pytest.mark.parametrize("number", [None, "0", "2.5", "II", "-1", "٣", ""])
def test_a_place_in_a_series_that_is_no_number_is_no_season(told: Feed, number: str) -> None:
    other = replace(told, book=replace(BOOK, series_number=number))
    assert "season" not in feed(other)


def test_a_book_of_which_little_is_known_has_a_feed(told: Feed) -> None:
    bare = replace(BOOK, author=None, series=None, series_number=None, description=None)
    bare = replace(bare, language="not a tag", title="Salt")
    tree = etree.fromstring(feed(replace(told, book=bare, page="Salt.listen.html")).encode())
    assert found(tree, "//channel/description/text()") == ["Salt, with a full cast."]
    assert found(tree, "//channel/link/text()") == [f"{FOLDER}Salt.listen.html"]
    assert not found(tree, "//language | //itunes:author | //podcast:person[@role='Author']")


def test_the_same_audiobook_gives_the_same_feed(told: Feed) -> None:
    assert feed(told) == feed(told)
    assert chapters_json(BOOK, told.episodes[0]) == chapters_json(BOOK, told.episodes[0])


def test_a_lost_track_is_told(told: Feed, tmp_path: Path) -> None:
    [first, *_] = told.episodes
    lost = replace(first, track=replace(first.track, path=tmp_path / "01 - x.mp3"))
    with pytest.raises(OutputError, match=r"01 - x\.mp3 cannot be read"):
        feed(replace(told, episodes=(lost,)))


def test_a_parser_of_podcasts_reads_it(told: Feed, page: PlayerPage) -> None:
    feedparser = pytest.importorskip("feedparser", reason="needs feedparser, of the dev extra")
    read = feedparser.parse(feed(told))
    assert not read.bozo
    assert read.version == "rss20"
    assert read.feed.title.startswith("Salt & ")
    assert read.feed.image.href == f"{FOLDER}cover.jpg"
    assert [entry.title for entry in read.entries] == ["One", "Two & more", "Four"]
    assert [entry.enclosures[0].type for entry in read.entries] == ["audio/mpeg"] * 3
    assert [entry.published_parsed.tm_mday for entry in read.entries] == [1, 2, 4]
    assert len({entry.id for entry in read.entries}) == 3
