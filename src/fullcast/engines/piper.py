"""Piper: small neural voices for some forty languages, each a pair of files.

The voices are VITS networks that draw random numbers as they speak, from a source that cannot be
set back without loading the network again (two seconds). So both of their noises are turned off:
the same text gives the same bytes, and neither the quality nor the clearness suffers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import numpy as np
import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PhonemeType, PiperConfig

from fullcast.engines import piper_voices
from fullcast.engines.piper_voices import ENGINE, VoiceFile
from fullcast.engines.speakable import pieces, plain_parts, quoted
from fullcast.engines.waveform import Samples, faster, silence, trim
from fullcast.errors import EngineError
from fullcast.language.pronunciation import annotated, rewritten
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 1
"""Raise it when a change of this package changes the sound."""
SENTENCE_GAP = 0.30
"""Seconds of silence between two sentences of one text, at the normal rate."""
LONGEST = 1500
"""Characters that are read at once."""
LIMIT = 400
"""Phonemes a call: the network's memory grows with the square of them."""
ROUNDING = 0.38 * 22_050
"""Of a voice of that sample rate: what rounding each phoneme up to whole frames adds to the length
that the network means, as a share of it at the normal rate. Measured on seven sentences at four
rates, whose length is this linear in the rate."""
SHORTEST = 0.05
"""The least length scale."""
LOUDEST = 0.9
"""The peak of each sentence; the networks' own level differs from voice to voice."""
_ELLIPSIS_AT_END = re.compile(r"…(?=\W*(?:$|\s[A-Z]))")
_PAUSE = re.compile(r"\s*[—–…]+")
"""Marks that piper-tts drops along with the space after them: they are heard as commas."""
_POSSESSIVE = re.compile(r"['’]s\b")
_HISSING, _VOICELESS = tuple("szʃʒʤʧ"), tuple("ptkfθ")
_LEADING = re.compile(r"[\s,;:.!?]*")
_ENDS = (".", "!", "?")
_IGNORED = frozenset(".\u0361\u035c|()'’")
"""Signs in IPA that are no sounds: syllables, ties and groups, and what is typed for a stress."""


class PiperEngine:
    """An engine for whatever voice files there are; see the module."""

    name = ENGINE

    @property
    def version(self) -> str:
        """piper-tts's version and this package's. A voice file counts as its name for ever."""
        return f"{metadata.version('piper-tts')}-{REVISION}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices in the folders where they are looked for, and in installed packages.

        Raises:
            EngineError: a voice's description is broken.
        """
        return piper_voices.listed()

    def describe(self, id_: str) -> VoiceInfo:
        """A voice by name or path, with "#" and a speaker if it has several.

        Raises:
            UnknownVoiceError: there is no such file, name or speaker.
            EngineError: the voice's description is missing or broken.
        """
        voice, speaker = piper_voices.resolve(id_)
        return voice.info(id_, speaker)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak, mono, at the voice's own sample rate (16 or 22.05 kHz).

        The pitch is shifted by speaking slower or faster and resampling, which moves the formants
        along with it.

        Raises:
            UnknownVoiceError: see `describe`.
            EngineError: the text has no word, or the voice's files are broken.
        """
        file, speaker = piper_voices.resolve(voice.id)
        network = _loaded(file.path)
        factor = 2.0 ** (voice.pitch / 12)
        rate = network.config.sample_rate
        settings = SynthesisConfig(
            speaker_id=file.speakers.get(speaker),
            length_scale=network.config.length_scale * _stretch(factor / voice.rate, rate),
            noise_scale=0.0,
            noise_w_scale=0.0,
        )
        gap = silence(SENTENCE_GAP / voice.rate, rate)
        parts: list[Samples] = []
        for phonemes in _sentences(text, network):
            sound = trim(Audio(_said(network, phonemes, settings), rate))
            parts += [(sound if factor == 1.0 else faster(sound, factor)).samples, gap]
        if not parts:
            raise EngineError(f'the engine "{ENGINE}" finds nothing to say in {quoted(text)}')
        return Audio(np.concatenate(parts[:-1]), rate)


