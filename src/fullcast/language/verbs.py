"""Verbs that report speech and thought, in every form a tag can take."""

from __future__ import annotations

# Verbs that nearly always report speech when they stand next to a quotation.
_SPEECH = """
accuse acknowledge add address admit admonish advise affirm agree allow announce answer apologise
apologize argue articulate ask assent assert assure attest aver avow babble banter bargain bark
bawl beam beg begin bellow bemoan beseech blubber blurt bluster boast boom brag breathe bristle
burble cackle call caution censure challenge chant chastise chatter cheer chide chime chirp chirrup
choke chortle chorus chuckle claim clarify coax command comment complain compliment concede
conclude concur confess confide confirm congratulate console contend continue contradict coo
correct counsel counter countermand cough crack cringe croak croon crow cry curse cuss dare
deadpan debate declaim declare decree defend demand demur deny describe dictate direct disagree
disclose divulge drawl drone echo ejaculate elaborate encourage end enquire enthuse entreat
enunciate estimate exclaim exhale exhort explain explode expostulate express falter finish flirt
fume fuss gabble gasp gibber giggle goad gloat greet grin gripe groan grouch grouse growl grumble
grunt guess guffaw gulp gurgle gush hail hazard hesitate hint hiss holler hoot howl huff hum
hypothesise hypothesize implore imply inform inject inquire insinuate insist instruct intercede
interject interpose interpret interrogate interrupt intimate intone introduce invite jabber jeer
jest jibe joke josh lament laugh lecture lie lilt lisp maintain marvel mention mewl mimic moan mock
monotone mouth mumble murmur muse mutter nag note nudge object observe offer opine orate order
pant parrot persist pipe plead pledge point pout praise pray preach press proclaim profess
promise prompt pronounce propose protest pry purr put query question quaver quip quiz quote rage
ramble rant rap rasp rattle read reason reassure rebuff rebuke recall recite reckon recollect
recommend recount refuse reflect reiterate rejoin rejoice relate remark remember remind
remonstrate repeat reply report reprimand reproach reprove request respond resume retaliate retort
return reveal roar rumble sass say scoff scold scowl scream screech seethe shoot shout shriek shrill
shrug shush sigh simper sing slur smile smirk snap snarl sneer snicker sniff sniffle snigger snipe
snivel snort snark sob soothe spat speak speculate spit splutter spout sputter squawk squeak squeal
squeeze stammer start state stress stumble stutter submit suggest sulk summarise summarize supply
suppose surmise sympathise sympathize swear taunt tease tell tempt thank theorise theorize threaten
throw thunder translate trail trill trumpet twitter urge utter venture voice volunteer vow wail
warble warn waver weep wheedle wheeze whimper whine whinge whisper whistle whoop wish wonder worry
yap yawn yell yelp yodel
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
    "lie": ("lied",), "pray": ("prayed",), "pry": ("pried",), "put": ("put",), "read": ("read",),
    "reply": ("replied",), "say": ("said",), "shoot": ("shot",), "sing": ("sang", "sung"),
    "speak": ("spoke", "spoken"), "spit": ("spat",), "supply": ("supplied",),
    "swear": ("swore", "sworn"), "tell": ("told",), "think": ("thought",),
    "throw": ("threw", "thrown"), "weep": ("wept",), "worry": ("worried",),
    "plead": ("pleaded", "pled"), "slur": ("slurred",), "hum": ("hummed",), "beg": ("begged",),
    "brag": ("bragged",), "chat": ("chatted",), "admit": ("admitted",), "demur": ("demurred",),
    "concur": ("concurred",), "nag": ("nagged",), "quip": ("quipped",), "quiz": ("quizzed",),
    "rap": ("rapped",), "snap": ("snapped",), "sob": ("sobbed",), "submit": ("submitted",),
    "yap": ("yapped",), "grin": ("grinned",), "rebut": ("rebutted",), "trim": ("trimmed",),
}  # fmt: skip


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


def _forms(lemmas: str) -> frozenset[str]:
    verbs = sorted(set(lemmas.split()))
    return frozenset(form for verb in verbs for form in (*_past(verb), _third_person(verb)))


PAST_SPEECH_VERBS = frozenset(form for verb in _SPEECH.split() for form in _past(verb))
"""Past tense of verbs that report speech: unlike "notes" or "trails", never a noun."""

SPEECH_VERBS = _forms(_SPEECH)
"""Past tense and third person of verbs that report speech: "said", "says", "pleaded", "pled"."""

THOUGHT_VERBS = _forms(_THOUGHT)
"""The same for verbs that report a thought."""

OTHER_THOUGHT_VERBS = frozenset(
    "noted wished figured hoped prayed concluded supposed despaired fumed groaned".split()
)
"""Verbs that report a thought only behind its words: "That's odd, she noted"."""

PLAIN_FORMS = frozenset(_SPEECH.split()) | frozenset(_THOUGHT.split())
"""First person present ("I say") and infinitives."""

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
