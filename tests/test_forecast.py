"""What `make --dry-run` says is what `make` then does."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import forecast, pipeline
from fullcast.model import Kind
from fullcast.rendering import Store
from fullcast.speeds import ABOUT, Speeds

CHAPTERS = 3
QUIET = pipeline.Progress(*[lambda *told: None] * 5)


def _story(changed: str = "slow") -> str:
    """Chapters of many passages, with sentences that come twice."""
    rows = ["The Long Road", "by Ann One"]
    for number in range(1, CHAPTERS + 1):
        rows.append(f"Chapter {number}: Mile {number}")
        for at in range(14):
            pace = changed if (number, at) == (2, 12) else "slow"
            rows.append(f"The {pace} cart of house {at % 9} went past gate {number}. Then rain.")
            rows.append(f'"Mind the {at}th stone," said Rowan.')
    return "\n\n".join(rows) + "\n"


class Road:
    """A story that is planned and made."""

    def __init__(self, folder: Path) -> None:
        self.story = folder / "road.txt"
        self.story.write_text(_story())
        (folder / "v.yaml").write_text("")
        self.folder = folder

    def check(
        self, formats: tuple[str, ...] = ("mp3",), chapters: tuple[int, int] | None = None
    ) -> forecast.Forecast:
        """The plan, once it was found to be what is done."""
        chosen = pipeline.Settings(
            output=self.folder / "output", voices=self.folder / "v.yaml", engine="tone",
            executor="inline", formats=formats, chapters=chapters,
            feed_url="https://example.org/a", read=frozenset[Kind](),
        )  # fmt: skip
        plan = pipeline.plan(pipeline.prepare(self.story, chosen), chosen)
        made = pipeline.make(pipeline.prepare(self.story, chosen), chosen, QUIET)
        assert (plan.spoken, plan.reused) == (made.spoken, made.reused)
        assert plan.files == made.files
        assert plan.seconds == pytest.approx(made.seconds, rel=0.1)
        size = sum(path.stat().st_size for path in made.files)
        assert plan.size == pytest.approx(size, rel=0.15)
        return plan


@pytest.fixture
def road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Road:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    return Road(tmp_path)


def test_a_new_story_is_spoken_and_encoded(road: Road) -> None:
    plan = road.check()
    assert plan.reused > 0
    assert plan.sentences.spoken < plan.sentences.total
    assert (plan.unchanged, plan.kept) == (0, 0)
    assert plan.pressed > CHAPTERS
    assert not plan.engines["tone"].measured


def test_what_is_made_stays(road: Road) -> None:
    road.check()
    plan = road.check()
    assert (plan.spoken, plan.unchanged, plan.pressed, plan.kept) == (0, CHAPTERS, 0, 0)
    assert plan.takes == 0


def test_one_changed_line_is_spoken_and_its_passage_encoded(road: Road) -> None:
    road.check()
    road.story.write_text(_story("swift"))
    plan = road.check()
    assert (plan.spoken, plan.unchanged) == (1, CHAPTERS - 1)
    assert plan.pressed > 0
    assert plan.engines["tone"].measured


def test_a_part_of_the_story_and_then_the_rest(road: Road) -> None:
    assert road.check(chapters=(2, 3)).unchanged == 0
    assert road.check(("mp3", "vtt", "page")).unchanged == 2


def test_lost_clips_are_spoken_only_where_they_are_needed(road: Road) -> None:
    road.check()
    for clip in sorted((road.folder / "cache").rglob("*.wav"))[::2]:
        clip.unlink()
    road.check()


def test_other_formats_are_named_and_sized(road: Road) -> None:
    road.check(("mp3", "vtt", "srt", "epub", "page", "feed", "opus", "mp3-single"))


def test_an_interrupted_run_goes_on_as_planned(road: Road) -> None:
    road.check(chapters=(1, 1))
    for track in (road.folder / "output").rglob("*.mp3"):
        track.unlink()
    plan = road.check()
    assert plan.kept > 1
    assert plan.unchanged == 0


def test_a_file_of_all_chapters_takes_time_until_it_stands(road: Road) -> None:
    plain = road.check()
    first = road.check(("mp3", "opus"))
    assert plain.takes is not None
    assert first.takes is not None
    assert first.takes == pytest.approx(first.seconds * ABOUT["whole/opus"])
    assert Speeds(Store.named("speeds")).of("whole/opus")[1]
    assert road.check(("mp3", "opus")).takes == 0
    road.story.write_text(_story("swift"))
    again = road.check(("mp3", "opus"))
    each = Speeds(Store.named("speeds")).of("whole/opus")[0]
    assert again.takes is not None
    assert again.takes >= each * again.seconds


def test_a_file_of_all_chapters_is_made_again_when_others_changed_them(road: Road) -> None:
    road.check(("mp3", "opus"))
    road.story.write_text(_story("swift"))
    road.check()
    each = Speeds(Store.named("speeds")).of("whole/opus")[0]
    one = road.check(("mp3", "opus"), chapters=(1, 1))
    assert one.unchanged == 1
    assert one.takes is not None
    assert one.takes > each * one.seconds * 2  # as it holds the other chapters, too
