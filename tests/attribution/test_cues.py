"""What the text around a quotation, and the quotation itself, say of its speaker."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, book_of, read_cues
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.cues import CueFinder, Cues, Tag
from fullcast.attribution.people import People, find_people
from fullcast.attribution.reading import read_story
from fullcast.attribution.subjects import Subject, SubjectKind
from fullcast.model import Gender

KNOWN = (
    FILLER,
    "And there Mara Venn stood, and there Ron sat, and Mr. Crake too.",
    '"It was so," said Mara. She smiled.',
    '"It was so," said Ron. He smiled.',
    '"It was so," said Mr. Crake. He smiled.',
)
"""Paragraphs that make their three people known."""


def cues_of(*paragraphs: str, mark: str = '"', above: str = FILLER) -> tuple[People, list[Cues]]:
    """The cues of the units of paragraphs that follow a known cast."""
    said = {'"': '"It was so,"', "“": "“It was so,”", "‘": "‘It was so,’", "—": "It was so,"}[mark]
    known = [part.replace('"It was so,"', said) for part in KNOWN]
    people, story, _, cues = read_cues(*known, above, *paragraphs, mark=mark)
    first = len("\n\n".join([*known, above]))
    return people, [c for c, unit in zip(cues, story.units, strict=True) if unit.start > first]


def who(people: People, subject: Subject) -> str:
    """A subject in a word: a name, a noun, a pronoun's gender, or its kind."""
    if subject.character is not None:
        return people.persons[subject.character].name.removeprefix("The ")
    if subject.kind is SubjectKind.PRONOUN:
        return str(subject.gender)
    return subject.noun or subject.kind.value


