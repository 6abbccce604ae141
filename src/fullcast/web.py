"""One HTTP request to a server that nobody trusts: one address, one deadline, a bounded answer.

What a server does wrong is an `ExchangeError`; what it says, whatever the status, is a `Response`.
Both are worded for messages ("the server" + the error's text), and neither ever holds the key.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    import ssl

T = TypeVar("T")

LONGEST_REMARK = 200
"""Characters of a server's own words that a message repeats."""
BUSY = frozenset({408, 409, 425, 429})
"""Statuses below 500 of a server that may answer if it is asked once more."""
_STATED = ("error", "detail", "message", "msg")
"""Where servers say what is wrong: OpenAI's, FastAPI's, and what these nest."""


class Fault(StrEnum):
    """Why there is no response."""

    LATE = "late"
    """It was not whole before the deadline."""
    BROKEN = "broken"
    """The connection ended too early, or what came is not HTTP."""
    ENDLESS = "endless"
    """It is larger than any answer."""
    UNREACHABLE = "unreachable"
    """Nothing listens there, or the host does not exist."""
    UNSENDABLE = "unsendable"
    """The request cannot be sent as it is: address, key, proxy or certificates are wrong."""


class ExchangeError(Exception):
    """There is no response. The message goes on a sentence that begins with the server."""

    def __init__(self, fault: Fault, why: str) -> None:
        super().__init__(why)
        self.fault = fault


class TryAgainError(Exception):
    """The server may do better if it is asked once more."""

    def __init__(self, why: str, *, after: float = 0.0, cost: int = 1) -> None:
        """`after` is how many seconds it wants to be left alone, `cost` how many tries this was."""
        super().__init__(why)
        self.after = after
        self.cost = cost


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one address."""

    url: str
    body: bytes | None = None
    """JSON that is posted; without one, the address is read with GET."""
    key: str = field(default="", repr=False)
    deadline: float = 60.0
    """Seconds until the response must be there, whole."""
    connecting: float = 10.0
    """Seconds until the connection must stand."""
    largest: int = 1 << 20
    """Bytes that the response may have."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    remark: str
    """The server's own words on what is wrong, fit for a message; empty if it has none."""

    @property
    def location(self) -> str:
        """Where it redirects to, fit for a message."""
        return printable(self.headers.get("location", "")) or "somewhere else"

    @property
    def retry_after(self) -> float:
        """Seconds for which the server asks to be left alone (RFC 9110, 10.2.3), 0 if it does not.

        It says a number of seconds or a date.
        """
        named = self.headers.get("retry-after", "").strip()
        if named.isdecimal():
            return float(named[:9])
        try:
            return max(0.0, parsedate_to_datetime(named).timestamp() - time.time())
        except (ValueError, OverflowError):
            return 0.0


def persist(
    attempt: Callable[[], T],
    *,
    tries: int,
    pause: float,
    longest_pause: float,
    until: float = math.inf,
) -> T:
    """What an attempt returns, made again while it raises `TryAgainError`.

    Args:
        attempt: what is tried.
        tries: how often, at most.
        pause: seconds before the second try, doubled before each further one.
        longest_pause: seconds that a server may ask to be left alone; for more it is not asked.
        until: what `time.monotonic` may show when the last try begins.

    Raises:
        TryAgainError: the last one.
    """
    while True:
        try:
            return attempt()
        except TryAgainError as failure:
            tries -= failure.cost
            pause = max(pause, failure.after)
            if tries <= 0 or pause > longest_pause or time.monotonic() + pause >= until:
                raise
        time.sleep(pause)
        pause *= 2


