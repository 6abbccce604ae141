"""The finest English voices: Kokoro-82M, 28 speakers and any blend of them.

The network (https://huggingface.co/hexgrad/Kokoro-82M, Apache-2.0) says a line at about the speed
at which it is listened to. It was taught misaki's phonemes, which hibari's reader gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import metadata

import numpy as np
import onnxruntime

from fullcast.engines import kokoro_weights
from fullcast.engines.english import Reader, numbers
from fullcast.engines.kokoro_voices import SPEAKERS, Blend, blend, info
from fullcast.engines.kokoro_weights import Styles, Weights
from fullcast.engines.misaki import as_ipa
from fullcast.engines.speakable import quoted
from fullcast.engines.waveform import Samples, faster, silence, trim
from fullcast.errors import EngineError
from fullcast.model import Audio, Voice, VoiceInfo

REVISION = 2
"""Raise it when a change of this package changes the sound."""
RATE = 24_000
"""Samples per second."""
LIMIT = 500
"""Phonemes a call; the network has places for 510."""
SENTENCE_GAP = 0.30
"""Seconds of silence between two sentences of one text, at the normal rate."""


class KokoroEngine:
    """An engine for English; see the module."""

    name = "kokoro"

    def __init__(self) -> None:
        """Loads nothing; the first `synthesize` takes some seconds, or fetches the weights."""
        self._readers = {british: Reader(self.name, british) for british in (False, True)}

    @property
    def version(self) -> str:
        """The weights, the reader's version, and this package's.

        Raises:
            EngineError: the user names a folder of weights that has none.
        """
        found = kokoro_weights.find(fetch=False)
        weights = found.digest if found else kokoro_weights.released()
        return f"{weights}-{metadata.version('hibari-tts')}-{REVISION}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The 28 speakers of English; nothing is fetched for it.

        Raises:
            EngineError: the user names a folder of weights that has none.
        """
        installed = kokoro_weights.find(fetch=False) is not None
        return tuple(info(name, installed) for name in SPEAKERS)

    def describe(self, id_: str) -> VoiceInfo:
        """A speaker, or a blend such as "0.6*bm_george + 0.4*am_puck"; nothing is fetched for it.

        Raises:
            UnknownVoiceError: there is no such speaker, or a weight is not a number above 0.
            EngineError: the user names a folder of weights that has none.
        """
        return info(id_, kokoro_weights.find(fetch=False) is not None)

    def fetch(self, id_: str) -> None:
        """Bring the weights onto this machine: some 120 MB for all voices.

        Raises:
            UnknownVoiceError: see `describe`.
            EngineError: they cannot be fetched, or the user names a folder that has none.
        """
        blend(id_)
        kokoro_weights.find(fetch=True)

    def readings(self, texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
        """How each text is said, in IPA; see `fullcast.engines.PhoneticEngine`.

        Raises:
            UnknownVoiceError: see `describe`.
            EngineError: a text cannot be spoken.
        """
        reader = self._readers[blend(voice.id).british]
        return tuple(as_ipa(" ".join(reader.sentences(text, LIMIT))) for text in texts)

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak English, mono at 24 kHz.

        The pitch is shifted by speaking slower or faster and resampling, which moves the formants
        along with it.

        Raises:
            UnknownVoiceError: see `describe`.
            EngineError: the text has no word, or letters that English spelling does not have; or
                the weights are not here and cannot be fetched.
        """
        mixed = blend(voice.id)
        sentences = list(self._readers[mixed.british].sentences(text, LIMIT))
        if not sentences:
            raise EngineError(f'the engine "kokoro" finds nothing to say in {quoted(text)}')
        style = self._network.style(mixed)
        factor = 2.0 ** (voice.pitch / 12)
        gap = silence(SENTENCE_GAP / voice.rate, RATE)
        parts: list[Samples] = []
        for phonemes in sentences:
            sound = trim(self._network.say(phonemes, style, voice.rate / factor))
            parts += [(sound if factor == 1.0 else faster(sound, factor)).samples, gap]
        return Audio(np.concatenate(parts[:-1]), RATE)

    @cached_property
    def _network(self) -> _Network:
        weights = kokoro_weights.find(fetch=True)
        assert weights is not None  # noqa: S101 - for the type: what is fetched is there
        return _Network(weights)


class _Network:
    """The loaded network and styles."""

    def __init__(self, weights: Weights) -> None:
        options = onnxruntime.SessionOptions()
        # More threads than one are the workers' business; fatal errors are raised, the rest noise.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            kokoro_weights.read_model(weights), options, providers=["CPUExecutionProvider"]
        )
        # The release names them tokens, style, speed; another export says input_ids.
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._styles: Mapping[str, Styles] = kokoro_weights.read_styles(weights)

    def style(self, mixed: Blend) -> Styles:
        """The blend's styles, one for each count of phonemes.

        Raises:
            EngineError: the weights have not got one of its speakers.
        """
        missing = [name for name, _ in mixed.shares if name not in self._styles]
        if missing:
            raise EngineError(f'the weights of Kokoro on this machine have no voice "{missing[0]}"')
        return sum(
            (self._styles[name] * np.float32(share) for name, share in mixed.shares),
            np.zeros((1, 1), np.float32),
        )

    def say(self, phonemes: str, style: Styles, speed: float) -> Audio:
        """One call of the network; the style is that for the count of phonemes."""
        tokens = [numbers()[char] for char in phonemes if char in numbers()]
        values = (
            np.array([[0, *tokens, 0]], np.int64),
            style[min(len(tokens), len(style)) - 1][None],
            np.array([speed], np.float32),
        )
        sound = self._session.run(None, dict(zip(self._inputs, values, strict=True)))[0]
        return Audio(np.asarray(sound, np.float32).ravel(), RATE)