def tags(*paragraphs: str, mark: str = '"', above: str = FILLER) -> list[str]:
    """Each tag of each unit as "who strength place"."""
    people, cues = cues_of(*paragraphs, mark=mark, above=above)
    return [f"{who(people, t.subject)} {t.strength} {t.place}" for c in cues for t in c.tags]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # behind the quotation
        ('"Q," said Mara.', "Mara Venn said after"),
        ('"Q," Mara said.', "Mara Venn said after"),
        ('"Q!" said Mara.', "Mara Venn said after"),
        ('"Q?" said Mara.', "Mara Venn said after"),
        ('"Q—" said Mara.', "Mara Venn said after"),
        ('"Q…" said Mara.', "Mara Venn said after"),
        ('"*Q*," said Mara.', "Mara Venn said after"),
        ('"Q." said Mara.', "Mara Venn said after"),
        ('"Q", said Mara.', "Mara Venn said after"),
        ('"Q" - said Mara.', "Mara Venn said after"),
        ('"Q" Mara said.', "Mara Venn said after"),
        ('"Q," says Mara.', "Mara Venn said after"),
        ('"Q," whispered Mara.', "Mara Venn said after"),
        ('"Q," Mara quavered.', "Mara Venn said after"),
        ('"Q," Mara said quietly.', "Mara Venn said after"),
        ('"Q," Mara quietly said.', "Mara Venn said after"),
        ('"Q," quietly said Mara.', "Mara Venn said after"),
        ('"Q," said quietly Mara.', "Mara Venn said after"),
        ('"Q," Mara then said.', "Mara Venn said after"),
        ('"Q," Mara had said.', "Mara Venn said after"),
        ('"Q," Mara told Ron.', "Mara Venn said after"),
        ('"Q," Mara said to Ron.', "Mara Venn said after"),
        ('"Q," said Mara to Ron.', "Mara Venn said after"),
        ('"Q," replied Ron, looking at Mara.', "Ron said after"),
        ('"Q," said Mara Venn.', "Mara Venn said after"),
        ('"Q," said Mr. Crake.', "Mr. Crake said after"),
        ('"Q," Mr. Crake said. Mara sat.', "Mr. Crake said after"),
        ('"Q," said Mara, who was tired.', "Mara Venn said after"),
        ('"Q," Mara, who was tired, said.', "Mara Venn far after"),
        ('"Q," said Mara and Ron.', "group said after"),
        # pronouns and "I"
        ('"Q?" he asked.', "male said after"),
        ('"Q," she said.', "female said after"),
        ('"Q," said he.', "male said after"),
        ('"Q," I said.', "I said after"),
        ('"Q," said I.', "I said after"),
        ('"Q," I told him.', "I said after"),
        ('"Q," I say.', "I said after"),
        ('"Q," she said, and Ron laughed.', "female said after"),
        # descriptions
        ('"Q," said the old ferryman.', "ferryman said after"),
        ('"Q," the old ferryman said.', "ferryman said after"),
        ('"Q," roared the tide-caller.', "tide-caller said after"),
        ('"Q," the tide-caller replied.', "tide-caller said after"),
        ('"Q," said a voice behind them.', "voice said after"),
        ('"Q," said her mother.', "mother said after"),
        ('"Q," said Mr. Crake\'s wife.', "wife said after"),
        ('"Q," Mr. Crake’s wife said.', "wife said after"),
        ('"Q," said the girl with the red hair.', "girl said after"),
        # several at once
        ('"Q," they said together.', "group said after"),
        ('"Q," everyone shouted.', "group said after"),
        ('"Q," we said.', "group said after"),
        ('"Q," both of them said.', "group said after"),
        # in front of the quotation
        ('Mara said, "Q."', "Mara Venn said before"),
        ('Mara said: "Q."', "Mara Venn said before"),
        ('Mara said "Q."', "Mara Venn said before"),
        ('And then Mara said, "Q."', "Mara Venn said before"),
        ('He said, "Q."', "male said before"),
        ('I said, "Q."', "I said before"),
        ('To Ron she said, "Q."', "female said before"),
        ('Turning to Ron, Mara whispered, "Q."', "Mara Venn said before"),
        ('Mara opened it and said, "Q."', "Mara Venn lead before"),
        ('The old ferryman said, "Q."', "ferryman said before"),
        ('Ron sat. Mara said, "Q."', "Mara Venn said before"),
        ('Mr. Crake said, "Q."', "Mr. Crake said before"),
        # actions
        ('Mara sat down. "Q."', "Mara Venn beat before"),
        ('Mara turned to Ron. "Q."', "Mara Venn beat before"),
        ('She sat down. "Q."', "female beat before"),
        ('I sat down. "Q."', "I beat before"),
        ('At last, Mara sat down. "Q."', "Mara Venn beat before"),
        ('Ron sat. Mara rose. "Q."', "Mara Venn beat before"),
        ('"Q." Mara sat down.', "Mara Venn beat after"),
        ('"Q." Mara sat. Ron rose.', "Mara Venn beat after"),
        ('"Q." Mara smiled.', "Mara Venn beat after"),
        ('"Q," Mara smiled.', "Mara Venn said after"),
        ('"Q." He grinned.', "male beat after"),
        ('"Q." The old ferryman spat.', "ferryman beat after"),
    ],
)  # fmt: skip
def test_a_tag_names_the_speaker(paragraph: str, expected: str) -> None:
    assert tags(paragraph) == [expected]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # names behind other words
        ('"Q," said my aunt Mara.', "Mara Venn said after"),
        ('"Q," said the patient Mr. Crake.', "Mr. Crake said after"),
        ('"Q," said old Ron.', "Ron said after"),
        ('"Q," said Ron, the tallest of them.', "Ron said after"),
        ('"Q," said, very slowly, the ferryman.', "ferryman said after"),
        ('"Q," said, after some thought, Mara.', "Mara Venn said after"),
        ('"Q," said the old eel-seller with the red hat.', "eel-seller said after"),
        ('"Q," said one of the sailors.', "sailor said after"),
        ('"Q," said someone.', "voice said after"),
        # verbs of two words, auxiliaries, verbs that are in no list
        ('"Q," Mara went on.', "Mara Venn said after"),
        ('"Q," put in Mara.', "Mara Venn said after"),
        ('"Q," Mara ground out.', "Mara Venn said after"),
        ('"Q!" Mara piped up.', "Mara Venn said after"),
        ('"Q," Mara was saying.', "Mara Venn said after"),
        ('"Q," Mara would say.', "Mara Venn said after"),
        ('"Q?" Mara wanted to know.', "Mara Venn said after"),
        ('"Q," Mara managed to say.', "Mara Venn said after"),
        ('"Q." Mara managed to say, and sat down.', "Mara Venn said after"),
        ('"Q," nodded Mara.', "Mara Venn said after"),
        ('"Q," Mara intervened.', "Mara Venn said after"),
        ('"Q," thought Mara.', "Mara Venn said after"),
        ('"Q," said weary Mr. Crake.', "Mr. Crake said after"),
        # whose words they are
        ('Mara\'s only answer, when it was told, was, "Q."', "Mara Venn lead before"),
        ('It was settled by Mara\'s saying, "Q."', "Mara Venn said before"),
        ('It was settled by his saying, "Q."', "male said before"),
        ('Ron said so much that Mara interrupted him with "Q."', "Mara Venn lead before"),
        ('"Q," was Mara\'s only reply.', "Mara Venn said after"),
        ('"Q," was his answer.', "male said after"),
        ('"Q," was all Mara said.', "Mara Venn said after"),
        ('"Q," was all he said.', "male said after"),
        ('"Q," were my last words.', "I said after"),
        ('"Q," was the ferryman\'s remark.', "ferryman said after"),
        ('"Q," came Mara\'s voice.', "Mara Venn said after"),
        ('"Q," came from Mara.', "Mara Venn said after"),
        ('"Q," said Mara\'s voice.', "Mara Venn said after"),
        ('"Q," asked the voice of Mara.', "Mara Venn said after"),
        ('"Q," his voice said.', "male said after"),
        ('Mara\'s answer was "Q."', "Mara Venn lead before"),
        ('With Mara\'s usual cry of "Q."', "Mara Venn lead before"),
        # who is heard
        ('"Q," Ron heard Mara say.', "Mara Venn said after"),
        ('"Q," he heard her whisper.', "female said after"),
        ('Ron heard Mara say, "Q."', "Mara Venn said before"),
        ('Ron could hear him say, "Q."', "male said before"),
        # several at once
        ('"Q," Mara and Ron said.', "group said after"),
        ('"Q," they said in unison.', "group said after"),
        ('"Q," said both girls.', "group said after"),
        # over asides, and behind "and"
        ('Mara, who had come in with Ron, said, "Q."', "Mara Venn lead before"),
        ('Mara, looking at Ron, said, "Q."', "Mara Venn lead before"),
        ('And when Mara, at last, looked at Ron, and said, "Q."', "Mara Venn lead before"),
        ('Mara turned to Ron, and, taking his hat, said, "Q."', "Mara Venn lead before"),
        ('Mr. Crake, the miller, rose and said, "Q."', "Mr. Crake lead before"),
        ('Ron looked at it; Mara rose and said, "Q."', "Mara Venn lead before"),
        ('Mara followed Ron to say, "Q."', "Mara Venn lead before"),
        ('Mara ran out, calling, "Q."', "Mara Venn lead before"),
        ('Mara would only say, "Q."', "Mara Venn lead before"),
    ],
)  # fmt: skip
def test_a_speaker_may_be_told_in_a_roundabout_way(paragraph: str, expected: str) -> None:
    assert tags(paragraph) == [expected]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('"Q?" Then Ron said, "Q."', ["Ron said before"]),
        ('"Q?" He said, "Q."', ["male said before"]),
        ('"Q?" he said, "Q."', ["male said inner"]),
        ('"Q," said Ron, while Mara said, "Q."', ["Ron said after", "Mara Venn said before"]),
        ('"Q," said Ron, and then said, "Q."', ["Ron said inner"]),
    ],
)
def test_a_second_subject_speaks_the_second_quotation(paragraph: str, expected: list[str]) -> None:
    assert tags(paragraph) == expected


