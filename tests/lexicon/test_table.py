"""How English is spoken, as a table: what is written, and what every engine is given to say.

A pronunciation in IPA stands behind its word between slashes. `test_engines_agree.py` has hibari
and espeak-ng read a part of these.
"""

import pytest

from fullcast.language.pronunciation import rewritten
from fullcast.lexicon import spoken

TABLE = """
STUTTERS
B-b-but I saw it. = Buh, buh, but I saw it.
W-what? = Wuh, what?
I-I can't. = I, I can't.
I... I don't know. = I, I don't know.
Th-that's m-mine. = Thuh, that's muh, mine.
T-Thomas! = Thuh, Thomas!
St-stop! = Stuh, stop!
Gr-uh, it hurts. = Gruh, uh, it hurts.
P—please, wait. = Puh, please, wait.
O-okay, y-yes. = Oh, okay, yuh, yes.
Kn-knights wh-where? = Nuh, knights wuh, where?
Squ-squirrels! = Skuh, squirrels!
M-M-Mara? = Muh, Muh, Mara?
A T-shirt, an X-ray, an e-mail and D-Day. = A T-shirt, an X-ray, an e-mail and D-Day.
Re-read it, he-hello, uh-oh. = Re-read it, he-hello, uh-oh.

CUT OFF AND TRAILING OFF
I was just— = I was just—
Wh— Who is it? = Wuh, Who is it?
Th— = Thuh—
Well... perhaps... no. = Well... perhaps... no.
I thought . . . never mind = I thought... never mind
"What the —" = What the —
He ran -- and fell. = He ran — and fell.

SHOUTING
STOP IT NOW! = Stop it now!
I said NO! = I said no!
LET US GO TO THE FBI! = Let us go to the FBI!
I'M NOT YOUR BOY = I'm not your boy
THE ICU IS FULL = The I.C.U is full
NOOOO! = No!

DRAWN OUT
Nooo! = No!
sooooo tired = so tired
Whaaaat? = What?
Pleeease = Please
Yesss = Yes
Noo, soo = No, so
Sweeeet = Sweet
Looook, Daaaad! = Look, Dad!
Heyyyy = Hey
Byeee = Bye

CRIES
Hmmmm. = Hmm.
Mm-hmm, mhm. = Hmm-hmm, hmm-hmm.
Shh! = Shush!
Pfft. = Puff.
Tch. = Tut.
Tsk, tsk. = Tisk, tisk.
Zzzz. = Zizz.
Brrr. Grrr. = Burr. Gurr.
Aaaargh! Argh! = Argh! Argh!
Ahhh, ohhh, ewww. = Ah, oh, ew.
Hmph! Hrm. = Humph! Hmm.
Nngh. = Ung.
Oooof. = Oof.
Ummm, errr. = Um, er.
Owww! = Ow/aʊ/!
Mwahahaha! = Mwahaha/mwɑːhɑːˈhɑː/!
Sssss. = Sss/sː/.
Psssst! = Psst!
Bzzzt. = Buzz.
Hahaha! Ahem. Ugh. Whoa. = Hahaha! Ahem. Ugh. Whoa.

DIALECT
Tell 'im an' 'er. = Tell 'im/ɪm/ an'/ˌən/ 'er.
Let 'em in. = Let 'em/ˌəm/ in.
‘Tis late, and ’twas later. = ’Tis/tɪz/ late, and ’twas later.
Goin' home, ain't y'all? = Goin' home, ain't y'all?
I'm doin' nothin'. = I'm doin'/ˈduːɪn/ nothin'/ˈnʌθɪn/.
O'er the hill at ten o'clock. = O'er the hill at ten o'clock.
A cup o' tea, rock 'n' roll = A cup o'/ˌə/ tea, rock 'n'/ˌən/ roll
D'you s'pose so? = D'you/djuː/ s'pose/spoʊz/ so?
The 'orse in my 'ouse. = The 'orse/ɔːs/ in my 'ouse/aʊs/.
Dunno, gonna, wanna, lemme, c'mon. = Dunno, gonna, wanna, lemme, c'mon.

NUMBERS
It cost 1,250 crowns. = It cost one thousand two hundred and fifty crowns.
There were 3.5 left. = There were three point five left.
He had .5 of it and 3.50. = He had point five of it and three point five zero.
He drank 1/2 of it. = He drank half of it.
He drank ½ a pint and ate 2½ loaves. = He drank half a pint and ate two and a half loaves.
3/4 full, 1/8 elf, ⅓ gone = Three quarters full, an eighth elf, a third gone
It took 2 1/2 hours. = It took two and a half hours.
She was 2nd, he 21st. = She was second, he twenty-first.
Agent 007 came. = Agent zero zero seven came.
Call 555-0123. = Call five five five, zero one two three.
Call 555-123-4567 or (555) 123-4567. = Call five five five, one two three, four five six seven or \
five five five, one two three, four five six seven.
+44 20 7946 0958 = Plus four four, two zero, seven nine four six, zero nine five eight
Dial 999! = Dial nine nine nine!
It was open 24/7. = It was open twenty-four seven.
I give it 7/10. = I give it seven out of ten.
pages 10-12 = pages ten to twelve
pages 10–12 = pages ten to twelve
a 10-year-old boy = a ten-year-old boy
We won 3-2. = We won three to two.
Room 204B = Room two hundred and four B
R2D2 and an MP3 = R two D two and an MP three
It is -5 outside. = It is minus five outside.
version 1.2.3 = version one point two point three
3x as much = Three times as much
3 x 4 or 3 × 5 = Three times four or three times five
He left. 12 men came. = He left. Twelve men came.

YEARS
In 1847 it rained. = In eighteen forty-seven it rained.
It was the 1980s. = It was the nineteen eighties.
It was the '90s. = It was the nineties.
He was in his 30s. = He was in his thirties.
the mid-1800s = the mid-eighteen hundreds
the class of '68 = the class of sixty-eight
They came in 1066 AD. = They came in ten sixty-six AD.
They fell in 44 B.C. = They fell in forty-four BC.
AD 793 = AD seven ninety-three
from 1914 to 1918 = from nineteen fourteen to nineteen eighteen
the war of 1914-18 = the war of nineteen fourteen to eighteen
By 2005, or 2026, or 1905. = By two thousand and five, or twenty twenty-six, or nineteen oh-five.
There were 1847 men. = There were one thousand eight hundred and forty-seven men.
There were 1500 men. = There were fifteen hundred men.
There were 3000 men. = There were three thousand men.
Built in MCMXII = Built in nineteen twelve

MONEY
It cost $3.50. = It cost three dollars and fifty cents.
It cost $1, or £2. = It cost one dollar, or two pounds.
It cost £2.50. = It cost two pounds and fifty pence.
It cost €1.2m. = It cost one point two million euros.
It cost 5¢ or 50p. = It cost five cents or fifty pence.
It cost $0.99. = It cost ninety-nine cents.
It cost $5 million. = It cost five million dollars.
It cost $5k. = It cost five thousand dollars.
a $20 bill and an £8 hat = a twenty-dollar bill and an eight-pound hat
the $1,250 he owed = the one thousand two hundred and fifty dollars he owed
¥500 = Five hundred yen

TIMES
At 9:30 we ate. = At nine thirty we ate.
At 7pm we ate. = At seven p.m we ate.
At 12:05 a.m. we slept. = At twelve oh five a.m we slept.
By 9 p.m. Mara had left. = By nine p.m Mara had left.
We left at 9 p.m. The rain fell. = We left at nine p.m. The rain fell.
We left at 9 PM. = We left at nine p.m.
At 10:00 we left. = At ten o'clock we left.
At 9.30 we left. = At nine thirty we left.
It was 17:45. = It was seventeen forty-five.
At noon = At noon

DATES
12 May 1891 = The twelfth of May, eighteen ninety-one
On May 12, 1891, he left. = On May twelfth, eighteen ninety-one, he left.
on the 3rd of May = on the third of May
the 12th May = the twelfth of May
Jan. 5 = January fifth
12/5/1891 = Twelve five eighteen ninety-one
25/12/1891 = The twenty-fifth of December, eighteen ninety-one
12/25/1891 = The twenty-fifth of December, eighteen ninety-one
2021-05-12 = The twelfth of May, twenty twenty-one
12–14 May = Twelve to fourteen May
You may 12 times. = You may twelve times.

TITLES
Mr. Hill met Mrs. Oak. = Mr Hill met Mrs Oak.
Dr. Vell of 42 Elm Dr. = Dr Vell of forty-two Elm Drive.
He lives on Oak St. near us. = He lives on Oak Street near us.
St. Mary's on Oak St. = St Mary's on Oak Street.
We met on Oak St. The rain fell. = We met on Oak Street. The rain fell.
on 5th Ave. and Hill Rd. = on fifth Avenue and Hill Road.
Ms. Lee and Prof. Oak = Miz Lee and Professor Oak
Lt. Col. Hill and Sgt. Oak = Lieutenant Colonel Hill and Sergeant Oak
Jo Oak Jr. ran. = Jo Oak Junior ran.
Hill & Co. sold it. = Hill and Company sold it.
Mme. Vell and Messrs. Hill = Madame Vell and Messers Hill

INITIALS
J. K. Marsh came. = J.K Marsh came.
A.J. Oak came. = A.J Oak came.
J. Marsh came. = J Marsh came.
the U.S. Army = the U.S Army
He left the U.S. Then it rained. = He left the U.S. Then it rained.
She has a Ph.D. now. = She has a P.H.D now.
It was I. Then she left. = It was I. Then she left.

ROMAN NUMBERS
Henry VIII ate. = Henry the eighth ate.
Louis XIV's wife = Louis the fourteenth's wife
King Charles I was tried. = King Charles the first was tried.
Elizabeth I of England = Elizabeth the first of England
Tell Henry I was here. = Tell Henry I was here.
World War II = World War two
before WWII = before World War Two
Chapter IV = Chapter four
Act II, Scene iii = Act two, Scene iii
the part I like = the part I like
Malcolm X, vitamin C, Section C = Malcolm X, vitamin C, Section C
an X on the map = an X on the map
Mark IV = Mark four

MEASURES
It's 5 ft wide. = It's five feet wide.
a 5 ft wall = a five-foot wall
He is 6'2" tall. = He is six foot two tall.
It was 20°C. = It was twenty degrees Celsius.
It was 20° outside. = It was twenty degrees outside.
It was -5 °F. = It was minus five degrees Fahrenheit.
We did 10 km/h. = We did ten kilometres per hour.
We did 60 mph. = We did sixty miles per hour.
5kg of flour, 1 lb of salt = Five kilograms of flour, one pound of salt
5 m² of cloth = Five square metres of cloth
It lasted 5 mins. = It lasted five minutes.

SIGNS
50% = Fifty percent
2 + 2 = 4 and 5 - 3 = 2 = Two plus two equals four and five minus three equals two
an A+ = an eigh plus
bread & butter, Q&A, AT&T = bread and butter, Q and A, A.T and T
with tea w/o milk, w/ sugar = with tea without milk, with sugar
and/or, he/she, his/her = and or, he or she, his or her
No. 5 and no. 6, #7 = Number five and number six, number seven
She said no. = She said no.
Nos. 5 and 6, vol. 2, p. 3 = Numbers five and six, volume two, page three
cats vs. dogs = cats versus dogs
Apples, pears, etc. = Apples, pears, et cetera.
Apples, etc. are here. = Apples, et cetera are here.
i.e. the end, e.g. this = that is the end, for example this
Oak, aka the Fox, a.k.a. Red = Oak, also known as the Fox, also known as Red
P.S. I love you. = P.S. I love you.
mara.oak@harbour.org = mara dot oak at harbour dot org
see harbour.org or https://harbour.org/a?b=c. = see harbour dot org or link.
@mara_k wrote #SoTired = at mara k wrote hashtag So Tired
*really*, _really_, **really** = really, really, really
Great 😀 :) xD <3 ¯\\_(ツ)_/¯ = Great
(see pages 7 and 8) = (see pages seven and eight)

LETTERS
the letter Q and plan B = the letter Q and plan B
an A in maths, a vitamin = an eigh in maths, a vitamin
from A to Z = from eigh to Z
the FBI's man at NASA = the FBI's man at NASA
two TVs and DVDs = two TVs and DVDs
an ID, an IOU, the IRA = an I.D, an I.O.U, the I.R.A

CENSORED
D*mn it! = Damn it!
What the h*ll? = What the hell?
Oh, sh*t. S**t. = Oh, shit. Shit.
You f***ing fool, f***! = You effing fool, F!
What the f— = What the f—
Lord M—— came. = Lord M came.
the d——d fool = the damned fool
**un*believ*able** = unbelievable
"""


