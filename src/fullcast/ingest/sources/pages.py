"""Where a story was downloaded, told by its structure, and what its parts therefore are.

One module a source. Each looks at a page and marks the elements that it knows for what they are;
a page that is from nowhere in particular gets no marks but those of its lists of links.
"""

from __future__ import annotations

from typing import Any

from fullcast.ingest.sources import ao3, ao3_page, contents, fanfiction_net, ficfare, gutenberg
from fullcast.ingest.sources.source import Source, merged

_SOURCES = (
    ao3.recognized,
    ao3_page.recognized,
    ficfare.recognized,
    fanfiction_net.recognized,
    gutenberg.recognized,
)


def recognized(root: Any) -> Source:
    """What is known of a page's elements; `root` may be None."""
    if root is None:
        return Source()
    return merged((contents.recognized(root), *(known(root) for known in _SOURCES)))