@pytest.mark.parametrize("said", ["MARA! Come!", "Come here, MARA!", "Mara! MARA!"])
def test_a_name_may_be_shouted(said: str) -> None:
    people, (cue,) = cues_of(f'"{said}"')
    assert [people.persons[c].name for c in cue.called] == ["Mara Venn"]


@pytest.mark.parametrize("said", ["COME! NOW!", "MR. RONSON!"])
def test_not_every_shouted_word_is_a_name(said: str) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert cue.called | cue.perhaps_called | cue.named == frozenset()


@pytest.mark.parametrize("paragraph", ['"Q."', '"Q," and the lamp fell.', 'The lamp fell. "Q."'])
def test_without_anybody_there_is_no_tag(paragraph: str) -> None:
    assert tags(paragraph) == []


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('"Q," said Mara, "q."', ["Mara Venn said inner"]),
        ('"Q," Mara said, "q," and he sat.', ["Mara Venn said inner", "male beat after"]),
        ('Mara sat. "Q," she said.', ["female said after", "Mara Venn beat before"]),
        (
            '"Q," said Mara. "Q," said Ron.',
            ["Mara Venn said after", "Ron said after", "Mara Venn beat before"],
        ),
    ],
)
def test_tags_are_told_by_their_place(paragraph: str, expected: list[str]) -> None:
    assert tags(paragraph) == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Then Mara said:", ["Mara Venn lead above"]),
        ("Then Mara whispered,", ["Mara Venn lead above"]),
        ("Then Mara said so.", []),
        ("Then Mara sat down:", []),
        ('"So Mara said:"', []),
    ],
)
def test_the_paragraph_above_may_introduce_a_quotation(above: str, expected: list[str]) -> None:
    assert [tag for tag in tags('"Q."', above=above) if tag.endswith("above")] == expected


