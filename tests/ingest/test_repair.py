"""Garbled letters and HTML's names in plain texts: repaired where certain, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast import ingest
from fullcast.ingest.repair import garbled, repaired

SAID = "“I’m not sure,” said Zoé – “it’s late…”"
PROSE = "The boy looked into every shop window, but the kite was in none of them."


def mistaken(text: str, encoding: str = "cp1252") -> str:
    """A text as a program shows it that takes UTF-8 for something else."""
    return text.encode().decode(encoding, "replace")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "cp437"])
def test_utf8_read_as_something_else(encoding: str) -> None:
    said = SAID.replace("”", "")  # which cp1252 has no letter for
    text, remarks = garbled(f"{mistaken(said, encoding)}\n{PROSE}")
    assert text == f"{said}\n{PROSE}"
    assert len(remarks) == 1


@pytest.mark.parametrize("lost", ["\u009d", ""])
def test_a_closing_quotation_mark_that_has_lost_its_last_byte(lost: str) -> None:
    said = "“He left,” she said. “It’s late.”"
    written = said.encode().replace("”".encode(), b"\xe2\x80?").decode("cp1252")
    assert garbled(written.replace("\u20ac?", f"\u20ac{lost}"))[0] == said


def test_twice_garbled() -> None:
    said = "Zoé’s café"
    assert garbled(mistaken(mistaken(said)))[0] == said


def test_only_the_lines_that_are_garbled_change() -> None:
    text, remarks = garbled(f"{SAID}\n{mistaken('Zoé’s café')}\n{SAID}")
    assert text == f"{SAID}\nZoé’s café\n{SAID}"
    assert remarks == ("Some letters were garbled (as in “ZoÃ©â€™s”); they are repaired.",)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Ângela smiled. Ça va? São Paulo, Ålesund, Élan.",
        "“Â la carte,” she said.",
        "“VOILÀ” – LE GARÇON ÉTAIT LÀ… “Â QUI ?”",
        "Вот и всё, — сказал он. — Пора домой.",
        "Αυτό είναι όλο, είπε.",
        "He wrote â and ã and nothing else.",
        "™ ® © … – — † ‡ € £",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repaired(text) == (text, ())


def test_a_fixed_space_behind_a_full_stop() -> None:
    assert garbled("He left.Â  She stayed.")[0] == "He left.  She stayed."


@given(st.text("abcé ñ“”’—…ÄÖüßÂÃâ€™œ\n"))
def test_repaired_texts_stay_as_they_are(text: str) -> None:
    once = garbled(text)[0]
    assert garbled(once)[0] == once
    assert once.count("\n") == text.count("\n")


def test_names_of_html_in_a_plain_text() -> None:
    text, remarks = repaired(
        "&quot;Stop &amp; wait,&quot; she said. &#8220;No&hellip;&rdquo; &nope;"
    )
    assert text == '"Stop & wait," she said. “No…” &nope;'
    assert len(remarks) == 1


def test_one_name_of_html_is_part_of_the_story() -> None:
    text = "He typed &amp; and stared at it."
    assert repaired(text) == (text, ())


def test_the_reader_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kite.txt"
    path.write_text(f"{mistaken('Zoé’s')} kite.\n\n{PROSE}\n", encoding="utf-8")
    book = ingest.read(path)
    assert book.text.startswith("Zoé’s kite.")
    assert "garbled" in book.remarks[0]
