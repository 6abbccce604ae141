"""Letters and verse in quotation marks are read by the narrator; what is spoken stays speech."""

from __future__ import annotations

import pytest
from marked_stories import check

STYLE = ('"Good evening," said the baker.', '"Good evening," said his wife.')


@pytest.mark.parametrize(
    "story",
    [
        # what leads into it
        'She wrote: "Come at once." He came.',
        'In the evening Ana wrote back, "The boat is late."',
        'He begged her to write to this effect: "That the boat was late, and the tide was out."',
        'The note said, "Leave the key under the stone."',
        'The letter from Ana ran as follows: "I am well. Come soon."',
        'A boy brought the following note:\n\n"I am at the mill. Come soon."',
        'He tore open the letter. It was as follows:--\n\n"I am at the mill. Come soon."',
        'The telegram contained only these words: "Sold the boat."',
        'She unfolded the note. It read: "I am at the mill."',
        'He unfolded the letter and looked for the lamp. He read:\n\n"I am at the mill."',
        # tags of writing
        '"The boat is late," wrote Ana, and sealed it.',
        '"The boat is late," she wrote.',
        'The invitation was a small card. "Supper is at six," it said, "and we shall dance."',
        # captions
        '[Illustration: "The boat is late."]',
    ],
)
def test_what_is_introduced_as_written(story: str) -> None:
    check(story, *STYLE)


@pytest.mark.parametrize(
    "story",
    [
        'It read:\n\n"Dear Ana,\n\n"I am well. Come soon.\n\n"Ben"',
        'He sat down under the lamp.\n\n"Dear Ana,"\n\n"I am well."\n\n"Come soon."\n\n'
        '"Yours ever,"\n\n"Ben"\n\nHe slept.',
        'He sat down.\n\n"Mill Lane, 3 May."\n\n"MY DEAR ANA,"\n\n"The boat has been late all this '
        'week, and the men have gone up the river to look for the other one."\n\n"B. PELL."\n\n'
        "He slept.",
        'MY DEAR ANA,\n\n"I am well. Come soon."\n\nHe slept.',
        'It was dated from the mill.\n\n"3 May."\n\n"My dear Ana,--I am well."\n\nHe slept.',
        'She took it to the window.\n\n"I am well. Come soon."\n\n"Your affectionate friend,"\n\n'
        '"Ben Pell."\n\nShe smiled.',
    ],
)
def test_letters_in_paragraphs_of_their_own(story: str) -> None:
    check(story, *STYLE)


def test_verse_from_a_book() -> None:
    verse = '"The tide is up, the moon is low,\nAnd all the grey geese homeward go."'
    check(f"He thought of the harbour, and of the old lines--\n\n{verse}", *STYLE)


@pytest.mark.parametrize(
    "story",
    [
        # read aloud and dictated
        'She read the letter aloud. It ran as follows: [["I am well. Come soon."]]',
        '[["Read it out,"]] said Ana.\n\nThe note was short.\n\n[["Come soon,"]] it said.',
        'He dictated a letter.\n\n[["Dear Ana,"]]\n\n[["I am well."]]',
        # people who write, hold letters and speak
        'He laid down the note and said, [["You must be proud of it."]]',
        'The man with the letter said, [["Come in."]]',
        'He wrote it down and said, [["Go on."]]',
        'As she wrote, [["Come in,"]] she called.',
        'He gave her the letter with the words, [["This is for you."]]',
        'He looked up from his writing: [["Come in."]]',
        'The parrot flew to the door. [["Come in,"]] it said.',
        '[["Read this,"]] said Ana, and gave him the letter.\n\n[["I am lost,"]] he said.',
        # forms of address
        '[["My dear Ana,"]] said he, [["you are late."]]',
        '[["My dear Ana, you are late."]]\n\n[["I am."]]',
        '[["My dear Ana--"]]\n\n[["Go away."]]',
        '[["Is this mine?"]]\n\n[["Yours?"]]\n\n[["Yours, I believe."]]',
        '[["My dear fellow,"]]\n\nsaid he.',
        '[["The boat is late."]]\n\n[["Your friend is late."]]\n\n[["Your loving wife is here."]]',
        '[["Yours, probably."]]\n\n[["Your old friend."]]',
        # what somebody does who writes, and something that speaks
        '[["I see."]] She wrote it down.',
        '[["Why?"]] Ana wrote the answer down.',
        'She wrote the name on a card and turned to him: [["Come in."]]',
        'She was reading. The parrot came in. [["Hello,"]] it said.',
        'The parrot dropped the letter. [["Hello,"]] it said.',
        'He made the following reply: [["Never."]]',
        'He put down the letter and spoke thus: [["Come in."]]',
        # what follows a letter
        'She wrote: "Come at once."\n\n[["What now?"]]\n\n[["SIT DOWN."]]\n\n[["Yours truly,"]]'
        " said Ben.",
        'She wrote: "Come at once."\n\n[["What did you write?"]] he asked.',
        'It was as follows of old: he stood and called,\n\n[["The boat is in!"]]',
        # songs
        'Then the girls began the old song:\n\n[["The tide is up, the moon is low,\n'
        'And all the grey geese homeward go."]]',
        'He stood up.\n\n[["The tide is up,\nAnd all the geese are home."]]\n\n[["So they are."]]',
    ],
)
def test_what_is_said_stays_speech(story: str) -> None:
    check(story, *STYLE)


def test_what_a_letter_says_is_nobody_s_thought() -> None:
    check('The note said: "Why am I so late? I must run. We are lost." Ana folded it.', *STYLE)
