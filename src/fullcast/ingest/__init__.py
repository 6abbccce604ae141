"""From a story file to a `Book`: formats, encodings, chapters and what each paragraph is."""

from fullcast.ingest.splitting import split, spoken_length
from fullcast.ingest.stories import LARGEST, find_stories, read

__all__ = ["LARGEST", "find_stories", "read", "split", "spoken_length"]
