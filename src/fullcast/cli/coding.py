"""--bitrate and --vbr: how the tracks are coded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from fullcast.model import ProfileName

_F = TypeVar("_F", bound=Callable[..., Any])


class Bitrate(click.ParamType[int]):
    """A bitrate that MP3 has."""

    name = "kbit"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, in kbit/s."""
        from fullcast.publishing import BITRATES

        known = BITRATES[1]
        if not str(value).isdecimal() or int(value) not in known:
            self.fail(f"MP3 has {', '.join(map(str, known))} kbit/s, not {value}", param, ctx)
        return int(value)


def coding_options(function: _F) -> _F:
    """--bitrate and --vbr."""
    function = click.option(
        "--vbr",
        type=click.IntRange(0, 9),
        metavar="0-9",
        help="Code the tracks at a variable bitrate: LAME's quality, 0 is the best; 4 has some 75 "
        "kbit/s.",
    )(function)
    return click.option(
        "--bitrate",
        type=Bitrate(),
        metavar="KBIT",
        help="Code the tracks at this constant bitrate. [default: the profile's; plain has 96]",
    )(function)


def check(
    formats: Collection[str],
    profile: ProfileName | None,
    bitrate: int | None,
    vbr: int | None,
) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: two ways to code the tracks, or one that the profile or a format forbids.
    """
    if vbr is not None and bitrate is not None:
        raise click.UsageError("--vbr does not go with --bitrate: the bitrate varies.")
    if vbr is not None and "mp3-single" in formats:
        raise click.UsageError(
            "--vbr does not go with --format mp3-single, which joins tracks of one bitrate."
        )
    from fullcast.mastering import PROFILES

    least = PROFILES[profile].least if profile else None
    if least is not None and (vbr is not None or (bitrate or least) < least):
        raise click.UsageError(
            f"--profile {profile} asks for a constant bitrate of at least {least} kbit/s."
        )
