"""Natural English voices: the one in hibari's package, four that are fetched, and morphs of all.

hibari's networks say pitch and spectral envelopes of a sentence before any waveform exists, so
that `fullcast.engines.morphs` can make other speakers of one voice. That reaches into the package,
whose version is pinned for this; nothing outside the modules hibari* of this folder does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from importlib import metadata
from typing import Any

import numpy as np
from hibari import SAMPLE_RATE, Hibari, dsp
from hibari.g2p import G2P
from hibari.tts import MAX_PHONEMES
from hibari.voices import VOICES

from fullcast.engines.hibari_models import path_of
from fullcast.engines.hibari_speakers import BASES, Speaker, described, listing, speaker
from fullcast.engines.hibari_voices import PRESETS
from fullcast.engines.misaki import as_ipa, misaki, with_possessives
from fullcast.engines.morphs import Spectrum, morph, paced
from fullcast.engines.speakable import plain, quoted
from fullcast.engines.styles import PLAIN, STYLES, WHISPER, restyled, whispered
from fullcast.engines.waveform import Samples, silence, trim
from fullcast.errors import EngineError
from fullcast.language.pronunciation import as_written, parts
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 2
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
        self._networks: dict[str, Any] = {}
        self._readers: dict[bool, Any] = {}

    @property
    def version(self) -> str:
        """hibari's version, this module's, and a digest of the voices and presets."""
        tables = repr((PRESETS, BASES))
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
        for phonemes in self._phonemes(text, network):
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
            EngineError: a text cannot be spoken, or the voice is not here and cannot be fetched.
        """
        network = self._network(speaker(voice.id).base)
        return tuple(as_ipa(" ".join(self._phonemes(text, network))) for text in texts)

    def _phonemes(self, text: str, network: Any) -> Iterator[str]:
        """Phoneme strings that the network takes at once; a sentence each unless it is too long."""
        clean = unicodedata.normalize("NFC", plain(text, self.name))
        for sentence in network.phonemize(self._readable(clean, network.g2p)):
            for phonemes in _chunks(sentence):
                if any(map(str.isalpha, phonemes)):
                    yield phonemes

    def _readable(self, text: str, reader: Any) -> str:
        """The text as hibari reads it: its letters only, and pronunciations in its own form.

        Raises:
            EngineError: a letter of another script, or a pronunciation that is not IPA.
        """
        return "".join(
            f"[word](/{misaki(ipa, reader.british)}/)"
            if ipa
            else _spellable(_LONG_WORD.sub(r"\1 ", written), reader.oov.cin, as_written(text))
            for written, ipa in parts(with_possessives(text))
        )

    def _network(self, base: str) -> Any:
        """The network of a voice; voices of one accent share what reads their texts."""
        if base not in self._networks:
            british = bool(VOICES[base]["british"])
            if british not in self._readers:
                self._readers[british] = G2P(british=british)
            # More threads sum in another order, and the bytes differ.
            self._networks[base] = Hibari(
                base, str(path_of(base)), threads=1, g2p=self._readers[british]
            )
        return self._networks[base]


def _sentence(network: Any, phonemes: str, who: Speaker, voice: Voice) -> Samples:
    """One sentence of a speaker, neither trimmed nor levelled."""
    ids = np.asarray([network.ids(phonemes)], np.int64)
    # The network's own speed rounds each phoneme to a coarse grid: 1.3 gives 1.15, 1.5 1.6.
    feed = {"ids": ids, "speed": np.ones(1, np.float32)}
    spectrum = Spectrum(*(output[0] for output in network.sess.run(None, feed)))
    style = STYLES.get(voice.style, PLAIN)
    to = restyled(who.morph, style)
    spectrum = paced(spectrum, to.speed * voice.rate)
    spectrum = morph(spectrum, to, voice.pitch + style.semitones, BIN, FRAME)
    if voice.style == WHISPER:
        spectrum = whispered(spectrum, BIN)
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


def _spellable(text: str, known: Container[str], original: str) -> str:
    """Letters that hibari cannot read become those they derive from.

    Raises:
        EngineError: letters of another script; hibari would leave them out silently.
    """
    strange = dict.fromkeys(char for char in text if char.isalpha() and char not in known)
    if not strange:
        return text
    plainer: dict[str, str | int | None] = {
        char: unicodedata.normalize("NFKD", char)[0] for char in strange
    }
    unreadable = [char for char, base in plainer.items() if base not in known]
    if unreadable:
        raise EngineError(
            f'the engine "hibari" reads English only and cannot say "{"".join(unreadable[:10])}"'
            f" in {quoted(original)}; spell it in the lexicon or use another engine's voice"
        )
    return text.translate(str.maketrans(plainer))


def _chunks(phonemes: str) -> Iterator[str]:
    """Cut phonemes between words where hibari, which cuts after clauses only, leaves too many."""
    while len(phonemes) > MAX_PHONEMES:
        cut = phonemes.rfind(" ", 0, MAX_PHONEMES) + 1 or MAX_PHONEMES
        yield phonemes[:cut].strip()
        phonemes = phonemes[cut:]
    yield phonemes
