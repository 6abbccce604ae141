"""The system's own voices through pyttsx3: espeak-ng on Linux, SAPI 5 on Windows, NSSS on macOS.

Each utterance is spoken by a process of its own (`pyttsx3_speaker`), which pays for itself: see
there. This module starts it, distrusts it, and puts long texts together.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from fullcast.engines import espeak_phonemes, espeak_voices
from fullcast.engines.long_texts import spoken
from fullcast.engines.pyttsx3_process import ask
from fullcast.engines.respelling import without_ipa, wrong_ipa
from fullcast.engines.speakable import plain, quoted
from fullcast.engines.system_voices import Listing, describe, listing_of, unknown_voice
from fullcast.engines.waveform import faster, peak, read, trim
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.language.ipa import readable
from fullcast.language.pronunciation import as_written, rewritten
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 3
"""Raise it when a change of this package changes the sound."""
WORDS_PER_MINUTE = 175
"""espeak-ng's normal speed, and close to what people read aloud at."""
LONGEST = 1500
"""Characters an utterance: pyttsx3 copies all sound for every buffer, and crashes at 20,000."""
START = 30.0
"""Seconds until an utterance must be spoken, plus PER_CHARACTER for each of its characters."""
PER_CHARACTER = 0.1
ATTEMPTS = 2
"""How often an utterance is tried; under load, one in thousands comes out empty or cut."""
CHARACTERS_PER_SECOND = 15.0
"""English read at the normal rate."""
SHORTEST = 0.25
"""An utterance of less than this share of its expected length is taken for cut."""
FAINTEST = 1e-3
"""An utterance whose peak is lower (-60 dBFS) is taken for silent."""
_TRAP = re.compile("a(?![ɪʊː])")


