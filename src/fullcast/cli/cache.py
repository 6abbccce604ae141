"""`fullcast cache`: what is kept for the next run, and how to be rid of it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.output import print_json, print_table, warn

if TYPE_CHECKING:
    from fullcast.housekeeping import Amount, Damage, Pruned, Survey

DAMAGED = 3

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)b?", re.IGNORECASE)


class Size(click.ParamType[int]):
    """Bytes: `2GB`, `500 MB`, `1.5g` or a plain number."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """How many bytes."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no size; write 2GB, 500MB or so.", param, ctx)
        return round(float(found[1]) * _UNITS[found[2].lower()])


class Kind(click.ParamType[str]):
    """A kind of what is in the cache."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind."""
        from fullcast.housekeeping import NAMED, ORDINARY

        if value not in (*ORDINARY, *NAMED):
            kinds = ", ".join((*ORDINARY, *NAMED))
            self.fail(f"there is no kind {value!r}; the kinds are {kinds}.", param, ctx)
        return str(value)


_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(invoke_without_command=True)
@_json_option
@click.pass_context
def cache(context: click.Context, as_json: bool) -> None:
    """Show what is kept for the next run, and of which stories.

    Clips are what was spoken, sentence by sentence; passages are the same, mastered and encoded.
    The cache is in the system's folder for caches, or where FULLCAST_CACHE says. All of it can be
    made again or fetched again.
    """
    if context.invoked_subcommand is not None:
        if as_json:
            raise click.UsageError(f"Write --json behind {context.invoked_subcommand}.")
        return
    from fullcast import housekeeping

    survey = housekeeping.survey(_root())
    if as_json:
        print_json(_survey_json(survey))
    else:
        _print_survey(survey)


@cache.command()
@click.option("--older-than", "days", type=click.FloatRange(min=0), metavar="DAYS",
              help="Remove what no story has used for so many days.")  # fmt: skip
@click.option("--larger-than", "size", type=Size(), metavar="SIZE",
              help="Remove so much that the cache is no larger: 2GB, 500MB.")  # fmt: skip
@click.option("--story", metavar="NAME", help="Only what this story alone uses: its title, or its "
              "folder.")  # fmt: skip
