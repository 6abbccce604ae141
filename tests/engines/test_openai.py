"""The engine for speech servers, against servers that misbehave in every way."""

from __future__ import annotations

import json
import logging
import re
import socket
import struct
import time
from collections.abc import Callable
from email.utils import formatdate

import numpy as np
import pytest
import web_server as web
from speech_server import TONES, error, lists, speaks, wav
from web_server import Behaviour, sends, serving

from fullcast.engines.openai import LONGEST, OpenAIEngine
from fullcast.engines.speech_client import Patience
from fullcast.errors import EngineError, NotSetUpError, UnknownVoiceError
from fullcast.language.pronunciation import annotated
from fullcast.model import Audio, Gender, Job, Voice, VoiceInfo
from fullcast.rendering.executors import time_limit

TEXT = "The boats came home late."
ALTO = Voice("openai", "alto")
KEY = "s3cret-k3y"
SPEECH = wav(TONES.synthesize(TEXT, Voice("tone", "alto")))
RATE = 22_050
HASTY = {"tries": 3, "pause": 0.001, "listing": 5.0, "request": 5.0, "whole": 10.0}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., OpenAIEngine]:
    """An engine that asks a server, with little patience."""

    def ask(url: str, model: str = "", **patience: float) -> OpenAIEngine:
        monkeypatch.setenv("FULLCAST_SPEECH_URL", url)
        monkeypatch.setenv("FULLCAST_SPEECH_MODEL", model)
        monkeypatch.setenv("FULLCAST_SPEECH_KEY", KEY)
        return OpenAIEngine(Patience(**{**HASTY, **patience}))  # type: ignore[arg-type]

    return ask


Ask = Callable[..., OpenAIEngine]


def failure(engine: OpenAIEngine, voice: Voice = ALTO, text: str = TEXT) -> str:
    """What the engine says went wrong; never with the key."""
    with pytest.raises(EngineError) as failed:
        engine.synthesize(text, voice)
    causes: list[BaseException] = [failed.value]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    assert not any(KEY in str(each) or KEY in repr(each) for each in causes)
    return str(failed.value)


def heard(audio: Audio) -> bool:
    return bool(np.abs(audio.samples).max() > 0.1) and audio.rate == RATE


# What is asked


def test_a_request_says_what_is_to_be_spoken(ask: Ask) -> None:
    with serving(speaks) as server:
        assert heard(ask(server.url).synthesize(TEXT, ALTO))
        ask(f"{server.url}/", "kokoro").synthesize(TEXT, Voice("openai", "alto", rate=1.5))
        ask(f"{server.url}/audio/speech").synthesize(TEXT, Voice("openai", "alto", pitch=12))
    first, second, third = server.requests
    assert first.path == second.path == third.path == "/v1/audio/speech"
    assert first.headers["Authorization"] == f"Bearer {KEY}"
    assert first.body == {
        "model": "tts-1", "input": TEXT, "voice": "alto", "response_format": "wav",
    }  # fmt: skip
    assert (second.body["model"], second.body["speed"]) == ("kokoro", 1.5)
    assert third.body["speed"] == 0.5


@pytest.mark.parametrize(
    ("rate", "pitch", "speed"), [(2.0, -12.0, 4.0), (0.5, 12.0, 0.25), (1.0, 0.0, None)]
)
def test_speeds_stay_within_what_servers_take(
    ask: Ask, rate: float, pitch: float, speed: float | None
) -> None:
    with serving(speaks) as server:
        ask(server.url).synthesize(TEXT, Voice("openai", "alto", rate=rate, pitch=pitch))
    assert server.requests[0].body.get("speed") == speed


