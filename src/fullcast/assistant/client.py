"""Put a question to a chat-completions endpoint, whatever the server does."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from fullcast.assistant.service import Service

_LARGEST = 1 << 20
"""Bytes of a response at most: an answer has some hundred, long thoughts tens of thousands."""
_LONGEST_REMARK = 200

_SEED = 1
_OPTIONS: tuple[dict[str, object], ...] = (
    {"temperature": 0, "seed": _SEED, "response_format": {"type": "json_object"}},
    {"temperature": 0, "seed": _SEED},
    {"temperature": 0},
    {},
)
"""What is asked for besides the answer. Not every server takes all of it, and some models take
nothing; where a server refuses, the next set is tried."""

_REFUSALS = {400, 415, 422}
_BREAKDOWNS = {500, 501}
"""Statuses by which servers refuse options that they do not know, or fail over them."""
_BUSY = {408, 409, 425, 429}


class UnansweredError(Exception):
    """A question has no answer. The message says what the server did, `final` whether asking on
    is useless."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


class _TryAgainError(Exception):
    """The server may answer if it is asked once more, after so many seconds if it named any."""

    def __init__(self, why: str, *, after: float = 0.0, cost: int = 1) -> None:
        """`cost` is how many of the tries this one counts for."""
        super().__init__(why)
        self.after = after
        self.cost = cost


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    location: str
    retry_after: str
    body: bytes


class Client:
    """Asks one model; remembers which options its server understands."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._url = _endpoint(service.url)
        self._options = 0
        self._settled = False

    def ask(self, messages: Sequence[dict[str, str]]) -> str:
        """What the model says.

        Raises:
            UnansweredError: there is no answer, after as many tries as make sense.
        """
        pause, tries = self._service.pause, self._service.tries
        while True:
            try:
                return self._try(messages)
            except _TryAgainError as failure:
                tries -= failure.cost
                pause = max(pause, failure.after)
                if tries <= 0 or pause > self._service.longest_pause:
                    self._begin_anew()
                    raise UnansweredError(str(failure)) from failure
                time.sleep(pause)
                pause *= 2

    def _try(self, messages: Sequence[dict[str, str]]) -> str:
        """Ask once, or with ever fewer options until the server takes them."""
        while True:
            response = self._send(messages)
            if 200 <= response.status < 300:
                self._settled = True
                return _content(response.body)
            fewer = not self._settled and self._options + 1 < len(_OPTIONS)
            if fewer and response.status in _REFUSALS | _BREAKDOWNS:
                self._options += 1
                if response.status in _REFUSALS:
                    continue
            elif response.status in _REFUSALS:
                self._begin_anew()
            raise _failure(response)

    def _begin_anew(self) -> None:
        """Ask the next question with all options again, unless a server took what it got."""
        if not self._settled:
            self._options = 0

    def _send(self, messages: Sequence[dict[str, str]]) -> _Response:
        """Send one request and take in the response.

        Raises:
            _TryAgainError: the connection broke, or the time is over.
            UnansweredError: there is no connection, or the response has no end.
        """
        import httpx

        question = {"model": self._service.model, "messages": messages, "stream": False}
        body = json.dumps({**question, **_OPTIONS[self._options]}).encode()
        try:
            return asyncio.run(self._exchange(body))
        except TimeoutError as error:
            seconds = f"{self._service.deadline:g} seconds"
            raise _TryAgainError(f"did not answer within {seconds}", cost=2) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            raise UnansweredError(
                f"cannot be reached ({_remark(error)}); is it running?", final=True
            ) from error
        except (httpx.LocalProtocolError, UnicodeError) as error:
            # What is wrong may be the key, so the error's own words are not repeated.
            why = "has an address or a key with characters that cannot be sent"
            raise UnansweredError(why, final=True) from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            why = f"is no address that can be asked ({_remark(error)})"
            raise UnansweredError(why, final=True) from error
        except httpx.TransportError as error:
            raise _TryAgainError(f"broke the connection ({_remark(error)})") from error
        except (OSError, ValueError, ImportError) as error:
            # Certificates or a proxy that the environment names are not there.
            raise UnansweredError(f"cannot be asked ({_remark(error)})", final=True) from error

    async def _exchange(self, body: bytes) -> _Response:
        """The response to a request, read to its end before the deadline or not at all.

        A server that sends a byte now and then keeps every single read short, so the deadline is
        one for all of it, which only an event loop can hold.
        """
        import httpx

        service = self._service
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if service.key:
            headers["Authorization"] = f"Bearer {service.key}"
        async with (
            asyncio.timeout(service.deadline),
            httpx.AsyncClient(
                timeout=httpx.Timeout(None, connect=service.connecting),
                follow_redirects=False,  # the story and the key are for this address alone
                trust_env=not _on_this_machine(self._url),  # proxies are for other machines
            ) as client,
            client.stream("POST", self._url, content=body, headers=headers) as response,
        ):
            received = bytearray()
            async for chunk in response.aiter_raw():
                received += chunk
                if len(received) > _LARGEST:
                    raise UnansweredError("sent a response without an end")
            return _Response(
                response.status_code,
                response.headers.get("location", ""),
                response.headers.get("retry-after", ""),
                bytes(received),
            )


def _failure(response: _Response) -> Exception:
    """What to make of a response without an answer."""
    status, remark = response.status, _server_remark(response.body)
    if 300 <= status < 400:
        where = _printable(response.location) or "somewhere else"
        return UnansweredError(
            f"redirects to {where}; name that address if you trust it", final=True
        )
    if status in (401, 403):
        return UnansweredError(
            f"refuses whoever has no key (status {status}); put it into FULLCAST_LLM_KEY",
            final=True,
        )
    if status in _BUSY or status >= 500:
        named = response.retry_after
        after = float(named) if named.isdecimal() and len(named) < 6 else 0.0
        return _TryAgainError(f"answered with status {status}{remark}", after=after)
    wrong = status in (404, 405, 410)
    return UnansweredError(f"answered with status {status}{remark}", final=wrong)


def _content(body: bytes) -> str:
    """The text of a chat completion.

    Raises:
        UnansweredError: the body is none.
    """
    try:
        content = json.loads(body.decode())["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise UnansweredError("sent something else than a chat completion") from error
    if not isinstance(content, str) or not content.strip():
        raise UnansweredError("sent an empty answer")
    return content


def _server_remark(body: bytes) -> str:
    """`: what the server says is wrong`, if it says so as such servers do."""
    try:
        error = json.loads(body.decode())["error"]
        remark = error["message"] if isinstance(error, dict) else error
    except (ValueError, RecursionError, LookupError, TypeError):
        return ""
    return f": {_printable(remark)}" if isinstance(remark, str) and remark.strip() else ""


def _remark(error: Exception) -> str:
    return _printable(str(error)) or type(error).__name__


def _printable(text: str) -> str:
    """Foreign text fit for a message: one row, not long, nothing that steers a terminal."""
    row = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "?" for letter in row)[:_LONGEST_REMARK]


def _endpoint(url: str) -> str:
    """The address of the chat completions under a server's base address."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return urlunsplit(parts._replace(path=f"{path}/chat/completions", fragment=""))


def _on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
