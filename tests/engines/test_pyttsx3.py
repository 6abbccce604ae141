"""pyttsx3 is distrusted: whatever it does wrong is an error that says so, and never hangs."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fullcast.engines import pyttsx3, pyttsx3_process
from fullcast.engines.pyttsx3 import Pyttsx3Engine
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.model import Audio, Voice

TEXT = "Nobody had told the children that winter would come so early."
VOICE = Voice("pyttsx3", "gmw/en-us+f3")


@pytest.fixture
def engine() -> Pyttsx3Engine:
    engine = Pyttsx3Engine()
    try:
        driver = engine._listing.driver
    except EngineError as error:
        pytest.skip(str(error))
    if driver != "espeak":
        pytest.skip(f"the ids are espeak-ng's, and pyttsx3 uses {driver} here")
    return engine


def _speaker(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put another script in the place of the speaker process."""
    path = folder / "speaker.py"
    path.write_text(code)
    monkeypatch.setattr(pyttsx3_process, "_COMMAND", (sys.executable, str(path)))
    monkeypatch.setattr(pyttsx3_process, "_held", [])


@pytest.mark.parametrize("id_", ["gmw/en-us+nope", "gmw/en-us+", "nope", "", "en-gb", "!v/f3"])
def test_a_voice_that_would_silently_be_another_is_refused(engine: Pyttsx3Engine, id_: str) -> None:
    with pytest.raises(UnknownVoiceError, match=r'has no voice "'):
        engine.synthesize(TEXT, Voice("pyttsx3", id_))


def test_a_language_tag_leads_to_the_voice_that_speaks_it(engine: Pyttsx3Engine) -> None:
    with pytest.raises(UnknownVoiceError, match=r'did you mean "gmw/en\+f2"'):
        engine.synthesize(TEXT, Voice("pyttsx3", "en-gb+f2"))


def test_the_case_of_an_id_does_not_matter(engine: Pyttsx3Engine) -> None:
    low = engine.synthesize("Hello", VOICE)
    high = engine.synthesize("Hello", Voice("pyttsx3", "GMW/EN-US+F3"))
    assert low.samples.tobytes() == high.samples.tobytes()


def test_every_listed_english_voice_is_really_used(engine: Pyttsx3Engine) -> None:
    """The speaker process answers with the voice that espeak-ng had; `_speak` compares."""
    listed = [voice for voice in engine.voices() if voice.language == "en-us"]
    sounds = {engine.synthesize("Hello", Voice("pyttsx3", v.id)).samples.tobytes() for v in listed}
    assert len(listed) > 15
    assert len(sounds) == len(listed)


def test_another_voice_than_asked_for_is_an_error(engine: Pyttsx3Engine) -> None:
    request = {"do": "speak", "text": "Hi", "voice": "gmw/en-us+nope", "wpm": 175, "pitch": 50}
    with pytest.raises(UnknownVoiceError, match="used the voice"):
        pyttsx3._speak_espeak(request, 30)


def test_other_languages_are_spoken(engine: Pyttsx3Engine) -> None:
    assert engine.synthesize("Guten Morgen", Voice("pyttsx3", "gmw/de+f2")).duration > 0.5


