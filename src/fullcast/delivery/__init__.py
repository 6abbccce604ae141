"""How a line is spoken: what "whispered", "roared" and "slowly" do to a voice.

A reader does not act every word; the changes are modest, so that nothing is lost and nobody
becomes somebody else.
"""

from fullcast.delivery.manners import PLAIN, Manner
from fullcast.delivery.reading import manners, performed

__all__ = ["PLAIN", "Manner", "manners", "performed"]
