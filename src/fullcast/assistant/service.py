"""Which language model is asked, and how long it is waited for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Service:
    """A server with an OpenAI-compatible chat-completions endpoint, and a model on it."""

    url: str
    """The address under which `chat/completions` is found, such as http://localhost:11434/v1."""
    model: str
    key: str = field(default="", repr=False)
    """What the server knows its user by; empty if it asks for none."""
    deadline: float = 180.0
    """Seconds until a request must have been answered in full. The first one may have to wait for
    the model to be loaded, and a laptop writes a few words a second."""
    connecting: float = 10.0
    """Seconds until a connection must stand."""
    tries: int = 3
    """How often a request is sent at most while the server is busy or fails."""
    pause: float = 2.0
    """Seconds before the second try, doubled before each further one."""
    longest_pause: float = 30.0
    """Seconds that a server may ask to be left alone; for more it is not asked again."""
