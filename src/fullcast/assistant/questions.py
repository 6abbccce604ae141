"""Put the questions of one run: to the answers that are kept, then to the server."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from fullcast.assistant.answerbook import Answerbook, question_key
from fullcast.assistant.answers import read_labels
from fullcast.assistant.client import Client, UnansweredError
from fullcast.assistant.service import Service

_PATIENCE = 3
"""Questions in a row without a usable answer, after which the server is not asked any more."""


class Questions:
    """Asks one model about one story."""

    def __init__(
        self, service: Service, answerbook: Answerbook, asking: Callable[[int], None]
    ) -> None:
        """`asking` is told before each request how many lines are done."""
        self._service = service
        self._client = Client(service)
        self._answerbook = answerbook
        self._asking = asking
        self._done = 0
        self._failures = 0
        self._end: UnansweredError | None = None

    def ask(self, messages: Sequence[dict[str, str]], count: int) -> dict[int, str | None]:
        """What the model calls the speakers of `count` lines; see `answers.read_labels`.

        Raises:
            UnansweredError: there is no usable answer.
        """
        try:
            key = question_key(self._service, messages)
            kept = self._answerbook.get(key)
            labels = read_labels(kept, count) if kept is not None else {}
            if not labels:
                labels = self._request(messages, count)
                self._answerbook.put(key, json.dumps(labels, sort_keys=True))
            return labels
        finally:
            self._done += count

    def _request(self, messages: Sequence[dict[str, str]], count: int) -> dict[int, str | None]:
        if self._end is not None:
            raise self._end
        self._asking(self._done)
        try:
            labels = self._labels(messages, count)
        except UnansweredError as failure:
            self._failures += 1
            if failure.final or self._failures == _PATIENCE:
                self._end = failure
            raise
        self._failures = 0
        return labels

    def _labels(self, messages: Sequence[dict[str, str]], count: int) -> dict[int, str | None]:
        labels = read_labels(self._client.ask(messages), count)
        if not labels:
            raise UnansweredError("did not answer what it was asked")
        return labels
