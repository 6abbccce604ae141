"""Put a question to a chat-completions endpoint, whatever the server does."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fullcast import web
from fullcast.assistant.service import Service

_LARGEST = 1 << 20
"""Bytes of a response at most: an answer has some hundred, long thoughts tens of thousands."""

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


class UnansweredError(Exception):
    """A question has no answer. The message says what the server did, `final` whether asking on
    is useless."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


class Client:
    """Asks one model; remembers which options its server understands."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._url = web.endpoint(service.url, "chat/completions")
        self._options = 0
        self._settled = False

    def ask(self, messages: Sequence[dict[str, str]]) -> str:
        """What the model says.

        Raises:
            UnansweredError: there is no answer, after as many tries as make sense.
        """
        service = self._service
        try:
            return web.persist(
                lambda: self._try(messages),
                tries=service.tries,
                pause=service.pause,
                longest_pause=service.longest_pause,
            )
        except web.TryAgainError as failure:
            self._begin_anew()
            raise UnansweredError(str(failure)) from failure

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

    def _send(self, messages: Sequence[dict[str, str]]) -> web.Response:
        """Send one request and take in the response.

        Raises:
            web.TryAgainError: the connection broke, or the time is over.
            UnansweredError: there is no connection, or the response has no end.
        """
        service = self._service
        question = {"model": service.model, "messages": messages, "stream": False}
        body = json.dumps({**question, **_OPTIONS[self._options]}).encode()
        try:
            return web.exchange(
                web.Request(
                    self._url, body, service.key, service.deadline, service.connecting, _LARGEST
                )
            )
        except web.ExchangeError as error:
            if error.fault in (web.Fault.LATE, web.Fault.BROKEN):
                late = error.fault is web.Fault.LATE
                raise web.TryAgainError(str(error), cost=2 if late else 1) from error
            final = error.fault is not web.Fault.ENDLESS
            raise UnansweredError(str(error), final=final) from error


def _failure(response: web.Response) -> Exception:
    """What to make of a response without an answer."""
    status, remark = response.status, f": {response.remark}" if response.remark else ""
    if 300 <= status < 400:
        return UnansweredError(
            f"redirects to {response.location}; name that address if you trust it", final=True
        )
    if status in (401, 403):
        return UnansweredError(
            f"refuses whoever has no key (status {status}); put it into FULLCAST_LLM_KEY",
            final=True,
        )
    if status in web.BUSY or status >= 500:
        why = f"answered with status {status}{remark}"
        return web.TryAgainError(why, after=response.retry_after)
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
