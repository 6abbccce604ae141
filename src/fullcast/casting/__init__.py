"""Casting: from a script and voices.yaml to a voice for everybody.

`read_voice_map` validates the file, `check_voices` holds it against the engines' voices, `cast`
gives every speaker a voice, and `add_missing` writes the new ones back. `schema` tells editors what
may stand in the file.
"""

from fullcast.casting.aloud import kinds_to_read
from fullcast.casting.assign import cast
from fullcast.casting.choices import Catalogue, check_voices, engines_needed
from fullcast.casting.likeness import alike, warning
from fullcast.casting.read import read_voice_map
from fullcast.casting.schema import schema
from fullcast.casting.snippet import snippet
from fullcast.casting.traits import Traits
from fullcast.casting.voicemap import (
    CharacterEntry,
    StoryOverrides,
    VoiceChoice,
    VoiceMap,
    for_story,
    misspelt_titles,
    name_key,
    names_in,
    with_pauses,
)
from fullcast.casting.write import add_missing

__all__ = [
    "Catalogue",
    "CharacterEntry",
    "StoryOverrides",
    "Traits",
    "VoiceChoice",
    "VoiceMap",
    "add_missing",
    "alike",
    "cast",
    "check_voices",
    "engines_needed",
    "for_story",
    "kinds_to_read",
    "misspelt_titles",
    "name_key",
    "names_in",
    "read_voice_map",
    "schema",
    "snippet",
    "warning",
    "with_pauses",
]