@lru_cache(maxsize=8)
def _loaded(path: Path) -> PiperVoice:
    """A voice ready to speak; it takes one to three seconds, and some 100 MB while it is kept.

    Raises:
        EngineError: the files are not those of a Piper voice.
    """
    options = onnxruntime.SessionOptions()
    # More threads sum in another order, and the bytes differ.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    settings = VoiceFile(path).settings
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        return PiperVoice(session=session, config=PiperConfig.from_dict(dict(settings)))
    except Exception as error:  # onnxruntime's errors have no common class but this
        raise EngineError(f"{path} is not a Piper voice that can be loaded: {error}") from error


def _stretch(length: float, sample_rate: int) -> float:
    """The length scale that makes an utterance so many times as long as it normally is."""
    rounding = ROUNDING / sample_rate
    return max(SHORTEST, (1.0 + rounding) * length - rounding)


def _said(network: PiperVoice, phonemes: list[str], settings: SynthesisConfig) -> Samples:
    """One call of the network, at its loudest LOUDEST."""
    sound = network.phoneme_ids_to_audio(network.phonemes_to_ids(phonemes), settings)
    samples = np.asarray(sound, np.float32).ravel()
    peak = float(np.abs(samples).max(initial=0.0))
    return samples * np.float32(LOUDEST / peak) if peak else samples


def _sentences(text: str, network: PiperVoice) -> list[list[str]]:
    """The phonemes of each sentence. Words with a pronunciation of their own are read by it.

    piper-tts has a mark of its own for pronunciations, which drops the comma after a word and the
    space between two, so the pieces are put together here.
    """
    spoken: list[list[str]] = [[]]
    for written, ipa in plain_parts(rewritten(text, annotated), ENGINE):
        if ipa and network.config.phoneme_type == PhonemeType.ESPEAK:
            spoken[-1] += _sounds(ipa, network)
            continue
        possessive = _POSSESSIVE.match(written) if spoken[-1] else None
        if possessive:
            spoken[-1] += _plural(spoken[-1][-1])
        rest = written[possessive.end() :] if possessive else written
        for piece in pieces(_PAUSE.sub(", ", _ELLIPSIS_AT_END.sub(".", rest)), LONGEST):
            _append(spoken, piece, network)
    known = network.config.phoneme_id_map
    kept = [[each for each in sentence if each in known] for sentence in spoken]
    short = [piece for sentence in kept for piece in _cut(sentence)]
    return [piece for piece in short if any(map(str.isalnum, piece))]


def _append(spoken: list[list[str]], written: str, network: PiperVoice) -> None:
    """Add the phonemes of a piece of text to the last sentence, and open what begins in it."""
    lead = _LEADING.match(written)
    start = lead.group() if lead and spoken[-1] else ""
    spoken[-1] += [*start.strip(), *(" " if start[-1:].isspace() or start.strip() else "")]
    rest = written[lead.end() if lead else 0 :]
    if start.strip().endswith(_ENDS):
        spoken.append([])
    if any(map(str.isalnum, rest)):
        first, *others = network.phonemize(rest) or [[]]
        spoken[-1] += first
        spoken += others
        if rest.rstrip().endswith(_ENDS):
            spoken.append([])
        elif rest[-1].isspace():
            spoken[-1].append(" ")


def _plural(last: str) -> str:
    """How the 's behind a word that ends in a sound is said in English."""
    if last in _HISSING:
        return "ɪz"
    return "s" if last in _VOICELESS else "z"


def _sounds(ipa: str, network: PiperVoice) -> list[str]:
    """A pronunciation in the symbols of a voice.

    Raises:
        EngineError: it has a symbol that the voice has not learnt.
    """
    sounds = [char for char in unicodedata.normalize("NFD", ipa) if char not in _IGNORED]
    strange = [char for char in sounds if char not in network.config.phoneme_id_map]
    if strange:
        raise EngineError(
            f'the engine "{ENGINE}" cannot say "{strange[0]}" of the pronunciation "{ipa}" with'
            ' this voice; write it in IPA ("həˈloʊ")'
        )
    return sounds


def _cut(phonemes: list[str]) -> list[list[str]]:
    """A sentence in pieces of at most LIMIT phonemes, cut between words where it can be."""
    found = []
    while len(phonemes) > LIMIT:
        spaces = [at for at in range(LIMIT // 2, LIMIT) if phonemes[at] == " "]
        at = spaces[-1] + 1 if spaces else LIMIT
        found.append(phonemes[:at])
        phonemes = phonemes[at:]
    return [*found, phonemes]
