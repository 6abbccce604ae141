"""Headings by their own words."""

from __future__ import annotations

import pytest

from fullcast.ingest.headings import Rank, parse, sentence_case, title_like
from fullcast.ingest.numbers import value

CHAPTERS = {
    "Chapter 1: An Unexpected Reunion": "Chapter 1: An Unexpected Reunion",
    "chapter 1: an unexpected reunion": "Chapter 1: an unexpected reunion",
    "Chapter One": "Chapter One",
    "Chapter 1, The Storm": "Chapter 1: The Storm",
    'Chapter 1, "Big" Storm': 'Chapter 1: "Big" Storm',
    "Chapter Twelve, in which nothing happens": "Chapter Twelve: in which nothing happens",
    "3. Kapitel: Der Sturm": "Kapitel 3: Der Sturm",
    "Глава 3. Буря": "Глава 3: Буря",
    "Rozdział IV": "Rozdział IV",
    "第三章　嵐": "第三章 嵐",
    "第十二話：嵐": "第十二話：嵐",
    "CHAPTER TWENTY-ONE": "Chapter Twenty-One",
    "-Harbour Lane- Chapter 1": "Chapter 1: Harbour Lane",
    "~*Harbour Lane*~ Chapter Two": "Chapter Two: Harbour Lane",
    "The Lost Kite - Chapter 3": "Chapter 3: The Lost Kite",
    "The Lost Kite, Chapter 3: Storm": "Chapter 3: Storm",
    "CHAPTER XII": "Chapter XII",
    "CHAPTER XII.": "Chapter XII",
    "Chapter xii.": "Chapter XII",
    "CHAPTER IV. THE LONG WAY OF THE KITE": "Chapter IV: The Long Way of the Kite",
    "CHAPTER IV THE LONG WAY": "Chapter IV: The Long Way",
    "CHAPTER V—A START": "Chapter V: A Start",
    "Chapter 3 - Title": "Chapter 3: Title",
    "Chapter 3 – the storm": "Chapter 3: the storm",
    "Chapter 3. The Storm.": "Chapter 3: The Storm",
    "Chapter 3 The Storm": "Chapter 3: The Storm",
    "Chapter 4/?": "Chapter 4",
    "Chapter 4 of 12": "Chapter 4",
    "Chapter the First": "Chapter the First",
    "Ch. 7": "Chapter 7",
    "Ch7: Home": "Chapter 7: Home",
    "Chap. 7": "Chapter 7",
    "Chapter #7": "Chapter 7",
    "**Chapter 8**": "Chapter 8",
    "~ Chapter 8 ~": "Chapter 8",
    "=== Chapter 8: Rain ===": "Chapter 8: Rain",
    "_Chapter 8: Rain_": "Chapter 8: Rain",
    "# Chapter 8": "Chapter 8",
    "- Chapter 8 -": "Chapter 8",
    "[Chapter 8]": "Chapter 8",
    "Prologue": "Prologue",
    "PROLOGUE": "Prologue",
    "*Prologue*": "Prologue",
    "The Prologue": "Prologue",
    "Prologue: Rain": "Prologue: Rain",
    "Epilogue": "Epilogue",
    "Epilogue - Ten Years Later": "Epilogue: Ten Years Later",
    "Interlude": "Interlude",
    "Interlude II": "Interlude II",
    "Final Chapter: Home": "Final Chapter: Home",
    "Kapitel 3": "Kapitel 3",
    "Chapitre II": "Chapitre II",
}
PARTS = {
    "Part Two": "Part Two",
    "PART I: RAIN": "Part I: Rain",
    "PART ONE--The Old House": "Part One: The Old House",
    "Book I": "Book I",
    "Book First": "Book First",
    "VOLUME II": "Volume II",
    "Act I": "Act I",
    "Vol. 2": "Volume 2",
}
TENTATIVE = {
    "1.": "Chapter 1",
    "2": "Chapter 2",
    "I.": "Chapter I",
    "IV": "Chapter IV",
    "~ 3 ~": "Chapter 3",
    "Two": "Chapter Two",
    "1. The Lost Child": "1. The Lost Child",
    "1) The Lost Child": "1. The Lost Child",
    "XIV. THE KITE": "XIV. The Kite",
    "I  The Old House": "I. The Old House",
    "Scene 2": "Scene 2",
    "Letter III": "Letter III",
    "Day 1": "Day 1",
}
PROSE = [
    "Part two, he thought, was worse",
    "第一印象はよかった",
    "Chapter 3 of the book was missing, so she read on.",
    "Chapter 3 of the book was missing",
    "Chapter One was the hardest to write.",
    "Chapter 5, she thought, was the best.",
    "Chapter by chapter, he read the book.",
    "“Chapter 3,” he said.",
    '"Chapter 3"',
    "He read Chapter 3",
    "Part one was easy.",
    "Part of him wanted to run.",
    "Book two seats, please.",
    "Act one way and speak another.",
    "Introduction to kites was a bore.",
    "The prologue bored her.",
    "I am here.",
    "I Am Here",
    "I - I Never Meant It",
    "I",
    "10 Harbour Lane",
    "1. Milk and eggs, which they had forgotten.",
    "two",
    "1984",
    "mix",
    "Chi",
    "Here's Chapter 3!",
    "See chapter one.",
    "Welcome to Chapter 2",
    "Chapter " + "x" * 300,
    "",
    "***",
]