@click.option("--kind", "kinds", type=Kind(), multiple=True, metavar="KIND",
              help="Only clips, passages, studies or ledger; the answers of language models "
              "(answers) and what was fetched (kokoro, whisper-base) go only if they are named "
              "here. Can be repeated.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@_json_option
def prune(
    days: float | None,
    size: int | None,
    story: str | None,
    kinds: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Remove what was not used for longest.

    Where several options are given all of them must apply. Without any, only what killed runs left
    half written is removed. What a story needs that is being made just now stays. What was removed
    is spoken or fetched again when it is needed.
    """
    from fullcast import housekeeping

    wish = housekeeping.Wish(frozenset(kinds), days, size, story)
    pruned = housekeeping.prune(_root(), wish, dry_run=dry_run)
    if as_json:
        print_json(_pruned_json(pruned))
    else:
        _print_pruned(pruned, "Would remove" if dry_run else "Removed")
    if pruned.needed:
        warn(f"{_files(pruned.needed)} stayed: a story is being made that may need them")


@cache.command()
@click.option("--repair", is_flag=True, help="Remove what is damaged; it is made again when it is "
              "needed.")  # fmt: skip
@_json_option
def verify(repair: bool, as_json: bool) -> None:
    """Read everything, and name what is damaged.

    Ends with 3 if something damaged is left. Voices and networks that were fetched are not looked
    at: they are checked whenever they are used.
    """
    from fullcast import housekeeping

    checked, damaged = 0, list["Damage"]()
    for found in housekeeping.verify(_root(), repair=repair):
        checked += 1
        if found is not None:
            damaged.append(found)
            if not as_json:
                click.echo(f"{found.path}: {found.reason}{'; removed' * found.removed}")
    left = sum(not each.removed for each in damaged)
    if as_json:
        print_json(
            {
                "checked": checked,
                "damaged": [
                    {"path": str(each.path), "reason": each.reason, "removed": each.removed}
                    for each in damaged
                ],
            }
        )
    else:
        click.echo(f"{_files(checked)} checked, {len(damaged)} damaged")
        if left:
            click.echo("`fullcast cache verify --repair` removes what is damaged.", err=True)
    if left:
        raise click.exceptions.Exit(DAMAGED)


def _root() -> Path:
    from fullcast.rendering import default_cache_root

    return default_cache_root()


def _print_survey(survey: Survey) -> None:
    click.echo(survey.root)
    click.echo()
    kinds = [("kind", "files", "size")]
    kinds += [(kind, *_amount(amount)) for kind, amount in survey.kinds.items()]
    print_table([*kinds, ("all", *_amount(survey.total))], right=(1, 2))
    if survey.engines:
        click.echo()
        engines = [(engine, *_amount(amount)) for engine, amount in survey.engines.items()]
        print_table([("engine", "clips", "size"), *engines], right=(1, 2))
    if survey.stories or survey.nobodys.files:
        click.echo()
        _print_stories(survey)


def _print_stories(survey: Survey) -> None:
    rows = [("story", "clips", "passages", "size", "last made", "folder")]
    for story in survey.stories:
        amounts = str(story.clips.files), str(story.pressed.files), size_words(story.size)
        day = time.strftime("%Y-%m-%d", time.localtime(story.used))
        rows.append((story.title, *amounts, day, story.folder))
    if survey.nobodys.files:
        clips, passages = str(survey.nobodys_clips.files), str(survey.nobodys_pressed.files)
        rows.append(("(no story)", clips, passages, size_words(survey.nobodys.size), "", ""))
    print_table(rows, right=(1, 2, 3), cut=((5, 12), (0, 12)))
    if len(survey.stories) > 1:
        click.echo("\nWhat several stories share counts for each of them here, and once above.")


def _print_pruned(pruned: Pruned, removed: str) -> None:
    kinds = ", ".join(
        f"{kind} {_files(amount.files)}, {size_words(amount.size)}"
        for kind, amount in pruned.removed.items()
    )
    click.echo(f"{removed}: {kinds or 'nothing'}")
    click.echo(f"Left: {_files(pruned.left.files)}, {size_words(pruned.left.size)}")


def _survey_json(survey: Survey) -> dict[str, object]:
    return {
        "root": str(survey.root),
        "kinds": {kind: _as_json(amount) for kind, amount in survey.kinds.items()},
        "total": _as_json(survey.total),
        "engines": {engine: _as_json(amount) for engine, amount in survey.engines.items()},
        "stories": [
            {
                "title": story.title,
                "folder": story.folder,
                "clips": _as_json(story.clips),
                "passages": _as_json(story.pressed),
                "bytes": story.size,
                "used": round(story.used),
            }
            for story in survey.stories
        ],
        "no_story": _as_json(survey.nobodys),
    }


def _pruned_json(pruned: Pruned) -> dict[str, object]:
    return {
        "removed": {kind: _as_json(amount) for kind, amount in pruned.removed.items()},
        "left": _as_json(pruned.left),
        "needed": pruned.needed,
    }


def _as_json(amount: Amount) -> dict[str, int]:
    return {"files": amount.files, "bytes": amount.size}


def _amount(amount: Amount) -> tuple[str, str]:
    return f"{amount.files:,}", size_words(amount.size)


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def size_words(size: int) -> str:
    """`950 B`, `12 kB`, `3.4 MB` or `1.2 GB`, in powers of 1,000 as disks are sold."""
    if size < 1000:
        return f"{size} B"
    value, units = float(size), "kMGTP"
    for unit in units:
        value /= 1000
        # What would be rounded to four digits is of the next unit.
        if value < 999.5 or unit == units[-1]:
            return f"{value:.1f} {unit}B" if value < 9.95 else f"{value:.0f} {unit}B"
    raise AssertionError
