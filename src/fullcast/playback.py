"""Plays sound on the machine's speakers, by what the system brings along for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import wave
from pathlib import Path

from fullcast.errors import OutputError

if sys.platform == "win32":
    import winsound

_MACOS = (("afplay",),)
_OTHERS = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "--quiet"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpv", "--no-video", "--really-quiet"),
)
"""The sound servers' own players first: they follow the user's choice of a device."""
_SILENT = "audio open failed"
"""What ffplay says when there is no sound card; it ends as if all had gone well."""
_PATIENCE = 2.0
"""Seconds that a player has to end when it is told to."""
_TICK = 0.1


def check() -> None:
    """Make sure that something here plays sound.

    Raises:
        OutputError: nothing does; the message says what to install.
    """
    if sys.platform != "win32" and not _commands():
        names = ", ".join(command[0] for command in _known())
        raise OutputError(
            f"there is no program here that plays sound ({names}): install one of them, such as "
            "aplay of the package alsa-utils, or leave out --play and open the MP3 yourself"
        )


def play(path: Path) -> None:
    """Play a WAV file to its end; an interruption stops it at once and goes through.

    Raises:
        OutputError: no player is installed, or none of them can play.
    """
    check()
    if sys.platform == "win32":
        _play_on_windows(path)
        return
    reasons = []
    for command in _commands():
        reason = _run(command, path)
        if reason is None:
            return
        reasons.append(f"{command[0]}: {reason}")
    raise OutputError(
        f"the sound cannot be played ({'; '.join(reasons)}): check the machine's sound output, or "
        "leave out --play and open the MP3 elsewhere"
    )


def _known() -> tuple[tuple[str, ...], ...]:
    return _MACOS if sys.platform == "darwin" else _OTHERS


def _commands() -> list[tuple[str, ...]]:
    """The players that are installed, the best first."""
    return [command for command in _known() if shutil.which(command[0])]


def _run(command: tuple[str, ...], path: Path) -> str | None:
    """Play with a program; returns why it could not."""
    try:
        process = subprocess.Popen(  # noqa: S603 - one of the commands above
            [*command, str(path.absolute())],
            stdin=subprocess.DEVNULL,  # players read keys, which are the shell's
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        return error.strerror or str(error)
    try:
        _, said = process.communicate()
    except BaseException:
        _stop(process)
        raise
    words = said.decode(errors="replace").strip().splitlines()
    if any(_SILENT in line for line in words):
        return "it found no speakers"
    if process.returncode == 0:
        return None
    return words[-1].strip() if words else f"it ended with code {process.returncode}"


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


if sys.platform == "win32":

    def _play_on_windows(path: Path) -> None:
        """Play in the background and wait: a call that plays to the end cannot be interrupted."""
        with wave.open(str(path), "rb") as sound:
            ends = time.monotonic() + sound.getnframes() / sound.getframerate()
        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC)
            while time.monotonic() < ends:
                time.sleep(_TICK)
        except RuntimeError as error:
            raise OutputError(
                f"the sound cannot be played ({error}): check the machine's sound output, or "
                "leave out --play and open the MP3 yourself"
            ) from error
        finally:
            winsound.PlaySound(None, winsound.SND_PURGE)