def test_a_scene_break_parts_a_quotation_from_what_stands_above() -> None:
    people, _, _, cues = read_cues(*KNOWN, "Then Mara said:", "% * * *", '"Q."')
    assert cues[-1].tags == ()
    assert people.persons


@pytest.mark.parametrize(
    ("mark", "paragraph", "expected"),
    [
        ("“", "“Q,” said Mara.", ["Mara Venn said after"]),
        ("“", "Mara said, “Q.”", ["Mara Venn said before"]),
        ("‘", "‘Q,’ said Mara.", ["Mara Venn said after"]),
        ("‘", "‘I can’t, Ron’s lost,’ said Mara.", ["Mara Venn said after"]),
        ("‘", "‘Q.’ Mara sat.", ["Mara Venn beat after"]),
        ("‘", "‘Q?’ he asked.", ["male said after"]),
    ],
)
def test_tags_are_read_in_every_style_of_quotation(
    mark: str, paragraph: str, expected: list[str]
) -> None:
    assert tags(paragraph, mark=mark) == expected


def test_a_verb_of_speech_behind_a_dash_has_a_subject() -> None:
    assert tags("—Q —said Mara.", mark="—")[-1:] == ["Mara Venn said after"]


@pytest.mark.parametrize(
    ("said", "field", "names"),
    [
        ("Come here, Ron!", "called", ["Ron"]),
        ("Ron, come here.", "called", ["Ron"]),
        ("Oh Ron.", "called", ["Ron"]),
        ("Now, Ron, come.", "called", ["Ron"]),
        ("Hello, Ron.", "called", ["Ron"]),
        ("Hello Ron.", "called", ["Ron"]),
        ("My dear Ron, come.", "called", ["Ron"]),
        ("Thank you Ron.", "called", ["Ron"]),
        ("Good morning, Mr. Crake.", "called", ["Mr. Crake"]),
        ("...Ron?", "called", ["Ron"]),
        ("Ron? Ron!", "called", ["Ron"]),
        ("Ron—wait.", "called", ["Ron"]),
        ("Ron... wait.", "called", ["Ron"]),
        ("Is that you, Ron?", "called", ["Ron"]),
        ("Mara! Ron! Come!", "called", ["Mara Venn", "Ron"]),
        ("Ron is here, Mara.", "called", ["Mara Venn"]),
        ("I know, Miss Venn.", "called", ["Mara Venn"]),
        ("Come here Ron.", "perhaps_called", ["Ron"]),
        ("Now Ron, listen.", "perhaps_called", ["Ron"]),
        ("But Ron—", "perhaps_called", ["Ron"]),
        ("I saw Ron there.", "named", ["Ron"]),
        ("Ron's hat.", "named", ["Ron"]),
        ("This is Ron.", "named", ["Ron"]),
        ("What about Ron?", "named", ["Ron"]),
        ("Have you met Ron?", "named", ["Ron"]),
        ("You must be Ron.", "named", ["Ron"]),
        ("I am not Ron.", "named", ["Ron"]),
        ("Ron and Mara have gone.", "named", ["Mara Venn", "Ron"]),
        ("Tell Ron.", "named", ["Ron"]),
        ("Poor Ron.", "named", ["Ron"]),
        ("I'm Ron.", "introduces_self", ["Ron"]),
        ("I’m Ron.", "introduces_self", ["Ron"]),
        ("I am Mr. Crake, and she is Mara.", "introduces_self", ["Mr. Crake"]),
        ("My name is Ron.", "introduces_self", ["Ron"]),
        ("My name's Ron.", "introduces_self", ["Ron"]),
        ("Call me Ron.", "introduces_self", ["Ron"]),
        ("They call me Ron.", "introduces_self", ["Ron"]),
        ("I'm called Ron.", "introduces_self", ["Ron"]),
        ("Name's Ron.", "introduces_self", ["Ron"]),
        ("The name's Ron.", "introduces_self", ["Ron"]),
        ("It's me, Ron.", "introduces_self", ["Ron"]),
        ("Hello? This is Ron speaking.", "introduces_self", ["Ron"]),
        ("I, Ron, will come.", "introduces_self", ["Ron"]),
        ("Wake up Ron!", "called", ["Ron"]),
        ("Are you there, Ron, or not?", "called", ["Ron"]),
        ("This is my brother, Ron.", "named", ["Ron"]),
        ("Ron, who was here, has gone.", "named", ["Ron"]),
        ("Ron, Mara and Tom have gone.", "named", ["Mara Venn", "Ron"]),
        ("I want Ron!", "named", ["Ron"]),
        ("With his Ron!", "named", ["Ron"]),
    ],
)
def test_names_inside_are_called_named_or_the_speakers_own(
    said: str, field: str, names: list[str]
) -> None:
    people, (cue,) = cues_of(f'"{said}"')
    fields = ("called", "perhaps_called", "named", "introduces_self")
    found = {f: sorted(people.persons[c].name for c in getattr(cue, f)) for f in fields}
    assert found[field] == names
    others = [found[f] for f in fields if f != field]
    assert not any(set(names) & set(other) for other in others)


