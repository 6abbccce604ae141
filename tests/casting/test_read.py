"""voices.yaml is read strictly: every mistake has its line and its remedy."""

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.casting import VoiceMap, for_story, read_voice_map, with_pauses
from fullcast.casting.document import MAX_BYTES
from fullcast.casting.traits import Traits
from fullcast.errors import VoiceMapError
from fullcast.language.pronunciation import Pronunciation
from fullcast.model import Age, Gender, Pauses, ProfileName

WHOLE = """\
engine: hibari   # the default
narrator:
  voice: heart
  rate: 1.05
  pitch: -1
  volume: -2.5
characters:
  Albie:
    aliases: [Al, the little boy]
    gender: male
    age: child
    voice: heart+boy
    engine: pyttsx3
    rate: 0.95
  Mara: {voice: "kokoro:bf_emma"}
  Nobody:
lexicon:
  Sorvinus: SOR-vin-us
pauses: {sentence: 0.3, paragraph: 1}
stories:
  The Lost Child:
    narrator: {voice: fable}
    characters:
      al: {age: old}
      Zed: {gender: female}
    lexicon: {Zed: zee}
    pauses: {scene: 2}
"""


def read(path: Path, text: str) -> VoiceMap:
    path.write_text(text, encoding="utf-8")
    return read_voice_map(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "voices.yaml"


def test_everything_that_can_be_said(path: Path) -> None:
    voices = read(path, WHOLE)
    albie, mara, nobody = voices.characters
    assert voices.path == path
    assert voices.engine == "hibari"
    narrator = voices.narrator
    assert (narrator.voice_id, narrator.explicit_engine) == ("heart", None)
    assert (narrator.rate, narrator.pitch, narrator.volume) == (1.05, -1.0, -2.5)
    assert (albie.name, albie.aliases) == ("Albie", ("Al", "the little boy"))
    assert (albie.gender, albie.age) == (Gender.MALE, Age.CHILD)
    assert (albie.choice.voice_id, albie.choice.explicit_engine) == ("heart+boy", "pyttsx3")
    assert albie.choice.rate == 0.95
    assert (mara.choice.voice_id, mara.choice.explicit_engine) == ("bf_emma", "kokoro")
    assert (nobody.gender, nobody.choice.voice_id) == (None, None)
    assert voices.lexicon == {"Sorvinus": Pronunciation("SOR-vin-us")}
    assert voices.pauses == Pauses(sentence=0.3, paragraph=1.0)
    (story,) = voices.stories
    assert (story.title, story.pauses, story.lexicon) == (
        "The Lost Child",
        {"scene": 2.0},
        {"Zed": Pronunciation("zee")},
    )


def test_a_voice_may_be_described_by_traits(path: Path) -> None:
    voices = read(
        path,
        "characters:\n"
        "  Ann: {voice: {gender: Female, age: OLD, accent: Scottish, language: en}, rate: 0.9}\n"
        "  Bo:\n    voice:\n      engine: pyttsx3\n      age: child\n"
        "  Cy: {voice: {engine: tone}}\n"
        "  Di: {voice: {age: old}, engine: tone}\n",
    )
    ann, bo, cy, di = (entry.choice for entry in voices.characters)
    assert ann.traits == Traits("en", Gender.FEMALE, Age.OLD, "Scottish")
    assert (ann.voice, ann.explicit_engine, ann.rate) == (None, None, 0.9)
    assert (bo.traits, bo.explicit_engine) == (Traits(age=Age.CHILD), "pyttsx3")
    assert (bo.voice_line, bo.engine_line) == (4, 5)
    assert (cy.traits, cy.explicit_engine) == (None, "tone")
    assert (di.traits, di.explicit_engine) == (Traits(age=Age.OLD), "tone")
    assert all(entry.gender is entry.age is None for entry in voices.characters)


def test_no_file_gives_the_defaults() -> None:
    assert read_voice_map(None) == VoiceMap()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        "---\n",
        "characters:\n",
        "narrator:\nlexicon:\npauses: ~\nstories:\n",
    ],
)
def test_empty_files_and_sections_give_the_defaults(path: Path, text: str) -> None:
    assert read(path, text) == VoiceMap(path=path)


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    windows = read_voice_map(path)
    assert windows == read(path, WHOLE)


