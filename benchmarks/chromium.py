"""Sound files in a real Chromium: played to the end, and sought; see `players.py`."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FASTEST = 16
"""Times the speed at which people listen; more Chromium refuses."""
_TOLERANCE = 0.15
"""Seconds: Chromium's clock stands still for up to a tenth of a second, and is asked late."""
_ADDED = 0.1
"""Seconds that the encoder of an MP3 adds at both ends, which Chromium may count or not."""

_PLAY = """([url, speed]) => new Promise((done) => {
  const sound = document.body.appendChild(new Audio(url));
  sound.onerror = () => done({error: sound.error.message});
  sound.onended = () => done({time: sound.currentTime, duration: sound.duration});
  sound.playbackRate = speed;
  sound.play().catch((error) => done({error: String(error)}));
})"""
_SEEK = """([place, level]) => new Promise((done) => {
  const sound = document.querySelector('audio:last-of-type');
  const context = new AudioContext(), meter = context.createAnalyser();
  const samples = new Float32Array(meter.fftSize = 512);
  context.createMediaElementSource(sound).connect(meter).connect(context.destination);
  sound.playbackRate = 1;
  sound.onseeked = () => {
    const sought = sound.currentTime;
    const watch = setInterval(() => {
      meter.getFloatTimeDomainData(samples);
      const loud = samples.some((sample) => Math.abs(sample) > level);
      if (!loud && !sound.ended) return;
      clearInterval(watch);
      done([sought, sound.currentTime]);
      sound.remove();
      context.close();
    }, 5);
    sound.play();
  };
  sound.currentTime = place;
})"""


@dataclass(frozen=True, slots=True)
class Trial:
    """A file and what is to be heard of it."""

    path: Path
    seconds: float
    place: float
    """The second to jump to."""
    begins: float
    """The second at which, from there, sound is heard again."""
    level: float
    """What makes a sample sound, of 1."""


def tried(trials: Iterable[Trial]) -> Iterator[tuple[Path, str]]:
    """For each file "✓" if it ends where it should, and goes on from the place with its sound.

    Nothing if there is no Chromium or no Playwright.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        return
    with _tab(sync_playwright, program) as tab:
        for trial in trials:
            yield trial.path, _result(tab, trial)


@contextmanager
def _tab(sync_playwright: Any, program: str) -> Iterator[Any]:
    """A tab with a page of the disk, from which other files of the disk may be played."""
    root = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "page.html")
        page.write_text("<!doctype html><title>Sound</title><body>", encoding="utf-8")
        freely = ("--autoplay-policy=no-user-gesture-required", "--allow-file-access-from-files")
        arguments = [*freely, "--mute-audio", *root]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        tab = browser.new_page()
        tab.goto(page.as_uri())
        yield tab
        browser.close()


def _result(tab: Any, trial: Trial) -> str:
    played = tab.evaluate(_PLAY, [trial.path.as_uri(), FASTEST])
    if "error" in played:
        return f"cannot play it: {played['error']}"
    if max(abs(played[name] - trial.seconds) for name in ("time", "duration")) > _ADDED:
        return f"ends at {played['time']:.3f} of {played['duration']:.3f} s"
    sought, begins = tab.evaluate(_SEEK, [trial.place, trial.level])
    if abs(sought - trial.place) > 0.001 or abs(begins - trial.begins) > _TOLERANCE:
        meant = f"{trial.place:.3f} and {trial.begins:.3f} s"
        return f"jumps to {sought:.3f} and sounds at {begins:.3f}, not {meant}"
    return "✓"