@pytest.mark.parametrize("said", ["Ron’s hat is here.", "No, Ron’s hat is here."])
def test_a_possessive_with_a_curly_apostrophe_calls_nobody(said: str) -> None:
    people, (cue,) = cues_of(f'"{said}"')
    assert [people.persons[c].name for c in cue.named] == ["Ron"]


@pytest.mark.parametrize("said", ["I'm Ron's aunt.", "I am Ron's."])
def test_whoever_says_whose_they_are_does_not_introduce_themselves(said: str) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert cue.introduces_self == frozenset()


@pytest.mark.parametrize("said", ["No sir.", "Yes sir.", "Thank you sir.", "My lord!"])
def test_an_address_needs_no_comma(said: str) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert cue.address_gender is Gender.MALE


def test_a_description_may_have_two_adjectives_with_a_comma() -> None:
    assert tags('"Q," whispered the small, frightened boy.') == ["boy said after"]


@pytest.mark.parametrize(
    ("said", "gender"),
    [
        ("Yes, sir.", Gender.MALE),
        ("Sir, come here.", Gender.MALE),
        ("You, boy!", Gender.MALE),
        ("Thank you, madam.", Gender.FEMALE),
        ("Yes, ma'am.", Gender.FEMALE),
        ("Yes, ma’am.", Gender.FEMALE),
        ("Mummy!", Gender.FEMALE),
        ("Come, Miss!", Gender.FEMALE),
        ("Come, sir! Come, madam!", Gender.UNKNOWN),
        ("I saw sir there.", Gender.UNKNOWN),
        ("The lady has gone.", Gender.UNKNOWN),
        ("Come!", Gender.UNKNOWN),
    ],
)
def test_an_address_shows_a_gender(said: str, gender: Gender) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert cue.address_gender is gender


@pytest.mark.parametrize(
    ("said", "calls"),
    [
        ("Mummy!", True),
        ("Look, Daddy, a boat!", True),
        ("Mother, come.", True),
        ("Yes, Papa.", True),
        ("I want my mummy now.", False),
        ("Yes, sir.", False),
        ("Yes, Aunt.", False),
    ],
)
def test_a_parent_is_called(said: str, calls: bool) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert cue.calls_parent is calls


@pytest.mark.parametrize(
    ("said", "asks", "words"),
    [
        ("Is it?", True, 2),
        ("It is.", False, 2),
        ("Is it?!", True, 2),
        ("Why? Come at once.", False, 4),
    ],
)
def test_a_question_ends_with_a_mark(said: str, asks: bool, words: int) -> None:
    _, (cue,) = cues_of(f'"{said}"')
    assert (cue.asks, cue.words) == (asks, words)


