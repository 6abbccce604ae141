"""Quoted words that nobody speaks stay narration; what is spoken in like places does not."""

from __future__ import annotations

import pytest
from marked_stories import check

STYLE = ('"Good evening," said the baker.', '"Good evening," said his wife.')


@pytest.mark.parametrize(
    "story",
    [
        # phrases that the sentence needs
        'He still "kept the shop," and nobody minded.',
        'They might have "risen somewhat." Nobody asked them.',
        'All the rooms were furnished with "antique pieces," and none matched.',
        'She had "mislaid" Cedric again.',
        "She spoke of “rates” and “tariffs” until he slept.",
        'There were "lamps" and "lanterns" and "lights" in the list.',
        'The hall was hung with "nine hundred shields, each with a boar upon it, and every boar '
        'bearing two tusks of yellow bone." Nobody had counted them.',
        # a comma sets the word off
        "On the cart sat a woman, “young” and tired.",
        'He lodged there, or, as he put it, "roosted," for a year.',
        'It was, as the saying goes, "all one" to her.',
        'They went in, "hatless," as the cook expressed it, and sat down.',
        # the quoted words are what the sentence is about
        '"Duty" was a small boat with a red sail.',
        '"The Larches" had been a farm once.',
        "It stood on a hill. “Progress” would come to it late.",
        # names
        'A clerk, whom everybody called "Old Ink," kept the books.',
        'The boat was dubbed by the children of the quay "the Bathtub."',
        'They call it here "the hollow" and keep away.',
        'The bottle was marked "poison," so she put it back.',
        # titles
        'The choir sang "Rise Up the Morning" twice.',
        'She was reading "The Tide and the Mill," and her tea grew cold.',
        'On the wall hung the painter\'s "Storm at Noon." It was dark.',
        # signs and what is written on things
        'A sign by the gate said, "Beware of the geese."',
        'The poster read: "Harvest dance on Friday, all welcome, no dogs."',
        '"To our dear master, from the men of the east yard," was engraved on the lid.',
        '"No entry," said a sign on the door.',
        'It had the date "1802" over the door.',
        'From the inscription, "Also his aunt," she guessed the rest.',
    ],
)
def test_quoted_words_of_the_narrator(story: str) -> None:
    check(story, *STYLE)


@pytest.mark.parametrize(
    "story",
    [
        # verbs of speech lead in or follow
        'He nodded, said [["fine"]] to nobody and left.',
        'She murmured [["hm"]] and turned the page.',
        'They went in and cried [["Surprise,"]] all at once.',
        'He grinned [["sure thing,"]] she said he said.',
        '[["Come with me"]] was all he said.',
        '[["No"]] was the answer.',
        '[["I do"]] was hard to say.',
        # what is said with something
        'He took the plate with a quiet [["Thank you,"]] and ate.',
        'She left with so sharp a [["Well,"]] that he rose.',
        # a quotation that goes on
        '[["Come,"]] and he took her arm, [["quickly."]]',
        '[["Well,"]] said Mrs. Pell, [["very nice,"]] and she poured.',
        # capitals that are an address
        'She looked up. [["Mr. Crake,"]] and she smiled.',
        # people who say or read things
        'The man by the sign said, [["Beware of the geese."]]',
        '[["No entry,"]] said the guard.',
        'The man with the letter said, [["Come home at once."]]',
        # questions and exclamations
        'He had only [["why?"]] for an answer.',
    ],
)
def test_spoken_words_in_like_places(story: str) -> None:
    check(story, *STYLE)
