"""Publishing: sound and metadata become files that any player takes.

Every file is written under a temporary name and moved: what has its final name is whole.
"""

from fullcast.publishing.aac import REMEDY as AAC_REMEDY
from fullcast.publishing.aac import aac_frames
from fullcast.publishing.aac import encoder as aac_encoder
from fullcast.publishing.atomic import (
    PartFile,
    make_folder,
    remove,
    replacing,
    write_bytes,
    write_text,
)
from fullcast.publishing.audition_page import AuditionPage, Panel, Turn, audition_page
from fullcast.publishing.chaptered import ChapterSound, Mark
from fullcast.publishing.cover import MOST_NAMES, draw_cover, jpeg_cover
from fullcast.publishing.epub import ReadAlong, write_epub
from fullcast.publishing.feed import Episode, Feed, chapters_file, chapters_json, feed
from fullcast.publishing.fingerprints import digests, fingerprint
from fullcast.publishing.formats import (
    CAPTIONS,
    EPUB,
    FEED,
    FORMATS,
    M4B,
    OPUS,
    PAGE,
    SINGLE_MP3,
    WHOLE,
    files_beside,
    formats_named,
    hindrance,
    of_a_sample,
    write_captions,
)
from fullcast.publishing.frames import SILENCE_TO_JOIN, Stretch, encode
from fullcast.publishing.identity import file_digest
from fullcast.publishing.info_frame import BITRATES, Mp3Format
from fullcast.publishing.joined_mp3 import write_joined_mp3
from fullcast.publishing.labels import one_line
from fullcast.publishing.library import (
    LIBRARY_METADATA,
    chapters,
    digest,
    library_metadata,
    read_library_metadata,
)
from fullcast.publishing.m4b import write_m4b
from fullcast.publishing.mp3 import join_mp3, mp3_bytes, mp3_seconds, write_mp3
from fullcast.publishing.names import (
    MAX_BYTES,
    chapter_file_name,
    folded_name,
    safe_name,
    unique_names,
)
from fullcast.publishing.opus import RATE as OPUS_RATE
from fullcast.publishing.opus import write_opus
from fullcast.publishing.player_page import PlayerPage, player_page
from fullcast.publishing.playlist import listed_files, playlist_text, write_playlist
from fullcast.publishing.reading_back import picture_fault, read_tags
from fullcast.publishing.stream import SoundFault, coding_of, sound_fault
from fullcast.publishing.tags import TrackTags, track_titles
from fullcast.publishing.typesetting import undrawable
from fullcast.publishing.wav import write_wav

__all__ = [
    "AAC_REMEDY",
    "BITRATES",
    "CAPTIONS",
    "EPUB",
    "FEED",
    "FORMATS",
    "LIBRARY_METADATA",
    "M4B",
    "MAX_BYTES",
    "MOST_NAMES",
    "OPUS",
    "OPUS_RATE",
    "PAGE",
    "SILENCE_TO_JOIN",
    "SINGLE_MP3",
    "WHOLE",
    "AuditionPage",
    "ChapterSound",
    "Episode",
    "Feed",
    "Mark",
    "Mp3Format",
    "Panel",
    "PartFile",
    "PlayerPage",
    "ReadAlong",
    "SoundFault",
    "Stretch",
    "TrackTags",
    "Turn",
    "aac_encoder",
    "aac_frames",
    "audition_page",
    "chapter_file_name",
    "chapters",
    "chapters_file",
    "chapters_json",
    "coding_of",
    "digest",
    "digests",
    "draw_cover",
    "encode",
    "feed",
    "file_digest",
    "files_beside",
    "fingerprint",
    "folded_name",
    "formats_named",
    "hindrance",
    "join_mp3",
    "jpeg_cover",
    "library_metadata",
    "listed_files",
    "make_folder",
    "mp3_bytes",
    "mp3_seconds",
    "of_a_sample",
    "one_line",
    "picture_fault",
    "player_page",
    "playlist_text",
    "read_library_metadata",
    "read_tags",
    "remove",
    "replacing",
    "safe_name",
    "sound_fault",
    "track_titles",
    "undrawable",
    "unique_names",
    "write_bytes",
    "write_captions",
    "write_epub",
    "write_joined_mp3",
    "write_m4b",
    "write_mp3",
    "write_opus",
    "write_playlist",
    "write_text",
    "write_wav",
]
