"""hibari and espeak-ng say the same of what is not plain words, shown by their phonemes.

Each row has the sounds that decide: with vowels as they follow each other, or only consonants.
"""

import re

import pytest

from fullcast import engines, lexicon
from fullcast.errors import EngineError
from fullcast.model import Voice

HIBARI, ESPEAK = Voice("hibari", "heart"), Voice("pyttsx3", "gmw/en-us")

DECISIVE = """
In 1847 it rained. = tnftsvn
In 1905 it rained. = nntnfv
It was the 1980s. = ntntz
She was 21st. = twntfst
He drank 1/2 of it. = dɹŋkhfv
He ate 2½ loaves. = tndhflvz
Agent 007 came. = zɹzɹsvn
Call 555-0123. = zɹwntθɹ
It cost $3.50. = θɹdlzndfftsnts
It cost £2. = tpndz
It cost €1.2m. = wnpnttml
At 12:05 a.m. we slept. = twlvfv
By 9 p.m. Mara had left. = nnpm
At 10:00 we left. = tnklk
12 May 1891 = twlfθvm
25/12/1891 = dsmb
Chapter IV = tʃptf
Henry VIII ate. = eɪt?θeɪt
World War II = wldwt
Section C is shut. = siɪzʃʌt
42 Elm Dr. = lmdɹv
We met on Oak St. = kstɹt
Ms. Lee left. = mzl
J. K. Marsh came. = dʒkmʃ
a Ph.D. now = ptʃd
She said no. = sɛdnoʊ
It shone like the Sun. = sn$
It's 5 ft wide. = fvft
It was 20°C. = dɡɹzslss
We did 10 km/h. = pɜɹaʊəɹ
Apples, pears, etc. = ɛtsɛtə
e.g. this = ɡzmpl
a.k.a. Red = lsnnz
w/ milk = wɪ[θð]mɪlk
AT&T = tndt
an A in maths = əneɪɪn
an IOU = aɪoʊju
the IRA = aɪɑɹeɪ
D*mn it! = dæmɪt
You f***ing fool = fŋfl
W-what? = wwt
Gr-uh! = ɡɹʌʌ
St-stop! = ststp
Wh— = ^w$
Nooo! = noʊ
Whaaaat? = wt
Tch. = ^tt$
Mhm. = ^hmhm$
Nngh. = ^ŋ$
Mwahaha! = mwhh
Tell 'im. = tɛlɪm
An 'ouse. = ənaʊs
doin' well = duɪn
D'you see? = djusi
mara@harbour.org = æthɑɹbəɹdɑt
"""


def broad(reading: str) -> str:
    """A reading without stress, length and spaces; a flapped t is a t."""
    plain = re.sub(r"[ˈˌː. ]", "", reading.replace("ɾ", "t"))
    return re.sub(r"([ɹm])\1", r"\1", plain)


def consonants(reading: str) -> str:
    """What is left of it without vowels, and without the r that stands behind them."""
    plain = re.sub(r"ɹ(?![aeiouæɑɒɔəɛɜɪʊʌɐᵻ])", "", broad(reading))
    return re.sub(r"[^pbtdkɡfvθðszʃʒhmnŋlɹwj]", "", plain)


@pytest.fixture(scope="module", params=[HIBARI, ESPEAK], ids=["hibari", "espeak"])
def readings(request: pytest.FixtureRequest) -> dict[str, str]:
    """How an engine reads each of the rows."""
    written = [row.rsplit(" = ", 1)[0] for row in DECISIVE.strip().splitlines()]
    try:
        said = engines.readings([lexicon.spoken(text, {}) for text in written], request.param)
    except EngineError as error:
        pytest.skip(str(error))
    return dict(zip(written, said, strict=True))


@pytest.mark.parametrize("row", DECISIVE.strip().splitlines())
def test_the_decisive_sounds_are_said(readings: dict[str, str], row: str) -> None:
    written, sounds = row.rsplit(" = ", 1)
    reading = readings[written]
    assert re.search(sounds, broad(reading)) or re.search(sounds, consonants(reading)), reading


def test_a_wrong_reading_would_be_seen() -> None:
    (number,) = engines.readings(["She said number."], HIBARI)
    assert not re.search("sɛdnoʊ", broad(number))
