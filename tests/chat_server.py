"""Behaviours of a server with a language model; see `web_server`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from web_server import Behaviour, Handler, Request, sends

_ASKED = re.compile(r"^\[(\d+)\](?: \(thinking\))?: (.*)$", re.M)


def prompt(request: Request) -> str:
    """What the user's message says."""
    text = request.body["messages"][-1]["content"]
    assert isinstance(text, str)
    return text


def asked(request: Request) -> dict[str, str]:
    """The numbered lines: number to words."""
    return dict(_ASKED.findall(prompt(request)))


def completion(text: object) -> str:
    """The response of a server whose model says this."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]})


def says(text: object) -> Behaviour:
    """A model that says this."""
    return sends(completion(text))


def knows(speakers: Mapping[str, str | None]) -> Behaviour:
    """A model that knows who says what: words (as the prompt has them) to name."""

    def behave(handler: Handler, request: Request) -> None:
        labels = {n: speakers[words] for n, words in asked(request).items() if words in speakers}
        says(json.dumps(labels))(handler, request)

    return behave


def picky(option: str, then: Behaviour, status: int = 400) -> Behaviour:
    """A server that does not take an option."""

    def behave(handler: Handler, request: Request) -> None:
        refusal = sends(json.dumps({"error": f"unknown option {option}"}), status)
        (refusal if option in request.body else then)(handler, request)

    return behave
