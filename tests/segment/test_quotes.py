"""What is said aloud is found in every convention, in spite of apostrophes and slips of the pen."""

from __future__ import annotations

import pytest
from marked_stories import check

SINGLE = ("‘Good evening,’ said the baker.", "‘Good evening,’ said his wife.")
STRAIGHT_SINGLE = ("'Good evening,' said the baker.", "'Good evening,' said his wife.")


@pytest.mark.parametrize(
    "story",
    [
        '[["Come in."]]',
        '[["Come in,"]] she said. [["It is cold."]]',
        '[["Come,"]] she said, [["and sit."]]',
        '[["You,"]] said Ana. [["Me?"]] said Ben. [["Both of you!"]] said the cook.',
        "She said, [[“Come in,”]] and [[“Sit.”]]",
        "[[“Come in,”]] she said. [[“It is cold.”]]",
        'He turned. [["..."]]',
        'He turned. [["?!"]]',
        '[["…"]] He turned.',
        '[["I *know* that,"]] she said. [["I _do_ know."]]',
        "[[\"It's the boys' boat, an' it's goin' down,\"]] he said.",
        "[[\"He said 'no' and then 'perhaps', so I left,\"]] said Ana.",
        "[[“He said ‘no,’”]] said Ana. [[“‘No’ and nothing more.”]]",
        '[["It went--"]] He stopped. [["--away."]]',
        'She called: [["Come at once."]] He came.',
        'He smirked [["you wish"]] and left.',
        'He smiled and said [["come on"]] to her.',
        'He told her quietly [["it was nothing"]] and left.',
        'A cry of [["Fire!"]] came from the yard.',
        'A chorus of [["Good morning"]] met them.',
        'It was a quiet [["Yes,"]] but she heard it.',
        '("[["Hush,"]] said Ana.)'.replace('("', "("),
        '*[["Hush,"]]* said Ana.',
    ],
)
def test_double_marks(story: str) -> None:
    check(story)


@pytest.mark.parametrize(
    "story",
    [
        # a space where none should be
        '[["Please dad, "]] Alex pled',
        '[["Please dad, "]] Alex pled. [["Do not go."]]',
        '[["Please dad, "]]Alex pled. [["Do not go."]]',
        # a closing mark forgotten
        '[["I see,]] she said. [["Come."]]',
        "[[“I see,]] she said. [[“Come.”]]",
        '[["I see,]] she said. [["Come,"]] and again, [["Come."]]',
        '[["I see,]] she said. [["Come,"]] he said. [["Go.]]',
        '[["A-ha!]] ejaculated Oriel. Then he left.',
        '[["I see,]] she said.\n\nNobody answered.',
        '[["I see,]] she said.\n\n[["So do I."]]',
        '[["I see you now.]]\n\nNobody answered.',
        # an opening mark forgotten
        'He turned. [[Come here,"]] he said.',
        '[["I see,"]] she said. [[Come."]]',
        # a closing mark too many
        '[["I see."]] she said."',
        # curly marks that face the wrong way
        "[[”I see,”]] she said. [[”Come.”]]",
        "[[“I see,“]] she said.",
    ],
)
def test_slips_swallow_neither_tags_nor_paragraphs(story: str) -> None:
    check(story)


@pytest.mark.parametrize(
    "story",
    [
        # each paragraph opens anew, only the last one closes
        '[["First we ran.]]\n\n[["Then we swam.]]\n\n[["Then we slept,"]] she said.',
        "[[“First we ran.]]\n\n[[“Then we swam.”]]",
        # a verse within a speech, and the speech goes on behind it without a mark
        '[["It goes like this:]]\n\n[[Up it went,\ndown it came,]]\n\n[[and that is all."]]',
        # a curly quotation within another
        "[[“I wrote “never” on it, and sent it.”]] He sat.",
        # a long speech that tells of somebody who spoke is no slip
        '[["'
        + "We came to the house at night and nobody was in it but the cat. " * 6
        + 'There we slept. She said nothing at all.]]\n\n[["And so we left."]]',
    ],
)
def test_speeches_of_several_paragraphs(story: str) -> None:
    check(story)


