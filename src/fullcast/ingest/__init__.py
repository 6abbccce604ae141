"""From a story file to a `Book`: formats, encodings, chapters and what each paragraph is."""

from fullcast.ingest.files import LARGEST, STDIN
from fullcast.ingest.splitting import split, spoken_length
from fullcast.ingest.stories import find_stories, read

__all__ = ["LARGEST", "STDIN", "find_stories", "read", "split", "spoken_length"]
