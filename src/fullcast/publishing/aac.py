"""AAC: encoded by FFmpeg, either its libraries in the package PyAV or its program.

Neither is a part of Fullcast, for they are large: PyAV takes 106 MB.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import numpy as np

from fullcast.errors import OutputError
from fullcast.publishing.atomic import explained
from fullcast.publishing.chaptered import spool

BITRATE = 64_000
"""Bits per second, at which speech in mono leaves little to be gained by more."""
FRAME = 1024
"""Samples of a frame."""
PRIMING = 1024
"""Samples of the encoder's own before the sound: `initial_padding` of FFmpeg's encoder."""
REMEDY = 'pip install "fullcast[m4b]", or install the program ffmpeg'

_PROBE = 1 << 16
_HEADER, _HEADER_WITH_CHECKSUM = 7, 9
_SILENT, _BITEXACT = ("-v", "error", "-nostdin"), ("-flags", "+bitexact")


def encoder() -> str | None:
    """What encodes AAC on this machine: "PyAV", the path of the program, or None."""
    if importlib.util.find_spec("av") is not None:
        return "PyAV"
    return shutil.which("ffmpeg")


def aac_frames(blocks: Iterable[bytes], rate: int, path: Path) -> Iterator[bytes]:
    """Encode 16-bit mono PCM into AAC-LC, a frame at a time, without headers.

    The first `PRIMING` samples that the frames give are none of the sound. `path` is the file that
    they are for. The same sound gives the same bytes, by the same version of FFmpeg.

    Raises:
        OutputError: there is no encoder, or it fails.
    """
    name = encoder()
    if name is None:
        raise OutputError(f"cannot write {path}: nothing here encodes AAC; {REMEDY}")
    if name == "PyAV":
        return _by_library(blocks, rate, path)
    return _by_program(name, blocks, rate, path)


def _by_library(blocks: Iterable[bytes], rate: int, path: Path) -> Iterator[bytes]:
    try:
        import av
    except ImportError as error:
        raise OutputError(f"cannot write {path}: PyAV cannot be loaded ({error})") from error
    context = av.CodecContext.create("aac", "w")
    context.sample_rate = rate
    context.layout = "mono"
    context.format = "fltp"
    context.bit_rate = BITRATE
    context.time_base = Fraction(1, rate)
    context.options = {"flags": "+bitexact"}
    for piece in _pieces(blocks):
        samples = np.frombuffer(piece, "<i2").astype(np.float32) / np.float32(32768)
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = rate
        yield from map(bytes, context.encode(frame))
    yield from map(bytes, context.encode(None))


def _pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same sound in frames, the last of which may be shorter."""
    held = bytearray()
    for block in blocks:
        held += block
        whole = len(held) - len(held) % (2 * FRAME)
        for start in range(0, whole, 2 * FRAME):
            yield bytes(held[start : start + 2 * FRAME])
        del held[:whole]
    if held:
        yield bytes(held)


def _by_program(program: str, blocks: Iterable[bytes], rate: int, path: Path) -> Iterator[bytes]:
    """The program knows neither file names nor a network: it reads and writes only pipes."""
    sound = ("-protocol_whitelist", "pipe", "-f", "s16le", "-ar", str(rate), "-ac", "1")
    encoded = ("-c:a", "aac", "-b:a", str(BITRATE), *_BITEXACT, "-f", "adts", "pipe:1")
    run = [program, *_SILENT, *sound, "-i", "pipe:0", *encoded]
    with spool(path) as result, spool(path) as errors:
        with explained(path):
            process = subprocess.Popen(  # noqa: S603 - nothing in it is a user's
                run, stdin=subprocess.PIPE, stdout=result, stderr=errors
            )
        try:
            _feed(process, blocks)
            code = process.wait()
        finally:
            process.kill()
            process.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
        if code:
            with explained(path):
                # Where the disk is full the program does not say so, but this does.
                result.seek(0, os.SEEK_END)
                result.write(bytes(_PROBE))
                result.flush()
            reason = said.splitlines()[-1] if said else f"exit code {code}"
            raise OutputError(f"cannot write {path}: {program} does not encode AAC ({reason})")
        yield from _unframed(result)


def _feed(process: subprocess.Popen[bytes], blocks: Iterable[bytes]) -> None:
    """Hand over the sound, unless the program has ended, whose exit code then tells why."""
    pipe = process.stdin
    assert pipe is not None  # noqa: S101 - it was asked for
    try:
        for block in blocks:
            try:
                pipe.write(block)
            except OSError:
                return
    finally:
        with suppress(OSError):
            pipe.close()


def _unframed(file: BinaryIO) -> Iterator[bytes]:
    """The frames of an ADTS stream (ISO/IEC 13818-7, 6.2) without their headers."""
    file.seek(0)
    while header := file.read(_HEADER):
        size = (header[3] & 0b11) << 11 | header[4] << 3 | header[5] >> 5
        without_checksum = header[1] & 1
        start = _HEADER if without_checksum else _HEADER_WITH_CHECKSUM
        yield file.read(size - _HEADER)[start - _HEADER :]
