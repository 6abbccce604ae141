"""The client, against servers that misbehave in every way."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import chat_server as chat
import pytest
import web_server as web
from chat_server import completion, says
from web_server import Server, sends, serving

from fullcast.assistant.client import Client, UnansweredError
from fullcast.assistant.service import Service

QUESTION = [{"role": "user", "content": "Who?"}]


def client(url: str, **others: Any) -> Client:
    hasty: dict[str, Any] = {"deadline": 5.0, "tries": 3, "pause": 0.001}
    return Client(Service(url, "m", **{**hasty, **others}))


def failure(server: Server, **others: Any) -> UnansweredError:
    with pytest.raises(UnansweredError) as failed:
        client(server.url, **others).ask(QUESTION)
    return failed.value


def test_asks_with_all_that_makes_an_answer_repeatable() -> None:
    with serving(says("Mara")) as server:
        assert client(server.url, key="secret").ask(QUESTION) == "Mara"
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer secret"
    assert request.body["model"] == "m"
    assert request.body["messages"] == QUESTION
    assert request.body["temperature"] == 0
    assert isinstance(request.body["seed"], int)
    assert request.body["response_format"] == {"type": "json_object"}


@pytest.mark.parametrize(
    "end", ["", "/", "/chat/completions", "/chat/completions/", "#top", "?version=2"]
)
def test_understands_addresses_however_they_end(end: str) -> None:
    with serving(says("Mara")) as server:
        client(server.url + end).ask(QUESTION)
    query = "?version=2" if "?" in end else ""
    assert server.requests[0].path == f"/v1/chat/completions{query}"
    assert "Authorization" not in server.requests[0].headers


@pytest.mark.parametrize("option", ["response_format", "seed", "temperature"])
@pytest.mark.parametrize("status", [400, 422, 500])
def test_leaves_out_what_the_server_does_not_take(option: str, status: int) -> None:
    with serving(chat.picky(option, says("Mara"), status)) as server:
        asker = client(server.url, tries=5)
        assert asker.ask(QUESTION) == "Mara"
        first = len(server.requests)
        assert asker.ask(QUESTION) == "Mara"
    assert len(server.requests) == first + 1
    assert option not in server.requests[-1].body


def test_a_refusal_that_no_option_explains_is_told_in_the_servers_words() -> None:
    refusal = json.dumps({"error": {"message": "the prompt is\ttoo long\x1b[2J"}})
    with serving(sends(refusal, 400), sends(refusal, 400), sends(refusal, 400),
                          sends(refusal, 400), says("Mara")) as server:  # fmt: skip
        asker = client(server.url)
        with pytest.raises(UnansweredError, match="status 400: the prompt is too long") as failed:
            asker.ask(QUESTION)
        assert not failed.value.final
        assert "\x1b" not in str(failed.value)
        asker.ask(QUESTION)
    assert "response_format" in server.requests[-1].body


def test_options_that_a_server_took_once_are_not_doubted_again() -> None:
    with serving(says("Mara"), sends("", 400), says("Pim")) as server:
        asker = client(server.url)
        asker.ask(QUESTION)
        with pytest.raises(UnansweredError, match="status 400"):
            asker.ask(QUESTION)
        assert asker.ask(QUESTION) == "Pim"
    assert all("response_format" in request.body for request in server.requests)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_tries_again_while_the_server_is_busy(status: int) -> None:
    with serving(sends("", status), web.hangs_up, says("Mara")) as server:
        assert client(server.url).ask(QUESTION) == "Mara"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_gives_up_on_a_server_that_stays_busy(status: int) -> None:
    with serving(sends('{"error": "overloaded"}', status)) as server:
        assert str(failure(server)) == f"answered with status {status}: overloaded"
    assert len(server.requests) == 3


def test_waits_as_long_as_the_server_asks_but_not_for_ever() -> None:
    with serving(sends("", 429, Retry_After="1"), says("Mara")) as server:
        began = time.monotonic()
        assert client(server.url).ask(QUESTION) == "Mara"
        assert time.monotonic() - began >= 1
    with serving(sends("", 429, Retry_After="3600")) as server:
        assert "429" in str(failure(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 405])
def test_what_asking_again_cannot_mend_is_final(status: int) -> None:
    with serving(sends('{"error": {"message": "no model m"}}', status)) as server:
        failed = failure(server, key="secret")
    assert failed.final
    assert f"status {status}" in str(failed)
    assert ("FULLCAST_LLM_KEY" if status < 404 else "no model m") in str(failed)
    assert "secret" not in str(failed)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_follows_no_redirect(status: int) -> None:
    with serving(says("Mara")) as other:
        with serving(sends("", status, Location=f"{other.url}/x")) as server:
            failed = failure(server, key="secret")
        assert failed.final
        assert other.url in str(failed)
        assert not other.requests


@pytest.mark.parametrize("behaviour", [web.hangs, web.trickles, web.trickles_headers])
def test_a_request_has_a_deadline_however_slowly_bytes_come(
    behaviour: web.Behaviour,
) -> None:
    with serving(behaviour) as server:
        began = time.monotonic()
        assert str(failure(server, deadline=0.2)) == "did not answer within 0.2 seconds"
        assert time.monotonic() - began < 2
    assert len(server.requests) == 2


def test_a_body_without_an_end_is_cut_off() -> None:
    with serving(web.never_ends) as server:
        assert "without an end" in str(failure(server))
    assert len(server.requests) == 1


def test_a_body_that_unpacks_to_more_is_not_unpacked() -> None:
    packed = b"\x1f\x8b" + b"\0" * 100
    with serving(sends(packed, Content_Encoding="gzip")) as server:
        assert str(failure(server)) == "sent something else than a chat completion"
    assert server.requests[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "behaviour",
    [
        web.hangs_up,
        web.babbles,
        sends("{}", Content_Length="5000"),
        sends("{}", Content_Length="x"),
    ],
    ids=["hangs up", "babbles", "cut short", "nonsense length"],
)
def test_a_broken_connection_is_tried_again(behaviour: web.Behaviour) -> None:
    with serving(behaviour) as server:
        assert "broke the connection" in str(failure(server))
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "body",
    [
        "", "<html>Sign in</html>", "[]", "null", "{}", '{"choices": []}', '{"choices": {}}',
        '{"choices": [{"message": null}]}', completion("x")[:-9], "[" * 100_000,
        '{"a":' * 50_000, "9" * 5000, b"\xff\xfe\x00", completion("é").encode("utf-16"),
        json.dumps({"choices": [{"message": {"content": "\udcff"}}]})[:40],
    ],
)  # fmt: skip
def test_what_is_no_completion_is_no_answer(body: bytes | str) -> None:
    with serving(sends(body)) as server:
        assert str(failure(server)) == "sent something else than a chat completion"
    assert len(server.requests) == 1


@pytest.mark.parametrize("content", [None, "", " \n", 7, ["x"], {"text": "x"}])
def test_a_completion_without_text_is_no_answer(content: object) -> None:
    with serving(says(content)) as server:
        assert str(failure(server)) == "sent an empty answer"


def test_a_body_that_is_longer_than_its_length_is_cut() -> None:
    body = completion("Mara")
    with serving(sends(body + "rest", Content_Length=str(len(body)))) as server:
        assert client(server.url).ask(QUESTION) == "Mara"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (lambda: f"http://127.0.0.1:{free_port()}/v1", "cannot be reached"),
        (lambda: "http://nobody.invalid/v1", "cannot be reached"),
        (lambda: "http://exa mple/v1", "can"),
        (lambda: "ftp://127.0.0.1/v1", "no address"),
        (lambda: f"http://{'x' * 70}.example/v1", "can"),
    ],
)
def test_a_server_that_is_not_there_is_asked_once(url: Callable[[], str], why: str) -> None:
    with pytest.raises(UnansweredError, match=why) as failed:
        client(url()).ask(QUESTION)
    assert failed.value.final


@pytest.mark.parametrize("key", ["kéy", "ke\ny"])
def test_a_key_that_cannot_be_sent_is_not_repeated(key: str) -> None:
    with serving(says("Mara")) as server:
        failed = failure(server, key=key)
    assert failed.final
    assert key not in str(failed)
    assert not server.requests


def test_a_server_on_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(says("Mara")) as server:
        assert client(server.url).ask(QUESTION) == "Mara"


def test_a_wrong_proxy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://127.0.0.1")
    monkeypatch.setenv("http_proxy", "gopher://127.0.0.1")
    with pytest.raises(UnansweredError, match="cannot be asked") as failed:
        client("http://nobody.invalid/v1").ask(QUESTION)
    assert failed.value.final