@pytest.mark.parametrize(
    ("paragraph", "around"),
    [
        ('"Q," said Mara to Ron.', ["Mara Venn", "Ron"]),
        ('"Q." Mara took Ron\'s hat.', ["Mara Venn"]),
        ('"Q, Ron."', []),
        ('"Q." It rained.', []),
    ],
)
def test_whoever_the_narration_names_is_around(paragraph: str, around: list[str]) -> None:
    people, (cue,) = cues_of(paragraph)
    assert sorted(people.persons[c].name for c in cue.around) == around


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mara saw Ron.", "Mara Venn"),
        ("She saw Ron.", "female"),
        ("I saw Ron.", "I"),
        ("Turning to the door, Ron sat.", "Ron"),
        ("And then, at last, he sat.", "male"),
        ("When he came, Mara sat.", "Mara Venn"),
        ("Ron's lamp shone on Mara.", "Mara Venn"),
        ("The lamp shone on Mara.", "Mara Venn"),
        ("The lamp shone.", None),
        ("", None),
    ],
)
def test_the_subject_of_a_sentence(sentence: str, expected: str | None) -> None:
    people, story, finder, _ = read_cues(*KNOWN, FILLER, f"—{sentence}")
    start = len(story.text) - len(sentence)
    subject = finder.subject_of(start, len(story.text))
    assert (subject and who(people, subject)) == expected


def test_names_between_two_offsets() -> None:
    people, story, finder, _ = read_cues(*KNOWN)
    mara = story.text.index("Mara Venn")
    ron = story.text.index("Ron")
    assert [m.start for m in finder.between(mara, ron + 1)] == [mara, ron]
    assert finder.between(mara + 1, ron) == []
    assert finder.between(0, len(story.text)) == list(people.mentions)


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ('"Q?" she asked Ron.', ["Ron"]),
        ('"Q," Mara told Ron.', ["Ron"]),
        ('"Q," said Mara to Ron.', ["Ron"]),
        ('"Q," she said softly to Ron.', ["Ron"]),
        ('"Q," she said, turning to Ron.', ["Ron"]),
        ('Turning to Ron, Mara said, "Q."', ["Ron"]),
        ('Mara turned to Ron. "Q?"', ["Ron"]),
        ('Mara, addressing Ron, said, "Q."', ["Ron"]),
        ('"Q," he told me.', ["me"]),
        ('"Q," she said to him.', ["male"]),
        ('"Q," Mara told her quietly.', ["female"]),
        ('"Q?" asked Ron.', []),
        ('"Q," asked Ron, and went to Mara.', []),
        ('"Q," Mara told her mother.', []),
        ('"Q," said Mara, and took it to him.', []),
        ('"Q," said Mara.', []),
    ],
)
def test_who_listens_is_told_by_the_narration(paragraph: str, told: list[str]) -> None:
    people, (cue,) = cues_of(paragraph)
    found = [people.persons[c].name for c in sorted(cue.told.characters)]
    found += [str(cue.told.gender)] if cue.told.gender is not Gender.UNKNOWN else []
    assert found + ["me"] * cue.told.narrator == told


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ('"Q," said Ron, and Mara added:', ["Mara Venn lead above"]),
        ('"Q," said Ron. Then Mara said,', ["Mara Venn lead above"]),
        ('"Q," said Ron, and Mara laughed.', []),
    ],
)
def test_narration_at_the_end_of_dialogue_may_introduce_what_follows(
    above: str, expected: list[str]
) -> None:
    assert [tag for tag in tags('"Q."', above=above) if tag.endswith("above")] == expected


pieces = st.sampled_from(
    """
    Mara Ron Mr. Crake Crake's he she I they the old ferryman said, said whispered asked. "Come
    "No," "Yes." " “ ” ‘ ’ , . ? ! … — - * sir, I'm
    """.split()
)


@given(st.lists(pieces | st.just("\n\n"), max_size=40).map(" ".join), st.sampled_from('"“‘—'))
@settings(deadline=None)
def test_cues_lie_around_their_unit_and_speak_of_people(soup: str, mark: str) -> None:
    text = "\n\n".join([*KNOWN, soup])
    book, lines = book_of(text, mark=mark)
    story = read_story(book.text, lines)
    people = find_people(story)
    finder = CueFinder(story, list(people.mentions))
    everybody = set(range(len(people.persons)))
    for unit in story.units:
        cue = finder.cues(unit)
        inside = (cue.called, cue.perhaps_called, cue.named, cue.introduces_self, cue.around)
        assert all(group <= everybody for group in inside)
        for tag in cue.tags:
            _check(tag, text)
            place = unit.paragraph
            assert tag.place == "above" or place.start <= tag.subject.start < place.end


def _check(tag: Tag, text: str) -> None:
    assert tag.strength in ("said", "lead", "far", "beat")
    assert tag.place in ("after", "before", "inner", "above")
    assert 0 <= tag.subject.start < tag.subject.end <= len(text)
