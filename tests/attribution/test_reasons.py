"""Why somebody is taken for the speaker."""

from __future__ import annotations

from attribution_networks import speaker
from attribution_stories import FILLER, book_of

from fullcast.attribution import study
from fullcast.attribution.features import Evidence, Features
from fullcast.attribution.reasons import KINDS, kind_of, reasons

NETWORK = speaker(
    {"said name": 5.0, "called at -1": 1.2, "frequency before": 9.0, "called": -4.0, "named": -0.5}
)


def reason(features: Features) -> str:
    unit = study(*book_of(f'{FILLER}\n\n"Q," said Mara.')).evidence[-1].unit
    return reasons([Evidence(unit, {0: features})], [0], NETWORK)[0]


def test_the_reason_is_the_strongest_kind_of_evidence() -> None:
    assert reason({"said name": 1.0, "called at -1": 1.0}) == "tag"
    assert reason({"called at -1": 1.0, "frequency before": 1.0}) == "vocative"


def test_where_nothing_speaks_for_them_it_was_their_turn() -> None:
    assert reason({"called": 1.0, "frequency before": 1.0}) == "turn"
    assert reason({"named": 1.0}) == "turn"
    assert reason({}) == "turn"


def test_nobody_has_no_reason_but_turn() -> None:
    unit = study(*book_of(f'{FILLER}\n\n"Q," said Mara.')).evidence[-1].unit
    assert reasons([Evidence(unit, {})], [None], NETWORK) == ["turn"]
    assert reasons([], [], NETWORK) == []


def test_features_are_of_a_kind_by_how_their_names_begin() -> None:
    kinds = {
        "said other name": "tag",
        "lead I": "tag",
        "role": "tag",
        "said gender": "pronoun",
        "pronoun recent 0": "pronoun",
        "beat after name": "beat",
        "beat of role": "beat",
        "around at -1": "beat",
        "first above": "narration",
        "idiolect": "idiolect",
        "called at +1": "vocative",
        "frequency before": "turn",
    }
    assert {name: kind_of(name) for name in kinds} == kinds
    assert set(kinds.values()) - {"turn"} <= set(KINDS)
