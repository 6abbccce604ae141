"""What every engine must do, whatever it sounds like."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from speech_server import speaks
from web_server import serving

from fullcast import engines
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.language.pronunciation import annotated
from fullcast.model import Audio, Voice

SHORT = "The boats came home late."
LONG = (
    "The boats came home late, and nobody on the quay had thought to light a single lamp for them."
)
VOICES = [
    ("tone", "alto"),
    ("tone", "boy"),
    ("hibari", "heart"),
    ("hibari", "heart+man"),
    ("hibari", "heart+old-woman"),
    ("hibari", "heart+giant"),
    ("hibari", "heart+formant=0.9+breath=-8+speed=0.95"),
    ("pyttsx3", "gmw/en-us"),
    ("pyttsx3", "gmw/en+f3"),
    ("openai", "alto"),
    ("kokoro", "bm_george"),
    ("kokoro", "0.6*af_bella + 0.4*am_puck"),
    ("piper", "en_US-joe-medium"),
]
FEMALE = {"kokoro": "bf_emma", "pyttsx3": "gmw/en-us+f3"}
"""Voices whose F0 stays within human reach when it is lowered by an octave."""
SLOW = {"kokoro"}
"""Engines that speak about as fast as one listens: they are given less to say."""
LENGTHS = {"kokoro": 600, "piper": 1_200}
"""Characters of a very long text, of which the slower engines take less at once."""


@pytest.fixture(scope="module", autouse=True)
def _speech_server() -> Iterator[None]:
    """What the engine openai asks."""
    with serving(speaks) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FULLCAST_SPEECH_URL", server.url)
        yield


@cache
def _why_not(engine: str) -> str:
    """Why an engine cannot be tested here; pyttsx3's ids are espeak-ng's."""
    try:
        voices = [engines.describe(name, id_) for name, id_ in VOICES if name == engine]
    except EngineError as error:
        return str(error)
    missing = [voice.id for voice in voices if not voice.installed]
    return f"the voice {missing[0]} would have to be fetched" if missing else ""


@cache
def _spoken(text: str, voice: Voice) -> Audio:
    """A text that is spoken once for all tests that only look at the sound."""
    return engines.speak(text, voice)


def _line(engine: str) -> str:
    """What an engine says where the length of the text does not matter."""
    return SHORT if engine in SLOW else LONG


@pytest.fixture(params=VOICES, ids=[f"{name}-{id_}" for name, id_ in VOICES])
def voice(request: pytest.FixtureRequest) -> Voice:
    name, id_ = request.param
    if _why_not(name):
        pytest.skip(_why_not(name))
    return Voice(name, id_)


@pytest.fixture(params=["tone", "hibari", "pyttsx3", "openai", "kokoro", "piper"])
def engine_voice(request: pytest.FixtureRequest) -> Voice:
    """One voice of each engine."""
    if _why_not(request.param):
        pytest.skip(_why_not(request.param))
    return next(Voice(name, id_) for name, id_ in VOICES if name == request.param)


def _digest(audio: Audio) -> str:
    return hashlib.sha256(audio.samples.tobytes()).hexdigest()


def _f0(audio: Audio) -> float:
    """The median F0 in Hz by autocorrelation of the voiced frames."""
    size = round(0.06 * audio.rate)
    shortest, longest = audio.rate // 500, audio.rate // 40
    found = []
    for start in range(0, len(audio.samples) - size, size // 2):
        frame = audio.samples[start : start + size].astype(np.float64)
        spectrum = np.fft.rfft(frame - frame.mean(), 2 * size)
        lags = np.fft.irfft(np.abs(spectrum) ** 2)[: longest + 1]
        lags /= np.arange(size, size - longest - 1, -1)  # fewer samples overlap at longer lags
        # Each multiple of a period fits as well as the period.
        first = int((lags[shortest:] >= 0.97 * lags[shortest:].max()).argmax())
        best = shortest + first + int(lags[shortest + first :][: shortest // 2].argmax())
        if lags[0] > 1e-4 and lags[best] > 0.6 * lags[0]:
            found.append(audio.rate / best)
    return float(np.median(found))


def test_audio_is_mono_float_and_heard(voice: Voice) -> None:
    audio = _spoken(SHORT, voice)
    assert audio.samples.ndim == 1
    assert audio.samples.dtype == np.float32
    assert audio.rate in (22_050, 24_000)
    assert 0.05 < np.abs(audio.samples).max() <= 1.0
    assert np.sqrt(np.mean(audio.samples**2)) > 0.01


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_length_is_that_of_reading_aloud(voice: Voice, text: str) -> None:
    assert _spoken(text, voice).duration == pytest.approx(len(text) / 15, rel=0.5)


def test_pauses_are_left_to_others(voice: Voice) -> None:
    samples, rate = (audio := _spoken(SHORT, voice)).samples, audio.rate
    loud = np.flatnonzero(np.abs(samples) > 1e-3)
    assert loud[0] < 0.06 * rate
    assert len(samples) - loud[-1] < 0.06 * rate


def test_the_same_text_gives_the_same_bytes_whatever_came_before(voice: Voice) -> None:
    texts = (SHORT, "Come home." if voice.engine in SLOW else LONG)
    first = [_digest(engines.speak(text, voice)) for text in texts]
    second = [_digest(engines.speak(text, voice)) for text in texts[::-1]]
    assert second == first[::-1]


def test_a_fresh_process_gives_the_same_bytes(engine_voice: Voice) -> None:
    code = (
        "import hashlib; from fullcast.engines import speak; from fullcast.model import Voice;"
        f"audio = speak({SHORT!r}, {engine_voice!r});"
        "print(hashlib.sha256(audio.samples.tobytes()).hexdigest(), end='')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == _digest(_spoken(SHORT, engine_voice))


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.3, 2.0])
def test_rate_divides_the_length(engine_voice: Voice, rate: float) -> None:
    text = _line(engine_voice.engine)
    normal = _spoken(text, engine_voice).duration
    changed = replace(engine_voice, rate=rate)
    assert _spoken(text, changed).duration == pytest.approx(normal / rate, rel=0.2)


@pytest.mark.parametrize("semitones", [-12.0, -5.0, 4.0, 12.0])
def test_pitch_moves_f0_by_semitones(engine_voice: Voice, semitones: float) -> None:
    text, id_ = _line(engine_voice.engine), FEMALE.get(engine_voice.engine, engine_voice.id)
    normal = _f0(_spoken(text, Voice(engine_voice.engine, id_)))
    shifted = _f0(_spoken(text, Voice(engine_voice.engine, id_, pitch=semitones)))
    assert 12 * np.log2(shifted / normal) == pytest.approx(semitones, abs=1.5)


def test_pitch_keeps_the_length(engine_voice: Voice) -> None:
    normal = _spoken(LONG, engine_voice).duration
    high = _spoken(LONG, replace(engine_voice, pitch=12.0)).duration
    assert high == pytest.approx(normal, rel=0.15)


@pytest.mark.parametrize(
    "text",
    [
        "He drew [[a map]] for us.",
        "<b>x</b>",
        "<speak>Hello</speak> there",
        "[Draw](/xyz/) it",
        "Well done 😀🎉 my friend",
        "One\0two",
        "half \ud83d gone",
        "“Oh—‘never’…” she said",
        "STOP THAT RIGHT NOW!",
        "Zoë and Dvořák met in Łódź.",
        "line one\nline two\n\nline three",
        "a",
        "7",
        "A" * 60 + "rgh!",
    ],
)
def test_odd_texts_are_spoken(engine_voice: Voice, text: str) -> None:
    audio = engines.speak(text, engine_voice)
    assert audio.duration > 0.05
    assert np.abs(audio.samples).max() > 0.02


@pytest.mark.parametrize("sentence", ["The boats came home late and quietly. ", "and on it went "])
def test_a_very_long_text_is_spoken_to_its_end(engine_voice: Voice, sentence: str) -> None:
    text = sentence * (LENGTHS.get(engine_voice.engine, 3_000) // len(sentence))
    audio = engines.speak(text, engine_voice)
    # The fastest mumble what repeats itself, at twice the speed of reading.
    assert 0.45 * len(text) / 15 < audio.duration < 1.4 * len(text) / 15
    last = audio.samples[-5 * audio.rate :]
    assert np.sqrt(np.mean(last**2)) > 0.01


@pytest.mark.parametrize("text", ["", " \n", "...", "—", "“…?!”", "<br>"])
def test_nothing_to_say_is_an_error(engine_voice: Voice, text: str) -> None:
    with pytest.raises(EngineError, match=f'"{engine_voice.engine}" finds nothing to say'):
        engines.speak(text, engine_voice)


def test_an_unknown_voice_is_an_error_that_names_the_nearest(engine_voice: Voice) -> None:
    with pytest.raises(UnknownVoiceError, match=f'did you mean "{engine_voice.id[:3]}'):
        engines.speak(SHORT, Voice(engine_voice.engine, engine_voice.id + "x"))


@pytest.mark.parametrize("style", ["whisper", "shout"])
def test_styles_are_spoken_or_ignored(engine_voice: Voice, style: str) -> None:
    plain = _spoken(SHORT, engine_voice).duration
    styled = engines.speak(SHORT, replace(engine_voice, style=style))
    assert styled.duration == pytest.approx(plain, rel=0.25)
    assert np.abs(styled.samples).max() <= 1.0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_can_be_stopped_in_the_midst_of_a_long_text(
    engine_voice: Voice, tmp_path: Path, number: signal.Signals
) -> None:
    code = (
        "from fullcast.engines import speak; from fullcast.model import Voice;"
        f"voice = {engine_voice!r}; speak({SHORT!r}, voice); print('ready', flush=True)\n"
        f"for _ in range(20): speak({_line(engine_voice.engine) + ' '!r} * 60, voice)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.3)
        # As a terminal does it: to the program and whatever it has started.
        os.killpg(process.pid, number)
        start = time.monotonic()
        assert process.wait(timeout=20) != 0
        assert time.monotonic() - start < 10
        assert process.stdout.read() == b""
    # What a signal finds in the midst of being tidied away may stay in its temporary folder.
    left = [path for path in tmp_path.rglob("*") if path.suffix in (".wav", ".aiff")]
    assert [path for path in left if not path.parent.name.startswith("fullcast-")] == []


def test_nothing_is_printed(engine_voice: Voice, capfd: pytest.CaptureFixture[str]) -> None:
    engines.speak(SHORT, engine_voice)
    assert capfd.readouterr() == ("", "")


def test_voices_are_distinct_and_in_a_stable_order(engine_voice: Voice) -> None:
    engine = engines.load(engine_voice.engine)
    ids = [voice.id for voice in engine.voices()]
    assert len(set(ids)) == len(ids)
    assert ids == [voice.id for voice in type(engine)().voices()]


def test_a_pronunciation_in_ipa_is_heard_and_not_read_out(engine_voice: Voice) -> None:
    def spoken(name: str) -> bytes:
        return engines.speak(f"Then {name} went.", engine_voice).samples.tobytes()

    sounds = spoken(annotated("Corin", "ˈmeɪbəl"))
    assert sounds == spoken(annotated("Corin", "ˈmeɪ.bəl"))
    assert sounds != spoken("Corin")
    with pytest.raises(EngineError, match="P"):
        spoken(annotated("Corin", "ˈPɪ"))
