"""The script says who speaks, and a listener's corrections to it outlive changes of the story."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import ingest
from fullcast.attribution import attribute
from fullcast.errors import ScriptError
from fullcast.model import NARRATOR, Character, Gender, Kind, Line, Script, ScriptChapter
from fullcast.script import (
    CORRECTED,
    DOUBTFUL_BELOW,
    WrittenLine,
    format_line,
    format_script,
    is_doubtful,
    merge,
    only_doubtful,
    parse_script,
    read_script,
    statement,
    to_json,
)
from fullcast.segment import segment

FILE = Path("story.script.txt")
STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.txt"))
MARA = Character("Mara Venn", ("Mara", "Miss Venn"), Gender.FEMALE)
BEN = Character("Ben", ("Old Venn", "Mara Venn"), Gender.MALE)

Said = tuple[str | None, str]


def script_of(*said: Said, sure: float = 1.0, narrator: str | None = None) -> Script:
    """A script of one chapter: narration by the narrator, dialogue by anybody else."""
    lines, at = [], 0
    for index, (speaker, text) in enumerate(said):
        kind = Kind.NARRATION if speaker == NARRATOR else Kind.DIALOGUE
        kind = Kind.BREAK if speaker is None else kind
        confidence = sure if kind is Kind.DIALOGUE else 1.0
        lines.append(
            Line(1, index, kind, text, at, at + len(text), speaker, confidence, paragraph=index)
        )
        at += len(text)
    chapter = ScriptChapter(1, "One", tuple(lines))
    return Script("A Story", None, "en", (MARA, BEN), (chapter,), narrator)


def speakers(script: Script) -> list[str | None]:
    return [line.speaker for line in script.lines]


def corrected(script: Script, *changes: tuple[str, str]) -> tuple[WrittenLine, ...]:
    """The script's file as it reads after replacements of its text."""
    text = format_script(script)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse_script(text, FILE)


PLAY = script_of(
    (NARRATOR, "The boat was gone."),
    ("Mara Venn", '"Where is it?"'),
    ("Ben", '"Look: there."'),
    (None, "* * *"),
    ("Mara Venn", '"I see."'),
)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_script_read_back_states_the_same(path: Path) -> None:
    book = ingest.read(path)
    script = attribute(book, segment(book))
    written = parse_script(format_script(script), FILE)
    assert len(written) == len(script.lines)
    for line, said in zip(script.lines, written, strict=True):
        assert said.text == " ".join(line.text.split())
        if line.kind in (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT):
            assert (said.speaker, said.doubtful) == (line.speaker or NARRATOR, is_doubtful(line))
        else:
            assert (said.speaker, said.kind) == (None, line.kind)
    merged, lost = merge(script, written)
    assert lost == ()
    assert speakers(merged) == speakers(script)
    assert not [line for line in merged.lines if line.reason == CORRECTED]


NAMES = st.sampled_from([NARRATOR, "Mara Venn", "Ben", "The girl in the boat", "O’Brien", "Élodie"])
TEXTS = st.text(
    st.sampled_from("ab :?#=[]()\"'\n\r\t\u2028\x85") | st.characters(), min_size=1, max_size=40
).filter(str.strip)


