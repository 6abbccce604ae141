"""What finished files are held to: level, peak, silence and coding, by whom they are made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fullcast.mastering.clips import OUTPUT_RATE
from fullcast.mastering.limiter import amplitude
from fullcast.model import ProfileName

CODING_LOSS = MappingProxyType({96: 0.45, 128: 0.45, 192: 0.27})
"""dB that LAME takes off all sound, by bitrate in kbit/s: its presets scale by 0.95 and 0.97."""
HEADROOM = MappingProxyType({96: 0.6, 128: 0.4, 192: 0.3})
"""dB that coding raises true peaks by, at most, by bitrate in kbit/s."""


class Scale(StrEnum):
    """How the level of a file is measured."""

    LUFS = "LUFS"
    """Integrated loudness by ITU-R BS.1770-4, of one channel."""
    RMS = "dB RMS"
    """Effective value of the whole file with its pauses, in dB of full scale."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The figures that one kind of listener or distributor asks for."""

    name: ProfileName
    scale: Scale
    target: float
    """What every chapter is brought to, on the scale."""
    lowest: float
    highest: float
    """The window that a finished file must lie in."""
    true_peak: float
    """Highest true peak of a finished file, in dB of full scale."""
    head: float
    """Seconds before the first word."""
    tail: float
    """Seconds after the last word."""
    bitrate: int
    """kbit/s of an MP3, constant."""
    rate: int = OUTPUT_RATE
    """Samples per second."""
    floor: float = -60.0
    """Highest noise floor, in dB RMS of full scale."""
    room_tone: float | None = None
    """dB RMS of full scale of the noise that lies under everything; None for none."""
    longest: float | None = None
    """Minutes that a file may last."""

    @property
    def ceiling(self) -> float:
        """The highest true peak before the sound is coded, as a fraction of full scale."""
        return amplitude(self.true_peak - HEADROOM[self.bitrate])


PROFILES: Mapping[ProfileName, Profile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            # Within 1 dB of what Apple asks of mono podcasts.
            Profile(
                ProfileName.PLAIN, Scale.LUFS, -20.0, -21.0, -19.0,
                true_peak=-3.0, head=0.6, tail=2.0, bitrate=96,
            ),
            # "ACX Audio Submission Requirements": RMS -23 to -18 dB, peaks of at most -3 dB, room
            # tone of 0.5-1 s before and 1-5 s after it, a floor of at most -60 dB, 192 kbit/s.
            Profile(
                ProfileName.ACX, Scale.RMS, -20.5, -23.0, -18.0,
                true_peak=-3.0, head=0.75, tail=2.5, bitrate=192, room_tone=-70.0, longest=120.0,
            ),
            # Apple asks for -16 LUFS ±1, which a mono file reaches at -19: players give it to both
            # sides. Its peaks may be at -1 dBTP.
            Profile(
                ProfileName.PODCAST, Scale.LUFS, -19.0, -20.0, -18.0,
                true_peak=-1.0, head=0.5, tail=1.5, bitrate=128,
            ),
            # 89 dB on the scale of mp3gain, give or take 2, which speech of six voices of two
            # engines has between -22.7 and -23.7 LUFS.
            Profile(
                ProfileName.LIBRIVOX, Scale.LUFS, -23.0, -25.0, -21.0,
                true_peak=-1.0, head=0.75, tail=5.0, bitrate=128,
            ),
        )
    }
)  # fmt: skip
"""By name."""
