"""Verbs that report speech and thought, in every form a tag can take."""

from __future__ import annotations

# Verbs that nearly always report speech when they stand next to a quotation.
_SPEECH = """
accost accuse acknowledge add address admit admonish advise affirm agree allow amend announce
answer apologise apologize argue articulate ask assent assert asseverate assure attest aver avow
babble banter bargain bark bawl beam beg begin bellow bemoan beseech bewail bleat blubber blurt
bluster boast boom brag breathe bristle bubble burble cackle call caution cavil censure challenge
chant chastise chatter cheer chide chime chirp chirrup choke chortle chorus chuckle claim clarify
coax command comment commiserate complain compliment concede conclude concur confess confide
confirm congratulate console contend continue contradict coo correct corroborate cough counsel
counter countermand crack cringe croak croon crow cry curse cuss dare deadpan debate declaim
declare decree defend demand demur deny describe dictate direct disagree disclose divulge drawl
drone echo ejaculate elaborate emphasise emphasize encourage end enquire enthuse entreat enunciate
estimate exclaim exhale exhort explain explode expostulate express extol exult falter finish flash
flirt fume fuss gabble gasp gibber giggle gloat gloom goad greet grin gripe grit groan grouch
grouse growl grumble grunt guess guffaw gulp gurgle gush hail harangue hazard hesitate hint hiss
holler hoot howl huff hum hypothesise hypothesize implore imply inform inject inquire insinuate
insist instruct intercede interject interpolate interpose interpret interrogate interrupt intimate
intone introduce inveigh invite jabber jeer jest jibe joke josh lament laugh lecture lie lilt lisp
maintain marvel mention mewl mimic moan mock monotone mouth mumble murmur muse mutter nag note
nudge object observe offer opine orate order pant parrot parry persist philosophise philosophize
pipe placate plead pledge point pout praise pray preach preface press proceed proclaim profess
promise prompt pronounce propose protest pry purr pursue quaver query question quibble quip quiz
quote rage ramble rant rap rasp rattle read reason reassure rebuff rebuke recall recapitulate
recite reckon recollect recommend recount reecho reflect refuse reiterate rejoice rejoin relate
remark remember remind remonstrate repeat reply report reprimand reproach reprove request respond
resume retaliate retort return reveal roar rumble sass say scoff scold scorn scowl scream screech
seethe shoot shout shriek shrill shrug shush sigh simper sing slur smile smirk snap snark snarl
sneer snicker sniff sniffle snigger snipe snivel snort snuffle sob soliloquise soliloquize soothe
speak specify speculate spit splutter spout sputter squall squawk squeak squeal squeeze stammer
start state stress stumble stutter subjoin submit suggest sulk summarise summarize supply suppose
surmise swear sympathise sympathize taunt tease tell tempt thank theorise theorize threaten throw
thunder trail translate trill trumpet tut twang twitter urge utter venture vociferate voice
volunteer vouchsafe vow wail warble warn waver weep wheedle wheeze whimper whine whinge whisper
whistle whoop wish wonder worry yammer yap yawn yell yelp yodel
"""

# Verbs that report a thought. "muse" and "wonder" report either.
_THOUGHT = """
contemplate cogitate consider daydream decide fret grumble guess marvel meditate muse ponder
puzzle realise realize reason recall reflect remember reminisce reckon resolve ruminate
speculate surmise think wonder worry
"""

_IRREGULAR = {
    "begin": ("began", "begun"), "blurt": ("blurted",), "breathe": ("breathed",),
    "choke": ("choked",), "cry": ("cried",), "deny": ("denied",), "imply": ("implied",),
    "lie": ("lied",), "pray": ("prayed",), "pry": ("pried",), "read": ("read",),
    "reply": ("replied",), "say": ("said", "sez", "quoth"),
    "shoot": ("shot",), "sing": ("sang", "sung"),
    "speak": ("spoke", "spoken"), "spit": ("spat",), "supply": ("supplied",),
    "swear": ("swore", "sworn"), "tell": ("told",), "think": ("thought",),
    "throw": ("threw", "thrown"), "weep": ("wept",), "worry": ("worried",),
    "plead": ("pleaded", "pled"), "slur": ("slurred",), "hum": ("hummed",), "beg": ("begged",),
    "brag": ("bragged",), "chat": ("chatted",), "admit": ("admitted",), "demur": ("demurred",),
    "concur": ("concurred",), "nag": ("nagged",), "quip": ("quipped",), "quiz": ("quizzed",),
    "rap": ("rapped",), "snap": ("snapped",), "sob": ("sobbed",), "submit": ("submitted",),
    "yap": ("yapped",), "grin": ("grinned",), "grit": ("gritted",),
    "tut": ("tutted",), "aver": ("averred",), "shrug": ("shrugged",),
    "deadpan": ("deadpanned",), "mimic": ("mimicked",), "extol": ("extolled",),
    "counsel": ("counselled", "counseled"),
    "cavil": ("cavilled", "caviled"), "marvel": ("marvelled", "marveled"),
    "snivel": ("snivelled", "sniveled"), "yodel": ("yodelled", "yodeled"),
}  # fmt: skip


