"""The ways to say something, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fullcast.language.verbs import SPEECH_VERBS, inflected

WHISPER, SHOUT = "whisper", "shout"
"""Styles of `Voice.style`."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What a way of speaking changes of a voice."""

    rate: float = 1.0
    """Factor on the speed."""
    pitch: float = 0.0
    """Semitones."""
    volume: float = 0.0
    """dB."""
    style: str = ""
    """The style of the voice, where the engine has it."""


PLAIN = Manner()
"""As the voice speaks anyway."""
THOUGHT = Manner(rate=0.97, volume=-2.0)
"""A thought, told apart from the same person's speech."""
CAPITALS = Manner(rate=1.02, pitch=1.0, volume=2.5, style=SHOUT)
"""Words in capitals throughout."""

# Actors' loudness spans some 30 dB from whispering to shouting (Traunmüller & Eriksson, "Acoustic
# effects of variation in vocal effort", JASA 107, 2000), pitch goes up with it by half an octave;
# listeners in a car or with one earphone want a fraction of that.
_VERBS: dict[Manner, str] = {
    Manner(rate=0.96, volume=-3.0, style=WHISPER): "whisper breathe mouth",
    Manner(rate=0.97, volume=-3.0): "murmur mutter mumble confide coo croon purr soothe hush",
    Manner(rate=0.97, volume=-1.5, style=WHISPER): "hiss rasp wheeze",
    CAPITALS: "shout yell bellow roar holler thunder hoot whoop howl hail",
    Manner(rate=1.02, pitch=2.0, volume=2.5, style=SHOUT): "scream shriek screech squall yelp",
    Manner(pitch=0.7, volume=1.5): "call cry exclaim cheer crow trumpet shrill bark order command",
    Manner(rate=1.05, pitch=0.3, volume=1.0): "snap blurt retort interrupt interject fume rage",
    Manner(rate=1.06, volume=-1.0): "gasp pant splutter sputter gabble babble jabber gush",
    Manner(rate=0.95, pitch=-1.0, volume=-0.5): "growl snarl grumble grunt grouse rumble seethe",
    Manner(rate=0.94, pitch=-0.4): "sneer scoff jeer taunt mock smirk snark drone intone deadpan",
    Manner(rate=0.90): "drawl slur yawn",
    Manner(rate=0.93, pitch=0.6, volume=-1.5): "sob weep whimper sniffle snivel quaver whine wail",
    Manner(rate=0.93, pitch=-0.3, volume=-1.5): "sigh lament mourn groan moan",
    Manner(rate=0.96, volume=-1.0): "falter stammer stutter hesitate muse",
    Manner(rate=1.02, pitch=0.9): "giggle squeal squeak chirp chirrup trill pipe chime titter",
    Manner(rate=1.01, pitch=0.5): "laugh chuckle tease joke beam enthuse",
}
_ADVERBS: dict[Manner, str] = {
    Manner(rate=0.97, volume=-2.5): "quietly softly gently tenderly faintly weakly huskily",
    Manner(volume=-2.5, style=WHISPER): "breathlessly hoarsely",
    Manner(pitch=0.7, volume=2.0): "loudly angrily furiously sharply fiercely",
    Manner(rate=0.91): "slowly wearily tiredly sleepily thoughtfully deliberately heavily",
    Manner(rate=1.08): "quickly hurriedly rapidly hastily urgently briskly impatiently",
    Manner(rate=1.03, pitch=0.8): "happily excitedly brightly cheerfully eagerly gleefully",
    Manner(rate=0.94, pitch=-0.6, volume=-1.0): "sadly gloomily glumly miserably darkly grimly",
    Manner(pitch=-0.5): "coldly coolly icily sternly gravely flatly dryly drily",
}
_TONES: dict[Manner, str] = {
    Manner(rate=0.96, volume=-3.0, style=WHISPER): "whisper whispers breath",
    Manner(rate=0.97, volume=-2.5): "murmur undertone mutter",
    CAPITALS: "shout roar bellow yell",
    Manner(rate=1.02, pitch=2.0, volume=2.5, style=SHOUT): "scream shriek",
}
"""What one speaks in: "in a whisper", "with a shriek"."""


def _by_word(table: dict[Manner, str]) -> Iterator[tuple[str, Manner]]:
    for manner, words in table.items():
        for word in words.split():
            yield word, manner


BY_VERB = {form: manner for verb, manner in _by_word(_VERBS) for form in sorted(inflected(verb))}
"""The manner of each verb's forms: "whispered", "whispers"."""
BY_ADVERB = dict(_by_word(_ADVERBS))
BY_TONE = dict(_by_word(_TONES))
NEUTRAL = SPEECH_VERBS - BY_VERB.keys()
"""Verbs of speech that an adverb tells the manner of."""
