"""A listener's corrections: what they tell of other lines, and that no change loses them."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import attribution, corrections, pipeline, segment
from fullcast import script as scripts
from fullcast.ingest import read
from fullcast.model import NARRATOR, Kind, Line, Script

TALK = (
    "Rowan said no. Alder said no. Rowan ran, and Alder ran.",
    "There they sat by the river, Rowan and Alder, Alder and Rowan, and a cold wind came up it.",
    "They had brought the oars and the rope.",
    "“It will be dark soon.”",
    "“It will.”",
    "“Then we should go.”",
    "“Not yet.”",
    "“Why ever not?”",
    "The moon came up behind the mill, and neither of them saw it.",
)


def story(folder: Path, *paragraphs: str, title: str = "The River") -> Path:
    path = folder / "story.md"
    path.write_text("\n\n".join([f"# {title}", *paragraphs]) + "\n")
    return path


def corrected(path: Path, script: Path) -> corrections.Corrected:
    """What a script file makes of a story."""
    book = read(path)
    study = attribution.study(book, segment.segment(book))
    return corrections.apply(
        attribution.decide(study), script, lambda known: attribution.decide(study, known)
    )


def said(script: Script) -> list[Line]:
    return [line for line in script.lines if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)]


def speakers(script: Script) -> list[str | None]:
    return [line.speaker for line in said(script)]


def write(path: Path, script: Script, changes: dict[str, str | None] | None = None) -> None:
    """A script file in which lines that begin as named have other speakers; None marks a doubt."""
    rows = scripts.format_script(script).split("\n")
    for words, name in (changes or {}).items():
        [at] = [i for i, row in enumerate(rows) if f": {words}" in row]
        who, _, text = rows[at].partition(": ")
        rows[at] = f"{name}: {text}" if name else f"{who.removesuffix(' ?')} ?: {text}"
    path.write_text("\n".join(rows))


@pytest.fixture
def talk(tmp_path: Path) -> tuple[Path, Path, Script]:
    path = story(tmp_path, *TALK)
    guessed = pipeline.write_script(read(path))
    script = tmp_path / "s.txt"
    write(script, guessed, {line.text.strip(): None for line in said(guessed)})
    assert script.read_text().count(" ?: ") == 5
    return path, script, guessed


@pytest.mark.parametrize("first", ["Rowan", "Alder"])
def test_one_correction_turns_the_doubtful_lines_around_it(
    talk: tuple[Path, Path, Script], first: str
) -> None:
    path, file, guessed = talk
    other = {"Rowan": "Alder", "Alder": "Rowan"}[first]
    write(
        file,
        guessed,
        {"“It will be": first, "“It will.”": None, "“Then": None, "“Not": None, "“Why": None},
    )
    found = corrected(path, file)
    assert speakers(found.script) == [first, other, first, other, first]
    assert found.guessed == guessed
    assert found.warnings == ()


def test_lines_without_a_doubt_stand(talk: tuple[Path, Path, Script]) -> None:
    path, file, guessed = talk
    stated = {"“It will be": "Alder", "“It will.”": "Alder", "“Then": "Alder", "“Why": "Rowan"}
    write(file, guessed, {**stated, "“Not": None})
    assert [speakers(corrected(path, file).script)[i] for i in (0, 1, 2, 4)] == [
        "Alder",
        "Alder",
        "Alder",
        "Rowan",
    ]


def test_a_removed_doubt_tells_of_the_others(talk: tuple[Path, Path, Script]) -> None:
    path, file, guessed = talk
    doubtful = [line for line in said(guessed) if scripts.is_doubtful(line)]
    assert doubtful, "the talk should leave something to doubt"
    write(file, guessed)
    line = doubtful[0]
    write(file, guessed, {line.text.strip(): line.speaker})
    after = {line.index: line for line in said(corrected(path, file).script)}
    assert any(after[each.index].confidence > each.confidence for each in doubtful[1:])


def test_lines_that_the_file_lacks_are_guessed_by_it(talk: tuple[Path, Path, Script]) -> None:
    path, file, _ = talk
    for first, other in (("Rowan", "Alder"), ("Alder", "Rowan")):
        file.write_text(f"{first}: “It will be dark soon.”\n")
        assert speakers(corrected(path, file).script) == [first, other, first, other, first]


def test_a_typing_error_tells_nothing(talk: tuple[Path, Path, Script]) -> None:
    path, file, guessed = talk
    file.write_text("Rowann: “It will be dark soon.”\n")
    found = corrected(path, file)
    assert found.warnings[0].endswith('"Rowann" is a new character; did you mean "Rowan"?')
    assert speakers(found.script) == ["Rowann", *speakers(guessed)[1:]]


def test_what_is_no_speech_is_no_turn(tmp_path: Path) -> None:
    path = story(
        tmp_path,
        "“Where is it?” said Rowan.",
        "“By the gate,” said Alder.",
        "“Keep Out.”",
        "“You are sure?”",
        "“Quite sure.”",
    )
    file = tmp_path / "s.txt"
    file.write_text("Narrator: “Keep Out.”\n")
    script = corrected(path, file).script
    assert speakers(script) == ["Rowan", "Alder", NARRATOR, "Rowan", "Alder"]


NAMES = st.sampled_from(["Rowan", "Alder", "Hazel", NARRATOR, None])
BEGINNINGS = ("“It will be", "“It will.”", "“Then", "“Not", "“Why")


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(BEGINNINGS), NAMES))
def test_a_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str | None]
) -> None:
    folder = tmp_path_factory.mktemp("twice")
    path, file = story(folder, *TALK), folder / "s.txt"
    write(file, pipeline.write_script(read(path)), changes)
    first = corrected(path, file)
    stated = {words: name for words, name in changes.items() if name}
    assert {
        words: line.speaker
        for line in said(first.script)
        for words in stated
        if line.text.startswith(words)
    } == stated
    corrections.keep(file, first.script)
    before = file.read_bytes()
    second = corrected(path, file)
    assert speakers(second.script) == speakers(first.script)
    assert [scripts.is_doubtful(line) for line in said(second.script)] == [
        scripts.is_doubtful(line) for line in said(first.script)
    ]
    assert corrections.keep(file, second.script) == ()
    assert file.read_bytes() == before


LETTERS = str.maketrans("0123456789", "ghiklmnopr")


def paragraph(seed: random.Random, number: int) -> str:
    """Narration or speech in words that no other number has."""
    words = hashlib.sha256(str(number).encode()).hexdigest().translate(LETTERS)
    sentence = f"The {' '.join(words[at : at + 8] for at in range(0, 48, 8))} was {number}"
    if seed.random() < 0.3:
        return f"{sentence}."
    return f"“{sentence},” said {seed.choice(('Rowan', 'Alder'))}."


def misspelt(text: str, seed: random.Random) -> str:
    """The text with two letters exchanged inside one of its words."""
    words = text.split(" ")
    at = seed.choice([i for i, word in enumerate(words) if len(word) == 8])
    cut = seed.randint(1, len(words[at]) - 2)
    word = words[at]
    words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False))
def test_no_change_of_the_story_loses_a_correction(
    tmp_path_factory: pytest.TempPathFactory, seed: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    texts = [paragraph(seed, i) for i in range(24)]
    chapters = ["## The first", "## The second"]
    before = [chapters[0], *texts[:12], chapters[1], *texts[12:]]
    path, file = story(folder, *before), folder / "s.txt"
    guessed = pipeline.write_script(read(path))
    speech = [line for line in said(guessed) if line.text.startswith("“")]
    fixed = seed.sample(range(len(speech)), min(6, len(speech)))
    names = {speech[i].text.strip(): f"Person {i}" for i in fixed}
    write(file, guessed, {**names})
    kept: dict[str, str] = dict(names)
    after: list[str] = []
    added: list[str] = []
    for text in before:
        action = seed.choice(["keep", "keep", "keep", "typo", "remove", "add", "chapter"])
        words = next((each for each in names if text.startswith(each)), None)
        if text.startswith("##"):
            after.append(f"{text} of all" if action == "chapter" else text)
            continue
        if action == "remove":
            kept.pop(words or "", None)
            continue
        if action == "add":
            added.append(paragraph(seed, 100 + len(after)))
            after.append(added[-1])
        if action == "typo":
            changed = misspelt(text, seed)
            if words:
                kept[changed[: len(words)]] = kept.pop(words)
            text = changed
        after.append(text)
    story(folder, *after, title=seed.choice(["The River", "The Long River"]))
    found = corrected(path, file).script
    people = {line.text.strip(): line.speaker for line in said(found)}
    assert {words: people.get(words) for words in kept} == kept
    # Whoever was renamed in all that they said bears the new name in what is added, too.
    new = {words for words in people if any(text.startswith(words) for text in added)}
    fixed_now = {words for words, name in people.items() if (name or "").startswith("Person")}
    assert fixed_now - new == kept.keys()
    corrections.keep(file, found)
    again = corrected(path, file).script
    assert speakers(again) == speakers(found)


def test_a_story_of_a_new_title_keeps_its_corrections(tmp_path: Path) -> None:
    path, output = story(tmp_path, *TALK), tmp_path / "output"
    chosen = pipeline.Settings(output=output)
    first = pipeline.read(path, chosen)
    first.place.folder.mkdir(parents=True)
    write(first.place.script, first.script, {"“It will be": "Hazel"})
    story(tmp_path, *TALK, title="The Long Way Down")
    second = pipeline.read(path, chosen)
    assert second.place.folder == output / "The Long Way Down"
    assert speakers(second.script)[0] == "Hazel"
    assert f"the corrections are taken from {first.place.script}" in second.warnings[0]
    write(first.place.script, first.script)
    assert not any("corrections are taken" in said for said in pipeline.read(path, chosen).warnings)
