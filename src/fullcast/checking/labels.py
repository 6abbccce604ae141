"""Whether tags, covers and the playlist say what they should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from fullcast.checking.findings import AGAIN, Finding
from fullcast.checking.manifest import Manifest, ManifestChapter
from fullcast.model import FileTags

COVER = "cover.jpg"


def tags(manifest: Manifest, found: Mapping[int, FileTags | None]) -> list[Finding]:
    """What is wrong with the tags of the tracks, by the number of their chapter.

    What the manifest leaves empty is not known, and compared among the tracks alone.
    """
    findings: list[Finding] = []
    titles: dict[str, str] = {}
    album = manifest.title or _first(found, lambda tag: tag.album)
    author = manifest.author or _first(found, lambda tag: tag.author)
    for track in manifest.tracks:
        if track.number not in found:
            continue
        tag = found[track.number]
        wrong = (
            ["has no tags that can be read"]
            if tag is None
            else [*_words(track, tag, album, author, titles), *_places(track, tag, manifest.total)]
        )
        findings += [
            Finding("tags", track.file or "", f"{what}: {AGAIN}", track.number) for what in wrong
        ]
    return findings


def _first(found: Mapping[int, FileTags | None], field: Callable[[FileTags], str]) -> str:
    return next((field(tag) for tag in found.values() if tag is not None and field(tag)), "")


def _words(
    track: ManifestChapter, tag: FileTags, album: str, author: str, titles: dict[str, str]
) -> Iterator[str]:
    """What is wrong with title, album and author; `titles` are those of the tracks before."""
    if not tag.title:
        yield "has no title in its tags"
    elif track.title:
        if tag.title != track.title:
            yield f"is called {tag.title!r} in its tags, not {track.title!r}"
    elif tag.title.casefold() == tag.album.casefold():
        yield f"has the audiobook's title, {tag.title!r}, in its tags, so that players confuse them"
    elif tag.title.casefold() in titles:
        yield f"has the same title in its tags as {titles[tag.title.casefold()]}, {tag.title!r}"
    titles.setdefault(tag.title.casefold(), track.file or "")
    for name, value, wanted in (("album", tag.album, album), ("artist", tag.author, author)):
        if wanted and not value:
            yield f"has no {name} in its tags"
        elif wanted and value != wanted:
            yield f"has the {name} {value!r} in its tags, not {wanted!r}"


def _places(track: ManifestChapter, tag: FileTags, total: int) -> Iterator[str]:
    """What is wrong with the number of the track, and which fields are missing."""
    if tag.number is None:
        yield "has no track number in its tags"
    elif (tag.number, tag.total) != (track.number, total):
        stated = f"{tag.number}/{tag.total}" if tag.total else f"{tag.number}"
        yield f"is track {stated} in its tags, not {track.number}/{total}"
    if tag.lacking:
        yield f"has no {', '.join(tag.lacking)} in its tags"


def covers(
    manifest: Manifest,
    found: Mapping[int, FileTags | None],
    cover: bytes | None,
    fault: Callable[[bytes], str | None],
) -> list[Finding]:
    """What is wrong with `cover.jpg` and the pictures in the tracks.

    `fault` says what is wrong with a picture, as the end of a sentence, or None.
    """
    fault = cache(fault)  # most tracks have the same picture
    broken = fault(cover) if cover is not None else None
    findings = []
    if cover is None:
        findings.append(Finding("cover", COVER, f"is missing: {AGAIN}"))
    elif broken:
        findings.append(Finding("cover", COVER, f"{broken}: {AGAIN}"))
    pictures = [
        (track, tag.picture)
        for track in manifest.tracks
        if (tag := found.get(track.number)) is not None
    ]
    whole = [picture for _, picture in pictures if picture is not None and not fault(picture)]
    right = cover if cover is not None and not broken else next(iter(whole), None)
    others = sum(picture != right for picture in whole)
    if others and others == len(pictures) and right == cover:
        message = f"is not the picture that the tracks hold: {AGAIN}"
        return [*findings, Finding("cover", COVER, message)]
    for track, picture in pictures:
        what = _wrong(picture, right, fault)
        if what:
            findings.append(Finding("cover", track.file or "", f"{what}: {AGAIN}", track.number))
    return findings


def _wrong(
    picture: bytes | None, right: bytes | None, fault: Callable[[bytes], str | None]
) -> str | None:
    """What is wrong with the picture in a track, as the end of a sentence, or None."""
    if picture is None:
        return "has no cover in its tags"
    if picture == right:
        return None
    broken = fault(picture)
    return f"has a cover in its tags that {broken}" if broken else "has another cover in its tags"


def playlist(
    file: str, listed: Sequence[str] | None, wanted: Sequence[str], as_made: bool
) -> list[Finding]:
    """What is wrong with the playlist: the names it lists against the tracks in order.

    `listed` is None if there is none; `as_made` says whether its text is what it should be.
    """
    if listed is None:
        return [Finding("playlist", file, f"is missing: {AGAIN}")]
    lacking = [name for name in wanted if name not in listed]
    extra = [name for name in listed if name not in wanted]
    wrong = [f"does not list {name}" for name in lacking]
    wrong += [f"lists {name}, which is no track of the audiobook" for name in extra]
    if not wrong and list(listed) != list(wanted):
        wrong = ["does not list the tracks in their order, each once"]
    if not wrong and not as_made:
        wrong = ["has titles or lengths that are not those of the tracks"]
    return [Finding("playlist", file, f"{what}: {AGAIN}") for what in wrong]