def exchange(request: Request) -> Response:
    """Send a request and take in the response, whatever its status. Redirects are not followed.

    Raises:
        ExchangeError: there is none that is whole.
    """
    import httpx

    try:
        return asyncio.run(_exchange(request))
    except TimeoutError as error:
        why = f"did not answer within {round(request.deadline, 1):g} seconds"
        raise ExchangeError(Fault.LATE, why) from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
        why = f"cannot be reached ({_remark(error)}); is it running?"
        raise ExchangeError(Fault.UNREACHABLE, why) from error
    except (httpx.LocalProtocolError, UnicodeError):
        # What is wrong may be the key, so neither the error nor its words go on.
        why = "has an address or a key with characters that cannot be sent"
        raise ExchangeError(Fault.UNSENDABLE, why) from None
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        why = f"is no address that can be asked ({_remark(error)})"
        raise ExchangeError(Fault.UNSENDABLE, why) from error
    except httpx.TransportError as error:
        raise ExchangeError(Fault.BROKEN, f"broke the connection ({_remark(error)})") from error
    except (OSError, ValueError, ImportError) as error:
        # Certificates or a proxy that the environment names are not there.
        raise ExchangeError(Fault.UNSENDABLE, f"cannot be asked ({_remark(error)})") from error


async def _exchange(request: Request) -> Response:
    """The response to a request, read to its end before the deadline or not at all.

    A server that sends a byte now and then keeps every single read short, so the deadline is one
    for all of it, which only an event loop can hold.
    """
    import httpx

    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    if request.key:
        headers["Authorization"] = f"Bearer {request.key}"
    method = "GET" if request.body is None else "POST"
    proxied = not _on_this_machine(request.url)
    certificates = _certificates(proxied)  # not on the server's time
    async with (
        asyncio.timeout(request.deadline),
        httpx.AsyncClient(
            timeout=httpx.Timeout(None, connect=request.connecting),
            follow_redirects=False,  # the story and the key are for this address alone
            trust_env=proxied,  # proxies are for other machines
            verify=certificates,
        ) as client,
        client.stream(method, request.url, content=request.body, headers=headers) as response,
    ):
        received = bytearray()
        async for chunk in response.aiter_raw():
            received += chunk
            if len(received) > request.largest:
                raise ExchangeError(Fault.ENDLESS, "sent a response without an end")
        body = bytes(received)
        # The items come with lower-case names.
        named = {name: _hidden(value, request.key) for name, value in response.headers.items()}
        remark = printable(_hidden(_stated(body), request.key))
        return Response(response.status_code, named, body, remark)


@cache
def _certificates(trust_env: bool) -> ssl.SSLContext:
    """The certificates to trust; reading them takes longer than a short request."""
    import httpx

    return httpx.create_ssl_context(trust_env=trust_env)


def base_address(text: str, example: str, key_variable: str) -> str:
    """The address of a server as somebody wrote it, once it is found usable.

    Raises:
        ValueError: it is none, or holds a name and password. The message says what to do.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(f"write an address such as {example}")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"leave out name and password, and put a key into {key_variable}")
    return url


def usable_key(key: str) -> bool:
    """Whether a key has only characters that a header can carry."""
    return key.isascii() and key.isprintable()


def endpoint(url: str, name: str) -> str:
    """The address of an endpoint ("chat/completions") under a server's base address.

    The base address may name it already.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix(f"/{name}")
    return urlunsplit(parts._replace(path=f"{path}/{name}", fragment=""))


def printable(text: str) -> str:
    """Foreign text fit for a message: one row, not long, nothing that steers a terminal."""
    row = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "?" for letter in row)[:LONGEST_REMARK]


def _hidden(text: str, key: str) -> str:
    """A text without the key: some servers repeat what they were given."""
    return text.replace(key, "[key]") if key else text


def _stated(body: bytes) -> str:
    """What a body says is wrong, if it says so as such servers do."""
    try:
        said = json.loads(body.decode())
    except (ValueError, RecursionError):
        return ""
    while not isinstance(said, str):
        if isinstance(said, list) and said:
            said = said[0]  # FastAPI lists what is wrong with each field
        elif isinstance(said, dict) and (name := _stating(said)):
            said = said[name]
        else:
            return ""
    return said


def _stating(said: Mapping[str, object]) -> str:
    """The field that says it best: next to a message, the error is a mere code."""
    spoken = ("message", *_STATED) if isinstance(said.get("message"), str) else _STATED
    return next((name for name in spoken if said.get(name)), "")


def _remark(error: Exception) -> str:
    return printable(str(error)) or type(error).__name__


def _on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
