"""Publishing: sound and metadata become files that any player takes.

Every file is written under a temporary name and moved: what has its final name is whole.
"""

from fullcast.publishing.atomic import PartFile, make_folder, remove, replacing, write_bytes
from fullcast.publishing.audition_page import AuditionPage, Panel, Turn, audition_page
from fullcast.publishing.cover import draw_cover, jpeg_cover
from fullcast.publishing.epub import ReadAlong, write_epub
from fullcast.publishing.formats import (
    EPUB,
    FORMATS,
    captions_beside,
    formats_named,
    write_captions,
)
from fullcast.publishing.mp3 import mp3_bytes, mp3_seconds, write_mp3
from fullcast.publishing.names import MAX_BYTES, chapter_file_name, safe_name, unique_names
from fullcast.publishing.playlist import listed_files, write_playlist
from fullcast.publishing.tags import TrackTags, track_titles
from fullcast.publishing.wav import write_wav

__all__ = [
    "EPUB",
    "FORMATS",
    "MAX_BYTES",
    "AuditionPage",
    "Panel",
    "PartFile",
    "ReadAlong",
    "TrackTags",
    "Turn",
    "audition_page",
    "captions_beside",
    "chapter_file_name",
    "draw_cover",
    "formats_named",
    "jpeg_cover",
    "listed_files",
    "make_folder",
    "mp3_bytes",
    "mp3_seconds",
    "remove",
    "replacing",
    "safe_name",
    "track_titles",
    "unique_names",
    "write_bytes",
    "write_captions",
    "write_epub",
    "write_mp3",
    "write_playlist",
    "write_wav",
]
