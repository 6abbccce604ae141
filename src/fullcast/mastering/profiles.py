"""What finished files are held to: level, peak, silence and coding, by whom they are made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fullcast.mastering.clips import OUTPUT_RATE
from fullcast.mastering.limiter import amplitude
from fullcast.model import ProfileName

_LOSS = ((256, 0.0), (224, 0.18), (192, 0.27), (80, 0.45), (56, 0.48), (48, 0.56), (40, 0.63))
"""dB that LAME takes off all sound, from so many kbit/s on: its presets scale by 0.92 to 1."""
_LOSS_BELOW = 0.75
_HEADROOM = ((192, 0.3), (128, 0.4))
"""dB that coding raises true peaks by, at most, from so many kbit/s on."""
_HEADROOM_BELOW = 0.6
_VBR_LOSS, _COARSE, _COARSE_LOSS = 0.02, 9, 0.33
"""dB that it takes at a variable bitrate; more at its lowest quality."""


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
    """kbit/s of an MP3, constant unless there is a `vbr`."""
    least: int | None = None
    """kbit/s that are asked for, at a constant rate; None where any will do."""
    rate: int = OUTPUT_RATE
    """Samples per second."""
    vbr: int | None = None
    """LAME's quality at a variable bitrate, 0 to 9."""
    floor: float = -60.0
    """Highest noise floor, in dB RMS of full scale."""
    room_tone: float | None = None
    """dB RMS of full scale of the noise that lies under everything; None for none."""
    longest: float | None = None
    """Minutes that a file may last."""

    @property
    def ceiling(self) -> float:
        """The highest true peak before the sound is coded, as a fraction of full scale."""
        room = _from(self.bitrate, _HEADROOM, _HEADROOM_BELOW)
        return amplitude(self.true_peak - (room if self.vbr is None else _HEADROOM_BELOW))

    @property
    def coding_loss(self) -> float:
        """dB that coding takes off all sound."""
        if self.vbr is not None:
            return _COARSE_LOSS if self.vbr >= _COARSE else _VBR_LOSS
        return _from(self.bitrate, _LOSS, _LOSS_BELOW)


def _from(bitrate: int, steps: Sequence[tuple[int, float]], below: float) -> float:
    """What holds from so many kbit/s on, by steps from the highest down."""
    return next((value for least, value in steps if bitrate >= least), below)


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
                true_peak=-3.0, head=0.75, tail=2.5, bitrate=192, least=192,
                room_tone=-70.0, longest=120.0,
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
                true_peak=-1.0, head=0.75, tail=5.0, bitrate=128, least=128,
            ),
        )
    }
)  # fmt: skip
"""By name."""
