"""Answers that have been given before, so that the same question is asked once."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from pathlib import Path

from fullcast.assistant.service import Service

_VERSION = 1


class Answerbook:
    """A folder with one small file for each answer, named by the hash of what was asked."""

    def __init__(self, folder: Path | None) -> None:
        """None keeps nothing."""
        self._folder = folder
        self._problem = ""

    def get(self, key: str) -> str | None:
        """The answer to a question; None if it has not been asked, or the file is damaged."""
        if self._folder is None:
            return None
        try:
            kept = json.loads((self._folder / f"{key}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return None  # it is asked again, and the new answer takes the place of the file
        answer = kept.get("answer") if isinstance(kept, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; where that cannot be done `warnings` tells why."""
        if self._folder is None:
            return
        partial = self._folder / f"{key}.{uuid.uuid4().hex}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_text(json.dumps({"answer": answer}), encoding="utf-8")
                partial.replace(self._folder / f"{key}.json")
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            self._problem = f"{self._folder}: {error.strerror or error}"

    def warnings(self) -> tuple[str, ...]:
        """A sentence, if an answer could not be kept."""
        if not self._problem:
            return ()
        return (f"the language model's answers are not kept for the next run ({self._problem})",)


def question_key(service: Service, messages: Sequence[dict[str, str]]) -> str:
    """The hash of a question and of whom it is put to."""
    asked = json.dumps([_VERSION, service.url, service.model, messages], sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
