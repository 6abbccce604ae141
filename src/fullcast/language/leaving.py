"""How narration says that somebody leaves."""

from __future__ import annotations

import re

_AWAY = (
    r"(?:away|off|out|outside|back\s+inside|home|upstairs|downstairs|(?:from|out\s+of)\s+the\s+\w+)"
)
_GOES = (
    r"(?:walk|stalk|march|wander|saunter|hurri|rush|storm|hasten|dash|slip|scurri|stomp|flounc|"
    r"limp|shuffl|bustl|bound|trott|skipp|hobbl|tiptoe)(?:ed|d)|(?:went|ran|strode|swept|drove|"
    r"rode|crept|sped|took\s+himself|took\s+herself)"
)
_PLACE = (
    r"(?:room|house|shop|store|kitchen|office|hall|table|building|chamber|library|flat|apartment|"
    r"cabin|study|scene|place|party|café|cafe|restaurant|bar|church|parlour|drawing-room|garden)"
)
LEAVES = re.compile(
    rf"\b(?:had\s+(?:just\s+|already\s+)?)?(?:"
    rf"(?:{_GOES}|gone)\s+{_AWAY}(?=[.,;!]|\s+(?:and|with|without|again|before|after|to|into|"
    rf"down|leaving|through|towards?)\b)"
    rf"|left\s+(?:the|his|her|their|our)\s+{_PLACE}\b"
    rf"|left(?:\s+(?:us|them|him|her|me)(?:\s+(?:alone|standing|there))?)?(?=\s*[.;!])"
    rf"|turned\s+the\s+corner\b|took\s+(?:his|her)\s+leave\b|made\s+(?:his|her)\s+exit\b"
    rf"|(?:closed|shut|slammed)\s+the\s+door\s+(?:\w+\s+)?(?:behind|after)\s+(?:him|her)\b"
    rf"|(?:disappeared|vanished|departed)(?=[.,;!]|\s+(?:into|through|round|around|down|up|from|"
    rf"behind|inside|with|without|again|and)\b)"
    rf")|\bwas\s+(?:gone\b|off(?=[.,;!]|\s+(?:down|up|along|across|through|again|like|before|and)\b))"
)
"""What somebody does who is then no longer there."""


def has_left(verb: re.Match[str]) -> bool:
    """Whether what a match of `LEAVES` tells is over by then ("he had gone", "was gone")."""
    return verb.group().startswith(("had", "was gone"))
