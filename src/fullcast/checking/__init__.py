"""Checking: whether a finished audiobook is whole and right.

Each check is a function of values (the manifest that was written with the files, and what was read
and measured of them) that returns findings. `decoding` is imported by itself, as it alone needs
a decoder.
"""

from fullcast.checking.alignment import Comparison, compare, normal
from fullcast.checking.editions import editions
from fullcast.checking.figures import Figures, Limits, against, breaches, figures
from fullcast.checking.findings import AGAIN, Finding, clock, count_of
from fullcast.checking.hearing import (
    HeardLine,
    Score,
    doubtful,
    misspoken,
    names,
    scores,
    suspicious,
)
from fullcast.checking.identity import (
    damaged,
    missing_chapters,
    missing_files,
    retagged,
    stray_files,
    swapped,
)
from fullcast.checking.labels import COVER, covers, playlist, tags
from fullcast.checking.levels import length, loudness, peak
from fullcast.checking.library import library
from fullcast.checking.manifest import (
    Manifest,
    ManifestChapter,
    ManifestEdition,
    ManifestLine,
    ManifestWhole,
    updated,
)
from fullcast.checking.manifest_file import NAME as MANIFEST
from fullcast.checking.manifest_file import basis, read_manifest, to_json
from fullcast.checking.passages import Passage, Span, passages, sampled, span_of
from fullcast.checking.times import order, pace, silence, unspoken
from fullcast.checking.whole import remedy, stale, wholes
from fullcast.checking.words import ScriptLine, against_script

__all__ = [
    "AGAIN",
    "COVER",
    "MANIFEST",
    "Comparison",
    "Figures",
    "Finding",
    "HeardLine",
    "Limits",
    "Manifest",
    "ManifestChapter",
    "ManifestEdition",
    "ManifestLine",
    "ManifestWhole",
    "Passage",
    "Score",
    "ScriptLine",
    "Span",
    "against",
    "against_script",
    "basis",
    "breaches",
    "clock",
    "compare",
    "count_of",
    "covers",
    "damaged",
    "doubtful",
    "editions",
    "figures",
    "length",
    "library",
    "loudness",
    "missing_chapters",
    "missing_files",
    "misspoken",
    "names",
    "normal",
    "order",
    "pace",
    "passages",
    "peak",
    "playlist",
    "read_manifest",
    "remedy",
    "retagged",
    "sampled",
    "scores",
    "silence",
    "span_of",
    "stale",
    "stray_files",
    "suspicious",
    "swapped",
    "tags",
    "to_json",
    "unspoken",
    "updated",
    "wholes",
]
