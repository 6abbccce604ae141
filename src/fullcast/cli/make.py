"""`fullcast make`: from stories to audiobooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.options import ChapterRange, casting_options, settings, stories_argument
from fullcast.cli.output import Display, clock, print_json, warn
from fullcast.errors import FullcastError

if TYPE_CHECKING:
    from fullcast.pipeline import Report, Settings

MISSING = 3
FORMATS = ("mp3",)


class _Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats with commas between."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        names = tuple(name.strip().lower() for name in str(value).split(",") if name.strip())
        unknown = [name for name in names if name not in FORMATS]
        if unknown or not names:
            self.fail(f"{value!r}: the formats are {', '.join(FORMATS)}", param, ctx)
        return names


@click.command()
@stories_argument
@casting_options
@click.option("--format", "formats", type=_Formats(), default="mp3", show_default=True,
              help="What to make: mp3.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256),
              help="Speak with so many processes. [default: one a core]")  # fmt: skip
@click.option("--executor", default="processes", show_default=True,
              help="Where to speak: inline, processes or processes:N.")  # fmt: skip
@click.option("--chapters", type=ChapterRange(), help="Only these chapters: 3, 1-3, 2- or -4.")
@click.option("--sample", type=click.FloatRange(min=1), metavar="SECONDS",
              help="Only the first seconds, into sample.mp3.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be spoken, and speak nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def make(
    stories: tuple[Path, ...],
    formats: tuple[str, ...],
    jobs: int | None,
    executor: str,
    chapters: tuple[int, int] | None,
    sample: float | None,
    dry_run: bool,
    as_json: bool,
    **casting: Any,
) -> None:
    """Turn stories into full-cast audiobooks.

    STORY is a .txt or .md file, or a folder of them. What has been spoken is kept: a second run
    speaks only what has changed, and an interrupted run goes on where it stopped.
    """
    from fullcast.ingest import find_stories

    del formats  # there is one so far, and it has been checked
    executor = _with_jobs(executor, jobs)
    chosen = settings(executor=executor, chapters=chapters, sample=sample, **casting)
    paths = find_stories(stories)
    if dry_run:
        _dry_run(paths, chosen, as_json)
        return
    reports, failures = _make_all(paths, chosen)
    _print_reports(reports, as_json)
    if failures:
        raise click.exceptions.Exit(1)
    if any(report.missing for report in reports):
        raise click.exceptions.Exit(MISSING)


def _with_jobs(executor: str, jobs: int | None) -> str:
    if jobs is None:
        return executor
    if executor not in ("processes", f"processes:{jobs}"):
        raise click.UsageError(f"--jobs {jobs} does not go with --executor {executor}.")
    return f"processes:{jobs}"


def _print_reports(reports: list[Report], as_json: bool) -> None:
    if as_json:
        print_json(_summary(reports))
    else:
        for path in (path for report in reports for path in report.files):
            click.echo(path)
    for item in (item for report in reports for item in report.missing):
        warn(f"chapter {item['chapter']}: not spoken: {item['error']}")


def _make_all(paths: tuple[Path, ...], chosen: Settings) -> tuple[list[Report], int]:
    """Make each story; one that cannot be made does not keep the others from it."""
    from fullcast import pipeline

    reports, failures = [], 0
    display = Display()
    for path in paths:
        try:
            production = pipeline.prepare(path, chosen)
            reports.append(pipeline.make(production, chosen, display.progress()))
        except FullcastError as error:
            if len(paths) == 1:
                raise
            failures += 1
            display.close()
            click.echo(f"Error: {error}", err=True)
        finally:
            display.close()
    return reports, failures


def _summary(reports: list[Report]) -> dict[str, object]:
    return {
        "files": [str(path) for report in reports for path in report.files],
        "seconds": round(sum(report.seconds for report in reports), 3),
        "lines": {
            "spoken": sum(report.spoken for report in reports),
            "reused": sum(report.reused for report in reports),
            "failed": sum(report.failed for report in reports),
        },
        "missing": [item for report in reports for item in report.missing],
    }


def _dry_run(paths: tuple[Path, ...], chosen: Settings, as_json: bool) -> None:
    from fullcast import pipeline

    plans = []
    for path in paths:
        production = pipeline.prepare(path, chosen)
        plan, seconds = pipeline.plan(production, chosen)
        plans.append(
            {
                "story": str(path),
                "title": production.book.title,
                "chapters": len(production.script.chapters),
                "sentences": {"total": plan.total, "spoken": plan.spoken, "reused": plan.reused},
                "seconds": round(seconds),
            }
        )
        if not as_json:
            click.echo(
                f"{production.book.title}: {len(production.script.chapters)} chapters, "
                f"{plan.total} sentences, about {clock(seconds)} of sound; "
                f"{plan.spoken} to be spoken, {plan.reused} reused"
            )
    if as_json:
        print_json(plans)