def test_without_a_key_none_is_sent(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(speaks) as server:
        engine = ask(server.url)
        monkeypatch.delenv("FULLCAST_SPEECH_KEY")
        engine.synthesize(TEXT, ALTO)
    assert "Authorization" not in server.requests[0].headers


def test_pronunciations_are_sent_as_respellings(ask: Ask) -> None:
    with serving(speaks) as server:
        ask(server.url).synthesize(f"The {annotated('quay', 'kiː')} lay still.", ALTO)
    assert server.requests[0].body["input"] == "The kee lay still."


def test_a_long_text_is_sent_in_pieces(ask: Ask) -> None:
    text = "The boats came home late and quietly. " * 150
    with serving(sends(SPEECH)) as server:
        audio = ask(server.url).synthesize(text, ALTO)
    inputs = [each.body["input"] for each in server.requests]
    assert len(inputs) == 2
    assert max(map(len, inputs)) <= LONGEST
    assert "".join(inputs) == text.strip()
    assert audio.duration == pytest.approx(2 * TONES.synthesize(TEXT, ALTO).duration, abs=0.5)


# Where nobody is asked


@pytest.mark.parametrize("url", ["", "  "])
def test_without_an_address_nobody_is_asked(ask: Ask, url: str) -> None:
    engine = ask(url)
    for use in (engine.voices, lambda: engine.describe("alto"), lambda: engine.version):
        with pytest.raises(NotSetUpError, match="set FULLCAST_SPEECH_URL to its address"):
            use()
    assert "set FULLCAST_SPEECH_URL" in failure(engine)


@pytest.mark.parametrize(
    "url",
    [
        "localhost:80/v1", "ftp://h/v1", "http://[::1/v1", f"http://me:{KEY}@h/v1",
        f"http://h/v1?key={KEY}", f"http://h/v1#{KEY}",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_named(ask: Ask, url: str) -> None:
    assert failure(ask(url)).startswith("FULLCAST_SPEECH_URL ")


@pytest.mark.parametrize("key", ["kéy", "ke\ny"])
def test_a_key_that_cannot_be_sent_is_not_repeated(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    engine = ask("http://127.0.0.1:9/v1")
    monkeypatch.setenv("FULLCAST_SPEECH_KEY", key)
    assert failure(engine) == "FULLCAST_SPEECH_KEY holds characters that no key has"


def test_a_server_that_is_not_there_is_told_at_once(ask: Ask) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
        engine = ask(url, pause=60)
        assert f"{url} cannot be reached" in failure(engine)
        with pytest.raises(EngineError, match="is it running"):
            engine.voices()


# Servers that fail


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(ask: Ask, status: int) -> None:
    with serving(sends("", status), web.hangs_up, speaks) as server:
        assert heard(ask(server.url).synthesize(TEXT, ALTO))
    assert len(server.requests) == 3


def test_a_server_that_stays_busy_is_left_alone(ask: Ask) -> None:
    with serving(error("try later", 503)) as server:
        why = failure(ask(server.url))
    assert why == f"the speech server at {server.url} answered with status 503: try later"
    assert len(server.requests) == 3


@pytest.mark.parametrize("as_date", [False, True])
def test_a_server_is_left_alone_as_long_as_it_asks(ask: Ask, as_date: bool) -> None:
    # A date has whole seconds.
    after = formatdate(time.time() + 2, usegmt=True) if as_date else "1"
    with serving(sends("", 429, Retry_After=after), speaks) as server:
        began = time.monotonic()
        assert heard(ask(server.url).synthesize(TEXT, ALTO))
    assert time.monotonic() - began > 0.9


@pytest.mark.parametrize("after", ["3600", formatdate(4e9, usegmt=True)])
def test_but_not_for_ever(ask: Ask, after: str) -> None:
    with serving(sends("", 429, Retry_After=after)) as server:
        assert "status 429 and asks to be left alone for " in failure(ask(server.url))
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 413, 422, 501])
def test_what_asking_again_cannot_mend_is_told_at_once(ask: Ask, status: int) -> None:
    with serving(error(f"no model; your key is {KEY}", status)) as server:
        why = failure(ask(server.url))
    assert f"status {status}" in why
    assert ("FULLCAST_SPEECH_KEY" if status in (401, 403) else "no model") in why
    assert len(server.requests) == 1


def test_who_has_no_money_is_not_told_to_wait(ask: Ask) -> None:
    body = {"error": {"message": "You exceeded your quota.", "code": "insufficient_quota"}}
    with serving(sends(json.dumps(body), 429)) as server:
        assert "exceeded your quota" in failure(ask(server.url))
    assert len(server.requests) == 1


def test_a_wrong_address_is_guessed_at(ask: Ask) -> None:
    with serving(sends("<h1>Not here</h1>", 404)) as server:
        assert "does its address end in /v1" in failure(ask(server.url))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(ask: Ask, status: int) -> None:
    with serving(speaks) as other, serving(sends("", status, Location=other.url)) as server:
        assert f"redirects to {other.url}; put that into" in failure(ask(server.url))
    assert not other.requests


@pytest.mark.parametrize("behaviour", [web.hangs, web.trickles, web.trickles_headers])
def test_a_slow_server_is_not_waited_for_long(ask: Ask, behaviour: Behaviour) -> None:
    with serving(behaviour) as server:
        began = time.monotonic()
        why = failure(ask(server.url, request=0.2, per_character=0.0))
        assert time.monotonic() - began < 4
    assert "did not answer within 0.2 seconds" in why
    assert len(server.requests) == 3


def test_all_tries_have_one_deadline(ask: Ask) -> None:
    with serving(speaks, web.hangs) as server:
        engine = ask(server.url, request=0.8, whole=1.4, per_character=0.0, tries=99)
        engine.synthesize(TEXT, ALTO)  # loads what takes a moment
        began = time.monotonic()
        assert re.search(r"did not answer within 0\.[0-6] seconds", failure(engine))
        assert 1.3 < time.monotonic() - began < 4
    assert len(server.requests) == 3


@pytest.mark.parametrize("letters", [1, 100, 9000])
@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_the_engine_gives_up_before_rendering_does(letters: int, rate: float) -> None:
    patience = Patience()
    job = Job("", "a" * letters, Voice("openai", "alto", rate=rate))
    allowed = patience.whole + patience.per_character * letters / rate
    assert allowed + 5 < time_limit(job)


def test_a_body_without_an_end_is_cut_off(ask: Ask) -> None:
    with serving(web.never_ends) as server:
        assert "without an end" in failure(ask(server.url))
    assert len(server.requests) == 1


def resets(handler: web.Handler, request: web.Request) -> None:
    """Half the sound, then a reset of the connection."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(SPEECH)))
    handler.end_headers()
    handler.wfile.write(SPEECH[: len(SPEECH) // 2])
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


@pytest.mark.parametrize(
    "behaviour",
    [resets, web.hangs_up, web.babbles, sends(SPEECH, Content_Length=str(len(SPEECH) + 9))],
    ids=["reset", "hangs up", "babbles", "cut short"],
)
def test_a_broken_connection_is_tried_again(ask: Ask, behaviour: Behaviour) -> None:
    with serving(behaviour, speaks) as server:
        assert heard(ask(server.url).synthesize(TEXT, ALTO))
    with serving(behaviour) as server:
        assert "broke the connection" in failure(ask(server.url))
    assert len(server.requests) == 3


# What comes back


def silent(value: float) -> bytes:
    return wav(Audio(np.full(RATE, value, np.float32), RATE))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "neither a WAV"),
        (b"\x01\x02" * 5000, "neither a WAV"),
        (SPEECH[:-100], "cut short"),
        (SPEECH[:44], "cut short"),
        (SPEECH[:20], "cut short"),
        (silent(0.0), "silence"),
        (silent(1e-4), "silence"),
        (wav(Audio(np.zeros(0, np.float32), RATE)), "silence"),
    ],
)
def test_a_broken_sound_is_tried_again(ask: Ask, body: bytes, why: str) -> None:
    with serving(sends(body), speaks) as server:
        assert heard(ask(server.url).synthesize(TEXT, ALTO))
    with serving(sends(body)) as server:
        assert why in failure(ask(server.url))
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"ID3\x04\0\0", "sent MP3"),
        (b"\xff\xfb\x90\x64" + bytes(400), "sent MP3"),
        (b"OggS\0\2", "sent Ogg"),
        (b"fLaC\0\0", "sent FLAC"),
        (b"\n<!doctype html><title>Sign in</title>", "sent a web page"),
        (b'{"error": {"message": "out of memory"}}', "sent JSON instead of WAV (out of memory)"),
        (b"[]", "sent JSON"),
    ],
)
def test_another_format_is_told_at_once(ask: Ask, body: bytes, kind: str) -> None:
    with serving(sends(body, Content_Type="audio/wav")) as server:
        why = failure(ask(server.url))
    assert kind in why
    assert "set it to send WAV" in why
    assert len(server.requests) == 1


def test_a_sound_that_changes_its_rate_is_an_error(ask: Ask) -> None:
    other = wav(Audio(TONES.synthesize(TEXT, Voice("tone", "alto")).samples, 24_000))
    with serving(sends(SPEECH), sends(other)) as server:
        assert "sample rate changes" in failure(ask(server.url), text="Rain fell. " * 400)


# Voices


def test_a_voice_that_the_server_refuses_is_unknown(ask: Ask) -> None:
    with serving(speaks) as server, pytest.raises(UnknownVoiceError) as failed:
        ask(server.url).synthesize(TEXT, Voice("openai", "altto"))
    assert 'did you mean "alto"?' in str(failed.value)
    assert "(the server says: " in str(failed.value)
    assert [each.method for each in server.requests] == ["POST", "GET"]


GEORGE = VoiceInfo("openai", "bm_george", "en-gb", Gender.MALE, TONES.voices()[0].age, "British")


@pytest.mark.parametrize(
    "body",
    [
        {"voices": ["bm_george", "af_sky", "", 7, None]},
        {"voices": [{"id": "bm_george", "name": "George"}, {"id": "af_sky"}, {"id": 7}]},
        {"data": [{"voice_id": "bm_george"}, {"name": "af_sky"}]},
        ["af_sky", "bm_george", "bm_george", "a\x1bb"],
    ],
)
def test_voices_are_those_that_the_server_lists(ask: Ask, body: object) -> None:
    with serving(sends(json.dumps(body))) as server:
        engine = ask(server.url)
        sky, george = engine.voices()
        assert engine.voices() == (sky, george)
        assert engine.describe("bm_george") == george == GEORGE
    assert (sky.id, sky.language, sky.gender) == ("af_sky", "en-us", Gender.FEMALE)
    [request] = server.requests
    assert (request.method, request.path) == ("GET", "/v1/audio/voices")
    assert request.headers["Authorization"] == f"Bearer {KEY}"


def test_what_the_server_says_of_a_voice_counts_more_than_its_name(ask: Ask) -> None:
    about = {"id": "bm_lola", "gender": "Female", "language": "es_MX"}
    with serving(lists(about, "de_DE-anna", "en-GB-Ada")) as server:
        lola, anna, ada = ask(server.url).voices()
    assert (lola.gender, lola.language, lola.accent) == (Gender.FEMALE, "es-mx", "")
    assert (anna.language, ada.language) == ("de-de", "en-gb")


@pytest.mark.parametrize("behaviour", [sends("", 404), sends("{}"), sends("<p>"), sends("[[]]")])
def test_else_they_are_those_that_openai_documents(ask: Ask, behaviour: Behaviour) -> None:
    with serving(behaviour) as server:
        older = {each.id: each.gender for each in ask(server.url).voices()}
        newer = {each.id for each in ask(server.url, "gpt-4o-mini-tts").voices()}
        assert ask(server.url).describe("my-own").gender is Gender.UNKNOWN
    assert older["nova"] is Gender.FEMALE
    assert older["onyx"] is Gender.MALE
    assert newer - set(older) == {"ballad", "cedar", "marin", "verse"}


def test_a_listed_server_knows_its_voices_and_their_blends(ask: Ask) -> None:
    with serving(lists("bm_george", "af_sky")) as server:
        engine = ask(server.url)
        assert engine.describe("af_sky(2)+bm_george").id == "af_sky(2)+bm_george"
        with pytest.raises(UnknownVoiceError, match='did you mean "bm_george"'):
            engine.describe("bm_georg")


@pytest.mark.parametrize("behaviour", [web.hangs, web.trickles, web.hangs_up, sends("", 500),
                                       sends("", 401), sends("", 302), web.never_ends,
                                       sends("", 429)])  # fmt: skip
def test_a_list_that_does_not_come_holds_nobody_up(ask: Ask, behaviour: Behaviour) -> None:
    with serving(behaviour, lists("af_sky")) as server:
        engine = ask(server.url, listing=0.3)
        began = time.monotonic()
        with pytest.raises(EngineError, match=r"the speech server at http"):
            engine.voices()
        assert time.monotonic() - began < 3
        assert [each.id for each in engine.voices()] == ["af_sky"]
    assert len(server.requests) == 2


# The cache's key, and what is written where


def test_the_version_depends_on_address_and_model_and_not_on_the_key(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask("http://a.example/v1").version
    assert ask("http://a.example/v1/", "tts-1").version == first
    assert ask("http://b.example/v1").version != first
    assert ask("http://a.example/v1", "tts-1-hd").version != first
    monkeypatch.setenv("FULLCAST_SPEECH_MODEL", "")
    monkeypatch.setenv("FULLCAST_SPEECH_KEY", "another")
    assert OpenAIEngine().version == first


def test_nothing_that_is_logged_holds_the_key(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(sends("", 500), speaks) as server:
        ask(server.url).synthesize(TEXT, ALTO)
    assert caplog.records
    assert KEY not in caplog.text
