"""Passages become stretches of MP3, in the workers' processes, and are kept for the next time."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fullcast import engines, identity, mastering, publishing, rendering, sounding
from fullcast.model import Audio, Clip, TimedLine, Voice
from fullcast.passages import Passage

_HEAD = struct.Struct("<III")
_SPAN = struct.Struct("<dd")

_MAKERS = ("mastering", "publishing/frames.py", "pressing.py", "sounding.py")
_LIBRARIES = ("lameenc", "soxr", "numpy", "pydub")
"""What a pressing comes of, besides its clips."""


def form_of(profile: mastering.Profile) -> publishing.Mp3Format:
    """What the tracks of a profile are coded in."""
    return publishing.Mp3Format(profile.rate, profile.bitrate, profile.vbr)


@dataclass(frozen=True, slots=True)
class Mix:
    """What all passages of a story have in common."""

    gains: Mapping[Voice, float]
    """dB, of each voice."""
    profile: mastering.Profile

    @property
    def form(self) -> publishing.Mp3Format:
        """What the files are coded in."""
        return form_of(self.profile)


@dataclass(frozen=True, slots=True)
class Order:
    """Phrases to be pressed."""

    phrases: tuple[mastering.Phrase, ...]
    after: float
    final: bool
    profile: mastering.Profile
    form: publishing.Mp3Format


@dataclass(frozen=True, slots=True)
class Pressing:
    """A passage as it stands in a file."""

    stretch: publishing.Stretch
    spans: tuple[tuple[float, float], ...]
    """When each sentence is heard, in seconds from the passage's beginning."""

    def to_bytes(self) -> bytes:
        """As it is kept."""
        stretch = self.stretch
        head = _HEAD.pack(stretch.count, stretch.samples, len(self.spans))
        return b"".join([head, *(_SPAN.pack(*span) for span in self.spans), stretch.frames])

    @classmethod
    def from_bytes(cls, data: bytes) -> Pressing:
        """What `to_bytes` gave."""
        count, samples, spans = _HEAD.unpack_from(data)
        end = _HEAD.size + spans * _SPAN.size
        found = tuple(_SPAN.iter_unpack(data[_HEAD.size : end]))
        return cls(publishing.Stretch(data[end:], count, samples), found)

    def lines(self, passage: Passage, begin: float) -> Iterator[TimedLine]:
        """When its lines are heard, if it begins so many seconds after its file does."""
        at = 0
        for cue in passage.cues:
            spans = self.spans[at : at + len(cue.part.jobs)]
            at += len(cue.part.jobs)
            yield sounding.timed(cue, [(begin + start, begin + end) for start, end in spans])


def warm(engine: str | None) -> None:
    """Load what finds words and presses sound, and an engine's own list, where one is known.

    Raises:
        EngineError: it cannot work here, as whoever uses it will be told.
    """
    from fullcast import lexicon  # noqa: F401 - which is loaded when words are found, else

    if engine is not None:
        engines.version(engine)


def press(order: Order) -> bytes:
    """Master and encode a passage; runs in a worker's process and gives `Pressing.to_bytes`.

    Raises:
        ClipGoneError: one of its clips has gone or was damaged.
    """
    spans: list[tuple[float, float]] = []
    stretch = publishing.encode(sound(order, spans.append), order.form, final=order.final)
    return Pressing(stretch, tuple(spans)).to_bytes()


def sound(
    order: Order,
    heard: Callable[[tuple[float, float]], None] = lambda span: None,
    load: Callable[[Clip], Audio] = rendering.read_clip,
) -> Iterator[bytes]:
    """The PCM of a passage, piece by piece; `heard` is told when each phrase is heard.

    Raises:
        ClipGoneError: one of its clips has gone or was damaged.
    """

    def pieces() -> Iterator[bytes]:
        for segment in mastering.assemble(
            order.phrases,
            after=order.after,
            load=load,
            ceiling=order.profile.ceiling,
            grid=order.form.samples_per_frame,
        ):
            if segment.span is not None:
                heard(segment.span)
            yield segment.pcm

    if order.profile.room_tone is None:
        return pieces()
    return iter([mastering.with_room_tone(b"".join(pieces()), order.profile)])


def level(order: Order) -> float:
    """The gain in dB that the chapter of some phrases needs; runs in a worker's process.

    Raises:
        ClipGoneError: one of its clips has gone or was damaged.
    """
    return mastering.gain_of(
        order.phrases, order.profile, after=order.after, load=rendering.read_clip
    )


def key(passage: Passage, mix: Mix, gain: float) -> str:
    """The key of everything that decides how a passage sounds; `gain` is its chapter's."""
    return _key_of([passage], mix, ("pressing", gain, passage.final))


def level_key(opening: Sequence[Passage], mix: Mix) -> str:
    """The key of everything that decides the gain of the chapter that begins with `opening`."""
    return _key_of(opening, mix, ("level",))


def _key_of(every: Sequence[Passage], mix: Mix, more: tuple[object, ...]) -> str:
    cues = [
        ([job.key for job in cue.part.jobs], sounding.gain(cue, mix.gains), cue.pauses)
        for passage in every
        for cue in passage.cues
    ]
    makers = identity.code_digest(*_MAKERS), identity.versions(*_LIBRARIES)
    return rendering.key_of(makers, mix.profile, cues, [each.after for each in every], more)
