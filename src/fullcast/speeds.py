"""How fast this machine speaks and encodes, as it was measured while it did."""

from __future__ import annotations

import copy
import json
import math
import threading
from collections.abc import Callable
from typing import Any

from fullcast import mastering, rendering
from fullcast.model import Job, Voice
from fullcast.pressing import Pressing, press

PRESSING = "pressing"
"""Mastering and encoding, by seconds of sound."""
WHOLE = "whole"
"""The whole audiobook in one file, by its format, by seconds of sound."""

ABOUT = {
    "start/": 2.0,
    "start/hibari": 6.0,
    "start/kokoro": 6.0,
    "speech/": 0.015,
    "speech/hibari": 0.03,
    "speech/kokoro": 0.03,
    "speech/piper": 0.006,
    "speech/pyttsx3": 0.001,
    "speech/tone": 0.0001,
    PRESSING: 0.012,
    f"{WHOLE}/m4b": 0.02,
    f"{WHOLE}/opus": 0.02,
    f"{WHOLE}/mp3-single": 0.0005,
}
"""Seconds for a character, for a second of sound, or until an engine is loaded, on a common
laptop: what is taken where nothing was measured. Names that end in / hold for all engines."""

FORGET = {"speech": 200_000.0, "start": 16.0, PRESSING: 20_000.0, WHOLE: 100_000.0}
"""Amounts from which on what was measured before counts half, so that figures follow changes."""

LIMITS = (1e-8, 1e3)
"""Seconds for one of anything that can be true."""

_KEY = rendering.key_of("speeds", 1)


class Speeds:
    """Running measures, kept in a store; several threads may add to them."""

    def __init__(self, store: rendering.Store) -> None:
        """Read what the store keeps; what cannot be true is passed over."""
        self._store = store
        self._known = _read(store)
        self._new: dict[str, tuple[float, float]] = {}
        self._begun: set[tuple[int, str]] = set()
        self._lock = threading.Lock()
        self.expected = 0.0
        """Seconds that what was done since should have taken by what was known before."""
        self.spent = 0.0
        """Seconds that it took; of all workers together, as `expected` is."""

    def __call__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], result: Any, seconds: float
    ) -> None:
        """Add a call of a worker; see `rendering.Workers`."""
        last = arguments[-1] if arguments else None
        if isinstance(last, Job):
            engine = last.voice.engine
            names = speech_names(last.voice)
            self._add((f"start/{engine}",), names, float(len(last.text)), seconds)
        elif function is press:
            sound = Pressing.from_bytes(result).stretch.samples / mastering.OUTPUT_RATE
            self._add(("start/" + PRESSING,), (PRESSING,), sound, seconds)

    def _add(
        self, starts: tuple[str, ...], names: tuple[str, ...], amount: float, seconds: float
    ) -> None:
        """The first of a kind in a worker loads what the others need, and is measured apart."""
        worker = (threading.get_ident(), starts[0])
        with self._lock:
            if worker in self._begun:
                self.expected += amount * self.of(names[-1])[0]
                self.spent += seconds
            else:
                names, amount = starts, 1.0
                self._begun.add(worker)
        for name in names:
            self.took(name, amount, seconds)

    def took(self, name: str, amount: float, seconds: float) -> None:
        """Add what was done in this process."""
        with self._lock:
            before = self._new.get(name, (0.0, 0.0))
            self._new[name] = (before[0] + amount, before[1] + seconds)

    def share(self) -> Speeds:
        """The same measures for one of several stories: what was expected and spent is its own."""
        part = copy.copy(self)
        part.expected = part.spent = 0.0
        return part

    def of(self, name: str) -> tuple[float, bool]:
        """Seconds for one of what a name stands for, and whether that was measured here.

        What was not measured is taken from what it is a part of: a voice from its engine.
        """
        kind, slash, rest = name.partition("/")
        wider = (name, f"{kind}{slash}{rest.partition('/')[0]}")
        for part in wider:
            if part in self._known:
                amount, seconds = self._known[part]
                return seconds / amount, True
        return ABOUT.get(wider[1], ABOUT.get(kind + slash, 0.0)), False

    def keep(self) -> None:
        """Write what was measured to what other runs have written meanwhile."""
        if not self._new:
            return
        known = _read(self._store)
        for name, (amount, seconds) in sorted(self._new.items()):
            before = known.get(name, (0.0, 0.0))
            total = (before[0] + amount, before[1] + seconds)
            if total[0] > FORGET[name.partition("/")[0]]:
                total = (total[0] / 2, total[1] / 2)
            if _plausible(*total):
                known[name] = total
        self._new = {}
        self._store.put(_KEY, json.dumps(known).encode())


def speech_names(voice: Voice) -> tuple[str, str]:
    """What the speed of a voice is kept under: its engine's name, and its family's.

    A family is what an id has before the first "+", which marks variants and morphs of a voice.
    """
    family = voice.id.partition("+")[0].replace("/", "-")
    return f"speech/{voice.engine}", f"speech/{voice.engine}/{family}"


def _read(store: rendering.Store) -> dict[str, tuple[float, float]]:
    data = store.get(_KEY)
    try:
        found = json.loads(data) if data else {}
    except ValueError:
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {
        name: (float(value[0]), float(value[1]))
        for name, value in entries
        if name.partition("/")[0] in FORGET and _is_pair(value) and _plausible(*value)
    }


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and all(type(x) in (int, float) for x in value)
    )


def _plausible(amount: float, seconds: float) -> bool:
    if not (math.isfinite(amount) and math.isfinite(seconds) and amount > 0):
        return False
    return LIMITS[0] <= seconds / amount <= LIMITS[1]
