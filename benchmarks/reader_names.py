"""What each reader calls each field of each format; see `players.py`."""

from __future__ import annotations

from readers import Columns

_ID3_READERS = ("mutagen", "eyeD3", "exiftool", "mediainfo", "ffprobe")
_M4B_READERS = ("mutagen", "AtomicParsley", "exiftool", "mediainfo", "ffprobe")


def _columns(readers: tuple[str, ...], *names: str) -> Columns:
    """Names in the order of the readers; "" for one that has no such field."""
    return {reader: name for reader, name in zip(readers, names, strict=True) if name}


def _id3(*names: str) -> Columns:
    return _columns(_ID3_READERS, *names)


def _m4b(*names: str) -> Columns:
    return _columns(_M4B_READERS, *names)


def _opus(comment: str, *, mediainfo: str = "", ffprobe: str = "") -> Columns:
    """Of Vorbis comments most readers show the names, in a case of their own."""
    return {
        "mutagen": comment.lower(),
        "opusinfo": comment,
        "exiftool": comment.capitalize(),
        "mediainfo": mediainfo or comment,
        "ffprobe": ffprobe or comment,
    }


# exiftool 12 takes the frames of a movement for bytes without an encoding.
MP3: dict[str, Columns] = {
    "title": _id3("TIT2", "title", "Title", "Title", "title"),
    "album": _id3("TALB", "album", "Album", "Album", "album"),
    "artist": _id3("TPE1", "artist", "Artist", "Performer", "artist"),
    "album artist": _id3("TPE2", "album artist", "Band", "Album_Performer", "album_artist"),
    "narrator": _id3("TCOM", "composer", "Composer", "Composer", "composer"),
    "track": _id3("TRCK", "track", "Track", "Track_Position", "track"),
    "disc": _id3("TPOS", "disc", "PartOfSet", "Part_Position", "disc"),
    "genre": _id3("TCON", "genre", "Genre", "Genre", "genre"),
    "year": _id3("TYER", "recording date", "Year", "Recorded_Date", "date"),
    "language": _id3("TLAN", "", "Language", "Language", "language"),
    "comment": _id3("COMM::eng", "Comment", "Comment", "Comment", "comment"),
    "grouping": _id3("TIT1", "", "Grouping", "Grouping", "grouping"),
    "TXXX series": _id3("TXXX:SERIES", "SERIES", "(SERIES)", "SERIES", "SERIES"),
    "TXXX series part": _id3(
        "TXXX:SERIES-PART", "SERIES-PART", "(SERIES-PART)", "SERIESPART", "SERIES-PART"
    ),
    "TXXX narrator": _id3("TXXX:NARRATOR", "NARRATOR", "(NARRATOR)", "NARRATOR", "NARRATOR"),
    "TXXX description": _id3(
        "TXXX:description", "description", "(description)", "description", "description"
    ),
    "movement name": _id3("MVNM", "", "", "", "MVNM"),
    "movement number": _id3("MVIN", "", "", "", "MVIN"),
    "TXXX movement name": _id3("TXXX:MVNM", "MVNM", "(MVNM)", "MVNM", ""),
    "TXXX movement number": _id3("TXXX:MVIN", "MVIN", "(MVIN)", "MVIN", ""),
    "album sort": _id3("TSOA", "", "AlbumSortOrder", "Album_Sort", "album-sort"),
    "artist sort": _id3("TSOP", "", "PerformerSortOrder", "Performer_Sort", "artist-sort"),
    "title sort": _id3("TSOT", "", "TitleSortOrder", "Track_Sort", "title-sort"),
    "cover": _id3("cover", "cover", "cover", "cover", "cover"),
}

# eyeD3 0.9, exiftool 12 and mediainfo 23 show no chapters of an MP3.
SINGLE_MP3 = MP3 | {"chapters": _id3("chapters", "", "", "", "chapters")}