@settings(deadline=None, max_examples=400)
@given(
    st.lists(
        st.tuples(NAMES, TEXTS, st.sampled_from(list(Kind)), st.sampled_from([0.2, 0.9])),
        min_size=1,
        max_size=8,
    ),
    TEXTS,
)
def test_any_script_read_back_states_the_same(
    said: list[tuple[str, str, Kind, float]], title: str
) -> None:
    spoken = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)
    lines = tuple(
        Line(1, i, kind, text, 0, 1, name if kind in spoken else None, sure, paragraph=i // 2)
        for i, (name, text, kind, sure) in enumerate(said)
    )
    script = Script(title, None, "en", (), (ScriptChapter(1, title, lines),))
    written = parse_script(format_script(script), FILE)
    assert [(w.speaker, w.text) for w in written] == [
        (line.speaker, " ".join(line.text.split())) for line in lines
    ]
    assert [w.doubtful for w in written] == [is_doubtful(line) for line in lines]
    assert [w.kind is Kind.THOUGHT for w in written] == [k is Kind.THOUGHT for _, _, k, _ in said]


@pytest.mark.parametrize(
    ("kind", "speaker", "sure", "row"),
    [
        (Kind.NARRATION, NARRATOR, 0.1, "Narrator: So it\tgoes."),
        (Kind.DIALOGUE, "Ben", 1.0, "Ben: So it goes."),
        (Kind.DIALOGUE, "Ben", DOUBTFUL_BELOW - 0.01, "Ben ?: So it goes."),
        (Kind.THOUGHT, "Ben", 1.0, "Ben (thinking): So it goes."),
        (Kind.THOUGHT, "Ben", 0.1, "Ben (thinking) ?: So it goes."),
        (Kind.DIALOGUE, None, 0.1, "Narrator ?: So it goes."),
        (Kind.HEADING, NARRATOR, 1.0, "[heading] So it goes."),
        (Kind.FRONT_MATTER, None, 1.0, "[front matter] So it goes."),
    ],
)
def test_format_line(kind: Kind, speaker: str | None, sure: float, row: str) -> None:
    line = Line(1, 0, kind, " So it\n goes. ", 0, 14, speaker, sure)
    assert format_line(line) == row.replace("\t", " ")


def test_paragraphs_and_chapters_are_set_apart() -> None:
    text = format_script(PLAY)
    assert text.startswith('# The script of "A Story".')
    assert '\n== One\n\nNarrator: The boat was gone.\n\nMara Venn: "Where is it?"\n' in text
    assert text.endswith('\n\n[break] * * *\n\nMara Venn: "I see."\n')


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('Ben: "Look: there."', (Kind.DIALOGUE, '"Look: there."', "Ben", False)),
        ('Ben:"Look: there."', (Kind.DIALOGUE, '"Look: there."', "Ben", False)),
        ('  Ben  Venn :  "No." ', (Kind.DIALOGUE, '"No."', "Ben Venn", False)),
        ('Ben ?: "Why?"', (Kind.DIALOGUE, '"Why?"', "Ben", True)),
        ('Ben?: "Why?"', (Kind.DIALOGUE, '"Why?"', "Ben", True)),
        ("Ben (thinking): No.", (Kind.THOUGHT, "No.", "Ben", False)),
        ("Ben (Thinking)?: No.", (Kind.THOUGHT, "No.", "Ben", True)),
        ("Ben ? (thinking): No.", (Kind.THOUGHT, "No.", "Ben", True)),
        ("NARRATOR: It rained.", (Kind.NARRATION, "It rained.", NARRATOR, False)),
        ("Narrator (thinking): No.", (Kind.THOUGHT, "No.", NARRATOR, False)),
        ("Narrator: [note] # == :", (Kind.NARRATION, "[note] # == :", NARRATOR, False)),
        ("Ben:", (Kind.DIALOGUE, "", "Ben", False)),
        ("[break] * * *", (Kind.BREAK, "* * *", None, False)),
        ("[break]", (Kind.BREAK, "", None, False)),
        ("[front matter] For Jo", (Kind.FRONT_MATTER, "For Jo", None, False)),
        ("[tags] Rated: T", (Kind.TAGS, "Rated: T", None, False)),
        ("[license] All mine.", (Kind.LICENSE, "All mine.", None, False)),
    ],
)
def test_rows_are_read_as_people_write_them(row: str, said: tuple[object, ...]) -> None:
    (line,) = parse_script(row, FILE)
    assert statement(line) == said


def test_remarks_titles_and_empty_rows_say_nothing() -> None:
    assert parse_script("# Ben: no\n\n== Chapter 1: Rain\n   \n  # x\n", FILE) == ()


@pytest.mark.parametrize(
    "row",
    ["so it goes", ': "No."', "?: No.", " (thinking): No.", "[sound] Rain: heavy", "Ben 'No'"],
)
def test_a_bad_row_is_named_with_file_and_line(row: str) -> None:
    with pytest.raises(ScriptError, match=r"^story\.script\.txt:3: this line has no speaker"):
        parse_script(f"# remark\nBen: yes\n{row}\n", FILE)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_of_any_editor_are_read(tmp_path: Path, end: str, mark: bytes) -> None:
    path = tmp_path / "a.script.txt"
    path.write_bytes(mark + format_script(PLAY).replace("\n", end).encode())
    assert read_script(path) == parse_script(format_script(PLAY), path)


