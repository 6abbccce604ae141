"""Jobs become clips: spoken in parallel, checked, and kept under their content hash."""

from fullcast.rendering.apart import apart
from fullcast.rendering.cache import Cache, ClipGoneError, default_cache_root, read_clip
from fullcast.rendering.calls import Call
from fullcast.rendering.coordinator import Outcome, render
from fullcast.rendering.executors import KNOWN_FORMS, Workers
from fullcast.rendering.keys import job_for
from fullcast.rendering.planning import Outlook, Plan, clip_path, plan
from fullcast.rendering.presence import at_work, stories_at_work
from fullcast.rendering.reading import AGAIN, reader
from fullcast.rendering.store import Store, key_of
from fullcast.rendering.uses import SHORT, Use, Uses
from fullcast.rendering.worker import Speak

__all__ = [
    "AGAIN",
    "KNOWN_FORMS",
    "SHORT",
    "Cache",
    "Call",
    "ClipGoneError",
    "Outcome",
    "Outlook",
    "Plan",
    "Speak",
    "Store",
    "Use",
    "Uses",
    "Workers",
    "apart",
    "at_work",
    "clip_path",
    "default_cache_root",
    "job_for",
    "key_of",
    "plan",
    "read_clip",
    "reader",
    "render",
    "stories_at_work",
]
