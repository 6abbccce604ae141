"""The tags of languages."""

from __future__ import annotations

import pytest

from fullcast.language.tags import name, named, primary, tag


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("en_GB", "en-GB"), ("EN", "en"), ("German", "de"), ("und", None), ("", None), (None, None)],
)
def test_tags(stated: str | None, expected: str | None) -> None:
    assert tag(stated) == expected


def test_names_and_tags_belong_together() -> None:
    assert named("Français") == named("french") == "fr"
    assert named("Elvish") is None
    assert [name(t) for t in ("fr", "en-GB", "qq")] == ["French", "English", "qq"]
    assert primary("zh-TW") == "zh"
