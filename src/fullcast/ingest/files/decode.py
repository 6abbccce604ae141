"""From a file's bytes to text: encodings, newlines, and what is no text at all."""

from __future__ import annotations

import codecs
from pathlib import Path

from fullcast.errors import StoryError
from fullcast.ingest.files import foreign

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))  # 0x1a ends the text files of DOS
# Control characters are no words, and a NUL would cut a text short in engines written in C.
_TO_SPACE = dict.fromkeys((*_CONTROLS, 26, 127), " ")
AS_CP1252 = "fullcast-cp1252"
"""A way to decode with errors: bytes that are refused are read as Windows-1252."""


def decode(data: bytes, path: Path) -> str:
    """The text of a file, newlines normalized to "\\n"; `path` is for messages only.

    A byte-order mark decides; else UTF-8 if the bytes are that; else Windows-1252, in which
    the five bytes it leaves undefined stand for the control characters of the same number, as
    in the WHATWG Encoding Standard. A UTF-8 file with a few broken bytes stays UTF-8, and those
    bytes are read as Windows-1252. Control characters become spaces, one for one.

    Raises:
        StoryError: the bytes are not text, or not what their byte-order mark promises.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        _refuse_binary(data, path)
        text = _decode_unmarked(data)
    else:
        text = _decode_marked(data, encoding, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_TO_SPACE) if _has_controls(text) else text


def _has_controls(text: str) -> bool:
    return any(chr(c) in text for c in _TO_SPACE)


def _decode_marked(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            return _decode_unmarked(data[len(codecs.BOM_UTF8) :])
        raise StoryError(
            f"{path} says that it is {encoding.upper()} text but is broken at byte {error.start}; "
            "save it as UTF-8 and try again."
        ) from error


def _decode_unmarked(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data)


def _decode_mixed(data: bytes) -> str:
    """What is not UTF-8 throughout: Windows-1252, or UTF-8 with broken bytes.

    Windows-1252 that happens to be well-formed UTF-8 is rare, so the majority of bytes tells.
    """
    strict = data.decode("utf-8", "ignore")
    kept = len(strict.encode("utf-8"))
    continuing, broken = kept - len(strict), len(data) - kept
    return data.decode("utf-8" if continuing > 2 * broken else "cp1252", AS_CP1252)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Reads the bytes that a decoder refuses as WHATWG windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    refused = error.object[error.start : error.end]
    text = "".join(
        chr(byte) if byte in b"\x81\x8d\x8f\x90\x9d" else bytes((byte,)).decode("cp1252")
        for byte in refused
    )
    return text, error.end


codecs.register_error(AS_CP1252, _as_cp1252)


def _refuse_binary(data: bytes, path: Path) -> None:
    if known := foreign.by_content(data):
        raise StoryError(f"{path} {known}.")
    sample = data[:_SAMPLE]
    if sample.count(0) * 4 > len(sample) and _is_utf16(sample):
        raise StoryError(
            f"{path} looks like UTF-16 text without its byte-order mark; save it as UTF-8."
        )
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 10 > len(sample) or (controls >= 5 and controls * 50 > len(sample)):
        raise StoryError(f"{path} looks like a binary file, not like text; give the story as text.")


def _is_utf16(sample: bytes) -> bool:
    """Whether the NULs stand on one side of the byte pairs, as they do in Western text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return min(even, odd) * 20 < max(even, odd)
