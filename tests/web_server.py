"""A small HTTP server on this machine, which does whatever a test wants of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    """Empty if nothing was posted."""


@dataclass
class Server:
    """Does one behaviour after the other, the last one again and again."""

    url: str
    behaviours: list[Behaviour]
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Behaviour:
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Any

    @property
    def closing(self) -> threading.Event:
        """Set when the server is about to end."""
        closing: threading.Event = self.server.told.closing
        return closing

    def do_GET(self) -> None:
        self._behave({})

    def do_POST(self) -> None:
        self._behave(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _behave(self, body: dict[str, Any]) -> None:
        told: Server = self.server.told
        request = Request(self.command, self.path, dict(self.headers), body)
        told.requests.append(request)
        self.close_connection = True
        with suppress(OSError):  # the client has hung up
            told.next()(self, request)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


Behaviour = Callable[[Handler, Request], None]


def sends(body: bytes | str, status: int = 200, **headers: str | None) -> Behaviour:
    """A response with this body; a header that is None, such as Content_Length, is left out."""

    def behave(handler: Handler, request: Request) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **named}.items():
            if value is not None:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return behave


def hangs_up(handler: Handler, request: Request) -> None:
    """No response at all."""


def hangs(handler: Handler, request: Request) -> None:
    """No response, and the connection stays."""
    handler.closing.wait(10)


def trickles(handler: Handler, request: Request) -> None:
    """A body of which a byte comes now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.closing.wait(0.02):
        handler.wfile.write(b" ")


def trickles_headers(handler: Handler, request: Request) -> None:
    """A header that does not end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.closing.wait(0.02):
        handler.wfile.write(b"x")


def never_ends(handler: Handler, request: Request) -> None:
    """A body without an end, as fast as it goes."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.closing.is_set():
        handler.wfile.write(b" " * 65536)


def babbles(handler: Handler, request: Request) -> None:
    """Something else than HTTP."""
    handler.wfile.write(b"220 mail.example ready\r\n")


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[Server]:
    """A server that runs until the block ends."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.handle_error = lambda *_: None  # type: ignore[method-assign]
    server = Server(f"http://127.0.0.1:{http.server_port}/v1", list(behaviours))
    http.told = server  # type: ignore[attr-defined]
    thread = threading.Thread(target=lambda: http.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        thread.join()
        http.server_close()
