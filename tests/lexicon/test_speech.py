"""What engines are given to say."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.lexicon import LIMIT, spoken, utterances
from fullcast.model import Kind

WORDS = (
    "the of rain Mara harbour don't we'll well-worn lantern Tobin's laughed ship I a café "
    "seventeen naïve mother's good tree bookkeeper committee off ice U.S. it Is was "
    "stayed Élodie re-read to goodness all"
).split()
MARKS = (
    " ",
    " ",
    " ",
    " ",
    ", ",
    "; ",
    ": ",
    " — ",
    ". ",
    "! ",
    "? ",
    "… ",
    '" "',
    "\n",
    " (",
    ") ",
)


@st.composite
def prose(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=80))
    marks = draw(st.lists(st.sampled_from(MARKS), min_size=len(words), max_size=len(words)))
    return "".join(word + mark for word, mark in zip(words, marks, strict=True))


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    return "".join(char for char in plain if char.isalnum()).casefold()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Quotation marks and emphasis around the whole
        ('"Come in," ', "Come in,"),
        ("“Come in,” ", "Come in,"),
        ("‘Come in,’", "Come in,"),
        ("«Entrez !»", "Entrez!"),
        ("「はい」", "はい"),
        ('"A speech that goes on', "A speech that goes on"),
        ("“No,” he said, “yes.”", "“No,” he said, “yes.”"),
        ('He wrote "no" and "yes"', 'He wrote "no" and "yes"'),
        ("“‘Quote,’ she said.”", "‘Quote,’ she said."),
        ("'Twas late.", "'Twas late."),
        ("— Come in -- now", "Come in — now"),
        ("well - no", "well — no"),
        ("*Where is he*,", "Where is he,"),
        ("__never__ un*believ*able **x**", "never unbelievable x"),
        ("## The Harbour", "The Harbour"),
        # What is no text
        (
            "soft\u00adly zero\u200bwidth \u202eturned\u202c nul\x00l",
            "softly zerowidth turned nul l",
        ),
        ("a\n  b\t\u00a0c", "a b c"),
        ("🎉 Great 😀 :) <3 !!!", "Great!"),
        ("🎉🎉", ""),
        ('"..."', ""),
        ("?!", ""),
        ("", ""),
        ("see https://example.org/a?b=c. Or www.example.org!", "see link. Or link!"),
        ("my uncle,[1] who left the shoe.[^1]", "my uncle, who left the shoe."),
        ("a ![picture](kite.png) kite [1]", "a kite (one)"),
        ("see [the map](https://example.org/map)", "see the map"),
        ("[[f@U]] <b>bold</b> x < y", "((f@U)) bold x y"),
        ("[laughs] \ud800", "(laughs)"),
        ("𝓗𝓲 ﬁne Ｆ", "Hi fine F"),
        # Punctuation
        ("What?!?! No!!!! Wait. . . what", "What?! No! Wait... what"),
        ("5°C", "Five degrees Celsius"),
        # Titles and numbers
        ("Mr. Hill and Mrs. Oak met Dr. Vell", "Mr Hill and Mrs Oak met Dr Vell"),
        ("MR. HILL", "Mr hill"),
        (
            "Ms. Lee vs. Prof. Oak, Jo Oak Jr. ran, Sr.",
            "Miz Lee versus Professor Oak, Jo Oak Junior ran, Senior.",
        ),
        (
            "No. 5 and room No. 6, #7 #tag",
            "Number five and room number six, number seven hashtag tag",
        ),
        ("The answer is No. Then", "The answer is No. Then"),
        ("bread & butter", "bread and butter"),
        # Stutters
        ("B-b-but w-what", "Buh, buh, but wuh, what"),
        ("I-I c-c-can't th-think", "I, I kuh, kuh, can't thuh, think"),
        ("w...what", "wuh, what"),
        (
            "T-shirt X-ray e-mail re-read he-hello uh-oh",
            "T-shirt X-ray e-mail re-read he-hello uh-oh",
        ),
        # Cries and drawn-out words
        ("Noooo sooo pleeease sweeeet helloooo", "No so please sweet hello"),
        ("Hmmmm shhh Grrr aaaah ooooh uhhh", "Hmm shush Gurr ah ooh uh"),
        ("committee bookkeeper off", "committee bookkeeper off"),
        ("Henry III and XXX", "Henry the third and XXX"),
        # Shouting
        ("STOP IT NOW! COME HERE!", "Stop it now! Come here!"),
        ("I saw it on TV in the USA, OK", "I saw it on TV in the USA, OK"),
        ("LET US GO", "Let us go"),
        ("The ICU and the BBC and Louis XIV", "The I.C.U and the BBC and Louis the fourteenth"),
        ("YOU did. I'M A BOY", "You did. I'm a boy"),
        ("DON'T", "Don't"),
        ("I", "I"),
        ("U.S.A. R2D2", "U.S.A R two D two"),
    ],
)
def test_spoken(text: str, said: str) -> None:
    assert spoken(text, {}) == said


def test_only_english_is_respelled() -> None:
    assert spoken("Sooo & NEIN", {}, "de") == "Sooo & NEIN"
    assert spoken("Sooo & NO", {}, "en-GB") == "So and no"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.HEADING, "-Old Harbour- Chapter 1", ("Old Harbour.", "Chapter one.")),
        (Kind.HEADING, "CHAPTER XII\n\nTHE LONG NIGHT\n", ("Chapter twelve.", "The long night.")),
        (Kind.HEADING, "## Chapter 3: *The Return*", ("Chapter three.", "The Return.")),
        (Kind.HEADING, "Chapter One – A Start", ("Chapter One.", "A Start.")),
        (Kind.HEADING, "Part I: Why?", ("Part one.", "Why?")),
        (Kind.HEADING, "XLIV.", ("Forty-four.",)),
        (Kind.HEADING, "I", ("One.",)),
        (Kind.HEADING, "Mix", ("Mix.",)),
        (Kind.HEADING, "CIVIL", ("Civil.",)),
        (Kind.HEADING, "* * *", ()),
        (Kind.TITLE, "The Lantern", ("The Lantern.",)),
        (Kind.AUTHOR, "by Jane Doe", ("by Jane Doe.",)),
        (Kind.MARKER, "*Mara's POV*", ("Mara's point of view.",)),
        (Kind.MARKER, "~10:30 pm, Mr. Hill's house~", ("Ten thirty p.m, Mr Hill's house.",)),
        (Kind.DIALOGUE, '"Go. Now," ', ("Go.", "Now,")),
        (Kind.NOTE, "A/N: hi", ("Author's note: hi.",)),
        (Kind.END, "~ Fin ~", ("Fin.",)),
        (Kind.CONTENTS, "Contents\nChapter IV ..... 9", ("Contents.", "Chapter four, nine.")),
        (Kind.TAGS, "Rating: T\nWords: 300", ("Rating: T.", "Words: three hundred.")),
    ],
)
def test_utterances(kind: Kind, text: str, said: tuple[str, ...]) -> None:
    assert utterances(text, kind, {}) == said


def test_long_chapter_numbers_are_read_as_numbers() -> None:
    romans = {
        "IX": "nine",
        "XL": "forty",
        "XCIX": "ninety-nine",
        "CXLVIII": "one hundred and forty-eight",
    }
    for roman, number in romans.items():
        assert utterances(f"Chapter {roman}", Kind.HEADING, {}) == (f"Chapter {number}.",)


@settings(deadline=None, max_examples=300)
@given(prose())
def test_no_word_of_plain_prose_is_lost_or_doubled(text: str) -> None:
    assert letters("".join(utterances(text, Kind.NARRATION, {}))) == letters(text)


@settings(deadline=None)
@given(prose())
def test_plain_prose_is_spoken_the_same_when_spoken_again(text: str) -> None:
    once = spoken(text, {})
    assert spoken(once, {}) == once


@settings(deadline=None, max_examples=300)
@given(st.text(), st.sampled_from(Kind), st.dictionaries(st.text(min_size=1), st.text()))
def test_any_text_is_spoken_within_the_limit(
    text: str, kind: Kind, lexicon: dict[str, str]
) -> None:
    plain = {key: value for key, value in lexicon.items() if key.strip() and value.strip()}
    for said in utterances(text, kind, plain):
        assert 0 < len(said) <= LIMIT
        assert said == said.strip()
        assert any(char.isalnum() for char in said)


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_no_markup_of_engines_gets_through(text: str) -> None:
    said = spoken(f"[[{text}]](/x/)<{text}>", {})
    assert not {"[", "]", "<", ">", "\x00", "\n"} & set(said)
    assert said.encode("utf-8")
