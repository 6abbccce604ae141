"""Clips on their way from another machine: compressed without loss, and provably whole.

A parcel is the clip's sample rate and proof (see `clipfile`), and then its samples as FLAC
(RFC 9639), about half as large. FLAC knows the sample rate as well, but no rate from 1,048,576 Hz
on and no stream without samples; so the rate travels beside it, and of no samples there is no FLAC.
"""

from __future__ import annotations

import io
import struct

import numpy as np
import soundfile

from fullcast.rendering import clipfile
from fullcast.rendering.clipfile import DamagedClipError

_HEAD = struct.Struct(f"<I{clipfile.PROOF_BYTES}s")
_NOMINAL_RATE = 44_100
"""Hz, as FLAC is told; the samples are the same at any."""


def pack(file: bytes, key: str) -> bytes:
    """A clip's file, made smaller.

    Raises:
        DamagedClipError: the file is not a whole clip of that key.
    """
    rate, data, proof = clipfile.taken_apart(file, key)
    if not data:
        return _HEAD.pack(rate, proof)
    stream = io.BytesIO()
    samples = np.frombuffer(data, dtype="<i2")
    soundfile.write(stream, samples, _NOMINAL_RATE, format="FLAC", subtype="PCM_16")
    return _HEAD.pack(rate, proof) + stream.getvalue()


def unpack(parcel: bytes) -> bytes:
    """The file that was packed. Whether it is whole its proof tells to whoever reads it.

    Raises:
        DamagedClipError: this is no parcel.
    """
    try:
        rate, proof = _HEAD.unpack_from(parcel)
        if len(parcel) == _HEAD.size:
            return clipfile.put_together(rate, b"", proof)
        stream = io.BytesIO(parcel[_HEAD.size :])
        samples, _ = soundfile.read(stream, dtype="int16")
    except (struct.error, soundfile.LibsndfileError) as error:
        raise DamagedClipError("it was damaged on its way") from error
    return clipfile.put_together(rate, samples.astype("<i2").tobytes(), proof)
