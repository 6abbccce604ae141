"""Scene dividers and decoration."""

from __future__ import annotations

import pytest

from fullcast.ingest.structure.ornaments import bare, is_break, is_decorated

DIVIDERS = [
    "* * *", "***", "*", "*****", "oOo", "oOoOo", "oOoOoOo", "xXx", "xXxXx", "xxx", "-x-", "~*~",
    "~*~*~*~", "---", "- - -", "___", "===", "#", "###", "•••", "• • •", "⁂", "❦", "o0o", "0o0",
    "~", "~~~", "-", "—", "§", "§§§", "<hr>", "<hr />", "<BR/>", "&nbsp;", "🌙🌙🌙", "★ ☆ ★", "❤",
    "-oOo-", "~oOo~", "--x--", "o.O.o", ".:*:.", "-.-.-.-", "\\*\\*\\*", "+++", "|||", "//", "$$$",
    "***Scene Break***", "-line break-", "(page break)", "-BREAK-", "* * * * * * * * * *",
]  # fmt: skip
NO_DIVIDERS = [
    "", "...", "…", "?!", "!", "!!!", "?", ". . .", "—…", '"…"', '"?"', "«…»", "x", "X", "I", "XV",
    "xoxo", "XOXO", "Ooo", "Oooo", "000", "12", "& ", "$", "oh", "No", "Ox", "Break", "break",
    "he broke the line", "- What?", "* he ran *", "(...)", "a" * 500, "*" * 500,
]  # fmt: skip


@pytest.mark.parametrize("line", DIVIDERS)
def test_divider(line: str) -> None:
    assert is_break(line)
    assert is_break(f"   {line}  ")


@pytest.mark.parametrize("line", NO_DIVIDERS)
def test_no_divider(line: str) -> None:
    assert not is_break(line)


@pytest.mark.parametrize(
    ("line", "core"),
    [
        ("*Flashback*", "Flashback"),
        ("***~ Two weeks later ~***", "Two weeks later"),
        ("-- (Start flashback) --", "Start flashback"),
        ("## Chapter 1 ##", "Chapter 1"),
        ("[**Mara**]", "Mara"),
        ("(a) and (b)", "(a) and (b)"),
        ("***", ""),
    ],
)
def test_bare(line: str, core: str) -> None:
    assert bare(line) == core


def test_nested_brackets_without_end_are_cheap() -> None:
    assert bare("(" * 100_000 + ")" * 100_000).startswith("(")


def test_decorated_means_on_both_sides() -> None:
    assert is_decorated("*Flashback*")
    assert is_decorated("(Later)")
    assert not is_decorated("- Later")
    assert not is_decorated("Later")