# ffmpeg knows neither a narrator nor a movement; exiftool shows Nero's list of chapters, mediainfo
# that and QuickTime's track.
M4B: dict[str, Columns] = {
    "title": _m4b("©nam", "©nam", "Title", "Title", "title"),
    "album": _m4b("©alb", "©alb", "Album", "Album", "album"),
    "artist": _m4b("©ART", "©ART", "Artist", "Performer", "artist"),
    "album artist": _m4b("aART", "aART", "AlbumArtist", "Album_Performer", "album_artist"),
    "composer": _m4b("©wrt", "©wrt", "Composer", "Composer", "composer"),
    "narrator": _m4b("©nrt", "©nrt", "Narrator", "nrt", ""),
    "track": _m4b("trkn", "trkn", "TrackNumber", "Track_Position", "track"),
    "disc": _m4b("disk", "disk", "DiskNumber", "Part_Position", "disc"),
    "genre": _m4b("©gen", "©gen", "Genre", "Genre", "genre"),
    "year": _m4b("©day", "©day", "ContentCreateDate", "Recorded_Date", "date"),
    "language": _m4b("", "", "MediaLanguageCode", "Language", "language"),
    "short description": _m4b("desc", "desc", "Description", "Description", "description"),
    "long description": _m4b("ldes", "ldes", "LongDescription", "LongDescription", "synopsis"),
    "grouping": _m4b("©grp", "©grp", "Grouping", "Grouping", "grouping"),
    "own series": _m4b("----:com.apple.iTunes:SERIES", "SERIES", "SERIES", "SERIES", "SERIES"),
    "own series part": _m4b(
        "----:com.apple.iTunes:SERIES-PART", "SERIES-PART", "SERIES-PART", "SERIESPART",
        "SERIES-PART"
    ),
    "movement name": _m4b("©mvn", "©mvn", "MovementName", "mvn", ""),
    "movement number": _m4b("©mvi", "©mvi", "MovementNumber", "mvi", ""),
    "media type": _m4b("stik", "stik", "MediaType", "ContentType", "media_type"),
    "album sort": _m4b("soal", "soal", "SortAlbum", "Album_Sort", "sort_album"),
    "artist sort": _m4b("soar", "soar", "SortArtist", "Performer_Sort", "sort_artist"),
    "cover": _m4b("cover", "cover", "cover", "cover", "cover"),
    "chapters": _m4b("chapters", "", "chapters", "chapters", "chapters"),
    "chapter track": _m4b("", "", "", "chapter track", ""),
}  # fmt: skip

OPUS: dict[str, Columns] = {
    "title": _opus("TITLE", mediainfo="Title"),
    "album": _opus("ALBUM", mediainfo="Album"),
    "artist": _opus("ARTIST", mediainfo="Performer"),
    "album artist": _opus("ALBUMARTIST", mediainfo="Album_Performer", ffprobe="album_artist"),
    "composer": _opus("COMPOSER", mediainfo="Composer"),
    "narrator": _opus("NARRATOR"),
    "genre": _opus("GENRE", mediainfo="Genre"),
    "year": _opus("DATE", mediainfo="Recorded_Date"),
    "language": _opus("LANGUAGE", mediainfo="Language"),
    # ffmpeg calls it so.
    "description": _opus("DESCRIPTION", mediainfo="Description", ffprobe="comment"),
    "grouping": _opus("GROUPING"),
    "own series": _opus("SERIES"),
    "own series part": _opus("SERIES-PART", mediainfo="SERIESPART"),
    "album sort": _opus("ALBUMSORT"),
    "cover": dict.fromkeys(("mutagen", "opusinfo", "exiftool", "mediainfo", "ffprobe"), "cover"),
    "chapters": dict.fromkeys(
        ("mutagen", "opusinfo", "exiftool", "mediainfo", "ffprobe"), "chapters"
    ),
}

TABLES = {".mp3": MP3, ".whole.mp3": SINGLE_MP3, ".m4b": M4B, ".opus": OPUS}
"""By the ends of the files' names."""