def test_line_numbers_count_in_a_windows_file(tmp_path: Path) -> None:
    path = tmp_path / "a.script.txt"
    path.write_bytes(b"Ben: yes\r\n\r\nno\r\n")
    with pytest.raises(ScriptError, match=r"a\.script\.txt:3: "):
        read_script(path)


def test_a_file_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match=r"none\.txt: the script cannot be read"):
        read_script(tmp_path / "none.txt")
    path = tmp_path / "utf16.txt"
    path.write_bytes("Ben: yes".encode("utf-16"))
    with pytest.raises(ScriptError, match=r"utf16\.txt:1: the script is not UTF-8 text"):
        read_script(path)


def test_a_changed_name_is_taken() -> None:
    merged, lost = merge(PLAY, corrected(PLAY, ('Ben: "Look', 'Mara Venn: "Look')))
    assert lost == ()
    assert speakers(merged) == [NARRATOR, "Mara Venn", "Mara Venn", None, "Mara Venn"]
    changed = merged.lines[2]
    assert (changed.confidence, changed.reason) == (1.0, CORRECTED)
    assert [line.reason for line in merged.lines if line is not changed] == [""] * 4
    assert merged.characters == (MARA,)


def test_a_new_name_becomes_a_character_spelled_as_it_is_first() -> None:
    written = corrected(PLAY, ('Ben: "Look', 'Dora Pell: "Look'), ('Venn: "I see', ': "I see'))
    written = (*written[:-1], WrittenLine(99, Kind.DIALOGUE, '"I see."', "dora pell"))
    merged, _ = merge(PLAY, written)
    assert speakers(merged)[2:] == ["Dora Pell", None, "Dora Pell"]
    assert merged.characters == (Character("Dora Pell"), MARA)


@pytest.mark.parametrize("name", ["Mara", "miss venn", "MARA VENN"])
def test_an_alias_stands_for_its_character(name: str) -> None:
    merged, _ = merge(PLAY, corrected(PLAY, ('Ben: "Look', f'{name}: "Look')))
    assert merged.lines[2].speaker == "Mara Venn"  # though Ben has that name for an alias


def test_a_removed_question_mark_makes_a_guess_certain() -> None:
    doubtful = script_of(("Ben", '"No."'), ("Ben", '"Yes."'), sure=0.4)
    merged, _ = merge(doubtful, corrected(doubtful, ('Ben ?: "No."', 'Ben: "No."')))
    assert [is_doubtful(line) for line in merged.lines] == [False, True]


def test_a_doubtful_speaker_in_the_file_is_guessed_anew() -> None:
    before = script_of(("Ben", '"No."'), sure=0.4)
    now = script_of(("Mara Venn", '"No."'), sure=0.9)
    assert speakers(merge(now, corrected(before))[0]) == ["Mara Venn"]


def test_who_thinks_and_who_narrates_can_be_corrected() -> None:
    script = script_of((NARRATOR, "Where is it?"), ("Ben", '"Here."'), ("Ben", '"Sign."'))
    written = corrected(
        script,
        ("Narrator: Where", "Mara (thinking): Where"),
        ('Ben: "Here', 'Ben (thinking): "Here'),
        ('Ben: "Sign', 'Narrator: "Sign'),
    )
    merged, _ = merge(script, written)
    assert [(line.speaker, line.kind) for line in merged.lines] == [
        ("Mara Venn", Kind.THOUGHT),
        ("Ben", Kind.THOUGHT),
        (NARRATOR, Kind.DIALOGUE),
    ]
    # what is merged can be written and merged again
    assert merge(script, corrected(merged))[0] == merged


def test_the_words_of_the_story_stand() -> None:
    merged, lost = merge(PLAY, corrected(PLAY, ('Ben: "Look: there."', 'Mara: "Look here!"')))
    assert [line.text for line in merged.lines] == [line.text for line in PLAY.lines]
    assert (merged.lines[2].speaker, lost) == ("Mara Venn", ())  # they all but agree
    merged, lost = merge(PLAY, corrected(PLAY, ('Ben: "Look: there."', 'Mara: "Never mind."')))
    assert [line.text for line in merged.lines] == [line.text for line in PLAY.lines]
    assert merged.lines[2].speaker == "Ben"
    assert [(line.speaker, line.text) for line in lost] == [("Mara", '"Never mind."')]


