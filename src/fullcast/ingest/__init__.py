"""From a story file to a `Book`: formats, encodings, chapters and what each paragraph is."""

from fullcast.ingest.files.disk import LARGEST, STDIN, size
from fullcast.ingest.stories import find_stories, read
from fullcast.ingest.structure.splitting import split, spoken_length

__all__ = ["LARGEST", "STDIN", "find_stories", "read", "size", "split", "spoken_length"]
