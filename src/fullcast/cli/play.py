"""What `--play` does with a sound."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path


def play_sound(blocks: Iterable[bytes]) -> None:
    """Play 16-bit mono PCM at the rate of finished audiobooks on this machine's speakers."""
    from fullcast import mastering, playback, publishing

    with tempfile.TemporaryDirectory(prefix="fullcast-") as folder:
        path = Path(folder, "sound.wav")  # a WAV, for aplay and Windows play nothing else
        publishing.write_wav(path, blocks, rate=mastering.OUTPUT_RATE)
        playback.play(path)