def test_anchors_and_merge_keys(path: Path) -> None:
    voices = read(
        path,
        "narrator: &calm\n  rate: 0.9\n  voice: heart\ncharacters:\n"
        "  Ann:\n    <<: *calm\n    voice: emma\n  Bo:\n    <<: [*calm]\n",
    )
    ann, bo = (entry.choice for entry in voices.characters)
    assert (ann.voice, ann.rate) == ("emma", 0.9)
    assert (bo.voice, bo.rate) == ("heart", 0.9)


def test_pronunciations(path: Path) -> None:
    text = """\
lexicon:
  Sorvinus: /sɔɹˈvaɪnəs/
  Polish: {say: /ˈpoʊlɪʃ/, case: true}
  polish: POL-ish
  McGee:
    say: muh-GHEE
    case: false
"""
    voices = read(path, text)
    assert voices.lexicon == {
        "Sorvinus": Pronunciation("sɔɹˈvaɪnəs", ipa=True),
        "Polish": Pronunciation("ˈpoʊlɪʃ", ipa=True, exact_case=True),
        "polish": Pronunciation("POL-ish"),
        "McGee": Pronunciation("muh-GHEE", exact_case=False),
    }


MISTAKES = [
    # Unknown keys, with the nearest right one
    ("narator:\n  voice: heart\n", 1, 'did you mean "narrator"?'),
    ("engine: hibari\n\nvoices: {}\n", 3, "voices"),
    (
        "zzz: 1\n",
        1,
        "author, characters, engine, lexicon, narrator, pauses, profile, read, room_tone, stories",
    ),
    ("narrator:\n  voise: heart\n", 2, 'did you mean "voice"?'),
    ("narrator:\n  aliases: [a]\n", 2, 'unknown key "aliases" in narrator'),
    ("characters:\n  Al:\n    # note\n    Gendr: male\n", 4, 'did you mean "gender"?'),
    ("pauses:\n  sentense: 1\n", 2, 'did you mean "sentence"?'),
    ("stories:\n  S:\n    engine: tone\n", 3, 'unknown key "engine" in the story "S"'),
    ("stories:\n  S:\n    characters:\n      Al: {pich: 1}\n", 4, 'did you mean "pitch"?'),
    # Wrong types
    ("- a\n- b\n", 1, "must be a mapping of keys to values, not a list"),
    ("just words\n", 1, "must be a mapping"),
    ("engine: 5\n", 1, 'put it in quotes: "5"'),
    ("engine: [a]\n", 1, "must be text, not a list"),
    ("engine:\n", 1, "engine must be text, not nothing"),
    ("narrator: heart\n", 1, "narrator must be a mapping"),
    ("narrator:\n  voice: true\n", 2, "must be text"),
    ("narrator:\n  voice: {id: heart}\n", 2, "accent, age, engine, gender, language"),
    ("narrator:\n  voice: [female, old]\n", 2, "traits such as {gender: female, age: old}"),
    ("narrator:\n  voice: {}\n", 2, "voice must name a voice or some of gender, age"),
    ("narrator:\n  voice:\n    gendr: male\n", 3, 'did you mean "gender"?'),
    ("narrator:\n  voice:\n    gender: femal\n", 3, 'did you mean "female"?'),
    ("narrator:\n  voice:\n    gender: unknown\n", 3, "it can be: female, male"),
    ("narrator:\n  voice:\n    age: 70\n", 3, 'unknown "70"; it can be: adult, child, old'),
    ("narrator:\n  voice:\n    accent: [gb]\n", 3, "accent must be text, not a list"),
    ("narrator:\n  voice:\n    accent: 29\n", 3, 'put it in quotes: "29"'),
    ("narrator:\n  voice:\n    language:\n", 3, "language must be text, not nothing"),
    ("narrator:\n  voice: {engine: a}\n  engine: b\n", 2, "drop one of the two"),
    ("narrator:\n  voice: ''\n", 2, "must not be empty"),
    ("narrator:\n  voice: 'hibari:'\n", 2, '"engine:voice"'),
    ("characters: [Al]\n", 1, "characters must be a mapping"),
    ("characters:\n  Al: heart\n", 2, "Al must be a mapping"),
    ("characters:\n  7: {}\n", 2, 'put it in quotes: "7"'),
    ("characters:\n  true: {}\n", 2, 'put it in quotes: "true"'),
    ("characters:\n  ~: {}\n", 2, "must be text"),
    ("characters:\n  '': {}\n", 2, "must not be empty"),
    ("characters:\n  ' ': {}\n", 2, "must not be empty"),
    ("characters:\n  ? [a]\n  : {}\n", 2, "must be text, not a list"),
    ("characters:\n  Al:\n    aliases: Bo\n", 3, "write [Bo]"),
    ("characters:\n  Al:\n    aliases:\n    - Bo\n    - 5\n", 5, 'put it in quotes: "5"'),
    ("characters:\n  Al:\n    aliases: ['']\n", 3, "must not be empty"),
    ("lexicon:\n  a: b\n  c: 5\n", 3, 'put it in quotes: "5"'),
    ("lexicon:\n  1984: x\n", 2, 'put it in quotes: "1984"'),
    ("lexicon:\n  a:\n", 2, 'the pronunciation of "a" must be text, not nothing'),
    ("lexicon:\n  a: [b]\n", 2, "not a list"),
    ("lexicon:\n  a: 2001-01-01\n", 2, 'put it in quotes: "2001-01-01"'),
    ("lexicon:\n  a: b\n  c: /ˈSɑɹ/\n", 3, '"S" is no symbol of the IPA; did you mean "ʃ"?'),
    ("lexicon:\n  a: /'sɑɹ/\n", 2, 'the pronunciation of "a", /\'sɑɹ/: "\'" is no symbol'),
    ("lexicon:\n  a: //\n", 2, "there is no sound in it"),
    ("lexicon:\n  a: /sɑɹ\n", 2, "between two slashes; write /sɑɹ/"),
    ("lexicon:\n  a: sɑɹ\n", 2, "stands between slashes; write /sɑɹ/"),
    ("lexicon:\n  a: '...'\n", 2, "there is no letter in it"),
    ("lexicon:\n  a: {}\n", 2, "is missing; write it behind `say:`"),
    ("lexicon:\n  a:\n    case: true\n", 2, "is missing; write it behind `say:`"),
    ("lexicon:\n  a:\n    sey: b\n", 3, 'unknown key "sey" in lexicon: "a"; did you mean "say"?'),
    ("lexicon:\n  a:\n    say:\n", 3, "must be text, not nothing"),
    ("lexicon:\n  a:\n    say: /ə\u0300/\n", 3, 'did you mean "ə"?'),
    ("lexicon:\n  a: {say: b, case: maybe}\n", 2, 'case must be true or false, not "maybe"'),
    ("lexicon:\n  a: {say: b, case: [true]}\n", 2, "case must be true or false, not a list"),
    ("lexicon:\n  Al: b\n  al: c\n", 3, '"al" already stands on line 2 as "Al"; keep one'),
    ("stories:\n  S:\n    lexicon:\n      a: /q?/\n", 4, '"?" is no symbol of the IPA'),
    ("stories: [S]\n", 1, "stories must be a mapping"),
    ("engine: !!python/object:os.system x\n", 1, "python/object"),
    ("narrator: !thing {voice: heart}\n", 1, "tagged !thing"),
    # Numbers
    ("narrator:\n  rate: 0.4\n", 2, "from 0.5 to 2, not 0.4"),
    ("narrator:\n  rate: fast\n", 2, "must be a number from 0.5 to 2"),
    ("narrator:\n  rate: '1'\n", 2, "must be a number"),
    ("narrator:\n  rate: yes\n", 2, "must be a number"),
    ("narrator:\n  rate: true\n", 2, "must be a number"),
    ("narrator:\n  rate:\n", 2, "not nothing"),
    ("narrator:\n  rate: .nan\n", 2, "from 0.5 to 2"),
    ("narrator:\n  rate: .inf\n", 2, "from 0.5 to 2"),
    ("narrator:\n  rate: !!int x\n", 2, "from 0.5 to 2"),
    ("narrator:\n  pitch: -12.5\n", 2, "from -12 to 12"),
    ("narrator:\n  volume: 7\n", 2, "from -20 to 6"),
    ("pauses:\n  scene: 31\n", 2, "from 0 to 30"),
    ("pauses:\n  scene: -1\n", 2, "from 0 to 30"),
    # Words
    ("characters:\n  Al:\n    gender: mal\n", 3, 'did you mean "male"?'),
    ("characters:\n  Al:\n    gender: x\n", 3, "female, male, unknown"),
    ("characters:\n  Al:\n    age: kid\n", 3, "adult, child, old"),
    ("characters:\n  Al:\n    age: 6\n", 3, 'unknown "6"; it can be: adult, child, old'),
    ("characters:\n  Al:\n    age: '6'\n", 3, 'unknown "6"; it can be: adult, child, old'),
    ("characters:\n  Al:\n    age: [old]\n", 3, "age must be text, not a list"),
    ("characters:\n  Al:\n    age:\n", 3, "age must be text, not nothing"),
    # Names
    ("engine: a\nnarrator: {}\nengine: b\n", 3, '"engine" stands twice, first on line 1'),
    ("characters:\n  Al: {}\n  Al: {}\n", 3, '"Al" stands twice, first on line 2'),
    ("characters:\n  Al: {}\n  AL: {}\n", 3, '"AL" is already a name of Al (line 2)'),
    ("characters:\n  \u00c9l: {}\n  E\u0301L: {}\n", 3, "already a name of"),
    ("characters:\n  Al:\n    aliases: [B, b]\n", 3, '"b" is already a name of Al'),
    ("characters:\n  Al:\n    aliases: [al]\n", 3, '"al" is already a name of Al'),
    ("characters:\n  Al:\n    aliases: [B]\n  C:\n    aliases: [B]\n", 5, "name of Al (line 3)"),
    ("characters:\n  Al:\n    aliases: [C]\n  c: {}\n", 4, '"c" is already a name of Al (line 3)'),
    (
        "characters:\n  Al:\n    aliases: [C]\n  C: {}\n",
        4,
        "if they are one, delete the entry C, else the alias",
    ),
    ("characters:\n  C: {}\n  Al:\n    aliases: [C]\n", 4, "one, delete the entry C, else"),
    ("characters:\n  Al:\n    aliases: [Al]\n", 3, "keep one"),
    ("characters:\n  Narrator:\n    voice: heart\n", 2, "under narrator:"),
    ("characters:\n  Al:\n    aliases: [narrator]\n", 3, "always means the narrator"),
    ("lexicon:\n  a: b\n  a: c\n", 3, "stands twice"),
    ("stories:\n  The Sea: {}\n  the  sea: {}\n", 3, "already stands on line 2"),
    (
        "characters:\n  Al: {}\n  Bo: {}\nstories:\n  S:\n    characters:\n"
        "      Al:\n        aliases: [bo]\n",
        3,
        '"Bo" is already a name of Al',
    ),
    (
        "characters:\n  Al:\n    engine: tone\n    voice: 'hibari:heart'\n",
        4,
        "drop one of the two",
    ),
    # YAML itself
    ("engine: hibari\nnarrator: [\n", 3, "mistake in the YAML"),
    ("a: b: c\n", 1, "mistake in the YAML"),
    ("engine: a\n\tnarrator: b\n", 2, "mistake in the YAML"),
    ("engine: *nobody\n", 1, "put a name with * in quotes"),
    ("engine: a\nnarrator:\n\trate: 1\n", 3, "there is a tab here"),
    ("engine:\thibari\n", 1, "indented by spaces alone"),
    ("narrator: {voice: 'heart}\n", 2, "is never closed; close it"),
    ("characters: {Al: {}\n", 2, "is never closed; close it"),
    ("characters:\n  @Al: {}\n", 2, "cannot begin with this character; put it in quotes"),
    ("--- {}\n--- {}\n", 2, "another document begins here; keep one"),
    ("%YAML 3.0\n---\nengine: a\n", 1, "delete the line that begins with %"),
    ("engine:hibari\n", 1, "put a space behind the colon: engine: hibari"),
    ("characters:\n  Al:\n    voice:heart\n", 3, "behind the colon: voice: heart"),
    ("characters:\n  Al: heart\n", 2, "write `key: value` lines below it, indented further"),
    ("characters:\n  - Al\n", 2, "write `name:` without a dash before it"),
    ("characters:\nAl:\n  voice: heart\n", 2, "if it belongs to the section above, indent it"),
    ("engine: a\n---\nengine: b\n", 2, "another document begins here; keep one"),
    ("engine: a\nnarrator: '\x01'\n", 2, "does not allow"),
    ("characters:\n  Al: &a\n    <<: *a\n", 2, "leads back to itself"),
    ("characters:\n  Al: {<<: 5}\n", 2, "must name a mapping"),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_line(path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(VoiceMapError) as caught:
        read(path, text)
    assert message in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_the_first_mistake_of_several_is_told(path: Path) -> None:
    with pytest.raises(VoiceMapError, match=r":3: .*rate"):
        read(path, "engine: x\nnarrator:\n  rate: 9\n  voise: y\npauzes: {}\n")


def test_files_that_are_no_text(path: Path, tmp_path: Path) -> None:
    with pytest.raises(VoiceMapError, match="no such file"):
        read_voice_map(path)
    with pytest.raises(VoiceMapError, match="cannot be read"):
        read_voice_map(tmp_path)
    path.write_bytes(b"engine: x\nnarrator: \xe9\n")
    with pytest.raises(VoiceMapError, match=r":2: it is not UTF-8"):
        read_voice_map(path)
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(VoiceMapError, match="larger than 1024 KiB"):
        read_voice_map(path)


def test_hostile_files_are_refused_at_once(path: Path) -> None:
    for deep in ("{a: " * 3000, "[" * 100_000):
        with pytest.raises(VoiceMapError, match="nested too deeply"):
            read(path, deep)
    with pytest.raises(VoiceMapError, match="nested too deeply"):
        read(path, "".join(f"{' ' * depth}a:\n" for depth in range(900)))
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    with pytest.raises(VoiceMapError, match="unknown key"):
        read(path, bomb)
    with pytest.raises(VoiceMapError, match="must be text"):
        read(path, "characters:\n  Al:\n    aliases: &a\n    - *a\n")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*WHOLE.splitlines(), "  - x", "    a: &b", "  <<: *b", "{", '"'])))