@pytest.mark.parametrize(
    "story",
    [
        'He called it "progress" and left.',
        'The "doctor" was a plumber.',
        'She had seen "The Glass Sea" twice, and in "Wild Geese" she slept.',
        'They played the overture to "The Baker and the Goose."',
        'The house was known as "the Nest."',
        'Everybody called her "Rook" behind her back.',
        'It was what he called "quite a scene," and she was sorry for it.',
        'Over the door stood the word "Welcome."',
        'He was no "gentleman," and she knew it.',
        'It was a ship of the kind that is called "a tub."',
        'She hated the "younger set."',
        "It was what they called ‘progress’ there.",
        "He was 6'2\" and she was 5'11\" tall.",
        'The rock was 12" wide.',
    ],
)
def test_titles_names_and_quoted_words_stay_with_the_narrator(story: str) -> None:
    check(story, '"Good evening," said the baker.', '"Good evening," said his wife.')


@pytest.mark.parametrize(
    "story",
    [
        'He was 6\'2" tall. [["Come,"]] he said.',
        'He was 5\' 11" tall. [["Come,"]] he said.',
        '[["It takes a 12" nail,"]] he said.',
    ],
)
def test_inches_are_no_marks(story: str) -> None:
    check(story)


@pytest.mark.parametrize(
    "story",
    [
        "[[‘Come in,’]] she said. [[‘It is cold.’]]",
        "[[‘You,’]] said Ana. [[‘Me?’]] said Ben. [[‘Both!’]]",
        "The boys’ boat was gone. [[‘Whose?’]] she said.",
        "[[‘The boys’ boat is gone,’]] said Ben, and the girls’ too.",
        "[[‘It’s goin’ down,’]] he said. [[‘’Tis goin’ fast.’]]",
        "[[‘For diggin’ wi’,’]] said Ben at once.",
        "’Tis said that rock ’n’ roll was born here. [[‘No.’]]",
        "Bring ’em in ’cause it rains, said the ’90s song. [[‘No.’]]",
        "[[‘He told me “no” twice,’]] she said. [[‘“No!”’]]",
        "[[‘He told me ‘no’ and ‘never’ and went,’]] she said.",
        "[[‘Hello’]], she said, [[‘you’]].",
        "‘Tis said that the mark before it should be an apostrophe.",
        "[[‘Tis late,’]] he said.",
        "[[‘First we ran.]]\n\n[[‘Then we swam.’]]",
        "[[‘I’m n-not leaning, I’m—’]]",
        "He was in what they call ‘the house’ and saw James’ mother and Ross’ aunt.",
        'The ship was the "Gull." [[‘No.’]]',
    ],
)
def test_single_marks_and_apostrophes(story: str) -> None:
    check(story, *SINGLE)


@pytest.mark.parametrize(
    "story",
    [
        "[['Come in,']] she said. [['It is cold.']]",
        "[['The boys' boat is gone,']] said Ben, and the girls' too.",
        "[['It's goin' down,']] he said. [['An' fast.']]",
        "'Tis said that rock 'n' roll was born here. [['No.']]",
        "Bring 'em in 'cause it rains. [['No.']]",
        "[['Tis late,']] he said. [['Is it?']]",
        "[['Cause I say so,']] he said, and 'twas enough.",
        "They lived in 'the house' that day, and she said, [['Go.']]",
        "[['Is it marked \"poison\" or not']]; for she had read of it. [['No.']]",
        "[['Tell them,']] he said, [[' 'tis late.']]".replace("[[' 't", "[[''t"),
    ],
)
def test_straight_single_marks(story: str) -> None:
    check(story, *STRAIGHT_SINGLE)


@pytest.mark.parametrize(
    "story",
    [
        "[[« Viens, »]] dit-elle. [[« Il fait froid. »]]",
        "[[«Come,»]] she said. [[«Sit.»]]",
        "[[„Komm,“]] sagte sie. [[„Setz dich.“]]",
        "[[„Komm,”]] she said.",
        "She said [[「Come.」]] and [[「He said 『no』.」]]",
        "[[«First we ran.]]\n\n[[«Then we swam.»]]",
    ],
)
def test_paired_marks(story: str) -> None:
    check(story)


DASHES = ("— Good evening.", "— Good evening to you.", "— Is it late?")


@pytest.mark.parametrize(
    "story",
    [
        "[[— Come in.]]",
        "[[—Come in,]] said Ana.",
        "[[—Come in,]] Ana said. [[It is cold.]]",
        "[[-- Come in!]] the baker cried.",
        "[[—Look at yourself,]] he said, [[you dreadful man!]]",
        "[[—They are grey,]] Ana Pell told the mirror.",
        "[[—It is a sign of the times. The cracked glass of a servant.]]",
        "[[— Come in]] — she smiled — [[and sit.]]",
        "It was late — very late — and cold.",
    ],
)
def test_dashes(story: str) -> None:
    check(story, *DASHES)
