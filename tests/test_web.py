"""What a server's response says, and addresses as people write them."""

from __future__ import annotations

import json
import time
from email.utils import formatdate

import pytest
import web_server
from web_server import sends, serving

from fullcast import web


def response(behaviour: web_server.Behaviour, **others: object) -> web.Response:
    with serving(behaviour) as server:
        return web.exchange(web.Request(server.url, **others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        ('{"error": {"message": "no such model", "code": "x"}}', "no such model"),
        ('{"error": "overloaded"}', "overloaded"),
        ('{"detail": "Not Found"}', "Not Found"),
        ('{"detail": {"error": "validation_error", "message": "no such voice"}}', "no such voice"),
        ('{"detail": [{"loc": ["body", "speed"], "msg": "too large"}]}', "too large"),
        ('{"error": {"message": "a\\tb\\u001b[2J"}}', "a b?[2J"),
        ('{"error": {"message": "x%s"}}' % ("y" * 999), "x" + "y" * 199),
        ('{"error": 5}', ""),
        ('{"error": []}', ""),
        ("[" * 100_000, ""),
        ("RIFF", ""),
        ("", ""),
    ],
)
def test_a_remark_is_what_the_server_says_is_wrong(body: str, remark: str) -> None:
    assert response(sends(body, 400)).remark == remark


def test_a_key_that_the_server_repeats_is_not_repeated() -> None:
    body = json.dumps({"error": {"message": "the key s3cret is wrong"}})
    got = response(sends(body, 302, Location="http://x.example/?s3cret"), key="s3cret")
    assert got.remark == "the key [key] is wrong"
    assert got.location == "http://x.example/?[key]"
    assert "s3cret" not in repr(web.Request("http://x.example", key="s3cret"))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("", 0), ("7", 7), ("soon", 0), ("-3", 0), ("9" * 400, 999_999_999)],
)
def test_a_server_may_ask_to_be_left_alone_for_seconds(header: str, seconds: float) -> None:
    assert response(sends("", 429, Retry_After=header)).retry_after == seconds


def test_a_server_may_ask_to_be_left_alone_until_a_date() -> None:
    later, earlier = (formatdate(time.time() + s, usegmt=True) for s in (100, -100))
    assert 90 < response(sends("", 429, Retry_After=later)).retry_after <= 100
    assert response(sends("", 429, Retry_After=earlier)).retry_after == 0


def test_without_a_body_it_asks_and_with_one_it_posts() -> None:
    with serving(sends("{}")) as server:
        web.exchange(web.Request(server.url))
        web.exchange(web.Request(server.url, b'{"a": 1}'))
    assert [(each.method, each.body) for each in server.requests] == [
        ("GET", {}),
        ("POST", {"a": 1}),
    ]


def test_a_response_may_be_as_large_as_is_said() -> None:
    assert len(response(sends("x" * 1000), largest=1000).body) == 1000
    with pytest.raises(web.ExchangeError, match="without an end") as failed:
        response(sends("x" * 1001), largest=1000)
    assert failed.value.fault is web.Fault.ENDLESS


def test_trying_again_ends_in_time() -> None:
    tries = []

    def fail() -> None:
        tries.append(time.monotonic())
        raise web.TryAgainError("busy")

    with pytest.raises(web.TryAgainError, match="busy"):
        web.persist(fail, tries=3, pause=0.01, longest_pause=1)
    assert len(tries) == 3
    assert tries[2] - tries[1] > 1.5 * 0.01
    with pytest.raises(web.TryAgainError):
        web.persist(fail, tries=9, pause=1, longest_pause=9, until=time.monotonic() + 0.5)
    assert len(tries) == 4


@pytest.mark.parametrize("url", ["", "localhost:80", "ftp://h/v1", "http:///v1", "http://h:0/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="such as http://h/v1"):
        web.base_address(url, "http://h/v1", "KEY")


def test_an_address_holds_no_password() -> None:
    with pytest.raises(ValueError, match="put a key into KEY") as failed:
        web.base_address("http://me:s3cret@h/v1", "http://h/v1", "KEY")
    assert "s3cret" not in str(failed.value)