def test_pitch_is_resampled_where_the_driver_has_none(
    engine: Pyttsx3Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: the listing says another driver; espeak-ng speaks instead."""
    native = engine._listing.voices[0].id
    other = dataclasses.replace(engine._listing, driver="sapi5")
    monkeypatch.setitem(engine.__dict__, "_listing", other)
    asked: list[dict[str, Any]] = []
    speak = pyttsx3._speak_espeak

    def recording(request: dict[str, Any], limit: float) -> Audio:
        asked.append(request)
        return speak(request | {"pitch": 50}, limit)

    monkeypatch.setattr(pyttsx3, "_speak", recording)
    normal = engine.synthesize(TEXT, Voice("pyttsx3", native))
    high = engine.synthesize(TEXT, Voice("pyttsx3", native, pitch=6))
    assert [request["wpm"] for request in asked] == [175, round(175 / 2**0.5)]
    assert [request["pitch"] for request in asked] == [None, None]
    assert high.duration == pytest.approx(normal.duration, rel=0.1)


@pytest.fixture(params=["kept", "once"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the speaker process is kept: for many requests, where that works, or for one."""
    if request.param == "kept" and not pyttsx3_process._FORKS:
        pytest.skip("processes cannot be doubled here")
    monkeypatch.setattr(pyttsx3_process, "_FORKS", request.param == "kept")
    return str(request.param)


def test_both_ways_give_the_same_bytes(
    engine: Pyttsx3Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for forks in {pyttsx3_process._FORKS, False}:
        monkeypatch.setattr(pyttsx3_process, "_FORKS", forks)
        said += [engine.synthesize(TEXT, VOICE).samples.tobytes() for _ in range(2)]
    assert len(set(said)) == 1


@pytest.mark.skipif(not pyttsx3_process._FORKS, reason="processes cannot be doubled here")
def test_one_process_answers_many_requests_and_is_replaced_when_it_is_killed(
    engine: Pyttsx3Engine,
) -> None:
    before = engine.synthesize(TEXT, VOICE).samples.tobytes()
    kept = pyttsx3_process._kept()._process
    engine.synthesize("Another text.", VOICE)
    assert pyttsx3_process._kept()._process is kept is not None
    kept.kill()
    kept.wait()
    assert engine.synthesize(TEXT, VOICE).samples.tobytes() == before


@pytest.mark.skipif(not pyttsx3_process._FORKS, reason="processes cannot be doubled here")
def test_the_process_ends_with_whoever_asks_it() -> None:
    code = (
        "from fullcast.engines.pyttsx3_process import ask, _kept\n"
        "ask({'do': 'list'}, 30); print(_kept()._process.pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    until = time.monotonic() + 10
    while Path("/proc", done.stdout.strip()).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path("/proc", done.stdout.strip()).exists()


@pytest.mark.usefixtures("way")
def test_a_hang_ends_with_the_time_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _speaker(tmp_path, "import time; time.sleep(60)", monkeypatch)
    with pytest.raises(EngineError, match="did not finish within 1 s"):
        pyttsx3_process.ask({"do": "list"}, 1)


@pytest.mark.usefixtures("way")
def test_a_crash_is_an_error_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; print('out of phonemes', file=sys.stderr); sys.exit(3)"
    _speaker(tmp_path, code, monkeypatch)
    with pytest.raises(EngineError, match=r"died with code 3 \(out of phonemes\)"):
        pyttsx3_process.ask({"do": "list"}, 30)


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        (np.zeros(0, np.float32), "silent"),
        (np.zeros(22_050, np.float32), "silent"),
        (np.full(2_205, 0.1, np.float32), "cut after 0.1 s"),
    ],
)
def test_an_empty_or_cut_utterance_is_tried_again_and_then_an_error(
    engine: Pyttsx3Engine, monkeypatch: pytest.MonkeyPatch, samples: Any, fault: str
) -> None:
    tries: list[str] = []

    def wrong(request: dict[str, Any], limit: float) -> Audio:
        tries.append(request["text"])
        return Audio(samples, 22_050)

    monkeypatch.setattr(pyttsx3, "_speak_espeak", wrong)
    with pytest.raises(EngineError, match=fault):
        engine.synthesize(TEXT, VOICE)
    assert len(tries) == pyttsx3.ATTEMPTS


def test_a_driver_that_writes_no_sound_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As others than espeak-ng, which are to write a file."""
    _speaker(tmp_path, 'print(\'{"voice": "zoe", "bytes": 0}\', flush=True)', monkeypatch)
    with pytest.raises(EngineError, match=r"wrote no usable sound for .Hi."):
        pyttsx3._speak({"do": "speak", "text": "Hi", "voice": "zoe"}, 30)


@pytest.mark.usefixtures("way")
def test_sound_that_is_not_all_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = 'print(\'{"voice": "zoe", "bytes": 9}\\nabc\', end="", flush=True)'
    _speaker(tmp_path, code, monkeypatch)
    with pytest.raises(EngineError, match=r"failed: of 9 bytes of sound \d came"):
        pyttsx3_process.ask({"do": "speak"}, 30)


def test_sound_that_cannot_be_passed_on_is_an_error(engine: Pyttsx3Engine) -> None:
    """In a process of its own: espeak-ng may be begun but once."""
    code = (
        "import sys\n"
        "from fullcast.engines import espeak_library\n"
        "espeak_library.provide()\n"
        "from fullcast.engines import espeak_speaker\n"
        "def full(address, size): raise OSError(28, 'no room')\n"
        "speaker = espeak_speaker.Espeak(full)\n"
        "speaker.speak({'voice': 'gmw/en', 'wpm': 175, 'pitch': None, 'text': 'Hello.'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "OSError: [Errno 28] no room"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
@pytest.mark.skipif(not pyttsx3_process._FORKS, reason="no process is kept there")
def test_sound_that_cannot_be_kept_is_an_error(engine: Pyttsx3Engine) -> None:
    request = {"do": "speak", "text": "Hello.", "voice": "gmw/en", "wpm": 175, "pitch": None}
    with Path("/dev/full").open("r+b", buffering=0) as full:
        done = subprocess.run(
            [*pyttsx3_process._COMMAND, "serve", str(os.getpid()), str(full.fileno())],
            input=json.dumps(request | {"limit": 30.0}) + "\n",
            pass_fds=(full.fileno(),),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    reply = json.loads(done.stdout)
    assert reply["bytes"] == 0
    assert reply["error"] == "OSError: the sound cannot be kept: No space left on device"


def test_no_file_is_left_behind(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    engine.synthesize("Hello", VOICE)
    assert list(tmp_path.iterdir()) == []


def test_modules_in_the_working_folder_do_not_get_in_the_way(
    engine: Pyttsx3Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wave.py").write_text("raise RuntimeError('not this one')")
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('nor this')")
    monkeypatch.chdir(tmp_path)
    assert engine.synthesize("Hello", VOICE).duration > 0.2


def test_parallel_workers_do_not_disturb_each_other(engine: Pyttsx3Engine) -> None:
    code = (
        "import hashlib; from fullcast.engines import speak; from fullcast.model import Voice;"
        f"sounds = [speak({TEXT!r}, Voice('pyttsx3', 'gmw/en-us+f3', rate=r)).samples.tobytes()"
        " for r in (0.7, 1.5, 0.7)];"
        "print(*[hashlib.sha256(sound).hexdigest() for sound in sounds])"
    )
    command = [sys.executable, "-c", code]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [worker.communicate(timeout=60)[0].split() for worker in workers]
    assert all(len(each) == 3 and each == said[0] for each in said)
    assert said[0][0] == said[0][2] != said[0][1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the wheel serves Linux only")
def test_the_wheels_library_serves_where_the_system_has_none() -> None:
    """In a private mount namespace, an empty file lies over the system's library."""
    hide = (
        "for lib in $(ldconfig -p | grep -o '/[^ ]*libespeak[^ ]*$'); do"
        " mount --bind /dev/null $(readlink -f $lib) || exit 9; done; exec "
    )
    code = (
        "import ctypes\n"
        "try: ctypes.CDLL('libespeak-ng.so.1')\n"
        "except OSError: pass\n"
        "else: raise SystemExit('not hidden')\n"
        "from fullcast.engines import load, speak\n"
        "from fullcast.model import Voice\n"
        "voice = Voice('pyttsx3', 'gmw/en-us+f3')\n"
        "print(load('pyttsx3').version, speak('Hello there', voice).duration)"
    )
    namespace = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    environment = {**os.environ, "PATH": os.environ["PATH"] + ":/sbin:/usr/sbin"}
    try:
        done = subprocess.run(
            [*namespace, f'{hide} "$0" -c "$1"', sys.executable, code],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    if done.returncode == 9 or "unshare:" in done.stderr:
        pytest.skip(f"no private mount namespace here: {done.stderr.strip()}")
    version, duration = done.stdout.split()
    assert "espeak-1.52" in version
    assert float(duration) > 0.4


HANGING = """
import importlib.util, os, pathlib, sys, time
spec = importlib.util.spec_from_file_location("speaker", {speaker!r})
speaker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(speaker)
def hang(request):
    pathlib.Path({note!r}).write_text(f"{{os.getpid()}} {{os.getppid()}} ")
    time.sleep(600)
speaker._answers = lambda hear: {{"list": hang}}
speaker.serve(*map(int, sys.argv[2:]))
"""
CALLER = """
import sys
from fullcast.engines import pyttsx3_process
pyttsx3_process._COMMAND = (sys.executable, {script!r})
pyttsx3_process.ask({{"do": "list"}}, 300)
"""


@pytest.mark.skipif(not pyttsx3_process._FORKS, reason="no process is kept there")
def test_a_driver_that_hangs_ends_with_a_caller_that_is_killed(tmp_path: Path) -> None:
    note, script = tmp_path / "note", tmp_path / "speaker.py"
    script.write_text(HANGING.format(speaker=str(pyttsx3_process.SPEAKER), note=str(note)))
    caller = CALLER.format(script=str(script))
    with subprocess.Popen([sys.executable, "-c", caller], stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        while not (note.exists() and note.read_text().endswith(" ")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.kill()
    for number in note.read_text().split():
        state = Path(f"/proc/{number}/stat")
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] not in "ZX":
            assert time.monotonic() < deadline
            time.sleep(0.02)
