"""What holds for any English text: no word is lost, nothing changes twice, nothing takes long."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.language.pronunciation import as_written
from fullcast.lexicon import spoken

PLAIN = "the rain came over harbour lantern Mara's don't seventeen naïve good ships laughed".split()
CHANGED = {
    "1847": "eighteen forty-seven",
    "$3.50": "three dollars and fifty cents",
    "9:30": "nine thirty",
    "½": "half",
    "21st": "twenty-first",
    "20°C": "twenty degrees Celsius",
    "sooooo": "so",
    "w/o": "without",
    "Hmmmm": "Hmm",
    "etc.": "et cetera",
    "FBI": "FBI",
    "50%": "fifty percent",
    "007": "zero zero seven",
    "1,250": "one thousand two hundred and fifty",
}
"""Words that are spoken otherwise, wherever between plain ones they stand."""
ODD = [
    *"aA1 .,-—–*_~#@/\\'’\"“”()[]<>=+%&:;!?…$£°½²|^`{}¯É日\n",
    *("1,", "1.", "1-", "1:", "1/", "1 1/", "1'", "1–", "a1", "(1", "+1 ", "$1 ", "0123 ", "12:"),
    *("a.", "A. ", "a—", "a-", "*a", "a*", "a@", "a@b.", "#a", "a/b ", "A&", "'a", "a'", "J. "),
    *("Mr. ", "St. ", "A St. ", "p.m. ", "etc. ", "King A I ", "World War I", "1 May ", "May 1 "),
    *(
        "a $1 ",
        "1st ",
        "1 ft ",
        "http://a",
        "www.",
        "hmm",
        "haha",
        "mwaha",
        "Aa",
        "No. ",
        "d-",
        "aaa",
    ),
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*PLAIN, *CHANGED]), min_size=1, max_size=30))
def test_every_word_is_said_in_order_or_by_a_known_rule(words: list[str]) -> None:
    between = [each for word in words for each in ("then", word, "here")]
    expected = [CHANGED.get(word, word) for word in between]
    assert spoken(" ".join(between), {}).casefold() == " ".join(expected).casefold()


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(codec="utf-8", categories=["Ll", "Lu", "Zs", "Po", "Pd", "Nd", "Sm"])))
def test_what_has_letters_or_digits_is_never_silent(text: str) -> None:
    said = spoken(text, {})
    if re.search(r"[A-Za-z0-9]", text.replace("_", "")) and not re.search(r"[:;=8xXD<@]", text):
        assert re.search(r"\w", said)


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("aAbIVX159 .,-—'’*/:$%°#@&") | st.characters(), max_size=60))
def test_no_digit_reaches_an_engine(text: str) -> None:
    assert not re.search(r"[0-9]", as_written(spoken(text, {})))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from([*PLAIN, *CHANGED, "W-what", "Nooo!", "STOP", "Dr. Vell", "“No.”"]))
)
def test_what_is_spoken_is_not_changed_again(words: list[str]) -> None:
    once = as_written(spoken(" ".join(words), {}))
    assert as_written(spoken(once, {})) == once


@pytest.mark.parametrize("odd", ODD)
def test_the_time_grows_with_the_length(odd: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        spoken(odd * (length // len(odd)), {})
        return time.process_time() - start

    short = min(seconds(2000) for _ in range(2))
    assert seconds(16_000) < 30 * short + 0.5  # eight times the text; squared it would be 64
