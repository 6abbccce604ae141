"""Natural English voices: the one in hibari's package, four that are fetched, and morphs of all.

hibari's networks say pitch and spectral envelopes of a sentence before any waveform exists, so
that `fullcast.engines.morphs` can make other speakers of one voice. That reaches into the package,
whose version is pinned for this; nothing outside the modules hibari* of this folder does.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np
from hibari import SAMPLE_RATE, Hibari, dsp
from hibari.tts import MAX_PHONEMES

from fullcast.engines.english import Reader
from fullcast.engines.hibari_models import path_of
from fullcast.engines.hibari_speakers import BASES, Speaker, described, listing, speaker
from fullcast.engines.hibari_vocoder import sound
from fullcast.engines.hibari_voices import PRESETS
from fullcast.engines.misaki import as_ipa
from fullcast.engines.morphs import Spectrum, f0_at, melody, sounding, timbre, times
from fullcast.engines.speakable import quoted
from fullcast.engines.styles import PLAIN, STYLES, WHISPER, restyled, whispered
from fullcast.engines.waveform import Samples, silence, trim
from fullcast.errors import EngineError
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 5
"""Raise it when a change of this code changes the sound; changes of the presets count by itself."""
SENTENCE_GAP = 0.30
"""Seconds of silence between two sentences of one text, at the normal rate."""
BIN = SAMPLE_RATE / dsp.N_FFT
"""Hz between two bins of the network's envelopes."""
FRAME = dsp.HOP / SAMPLE_RATE
"""Seconds between two of its frames."""
SILENT = math.log(dsp.HOP) - 100 / 20 * math.log(10)
"""The magnitude, in the logarithm, of a bin that adds -100 dBFS to the sound: a frame that has none
above it is silent, also when a morph's tilt has raised it."""
MARGIN = 6
"""Silent frames that are spoken at each end: a few more than `trim` keeps."""
PEAK = 0.99
"""What no sample exceeds."""


class HibariEngine:
    """An engine for English; see the module."""

    name = "hibari"

    def __init__(self) -> None:
        """Loads nothing; the first `synthesize` takes about a second."""
        self._networks: dict[str, Any] = {}
        self._readers: dict[bool, Reader] = {}

    @property
    def version(self) -> str:
        """hibari's version, this module's, and a digest of the voices and presets."""
        # Where SciPy is installed, hibari uses its FFT, which rounds otherwise.
        tables = repr((PRESETS, BASES, dsp.FFT_BACKEND))
        digest = hashlib.sha256(tables.encode()).hexdigest()[:8]
        return f"{metadata.version('hibari-tts')}-{REVISION}-{digest}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices as they are and people made of them; nothing is fetched for it."""
        return listing()

    def describe(self, id_: str) -> VoiceInfo:
        """Any voice with any preset and any numbers; see `hibari_speakers`.

        Raises:
            UnknownVoiceError: what of the id is wrong.
        """
        return described(id_)

    def fetch(self, id_: str) -> None:
        """Bring the voice that an id is made of onto this machine.

        Raises:
            UnknownVoiceError: what of the id is wrong.
            EngineError: it cannot be fetched.
        """
        path_of(speaker(id_).base)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak English, mono at 24 kHz; whispered or shouted if the voice says so.

        Raises:
            UnknownVoiceError: what of the voice's id is wrong.
            EngineError: the text has no word, or letters that English spelling does not have, or
                the voice is not here and cannot be fetched.
        """
        who = speaker(voice.id)
        network = self._network(who.base)
        gap = silence(SENTENCE_GAP / voice.rate, SAMPLE_RATE)
        spoken: list[Samples] = []
        for phonemes in self._reader(who.british).sentences(text, MAX_PHONEMES):
            sentence = _sentence(network, phonemes, who, voice)
            spoken += [trim(Audio(sentence, SAMPLE_RATE)).samples, gap]
        if not spoken:
            raise EngineError(f'the engine "hibari" finds nothing to say in {quoted(text)}')
        gain = who.gain + STYLES.get(voice.style, PLAIN).gain
        samples = np.concatenate(spoken[:-1]) * np.float32(10 ** (gain / 20))
        peak = float(np.abs(samples).max())
        return Audio(samples if peak <= PEAK else samples * np.float32(PEAK / peak), SAMPLE_RATE)

    def readings(self, texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
        """How each text is said, in IPA; see `fullcast.engines.PhoneticEngine`.

        Raises:
            UnknownVoiceError: what of the voice's id is wrong.
            EngineError: a text cannot be spoken.
        """
        reader = self._reader(speaker(voice.id).british)
        return tuple(as_ipa(" ".join(reader.sentences(text, MAX_PHONEMES))) for text in texts)

    def _network(self, base: str) -> Any:
        if base not in self._networks:
            # More threads sum in another order, and the bytes differ.
            self._networks[base] = Hibari(base, str(path_of(base)), threads=1)
        return self._networks[base]

    def _reader(self, british: bool) -> Reader:
        """What reads texts: one for all voices of an accent."""
        return self._readers.setdefault(british, Reader(self.name, british))


def _sentence(network: Any, phonemes: str, who: Speaker, voice: Voice) -> Samples:
    """One sentence of a speaker, neither trimmed nor levelled."""
    ids = np.asarray([network.ids(phonemes)], np.int64)
    # The network's own speed rounds each phoneme to a coarse grid: 1.3 gives 1.15, 1.5 1.6.
    feed = {"ids": ids, "speed": np.ones(1, np.float32)}
    spectrum = Spectrum(*(output[0] for output in network.sess.run(None, feed)))
    style = STYLES.get(voice.style, PLAIN)
    to = restyled(who.morph, style)
    spoken = times(len(spectrum.f0), to.speed * voice.rate)
    spoken = sounding(spectrum, spoken, SILENT, MARGIN)
    f0 = melody(f0_at(spectrum.f0, spoken), to, voice.pitch + style.semitones, FRAME)
    change = timbre(to, len(spectrum.harmonic), BIN)
    if voice.style == WHISPER:
        # How loud the breath is depends on the whole sentence.
        breath = whispered(change(spectrum.at(spoken, np.arange(len(f0)))), BIN)
        return sound(f0, lambda part, heard: breath.at(part.astype(np.float64), heard))
    return sound(f0, lambda part, heard: change(spectrum.at(spoken[part], heard)))
