"""Words in quotation marks that nobody speaks: titles, names, signs, irony, phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullcast.segment.leads import (
    AFTER,
    BEFORE,
    clause_before,
    is_at_second_hand,
    is_linked,
    is_on_board,
    is_said_with,
    is_tag,
    labels_thing,
    leads_into_name,
    leads_into_title,
    needs_noun,
    reports_speech,
    words_of,
)
from fullcast.segment.spans import Span

_LONGEST_TITLE = 24
_LONGEST_MENTION = 12
_LONGEST_PHRASE = 6
_LONGEST_WORD_OR_TWO = 3
"""Words of a mention at most: behind a word for a name, with grammar that leads into it, without,
and with little else to tell it by."""
_LONGEST_EXTRACT = 400
"""Characters at most of what is quoted from a book or sign."""
_INTERJECTIONS = frozenset(
    "yes no oh ah well hello hullo hi thank thanks good please never sorry goodbye hush aye".split()
)
_HONORIFICS = frozenset("mr mrs ms miss dr sir madam ma'am".split())
_SMALL = frozenset("a an and as at by for from in into of on or the to upon with o'".split())
_ME_OR_YOU = frozenset("i i'm i'll i've i'd you you're you'll me my your we we're us".split())
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?:;]\s")
_PREDICATE = re.compile(
    r"(?:\w+ly\s|always\s|never\s|often\s)?(?:is|was|were|are|has|had|may|might|can|could|will|"
    r"would|shall|should|must|does|did|means|meant|being|seemed|stood)\b"
    r"(?!.{0,40}\b(?:answer|answered|reply|comment|response|remark|opinion|verdict|cry|question|"
    r"greeting|conclusion|exclamation|words|all|only|said|heard|say|says|added|asked|thought)\b)"
)
"""What makes quoted words the subject of a sentence; but "'No' was the answer" quotes speech."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """What stands between two marks and around them."""

    before: str
    inside: str
    words: list[str]
    after: str

    @property
    def lower(self) -> bool:
        return self.words[0][0].islower()

    @property
    def is_short(self) -> bool:
        return len(self.words) <= _LONGEST_WORD_OR_TWO

    @property
    def is_unpunctuated(self) -> bool:
        return self.inside[-1].isalnum()

    @property
    def is_broken_off(self) -> bool:
        """Whether a question, an exclamation or a break ends the words."""
        return self.inside[-1] in "!?…—-" or self.inside.endswith("...")

    @property
    def is_interjection(self) -> bool:
        return self.words[0].lower() in _INTERJECTIONS

    @property
    def is_title(self) -> bool:
        """Whether words are capitalised as in a title, and no form of address."""
        return (
            self.words[0][0].isupper()
            and self.words[0].lower() not in _HONORIFICS | _INTERJECTIONS
            and all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in self.words)
            and "I" not in self.words
        )

    @property
    def continues(self) -> bool:
        """Whether the sentence has a quotation already, which may go on."""
        return any(mark in _SENTENCE_END.split(self.before)[-1] for mark in '"“”')


def is_mention(text: str, span: Span) -> bool:
    """Whether a quoted stretch is a title, a sign or a quoted word in the middle of narration.

    It follows a word, without a colon or full stop between them, and either a word that needs a
    noun ("the", "of", "called") or a sentence that goes on behind it; or it is itself the subject
    of a sentence. Questions and exclamations, what a tag follows and what a verb of speech leads
    into are spoken.
    """
    if span.continues or span.end - span.start > _LONGEST_EXTRACT:
        return False
    inside = text[span.start + 1 : span.end - 1].strip()
    before = text[max(0, span.start - BEFORE) : span.start].rstrip()
    quoted = _Quoted(before, inside, words_of(inside), text[span.end : span.end + AFTER].lstrip())
    if not quoted.words:
        return False
    if is_on_board(before, quoted.after):
        return True
    if not before or before[-1] in '.!?…"”':
        return _is_subject(quoted)
    if before[-1] == ",":
        return leads_into_name(before) or _is_aside(quoted)
    if before[-1] in ";:—–-’*_)":
        return False
    return _is_object(quoted)


def _is_subject(quoted: _Quoted) -> bool:
    """Whether a sentence begins with the quoted words and says something about them."""
    return (
        quoted.is_unpunctuated
        and quoted.is_short
        and not quoted.is_interjection
        and _ME_OR_YOU.isdisjoint(word.lower().replace("’", "'") for word in quoted.words)
        and _PREDICATE.match(quoted.after) is not None
    )


def _is_aside(quoted: _Quoted) -> bool:
    """Whether a comma sets a quoted word off from a sentence that has no other quotation."""
    if not quoted.lower or quoted.is_broken_off or is_tag(quoted.after):
        return False
    if len(quoted.words) <= _LONGEST_PHRASE and is_at_second_hand(quoted.before, quoted.after):
        return True
    return (
        quoted.is_unpunctuated
        and quoted.is_short
        and not quoted.is_interjection
        and not quoted.continues
        and not reports_speech(clause_before(quoted.before))
    )


def _is_object(quoted: _Quoted) -> bool:
    """Whether a sentence goes straight on into quoted words that it needs."""
    if leads_into_name(quoted.before):
        return len(quoted.words) <= _LONGEST_TITLE and not is_tag(quoted.after)
    if quoted.is_broken_off:
        return False
    if leads_into_title(quoted.before) and quoted.is_title:
        return not is_tag(quoted.after)
    if quoted.lower and quoted.is_short and labels_thing(quoted.before):
        return not is_tag(quoted.after)
    clause = clause_before(quoted.before)
    if _is_extract(quoted, clause):
        return True
    noun = needs_noun(clause)
    if len(quoted.words) > _LONGEST_MENTION or (
        reports_speech(clause) and not (noun and quoted.lower and quoted.is_short)
    ):
        return False
    if quoted.inside[-1] in ",.":
        return _is_phrase_with_stop(quoted, clause)
    if quoted.lower and quoted.is_short:
        return not is_tag(quoted.after)
    after = quoted.after
    goes_on = not after or after[0].islower() or after[0] in ".,;:)!?'’([—–-"
    longest = _LONGEST_MENTION if noun and quoted.lower else _LONGEST_PHRASE
    return goes_on and len(quoted.words) <= longest and not (is_tag(after) and not noun)


def _is_extract(quoted: _Quoted, clause: list[str]) -> bool:
    """Whether the words are taken from somebody's writing, however many they are."""
    return (
        quoted.lower
        and (needs_noun(clause) or clause[-1:] == ["with"])
        and not quoted.is_interjection
        and not is_said_with(quoted.before)
        and not reports_speech(clause)
        and not quoted.continues
        and not is_tag(quoted.after)
    )


def _is_phrase_with_stop(quoted: _Quoted, clause: list[str]) -> bool:
    """Whether words whose comma or full stop stands inside the marks are a phrase."""
    stop, after = quoted.inside[-1], quoted.after
    if quoted.is_interjection or (stop == "," and is_tag(after)):
        return False
    if is_said_with(quoted.before):
        return quoted.lower and quoted.is_short
    if needs_noun(clause):
        return quoted.lower or len(quoted.words) <= _LONGEST_PHRASE
    if quoted.continues and not is_linked(clause):
        return False
    if stop == ".":
        return quoted.lower and quoted.is_short
    goes_on = bool(after) and after[0].islower()
    fits = quoted.lower or quoted.is_title
    return goes_on and fits and len(quoted.words) <= _LONGEST_PHRASE
