"""`fullcast make`: from stories to audiobooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fullcast.cli import coding, feed_option, plans
from fullcast.cli.about import about, numbered, particulars_options
from fullcast.cli.display import Asking
from fullcast.cli.options import ChapterRange, Profile, casting_options, settings, stories_argument
from fullcast.cli.output import print_json, warn
from fullcast.cli.progress import display, progress_option
from fullcast.cli.stopping import orderly
from fullcast.errors import ClusterError, FullcastError

if TYPE_CHECKING:
    from fullcast.model import ProfileName
    from fullcast.pipeline import Production, Report, Settings

_T = TypeVar("_T")

FAILED = 1
MISSING = 3


class _Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats with commas between."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from fullcast.publishing import formats_named, hindrance

        try:
            formats = value if isinstance(value, tuple) else formats_named(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        # Before anything is spoken for hours.
        if reason := hindrance(formats):
            self.fail(reason, param, ctx)
        return formats


@click.command()
@stories_argument
@particulars_options
@casting_options
@click.option("--format", "formats", type=_Formats(), default="mp3", show_default=True,
              metavar="NAME,...", help="What to make: mp3 (always), captions beside it as vtt, "
              "srt or lrc, an epub that is read along, a web page with a player, a podcast feed "
              "for a server of your own, and the book in one file with chapters as m4b, opus or "
              "mp3-single.")  # fmt: skip
@feed_option.feed_option
@click.option("--profile", type=Profile(), metavar="NAME",
              help="Levels, silence and bitrate for whoever gets it. [default: plain, or what "
              "voices.yaml says]")  # fmt: skip
@coding.coding_options
@click.option("--jobs", type=click.IntRange(1, 256),
              help="Speak with so many processes. [default: one a core]")  # fmt: skip
@click.option("--executor", default="processes", show_default=True,
              help="Where to speak: inline, processes, processes:N, or on a cluster: "
              "dask://HOST:PORT.")  # fmt: skip
@click.option("--chapters", type=ChapterRange(), help="Only these chapters: 3, 1-3, 2- or -4.")
@click.option("--sample", type=click.FloatRange(min=1), metavar="SECONDS",
              help="Only the first seconds, into sample.mp3.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be spoken, reused and "
              "encoded, how long it takes and how large it gets, and speak nothing.")  # fmt: skip
@progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def make(
    stories: tuple[Path, ...],
    formats: tuple[str, ...],
    feed_url: str | None,
    profile: ProfileName | None,
    jobs: int | None,
    executor: str,
    chapters: tuple[int, int] | None,
    sample: float | None,
    dry_run: bool,
    progress: str,
    as_json: bool,
    **casting: Any,
) -> None:
    """Turn stories into full-cast audiobooks.

    STORY is a .txt, .md, .html, .epub, .docx or .odt file, a folder or .zip of them, or - for
    standard input. Files that are numbered as chapters ("01 - The Door.txt") are one story.

    What has been spoken is kept: a second run speaks only what has changed, and an interrupted run
    goes on where it stopped.
    """
    if sample is not None:
        _check_sample(formats)
    feed_option.check(formats, feed_url, sample)
    coding.check(formats, profile, casting["bitrate"], casting["vbr"])
    chosen = settings(
        particulars=about(casting),
        executor=_with_jobs(executor, jobs),
        formats=formats,
        feed_url=feed_url,
        profile=profile,
        chapters=chapters,
        sample=sample,
        **casting,
    )
    batch = _Batch(chosen, progress)
    paths = batch.find(stories)
    if chosen.script is not None and len(paths) > 1:
        raise click.UsageError("--script goes with one story.")
    if chosen.title is not None and len(paths) > 1:
        raise click.UsageError("--title goes with one story.")
    if numbered(chosen.particulars) and len(paths) > 1:
        raise click.UsageError("--series with a number goes with one story.")
    if dry_run:
        plans.print_plans(list(batch.each(paths, batch.plan)), as_json)
    else:
        with orderly(batch.stop):
            reports = batch.made(paths)
        _print_reports(reports, as_json)
        if not batch.failed and any(report.missing for report in reports):
            raise click.exceptions.Exit(MISSING)
    if batch.failed:
        raise click.exceptions.Exit(FAILED)


def _check_sample(formats: tuple[str, ...]) -> None:
    from fullcast.publishing import of_a_sample

    for name in formats:
        if not of_a_sample(name):
            raise click.UsageError(f"--format {name} does not go with --sample.")


_EXECUTOR = re.compile(r"inline|processes(:[1-9]\d{0,3})?|dask://[^\s/]+:\d{1,5}")


def _with_jobs(executor: str, jobs: int | None) -> str:
    if not _EXECUTOR.fullmatch(executor):
        raise click.UsageError(
            f"There is no executor {executor!r}; write inline, processes, processes:N or "
            "dask://HOST:PORT."
        )
    if jobs is None:
        return executor
    if executor not in ("processes", f"processes:{jobs}"):
        raise click.UsageError(f"--jobs {jobs} does not go with --executor {executor}.")
    return f"processes:{jobs}"


class _Batch:
    """The stories of one run: one that cannot be made does not keep the others from it."""

    def __init__(self, chosen: Settings, progress: str) -> None:
        self._chosen = chosen
        self._display = display(progress, sample=chosen.sample is not None)
        self._taken: list[Path] = []
        self.failed = False

    def find(self, stories: tuple[Path, ...]) -> list[Path]:
        """Files as they are given and those in folders, each once."""
        from fullcast.ingest import find_stories

        as_one = self._chosen.as_one
        found: dict[Path, Path] = {}
        for each in self.each(list(stories), lambda path: find_stories([path], as_one)):
            for path in each:
                found.setdefault(path.resolve(), path)
        return list(found.values())

    def each(self, paths: list[Path], work: Callable[[Path], _T]) -> Iterator[_T]:
        """What the work makes of each path; its errors are printed."""
        for path in paths:
            try:
                yield work(path)
            except FullcastError as failure:
                self.failed = True
                self._display.fail(str(failure))
                if isinstance(failure, ClusterError):
                    return
            finally:
                self._display.close()

    def made(self, paths: list[Path]) -> list[Report]:
        """Make the stories, in one stream."""
        from fullcast import stream

        with stream.opened(paths, self._chosen) as stories:

            def make(path: Path) -> Report:
                asking = Asking()
                report = stories.make(self._display.progress(), asking, asking.close)
                self._display.finish(report)
                return report

            return list(self.each(paths, make))

    def stop(self) -> bool:
        """The run is interrupted; whether all is said by that."""
        return self._display.stop()

    def plan(self, path: Path) -> dict[str, Any]:
        """What making one story would do."""
        from fullcast import pipeline

        production = self._prepared(path)
        plan = pipeline.plan(production, self._chosen)
        for warning in production.warnings:
            self._display.warn(warning)
        return plans.as_values(path, production, plan)

    def _prepared(self, path: Path) -> Production:
        from fullcast import pipeline

        with Asking() as asking:
            production = pipeline.prepare(path, self._chosen, self._taken, asking)
        self._taken.append(production.place.folder)
        return production


def _print_reports(reports: list[Report], as_json: bool) -> None:
    if as_json:
        print_json(_summary(reports))
    else:
        for path in (path for report in reports for path in report.files):
            click.echo(path)
    for report in reports:
        for item in report.missing:
            warn(f"{report.title}, chapter {item['chapter']}: {item['error']}")


def _summary(reports: list[Report]) -> dict[str, object]:
    return {
        "files": [str(path) for report in reports for path in report.files],
        "seconds": round(sum(report.seconds for report in reports), 3),
        "lines": {
            "spoken": sum(report.spoken for report in reports),
            "reused": sum(report.reused for report in reports),
            "failed": sum(report.failed for report in reports),
        },
        "missing": [
            {"story": report.title, **item} for report in reports for item in report.missing
        ],
    }