def test_silent_lines_have_no_speaker_whatever_the_file_says() -> None:
    written = corrected(PLAY, ("[break] * * *", "Mara: * * *"))
    assert merge(PLAY, written)[0] == PLAY


def test_lines_without_a_home_are_told_in_order() -> None:
    written = parse_script('Ben: "Gone."\nMara: "I see."\nBen: "Gone too."\n[note] Gone.', FILE)
    assert [line.number for line in merge(PLAY, written)[1]] == [1, 3]


def test_remarks_may_stand_anywhere() -> None:
    text = "# mine\n" + format_script(PLAY).replace('Ben: "Look', '# Ben!\n\nMara: "Look')
    assert merge(PLAY, parse_script(text, FILE))[0].lines[2].speaker == "Mara Venn"


def test_whoever_tells_the_story_stays_a_character() -> None:
    script = script_of((NARRATOR, "I saw it."), ("Mara Venn", '"No."'), narrator="Ben")
    merged, _ = merge(script, corrected(script))
    assert merged.characters == (MARA, BEN)


def yes(before: Sequence[Said] = (), after: Sequence[Said] = ()) -> Script:
    """Twenty equal lines by turns, with paragraphs around each."""
    said: list[Said] = list(before)
    for i in range(20):
        said += [(NARRATOR, f"The bell rang {i} times."), ("Ben", '"Yes."')]
    return script_of(*said, *after)


@pytest.mark.parametrize("turn", [0, 7, 19])
def test_equal_lines_keep_their_own_correction(turn: int) -> None:
    written = list(corrected(yes()))
    at = 2 * turn + 1
    assert written[at].text == '"Yes."'
    written[at] = WrittenLine(at, Kind.DIALOGUE, '"Yes."', "Mara")
    changed = yes(
        before=[(NARRATOR, "It was a new day."), ("Ben", '"Yes."')], after=[("Ben", '"Yes."')]
    )
    merged, lost = merge(changed, written)
    assert lost == ()
    assert [i for i, s in enumerate(speakers(merged)) if s == "Mara Venn"] == [at + 2]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_corrections_outlive_paragraphs_that_come_and_go(data: st.DataObject) -> None:
    count = 30
    said: list[Said] = [("Ben", f'"Number {i}."') for i in range(count)]
    fixed = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    gone = data.draw(st.sets(st.integers(0, count - 1)))
    new = data.draw(st.lists(st.integers(0, count), max_size=8))
    before = script_of(
        *(("Mara Venn" if i in fixed else "Ben", t) for i, (_, t) in enumerate(said))
    )
    changed: list[Said] = []
    for i, line in enumerate(said):
        changed += [("Ben", f'"New {n}."') for n, place in enumerate(new) if place == i]
        changed += [line] if i not in gone else []
    if not changed:
        return
    merged, lost = merge(script_of(*changed), corrected(before))
    assert {line.text for line in merged.lines if line.speaker == "Mara Venn"} == {
        said[i][1] for i in fixed - gone
    }
    assert {line.text for line in lost} == {said[i][1] for i in gone}


def test_a_long_script_with_many_equal_lines_is_merged_quickly() -> None:
    said: list[Said] = []
    for i in range(4000):
        said += [("Ben", f'"Number {i}."'), (NARRATOR, "he said.")]
    before = script_of(*said)
    start = time.process_time()
    merge(script_of(*(s for i, s in enumerate(said) if i % 100 != 0)), corrected(before))
    assert time.process_time() - start < 5


def test_only_the_doubtful_lines() -> None:
    lines = script_of((NARRATOR, "It rained."), ("Ben", '"No."'), sure=0.4)
    assert [line.text for line in only_doubtful(lines).lines] == ['"No."']
    assert only_doubtful(PLAY).lines == ()


def test_json_counts_lines_and_lists_what_is_skipped() -> None:
    told = to_json(PLAY)
    assert told["characters"] == [
        {"name": "Mara Venn", "aliases": ["Mara", "Miss Venn"], "gender": "female", "lines": 2},
        {"name": "Ben", "aliases": ["Old Venn", "Mara Venn"], "gender": "male", "lines": 1},
    ]
    assert told["skipped"] == [{"start": 46, "end": 51, "kind": "break"}]
    assert set(told) == {"title", "author", "narrator", "characters", "chapters", "skipped"}
