"""Dialect and clipped words that an engine spells out or mistakes, with their pronunciations.

Most dialect (goin', ain't, y'all, 'twas) is read right as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

DIALECT = MappingProxyType(
    dict(
        pair.rsplit("=", 1)
        for pair in """
            'im=/ɪm/ 'imself=/ɪmˈsɛlf/ 'em=/ˌəm/ 'ave=/æv/ 'aven't=/ˈævənt/ 'adn't=/ˈædənt/
            'appy=/ˈæpi/ 'appen=/ˈæpən/ 'appened=/ˈæpənd/ 'ouse=/aʊs/ 'ead=/ɛd/ 'alf=/æf/
            'ow=/aʊ/ 'eaven=/ˈɛvən/ 'eard=/ɜːd/ 'eart=/ɑːt/ 'undred=/ˈʌndɹəd/ 'orse=/ɔːs/
            'tis=/tɪz/ 'tisn't=/ˈtɪzənt/ 'n'=/ˌən/ th'=/ˌðə/ wi'=/ˌwɪ/ o'=/ˌə/ an'=/ˌən/
            t'other=/ˈtʌðɚ/ d'you=/djuː/ d'ye=/djiː/ s'pose=/spoʊz/ s'posed=/spoʊzd/
            doin'=/ˈduːɪn/ nothin'=/ˈnʌθɪn/ int'rest=/ˈɪntɹəst/ fo'c'sle=/ˈfoʊksəl/
            ow=/aʊ/ oww=/aʊ/ sss=/sː/ nnn=/nː/
            mwahaha=/mwɑːhɑːˈhɑː/ bwahaha=/bwɑːhɑːˈhɑː/
        """.split()
    )
)
"""Words with their apostrophes, and IPA as in the user's lexicon."""
_PLAIN = re.compile(r"(?i)\b(?:oww?|sss|nnn|[mb]wahaha)\b")
_CLIPPED = tuple(word for word in DIALECT if "'" in word)


def dialect(text: str) -> Mapping[str, str]:
    """The words above, if any of them may be in a text: most have none, which is seen sooner."""
    plain = text.casefold().replace("’", "'").replace("‘", "'")
    found = any(word in plain for word in _CLIPPED) or _PLAIN.search(plain)
    return DIALECT if found else {}


_TURNED = re.compile(r"(?<!\w)‘(?=(?i:tis|twas|tisn|twere|twould|twill|em|im|til|cause|bout|n’)\b)")


def apostrophes(text: str) -> str:
    """Apostrophes that a word processor took for opening quotation marks put right."""
    return _TURNED.sub("’", text)