# Verbs that report speech only with the small word behind them, by their forms.
_PHRASAL = """
bit bites: off out
break breaks broke: forth in off out
bubbled bubbles: out over up
burst bursts: forth in out
butted butts: in
came comes: back
carried carries: on
chipped chips: in
cut cuts: in off
fell falls: in
fired fires: back off up
flared flares: out up
flung flings: back out
forced forces: out
got gets: in out
goes went: ahead on
grinds gritted grits ground: out
jumped jumps: in
leaped leapt: in
let lets: out
managed manages: out
pants panted: out
pushed pushes: on
put puts: forth in it
ran runs: on
rattled rattles: off on
rushed rushes: on
spoke speaks: out up
started starts: in off up
strikes struck: in up
summed sums: up
swept sweeps: on
tossed tosses: back out
wound winds: up
"""


def _past(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb[:-1] + "ied",)
    return (verb + "ed",)


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def inflected(lemmas: str) -> frozenset[str]:
    """Past tense and third person of verbs in their plain form: "sigh" is "sighed" and "sighs"."""
    verbs = sorted(set(lemmas.split()))
    return frozenset(form for verb in verbs for form in (*_past(verb), _third_person(verb)))


def _gerund(verb: str) -> str:
    if verb in ("lie", "vie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    past = _past(verb)[0]
    doubled = past == verb + verb[-1] + "ed" or verb in ("begin", "put", "spit")
    return verb + (verb[-1] if doubled else "") + "ing"


def _pairs(lines: str) -> frozenset[tuple[str, str]]:
    rows = (line.split(":") for line in lines.strip().splitlines())
    return frozenset(
        (form, small)
        for forms, smalls in rows
        for form in forms.split()
        for small in smalls.split()
    )


PAST_SPEECH_VERBS = frozenset(form for verb in _SPEECH.split() for form in _past(verb))
"""Past tense of verbs that report speech: unlike "notes" or "trails", never a noun."""

SPEECH_VERBS = inflected(_SPEECH)
"""Past tense and third person of verbs that report speech: "said", "says", "pleaded", "pled"."""

THOUGHT_VERBS = inflected(_THOUGHT)
"""The same for verbs that report a thought."""

OTHER_THOUGHT_VERBS = frozenset(
    "noted wished figured hoped prayed concluded supposed despaired fumed groaned".split()
)
"""Verbs that report a thought only behind its words: "That's odd, she noted"."""

PLAIN_FORMS = frozenset(_SPEECH.split()) | frozenset(_THOUGHT.split())
"""First person present ("I say") and infinitives."""

SPEECH_GERUNDS = frozenset(_gerund(verb) for verb in _SPEECH.split())
""""saying", "begging": they lead to a quotation whose speaker is the subject of the clause."""

PHRASAL_SPEECH_VERBS = _pairs(_PHRASAL)
"""Verbs that report speech with the small word behind them alone: ("went", "on")."""

GOING_VERBS = frozenset("goes went".split())
"""Verbs that report speech where nothing but the quotation or a name is beside them."""

SPEECH_NOUNS = frozenset(
    """
    acknowledgment addition address admission advice amendment announcement answer argument
    assertion assurance claim comment complaint conclusion confession contribution cry declaration
    ejaculation exclamation exhortation explanation expression farewell greeting inquiry enquiry
    injunction interjection invitation judgement judgment lament mutter observation offer opinion
    order outburst parting phrase plea prayer promise proposal protest query question reasoning
    rejoinder remark reminder reply report request response retort salutation scream shout shriek
    sigh statement suggestion summons thought tone tones verdict voice wail warning welcome whisper
    words yell
    """.split()
)
"""What is somebody's own where a quotation is ("was her only reply", "came Ada's voice")."""

COMMON_SPEECH_VERBS = frozenset(
    """
    said says asked asks replied replies answered answers cried cries exclaimed whispered murmured
    muttered shouted yelled called added continued returned observed remarked inquired enquired
    responded repeated demanded explained
    """.split()
)
"""The verbs that are tags whatever stands around them."""

REPORTED_TO_SELF = frozenset("told asked reminded corrected scolded assured promised said".split())
"""Verbs that report a thought when their object is the subject's own self."""