class Pyttsx3Engine:
    """An engine for whatever languages the system speaks; see the module."""

    name = "pyttsx3"
    waits = True

    @property
    def version(self) -> str:
        """pyttsx3's version, the driver's and its data's, and this package's.

        Raises:
            EngineError: pyttsx3 cannot work here.
        """
        listing = self._listing
        package = metadata.version("pyttsx3")
        return f"{package}-{listing.driver}-{listing.version}-{REVISION}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The system's voices; with espeak-ng, its variants with each of them.

        Raises:
            EngineError: pyttsx3 cannot work here.
        """
        return self._voices

    @cached_property
    def _voices(self) -> tuple[VoiceInfo, ...]:
        """Thousands with espeak-ng, and casting asks for them again and again."""
        if self._listing.driver == "espeak":
            return espeak_voices.catalogue(self._listing)
        return describe(self._listing)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak, mono, at the rate of the driver (22,050 Hz with espeak-ng).

        Only espeak-ng has a pitch of its own, which reaches some semitones either way. What is
        beyond, and all of it with the other drivers, is done by speaking slower or faster and
        resampling, which shifts the formants along with the pitch.

        Raises:
            UnknownVoiceError: the system has no such voice.
            EngineError: the text has no word, or pyttsx3 failed.
        """
        native = self._native(voice.id)
        clean = self._pronounced(plain(text, self.name), native)
        return spoken(clean, LONGEST, voice.rate, lambda piece: self._utter(piece, native, voice))

    def readings(self, texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
        """How each text is said, in IPA; see `fullcast.engines.PhoneticEngine`.

        Raises:
            UnknownVoiceError: the system has no such voice.
            EngineError: pyttsx3 failed.
        """
        native = self._native(voice.id)
        said = [self._pronounced(plain(text, self.name), native) for text in texts]
        reply, _ = ask({"do": "phonemes", "texts": said, "voice": native}, START)
        if not self._speaks_english(native):
            return tuple(each or "" for each in reply["phonemes"])
        # "a" is what espeak-ng writes for the vowel of "trap" in British English.
        return tuple(readable(_TRAP.sub("æ", each or "")) for each in reply["phonemes"])

    def _native(self, id_: str) -> str:
        """The driver's own spelling of a voice's id."""
        if id_ not in self._natives:
            self._natives[id_] = self._spelt(id_)
        return self._natives[id_]

    @cached_property
    def _natives(self) -> dict[str, str]:
        """What `_spelt` found so far, as it looks at hundreds of voices."""
        return {}

    def _spelt(self, id_: str) -> str:
        if self._listing.driver == "espeak":
            return espeak_voices.native(id_, self._listing)
        if id_ not in {each.id for each in self._listing.voices}:
            raise unknown_voice(id_, [each.id for each in self._listing.voices])
        return id_

    def _pronounced(self, text: str, native: str) -> str:
        """The text with its pronunciations as the driver takes them.

        Those in IPA are taken for English, so that voices of other languages read the spelling.
        """
        if self._listing.driver != "espeak":
            return without_ipa(text)
        return rewritten(text, _mnemonics) if self._speaks_english(native) else as_written(text)

    def _speaks_english(self, native: str) -> bool:
        base = native.partition("+")[0]
        voices = (each for each in self._listing.voices if each.id == base)
        return any(each.language.startswith("en") for each in voices)

    def _utter(self, text: str, native: str, voice: Voice) -> Audio:
        """One utterance, checked: tried again when it comes out silent or cut."""
        wpm, pitch, factor = self._settings(voice)
        request = {"do": "speak", "text": text, "voice": native, "wpm": wpm, "pitch": pitch}
        letters = sum(map(str.isalnum, text))
        expected = letters / CHARACTERS_PER_SECOND * WORDS_PER_MINUTE / wpm
        speak = _speak_espeak if self._listing.driver == "espeak" else _speak
        for _ in range(ATTEMPTS):
            audio = speak(request, START + PER_CHARACTER * len(text))
            loud = peak(audio.samples) > FAINTEST
            if loud and audio.duration >= SHORTEST * expected:
                audio = trim(audio)
                return audio if factor == 1.0 else faster(audio, factor)
        fault = f"cut after {audio.duration:.1f} s" if loud else "silent"
        raise EngineError(
            f'the engine "pyttsx3" left {quoted(text)} {fault} in the voice "{voice.id}";'
            " choose another voice"
        )

    def _settings(self, voice: Voice) -> tuple[int, int | None, float]:
        """Words a minute, espeak-ng's pitch, and the factor by which to resample."""
        pitch, rest = None, voice.pitch
        if self._listing.driver == "espeak":
            pitch, rest = espeak_voices.pitch(voice.pitch)
        factor = 2.0 ** (rest / 12)
        # pyttsx3 ignores a rate that is not an int.
        return round(WORDS_PER_MINUTE * voice.rate / factor), pitch, factor

    @cached_property
    def _listing(self) -> Listing:
        return listing_of(ask({"do": "list"}, START)[0])


def _mnemonics(written: str, ipa: str) -> str:
    try:
        return espeak_phonemes.mnemonics(ipa)
    except ValueError as error:
        raise wrong_ipa(written, ipa, error) from error


def _speak(request: dict[str, Any], limit: float) -> Audio:
    """Have a process speak; `limit` is in seconds.

    Raises:
        UnknownVoiceError: another voice was used than asked for.
        EngineError: see `pyttsx3_process`.
    """
    # macOS writes AIFF and may freeze on a suffix that says otherwise.
    suffix = ".aiff" if sys.platform == "darwin" else ".wav"
    with tempfile.TemporaryDirectory(prefix="fullcast-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"speech{suffix}"
        reply, _ = ask(request | {"path": str(path)}, limit)
        _check_voice(request, reply)
        try:
            return read(path)
        except (OSError, ValueError) as error:
            raise EngineError(
                f'the engine "pyttsx3" wrote no usable sound for {quoted(request["text"])}: {error}'
            ) from error


def _speak_espeak(request: dict[str, Any], limit: float) -> Audio:
    """The same with espeak-ng, which hands over its samples and needs no file."""
    reply, sound = ask(request, limit)
    _check_voice(request, reply)
    samples = np.divide(np.frombuffer(sound, np.int16), np.float32(32768), dtype=np.float32)
    return Audio(samples, reply["rate"])


def _check_voice(request: dict[str, Any], reply: dict[str, Any]) -> None:
    if reply["voice"] != request["voice"]:
        raise UnknownVoiceError(
            f'the engine "pyttsx3" used the voice "{reply["voice"]}" for "{request["voice"]}",'
            " which the system has not got"
        )
