"""The parts of an MP4 file: boxes, descriptors and iTunes' tags, as bytes.

ISO/IEC 14496-12 and -14, and Apple's QuickTime File Format Specification.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_TEXT, _JPEG, _NUMBER, _PLAIN = 1, 13, 21, 0


def box(kind: str, *parts: bytes) -> bytes:
    """A box; its kind in Latin-1, as Apple's names begin with ©."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind.encode("latin-1") + body


def full_box(kind: str, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with a version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def table(kind: str, form: str, rows: Sequence[tuple[int, ...]], version: int = 0) -> bytes:
    """A box of rows; `form` is the form of one, for `struct`."""
    packed = b"".join(struct.pack(f">{form}", *row) for row in rows)
    return full_box(kind, struct.pack(">I", len(rows)), packed, version=version)


def descriptor(tag: int, *parts: bytes) -> bytes:
    """A descriptor of ISO/IEC 14496-1 of less than 128 bytes."""
    body = b"".join(parts)
    return bytes([tag, 0x80, 0x80, 0x80, len(body)]) + body


def text_tag(kind: str, text: str) -> bytes:
    """A tag with a text; nothing where there is none."""
    return _tag(kind, _TEXT, text.encode()) if text else b""


def number_tag(kind: str, number: int, size: int = 1) -> bytes:
    """A tag with a number of `size` bytes."""
    return _tag(kind, _NUMBER, number.to_bytes(size, "big"))


def place_tag(kind: str, number: int, total: int) -> bytes:
    """The number of a track or disc among all of them."""
    tail = b"\0\0" if kind == "trkn" else b""
    return _tag(kind, _PLAIN, struct.pack(">HHH", 0, number, total) + tail)


def picture_tag(jpeg: bytes) -> bytes:
    """The cover."""
    return _tag("covr", _JPEG, jpeg)


def free_tag(name: str, text: str) -> bytes:
    """A tag of a name of one's own; nothing where there is no text."""
    if not text:
        return b""
    return box(
        "----",
        full_box("mean", b"com.apple.iTunes"),
        full_box("name", name.encode()),
        _data(_TEXT, text.encode()),
    )


def _tag(kind: str, form: int, data: bytes) -> bytes:
    return box(kind, _data(form, data))


def _data(form: int, data: bytes) -> bytes:
    return full_box("data", bytes(4), data, flags=form)
