"""--feed-url: where a podcast feed will lie."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import click

VARIABLE = "FULLCAST_FEED_URL"
"""Where the address is looked for, too: it is the same for all stories."""
_EXAMPLE = "https://example.org/audiobooks"

_F = TypeVar("_F", bound=Callable[..., Any])


class FolderUrl(click.ParamType[str]):
    """The address of a folder on a web server."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address without a slash at its end."""
        from urllib.parse import urlsplit

        url = str(value).strip()
        try:
            parts = urlsplit(url)
            whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            whole = False
        if not whole or not url.isascii() or not url.isprintable() or set(url) & set(' <>"\\^`{|}'):
            self.fail(f"write the output folder's address, such as {_EXAMPLE}", param, ctx)
        if parts.query or parts.fragment or url.endswith(("?", "#")):
            self.fail("leave out what follows ? or #: names of files are added", param, ctx)
        return url.rstrip("/")


def feed_option(function: _F) -> _F:
    """--feed-url."""
    return click.option(
        "--feed-url",
        type=FolderUrl(),
        envvar=VARIABLE,
        metavar="URL",
        help="For a feed: the address at which the output folder is on your server, such as "
        f"{_EXAMPLE}. [default: what {VARIABLE} says]",
    )(function)


def check(formats: Collection[str], feed_url: str | None, sample: float | None) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: a feed without an address, or parts of a book from a sample.
    """
    if "feed" in formats and feed_url is None:
        raise click.UsageError(
            "--format feed needs --feed-url, the address at which the output folder is on your "
            f"server, such as {_EXAMPLE}."
        )
    for name in ("epub", "page", "feed"):
        if name in formats and sample is not None:
            raise click.UsageError(f"--format {name} does not go with --sample.")