def rows(table: str) -> list[tuple[str, str]]:
    lines = [line for line in table.splitlines() if " = " in line]
    return [tuple(line.rsplit(" = ", 1)) for line in lines]  # type: ignore[misc]


def shown(text: str) -> str:
    return rewritten(text, lambda word, ipa: f"{word}/{ipa}/")


@pytest.mark.parametrize(("written", "said"), rows(TABLE))
def test_spoken(written: str, said: str) -> None:
    assert shown(spoken(written, {})) == said


def test_the_table_is_whole() -> None:
    assert len(rows(TABLE)) > 200


@pytest.mark.parametrize(
    ("entry", "written", "said"),
    [
        ({"R2D2": "artoo"}, "R2D2 has 2 legs", "Artoo has two legs"),
        ({"1984": "nineteen eighty-four, the book"}, "1984", "nineteen eighty-four, the book"),
        ({"IRA": "Ira"}, "IRA came", "Ira came"),
        ({"etc.": "and such"}, "bread, etc.", "bread, and such"),
        ({"Hmm": "hum"}, "Hmm, no", "Hum, no"),
    ],
)
def test_the_users_lexicon_comes_first(entry: dict[str, str], written: str, said: str) -> None:
    assert spoken(written, entry) == said


def test_other_languages_keep_their_digits() -> None:
    assert spoken("Im Jahr 1847 um 9:30, S. 5, w/ & 'im", {}, "de") == (
        "Im Jahr 1847 um 9:30, S. 5, w/ & 'im"
    )