@pytest.mark.parametrize(("line", "title"), CHAPTERS.items())
def test_chapter(line: str, title: str) -> None:
    heading = parse(line)
    assert heading is not None
    assert (heading.title, heading.rank, heading.tentative) == (title, Rank.CHAPTER, False)


@pytest.mark.parametrize(("line", "title"), PARTS.items())
def test_part(line: str, title: str) -> None:
    heading = parse(line)
    assert heading is not None
    assert (heading.title, heading.rank, heading.tentative) == (title, Rank.PART, False)


@pytest.mark.parametrize(("line", "title"), TENTATIVE.items())
def test_tentative(line: str, title: str) -> None:
    heading = parse(line)
    assert heading is not None
    assert (heading.title, heading.tentative) == (title, True)


@pytest.mark.parametrize("line", PROSE)
def test_prose(line: str) -> None:
    heading = parse(line)
    assert heading is None or line == "I"  # a lone "I" may be a number: a sequence must tell


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12), ("007", 7), ("iv", 4), ("XIV", 14), ("IIII", 4), ("xcix", 99), ("CXX", 120),
        ("one", 1), ("Twenty", 20), ("twenty-one", 21), ("ninety nine", 99), ("First", 1),
        ("twelfth", 12), ("twentieth", 20), ("thirty-third", 33), ("hundred", 100),
        ("", None), ("iix", None), ("civil", None), ("zero", None), ("vx", None),
    ],
)  # fmt: skip
def test_value(written: str, number: int | None) -> None:
    assert value(written) == number


def test_sentence_case() -> None:
    assert sentence_case("THE END OF THE ROAD") == "The End of the Road"
    assert sentence_case("THE 17TH OF JULY") == "The 17th of July"
    assert sentence_case("LOUIS XIV AND I") == "Louis XIV and I"
    assert sentence_case("THE KITE'S TAIL") == "The Kite's Tail"
    assert sentence_case("iPhone and I") == "iPhone and I"
    assert sentence_case("ZOE") == "ZOE"


@pytest.mark.parametrize("line", ["The Lost Kite", "THE LOST KITE", "Mara", "*Rain*", '"THE KITE"'])
def test_title_like(line: str) -> None:
    assert title_like(line)


@pytest.mark.parametrize(
    "line",
    ["", "he ran home", "He ran home.", "He ran all the way home", '"Stop"', "“TOM!”", "x" * 90],
)
def test_not_title_like(line: str) -> None:
    assert not title_like(line)
