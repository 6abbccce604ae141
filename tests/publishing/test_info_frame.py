"""The Info frame: its checksum and its place in every format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.publishing.info_frame import Mp3Format, checksum, info_frame


def test_checksum_is_the_published_one() -> None:
    """The check value of CRC-16/ARC in the catalogue of parametrised CRC algorithms."""
    assert checksum(b"123456789") == 0xBB3D


@given(st.lists(st.binary(max_size=7), max_size=9))
def test_checksum_does_not_depend_on_the_blocks(blocks: list[bytes]) -> None:
    so_far = 0
    for block in blocks:
        so_far = checksum(block, so_far)
    assert so_far == checksum(b"".join(blocks))


@pytest.mark.parametrize(
    ("rate", "bitrate", "header"),
    [
        (44100, 96, "fffb70c4"),
        (44100, 32, "fffb40c4"),
        (48000, 128, "fffb94c4"),
        (32000, 320, "fffbe8c4"),
        (22050, 64, "fff380c4"),
        (24000, 48, "fff384c4"),
        (16000, 8, "fff358c4"),
    ],
)
def test_header_of_the_frame(rate: int, bitrate: int, header: str) -> None:
    """Bits by ISO/IEC 11172-3, 2.4.1.3; low bitrates borrow a frame that is large enough."""
    form = Mp3Format(rate, bitrate)
    frame = info_frame(form, samples=rate, frames=32, size=10_000, crc=0)
    assert frame[:4].hex() == header
    assert len(frame) == form.info_size


@pytest.mark.parametrize(
    ("rate", "bitrate"), [(11025, 32), (44000, 96), (44100, 100), (22050, 192)]
)
def test_what_mp3_does_not_have(rate: int, bitrate: int) -> None:
    with pytest.raises(ValueError, match="MP3 has no"):
        Mp3Format(rate, bitrate)
