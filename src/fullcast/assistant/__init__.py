"""Ask a language model who speaks the doubtful lines, where a user wants that.

The model gets a passage with numbers at the doubtful lines and the list of characters, and gives
back a name for each number: labels only. No word of the story ever comes out of it, names outside
the list and those that contradict a line's own tag are refused, and whatever goes wrong leaves a
line as it was.
"""

from fullcast.assistant.advising import CONFIDENCE, REASON, advise, keep
from fullcast.assistant.service import Service

__all__ = ["CONFIDENCE", "REASON", "Service", "advise", "keep"]