def test_any_file_is_read_or_refused_with_a_sentence(path: Path, lines: list[str]) -> None:
    message = str(path)
    try:
        read(path, "\n".join(lines))
    except VoiceMapError as error:
        message = str(error)
    assert message.startswith(str(path))
    assert "\n" not in message


def test_profile_and_room_tone_hold_for_a_library_or_a_story(path: Path) -> None:
    text = "profile: ACX\nroom_tone: -65\nstories: {The Reef: {profile: podcast, room_tone: none}}"
    library = read(path, text)
    assert (library.profile, library.room_tone) == (ProfileName.ACX, -65.0)
    story = for_story(library, "The Reef")
    assert (story.profile, story.room_tone) == (ProfileName.PODCAST, -math.inf)
    assert (read(path, "").profile, read(path, "").room_tone) == (None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("profile: acxx", "did you mean"),
        ("profile: 3", 'profile: unknown "3"'),
        ("room_tone: soft", "room_tone must be a number from -90 to -50"),
        ("room_tone: [none]", "room_tone must be a number"),
        ("room_tone: -20", "room_tone must be from -90 to -50"),
    ],
)
def test_a_wrong_profile_or_room_tone_is_told(path: Path, text: str, message: str) -> None:
    with pytest.raises(VoiceMapError, match=message):
        read(path, text)


def test_pauses_of_the_file_outlive_those_of_a_profile(path: Path) -> None:
    library = read(path, "pauses: {start: 2, scene: 3}\nstories: {The Reef: {pauses: {end: 4}}}")
    story = with_pauses(for_story(library, "The Reef"), start=0.1, end=0.1)
    assert (story.pauses.start, story.pauses.end, story.pauses.scene) == (2, 4, 3)
    other = with_pauses(for_story(library, "The Fox"), start=0.1, end=0.1)
    assert (other.pauses.start, other.pauses.end) == (2, 0.1)
