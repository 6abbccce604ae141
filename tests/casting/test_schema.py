"""The schema for editors says of voices.yaml what its reader says."""

import json
import math
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.casting import read_voice_map, schema
from fullcast.casting.traits import Traits
from fullcast.casting.voicemap import PAUSES, PITCHES, RATES, VOLUMES, StoryOverrides, VoiceMap
from fullcast.errors import VoiceMapError
from fullcast.model import Age, Gender, Pauses

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA: dict[str, Any] = json.loads(schema())
DEFS = SCHEMA["$defs"]
VALIDATOR = None if jsonschema is None else jsonschema.Draft202012Validator(SCHEMA)
needs_jsonschema = pytest.mark.skipif(jsonschema is None, reason="jsonschema is not installed")


def accepted(path: Path, document: object) -> bool:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    try:
        read_voice_map(path)
    except VoiceMapError:
        return False
    return True


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "voices.yaml"


def keys(part: dict[str, Any]) -> set[str]:
    assert part["additionalProperties"] is False
    return set(part["properties"])


def test_the_schema_has_the_keys_of_the_values() -> None:
    apart = {"path", "engine_line", "own_pauses", "particulars"}
    assert keys(SCHEMA) == ({each.name for each in fields(VoiceMap)} - apart) | {"genre"}
    story = SCHEMA["properties"]["stories"]["additionalProperties"]
    own = {each.name for each in fields(StoryOverrides)} - {"line", "particulars"}
    assert keys(story) == own | {"series", "year", "genre", "cover"}
    assert "name" in keys(DEFS["narrator"])
    assert keys(DEFS["traits"]) == {each.name for each in fields(Traits)} | {"engine"}
    assert keys(DEFS["pauses"]) == {each.name for each in fields(Pauses)}
    others = keys(DEFS["narrator"]) - {"name"}
    assert keys(DEFS["character"]) - others == {"aliases", "gender", "age"}


def test_the_schema_has_the_words_and_ranges_of_the_reader() -> None:
    assert set(DEFS["gender"]["enum"]) == set(Gender)
    assert set(DEFS["age"]["enum"]) == set(Age)
    assert set(DEFS["traits"]["properties"]["gender"]["enum"]) == {Gender.FEMALE, Gender.MALE}
    for name, bounds in (
        ("rate", RATES),
        ("pitch", PITCHES),
        ("volume", VOLUMES),
        ("seconds", PAUSES),
    ):
        assert (DEFS[name]["minimum"], DEFS[name]["maximum"]) == bounds


TEXT = [
    "heart",
    "tone:low",
    "a:b:c",
    "x",
    " ",
    "",
    ":",
    "a:",
    ":b",
    " : ",
    "Tir na Nog",
    "notes, tags",
    "\u00e9\n:b",
    "Lamps #2",
    "Lamps #2.5 ",
    "C# and D",
    "#2",
    "#",
    "a #",
    "a #b",
    "a #1 #2",
    "2024",
    "999",
    "a; b",
    "; ;",
]
ANYTHING = [None, True, 0, 1.5, -13, 31, [], ["a"], {}, {"a": 1}, *TEXT]


def _leaf(node: dict[str, Any], wrong: bool) -> list[object]:
    """Values at the edges of what a part of the schema allows, and beyond if they may be wrong."""
    found = [*ANYTHING, *node.get("enum", [])]
    for bound in ("minimum", "maximum"):
        if bound in node:
            found += [node[bound], math.nextafter(node[bound], math.inf), node[bound] - 0.001]
    if wrong:
        return found
    part = jsonschema.Draft202012Validator({**node, "$defs": DEFS})
    return [value for value in found if part.is_valid(value)]


@st.composite
def _documents(draw: st.DrawFn, node: dict[str, Any], wrong: bool) -> object:
    """What a part of the schema allows or, if it may be wrong, mostly allows."""
    if "$ref" in node:
        node = DEFS[node["$ref"].rpartition("/")[2]]
    options = node.get("anyOf", [node])
    node = options[draw(st.integers(0, len(options) - 1))]
    if "$ref" in node:
        return draw(_documents(node, wrong))
    inner, outer = node.get("properties"), node.get("additionalProperties")
    leaves = _leaf(node, wrong)
    if leaves and (not (inner or outer) or draw(st.integers(0, 9)) == 9):
        return draw(st.sampled_from(leaves))
    if inner is None:
        names = st.sampled_from(["Ann", "Bo", "No", "7", *[" ", ""][: 2 * wrong]])
        chosen = draw(st.lists(names, max_size=3, unique=True))
        return {name: draw(_documents(outer, wrong)) for name in chosen}
    chosen = draw(st.lists(st.sampled_from(list(inner)), min_size=1, max_size=4, unique=True))
    made = {name: draw(_documents(inner[name], wrong)) for name in chosen}
    return made | draw(st.sampled_from([{}] * 5 + [{"zzz": "heart"}] * wrong))


def _within_reach(document: object) -> bool:
    """Whether nothing is wrong that only the reader can know: names and engines that clash."""
    if isinstance(document, dict):
        engines = {str(document.get("engine"))}
        voice = document.get("voice")
        if isinstance(voice, dict):
            engines.add(str(voice.get("engine", document.get("engine"))))
        elif isinstance(voice, str) and ":" in voice:
            engines.add(voice.partition(":")[0].strip())
        clash = "engine" in document and len(engines) > 1
        return not clash and all(_within_reach(each) for each in document.values())
    return not (isinstance(document, list) and document)  # an alias may be another's name


@needs_jsonschema
def test_the_schema_is_one() -> None:
    assert VALIDATOR is not None
    VALIDATOR.check_schema(SCHEMA)


@needs_jsonschema
@pytest.mark.parametrize(
    "text", ["#", "##", " #2", "A", "A#2", "A #2", "A  # 2", "A ##", "A #2 #3"]
)
def test_schema_and_reader_take_the_same_series(path: Path, text: str) -> None:
    assert VALIDATOR is not None
    document = {"stories": {"Ann": {"series": text}}}
    assert VALIDATOR.is_valid(document) == accepted(path, document)


@needs_jsonschema
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(st.booleans().flatmap(lambda wrong: _documents(SCHEMA, wrong)).filter(_within_reach))
def test_schema_and_reader_take_the_same_files(path: Path, document: object) -> None:
    assert VALIDATOR is not None
    assert VALIDATOR.is_valid(document) == accepted(path, document), document


@needs_jsonschema
@pytest.mark.parametrize("aliases", [None, [], ["Al"], ["Al", "the boy"], [""], [5], [None], "Al"])
def test_aliases(path: Path, aliases: object) -> None:
    assert VALIDATOR is not None
    document = {"characters": {"Ann": {"aliases": aliases}}}
    assert VALIDATOR.is_valid(document) == accepted(path, document)


@needs_jsonschema
def test_the_sample_library_keeps_to_the_schema() -> None:
    from ruamel.yaml import YAML

    assert VALIDATOR is not None
    sample = Path(__file__).parents[2] / "voices.yaml"
    assert list(VALIDATOR.iter_errors(YAML(typ="safe", pure=True).load(sample))) == []
    place = sample.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert json.loads((sample.parent / place).read_text(encoding="utf-8")) == SCHEMA
