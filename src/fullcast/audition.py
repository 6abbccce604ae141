"""Hear a voice by itself."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from fullcast import (
    casting,
    engines,
    lexicon,
    mastering,
    publishing,
    recording,
    rendering,
    sounding,
)
from fullcast.catalogue import Catalogue
from fullcast.errors import EngineError, VoiceMapError
from fullcast.language.pronunciation import Lexicon
from fullcast.model import (
    AUTHOR,
    NARRATOR,
    Character,
    Clip,
    Job,
    Kind,
    Line,
    Pauses,
    Script,
    ScriptChapter,
    Voice,
)


def find_voice(
    voice: str | None, character: str | None, engine: str | None, voices: Path | None
) -> Voice:
    """The voice that is asked for: by id, by a character of voices.yaml, the narrator's or the
    author's.

    Raises:
        VoiceMapError: voices.yaml is wrong, has no such character, or there is no such voice.
        EngineError: there is no such engine.
    """
    voice_map = casting.read_voice_map(voices)
    speaker, kind = NARRATOR, Kind.DIALOGUE
    if character is not None and casting.name_key(character) != casting.name_key(NARRATOR):
        speaker = character
        if not _lists(voice_map, character):
            speaker, kind = AUTHOR, Kind.NOTE
    if voice is not None:
        choice = casting.VoiceChoice(voice=voice, engine=engine)
        voice_map, engine = casting.VoiceMap(engine=voice_map.engine, narrator=choice), None
    line = Line(1, 0, kind, "", 0, 0, speaker=speaker)
    script = Script("", None, "en", (Character(speaker),), (ScriptChapter(1, "", (line,)),))
    return casting.cast(script, voice_map, Catalogue(), engine=engine).voice_of(speaker)


def _lists(voice_map: casting.VoiceMap, name: str) -> bool:
    """Whether a map has a character of that name; it need not have the author.

    Raises:
        VoiceMapError: it has not.
    """
    known = {key: entry.name for entry in voice_map.characters for key in entry.keys}
    if casting.name_key(name) in known:
        return True
    if casting.name_key(name) == casting.name_key(AUTHOR):
        return False
    if voice_map.path is None:
        raise VoiceMapError(
            f'there is no voices.yaml that lists "{name}"; `fullcast cast STORY --write` makes one'
        )
    close = difflib.get_close_matches(casting.name_key(name), known, n=1)
    hint = f'; did you mean "{known[close[0]]}"?' if close else ""
    raise VoiceMapError(f'{voice_map.path} lists no character "{name}"{hint}')


def say(text: str, voice: Voice, path: Path, voices: Path | None) -> float:
    """Speak a text into an MP3 file, or a WAV by its name, and return its length in seconds.

    Raises:
        EngineError: the text cannot be spoken.
        OutputError: the file cannot be written.
    """
    words = casting.read_voice_map(voices).lexicon
    return speak([text], voice, path, words, " ".join(text.split())[:60])


def speak(
    texts: Sequence[str],
    voice: Voice,
    path: Path,
    words: Lexicon,
    title: str,
    language: str = "en",
) -> float:
    """Speak texts one after the other into an MP3, or a WAV by its name; returns its seconds.

    Raises:
        EngineError: a text cannot be spoken.
        OutputError: the file cannot be written.
    """
    parts = [_jobs(text, voice, words, language) for text in texts]
    jobs = [each for part in parts for each in part]
    cache = rendering.Cache(rendering.default_cache_root())
    calibration = recording.job(recording.CALIBRATION, voice)
    outcomes = rendering.render(
        [*jobs, calibration], cache=cache, speak=engines.speak, executor="inline"
    )
    clips = list(map(_clip, outcomes))
    gains = {voice: mastering.voice_gain(rendering.read_clip(clips.pop()))}
    rest = iter(clips)
    lines = [
        recording.Take(
            recording.Part(
                Line(1, n, Kind.DIALOGUE, text, 0, len(text), paragraph=n), voice, tuple(part)
            ),
            tuple(islice(rest, len(part))),
        )
        for n, (text, part) in enumerate(zip(texts, parts, strict=True))
    ]
    blocks = sounding.sound(lines, gains, Pauses(start=0.2, end=0.4), lambda _: None)
    if path.suffix.lower() == ".wav":
        return publishing.write_wav(path, blocks, rate=mastering.OUTPUT_RATE)
    tags = publishing.TrackTags(title, "Fullcast says", None, ("Fullcast",), 1, 1)
    return publishing.write_mp3(path, blocks, rate=mastering.OUTPUT_RATE, tags=tags, cover=None)


def _jobs(text: str, voice: Voice, words: Lexicon, language: str) -> list[Job]:
    said = lexicon.utterances(text, Kind.DIALOGUE, words, language)
    if not said:
        raise EngineError(f'there is nothing to speak in "{text[:60]}"')
    return [recording.job(each, voice) for each in said]


def _clip(outcome: rendering.Outcome) -> Clip:
    if outcome.clip is None:
        raise EngineError(outcome.error or "the text cannot be spoken")
    return outcome.clip
