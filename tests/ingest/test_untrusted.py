"""Whatever a file holds: it is read whole and the same way twice, or refused in one sentence."""

from __future__ import annotations

import untrusted
from hypothesis import HealthCheck, given, settings

QUICK = settings(deadline=None, max_examples=70, suppress_health_check=list(HealthCheck))


@QUICK
@given(untrusted.html_files())
def test_every_word_of_a_page_is_read_in_order(made: untrusted.Made) -> None:
    untrusted.check(made)


@QUICK
@given(untrusted.epub_files())
def test_every_word_of_an_epub_is_read_in_order(made: untrusted.Made) -> None:
    untrusted.check(made)


@QUICK
@given(untrusted.office_files())
def test_every_word_of_a_document_is_read_in_order(made: untrusted.Made) -> None:
    untrusted.check(made)


@QUICK
@given(untrusted.text_files())
def test_every_character_of_a_text_is_read(made: untrusted.Made) -> None:
    untrusted.check(made)


@QUICK
@given(untrusted.any_damaged)
def test_what_is_damaged_is_read_or_refused(made: untrusted.Made) -> None:
    untrusted.check(made)
