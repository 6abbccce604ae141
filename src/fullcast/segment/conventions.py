"""Which marks enclose direct speech in a book."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from fullcast.segment.dashes import opens_with_dash

DOUBLE_MARKS = '"“”'


class Convention(Enum):
    """The marks that enclose direct speech in a book."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMETS = "guillemets"
    GERMAN = "german"
    CORNERS = "corners"
    DASH = "dash"


_ENDS_DOUBLE = re.compile(r"[,.!?…—-][\"”]")
_ENDS_SINGLE = re.compile(r"[,.!?…—-]['’](?!\w)(?!['’\"”])")


def find_convention(paragraphs: Iterable[str]) -> Convention:
    """The convention that most of a book's quotations follow; DOUBLE if there are none.

    A mark counts where it opens a paragraph or closes behind punctuation: apostrophes and
    quoted words do neither.
    """
    votes = dict.fromkeys(Convention, 0)
    for text in paragraphs:
        head = text.lstrip()[:1] or " "
        votes[Convention.DOUBLE] += (head in DOUBLE_MARKS) + len(_ENDS_DOUBLE.findall(text))
        votes[Convention.SINGLE] += (head in "'‘") + len(_ENDS_SINGLE.findall(text))
        votes[Convention.GUILLEMETS] += text.count("«")
        votes[Convention.GERMAN] += text.count("„")
        votes[Convention.CORNERS] += text.count("「")
        votes[Convention.DASH] += opens_with_dash(text)
    # A dash may also open an aside or a list, so it needs company.
    if votes[Convention.DASH] < max(3, votes[Convention.DOUBLE], votes[Convention.SINGLE]):
        votes[Convention.DASH] = 0
    order = list(Convention)
    best = max(order, key=lambda kind: (votes[kind], -order.index(kind)))
    return best if votes[best] else Convention.DOUBLE
