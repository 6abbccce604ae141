"""Every error that a user can cause or meet.

FullcastError
├── StoryError      a story cannot be read
├── ScriptError     an edited script does not fit its story
├── VoiceMapError   voices.yaml is wrong, or asks for what is not there
├── EngineError     an engine is missing, broken or cannot speak a text
│   ├── UnknownVoiceError
│   └── NotSetUpError
├── RenderError     rendering cannot go on (cache, workers)
│   └── ClusterError
└── OutputError     a result cannot be written

The command line prints the message of any of them as one sentence and exits with 1.
"""

from __future__ import annotations

from pathlib import Path


class FullcastError(Exception):
    """Something went wrong that one sentence explains: what, where, and what to do."""


class StoryError(FullcastError):
    """A story cannot be read."""


class ScriptError(FullcastError):
    """An edited script cannot be read or does not fit its story."""


class VoiceMapError(FullcastError):
    """voices.yaml is wrong. The message starts with `file:line:` where the line is known."""

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        """`line` counts from 1."""
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(place + message)
        self.path = path
        self.line = line


class EngineError(FullcastError):
    """An engine is missing, broken, or cannot speak a text."""

    def __reduce__(self) -> tuple[type[EngineError], tuple[object, ...]]:
        """Errors of engines cross process borders, so they must pickle by their message."""
        return (type(self), self.args)


class UnknownVoiceError(EngineError):
    """An engine has no voice of that id."""


class NotSetUpError(EngineError):
    """An engine waits to be told something, such as a server's address; nobody need use it."""


class RenderError(FullcastError):
    """Rendering cannot go on: the cache cannot be written, or no worker can be started."""


class ClusterError(RenderError):
    """A cluster is out of reach, deserted or unfit: nothing more can be spoken in this run."""


class OutputError(FullcastError):
    """A result cannot be written."""


class Interrupted(KeyboardInterrupt):
    """A signal asked the run to stop."""

    def __init__(self, number: int, *, at_once: bool = False) -> None:
        """`number` is the first signal's; `at_once`: it was asked a second time."""
        super().__init__()
        self.number = number
        self.at_once = at_once
