"""Natural English voices without a network: the voice in hibari's package, and morphs of it.

hibari's network says pitch and spectral envelopes of a sentence before any waveform exists, so
that `fullcast.engines.morphs` can make other speakers of its one voice. That reaches into the
package, whose version is pinned for this; nothing outside this module does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

import numpy as np
from hibari import SAMPLE_RATE, Hibari, dsp
from hibari.tts import MAX_PHONEMES

from fullcast.engines.base import unknown
from fullcast.engines.hibari_voices import PRESETS, Preset
from fullcast.engines.misaki import as_ipa
from fullcast.engines.morphs import Morph, Spectrum, morph, paced
from fullcast.engines.speakable import plain, quoted
from fullcast.engines.waveform import Samples, silence, trim
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 1
"""Raise it when a change of this code changes the sound; changes of the presets count by itself."""
SENTENCE_GAP = 0.30
"""Seconds of silence between two sentences of one text, at the normal rate."""
BIN = SAMPLE_RATE / dsp.N_FFT
"""Hz between two bins of the network's envelopes."""
FRAME = dsp.HOP / SAMPLE_RATE
"""Seconds between two of its frames."""
PEAK = 0.99
"""What no sample exceeds."""
LONGEST_WORD = 24
"""Letters: the network that reads unknown words drops the rest."""
_LONG_WORD = re.compile(rf"([^\W\d_]{{{LONGEST_WORD}}})(?=[^\W\d_])")


class HibariEngine:
    """An engine for English; see the module."""

    name = "hibari"

    def __init__(self) -> None:
        """Loads nothing; the first `synthesize` takes about a second."""
        self._hibari: Any = None

    @property
    def version(self) -> str:
        """hibari's version, this module's, and a digest of the presets."""
        presets = hashlib.sha256(repr(PRESETS).encode()).hexdigest()[:8]
        return f"{metadata.version('hibari-tts')}-{REVISION}-{presets}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voice as it is and its morphs; nothing is ever downloaded."""
        return tuple(
            VoiceInfo(self.name, id_, "en-us", each.gender, each.age, "American", each.description)
            for id_, each in PRESETS.items()
        )

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak English, mono at 24 kHz.

        Raises:
            UnknownVoiceError: neither "heart" nor one of its morphs.
            EngineError: the text has no word, or letters that English spelling does not have.
        """
        preset = _preset(voice.id)
        gap = silence(SENTENCE_GAP / voice.rate, SAMPLE_RATE)
        parts: list[Samples] = []
        for phonemes in self._phonemes(text):
            sentence = self._sentence(phonemes, preset.morph, voice)
            parts += [trim(Audio(sentence, SAMPLE_RATE)).samples, gap]
        if not parts:
            raise EngineError(f'the engine "hibari" finds nothing to say in {quoted(text)}')
        samples = np.concatenate(parts[:-1]) * np.float32(10 ** (preset.gain / 20))
        peak = float(np.abs(samples).max())
        return Audio(samples if peak <= PEAK else samples * np.float32(PEAK / peak), SAMPLE_RATE)

    def readings(self, texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
        """How each text is said, in IPA; see `fullcast.engines.PhoneticEngine`.

        Raises:
            UnknownVoiceError: see `synthesize`.
            EngineError: a text cannot be spoken.
        """
        _preset(voice.id)
        return tuple(as_ipa(" ".join(self._phonemes(text))) for text in texts)

    def _sentence(self, phonemes: str, to: Morph, voice: Voice) -> Samples:
        ids = np.asarray([self._model.ids(phonemes)], np.int64)
        # The network's own speed rounds each phoneme to a coarse grid: 1.3 gives 1.15, 1.5 1.6.
        feed = {"ids": ids, "speed": np.ones(1, np.float32)}
        spectrum = Spectrum(*(output[0] for output in self._model.sess.run(None, feed)))
        spectrum = morph(paced(spectrum, to.speed * voice.rate), to, voice.pitch, BIN, FRAME)
        # A fixed seed for each sentence: the same text gives the same bytes wherever it stands.
        sound: Samples = dsp.synth(
            spectrum.harmonic,
            spectrum.harmonic_phase,
            spectrum.noise,
            spectrum.free,
            spectrum.free_phase,
            spectrum.f0,
            np.random.default_rng(0),
        )
        return sound

    def _phonemes(self, text: str) -> Iterator[str]:
        """Phoneme strings that the network takes at once; a sentence each unless it is too long."""
        clean = unicodedata.normalize("NFC", plain(text, self.name))
        clean = self._spellable(_LONG_WORD.sub(r"\1 ", clean), text)
        for sentence in self._model.phonemize(clean):
            for phonemes in _chunks(sentence):
                if any(map(str.isalpha, phonemes)):
                    yield phonemes

    def _spellable(self, text: str, original: str) -> str:
        """Letters that hibari cannot read become those they derive from.

        Raises:
            EngineError: letters of another script; hibari would leave them out silently.
        """
        known = self._model.g2p.oov.cin
        strange = dict.fromkeys(char for char in text if char.isalpha() and char not in known)
        if not strange:
            return text
        plainer: dict[str, str | int | None] = {}
        for char in strange:
            plainer[char] = unicodedata.normalize("NFKD", char)[0]
        unknown = [char for char, base in plainer.items() if base not in known]
        if unknown:
            raise EngineError(
                f'the engine "hibari" reads English only and cannot say "{"".join(unknown[:10])}"'
                f" in {quoted(original)}; spell it in the lexicon or use another engine's voice"
            )
        return text.translate(str.maketrans(plainer))

    @property
    def _model(self) -> Any:
        if self._hibari is None:
            # More threads sum in another order, and the bytes differ.
            self._hibari = Hibari(voice="heart", threads=1)
        return self._hibari


def _preset(id_: str) -> Preset:
    preset = PRESETS.get(id_)
    if preset is None:
        raise UnknownVoiceError(unknown(HibariEngine.name, id_, list(PRESETS)))
    return preset


def _chunks(phonemes: str) -> Iterator[str]:
    """Cut phonemes between words where hibari, which cuts after clauses only, leaves too many."""
    while len(phonemes) > MAX_PHONEMES:
        cut = phonemes.rfind(" ", 0, MAX_PHONEMES) + 1 or MAX_PHONEMES
        yield phonemes[:cut].strip()
        phonemes = phonemes[cut:]
    yield phonemes
