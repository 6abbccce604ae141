"""What lies in the cache and whose it is, what may go, and whether it is whole."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fullcast import ownership, rendering
from fullcast.ownership import Owned, short
from fullcast.rendering import inventory
from fullcast.rendering.inventory import (
    CLIPS,
    COVERS,
    LEDGER,
    LEFTOVERS,
    OTHER,
    PRESSED,
    SPEEDS,
    STUDIES,
)

FETCHED = ("kokoro", "whisper-base")
"""The folders of voices and networks that were fetched."""

ORDINARY = (CLIPS, PRESSED, STUDIES, LEDGER, COVERS, SPEEDS)
"""What is removed where no kind is named: it is made again by itself when it is needed."""

NAMED = (inventory.ANSWERS, *FETCHED)
"""What is removed only where it is named: it costs a connection to get it again, or money."""

_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is of something."""

    files: int = 0
    size: int = 0
    """Bytes."""

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.files + other.files, self.size + other.size)


@dataclass(frozen=True, slots=True)
class Story:
    """A story and what it uses of the cache; what several stories use counts for each."""

    title: str
    folder: str
    clips: Amount
    pressed: Amount
    used: float
    """When it was made last: seconds of the epoch."""

    @property
    def size(self) -> int:
        """Bytes of all."""
        return self.clips.size + self.pressed.size


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in a cache."""

    root: Path
    kinds: Mapping[str, Amount]
    engines: Mapping[str, Amount]
    """Of clips, by the engine that spoke them, as far as stories tell."""
    stories: tuple[Story, ...]
    nobodys_clips: Amount
    """Those that no story uses that is known."""
    nobodys_pressed: Amount
    """The same of passages."""

    @property
    def nobodys(self) -> Amount:
        """What no story uses that is known."""
        return self.nobodys_clips + self.nobodys_pressed

    @property
    def total(self) -> Amount:
        """All files."""
        return sum(self.kinds.values(), Amount())


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be removed: that to which all of it applies."""

    kinds: frozenset[str] = frozenset()
    """Of `ORDINARY` and `NAMED`; empty for `ORDINARY`."""
    days: float | None = None
    """Not used for so many days."""
    size: int | None = None
    """As much of it, the least recently used first, that no more bytes of these kinds are left."""
    story: str | None = None
    """Used by the story of that title or folder, and by no other."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed, or would be."""

    removed: Mapping[str, Amount]
    left: Amount
    """Of the kinds that were looked at."""
    needed: int
    """Files that had to go, and stayed because a story that is being made may need them."""


@dataclass(frozen=True, slots=True)
class Damage:
    """An entry that is not whole."""

    path: Path
    reason: str
    removed: bool


def survey(root: Path) -> Survey:
    """Look at everything in a cache; nothing of it counts as used.

    Raises:
        RenderError: it cannot be read.
    """
    found = list(inventory.entries(root, FETCHED))
    owned = ownership.read(root, found)
    kinds = _amounts((each.kind, each) for each in found)
    spoken = {short(each): each for each in found if each.kind == CLIPS}
    pressed = {short(each): each for each in found if each.kind == PRESSED}
    engines = {
        key: (engine, spoken[key])
        for use, _ in owned.uses
        for engine, keys in use.clips.items()
        for key in keys & spoken.keys()
    }
    return Survey(
        root,
        kinds,
        _amounts(engines.values()),
        tuple(_stories(owned, spoken, pressed)),
        _amount(each for each in spoken.values() if not owned.of(each)),
        _amount(each for each in pressed.values() if not owned.of(each)),
    )


def prune(root: Path, wish: Wish, *, dry_run: bool = False) -> Pruned:
    """Remove what is wished for, least recently used first, and what killed runs left half written.

    What stories that are being made may need stays. Without a wish only the leftovers go.

    Raises:
        RenderError: the cache cannot be read, nothing can be removed, or there is no such story.
    """
    now = time.time()
    busy = rendering.stories_at_work(root)
    found = list(inventory.entries(root, FETCHED))
    owned = ownership.read(root, found)
    going = [each for each in found if inventory.is_abandoned(each, now)]
    kinds = wish.kinds or frozenset(ORDINARY)
    looked_at = [each for each in found if each.kind in kinds]
    chosen = list(_chosen(looked_at, wish, owned, now)) if wish != Wish() else []
    free = [each for each in chosen if not _is_needed(each, owned, busy)]
    going += free
    removed = [each for each in going if dry_run or inventory.remove(each)]
    gone = {each.path for each in removed}
    if not dry_run:
        _forget(owned, [each for each in found if each.path not in gone], wish, busy)
    left = _amount(each for each in looked_at if each.path not in gone)
    kinds_gone = _amounts((each.kind, each) for each in removed)
    return Pruned(kinds_gone, left, len(chosen) - len(free))


def verify(root: Path, *, repair: bool = False) -> Iterator[Damage | None]:
    """Read everything; yields what is wrong with each file in turn, or None.

    Fetched voices are not looked at: they are held against their digests whenever they are used.

    Raises:
        RenderError: the cache cannot be read, or something damaged cannot be removed.
    """
    for entry in inventory.entries(root, FETCHED):
        if entry.kind in (LEFTOVERS, OTHER, *FETCHED):
            continue
        reason = inventory.fault(entry)
        if reason is None:
            yield None
        else:
            yield Damage(entry.path, reason, repair and inventory.remove(entry, even_if_used=True))


def _stories(
    owned: Owned, spoken: Mapping[str, inventory.Entry], pressed: Mapping[str, inventory.Entry]
) -> Iterator[Story]:
    by_folder: dict[str, list[tuple[rendering.Use, inventory.Entry]]] = defaultdict(list)
    for use, entry in owned.uses:
        by_folder[use.folder].append((use, entry))
    for folder, uses in sorted(by_folder.items()):
        keys = frozenset().union(*(use.every for use, _ in uses))
        latest = max(uses, key=lambda each: (each[1].used, each[0].part))
        yield Story(
            *(latest[0].title, folder),
            _amount(spoken[key] for key in keys & spoken.keys()),
            _amount(pressed[key] for key in keys & pressed.keys()),
            latest[1].used,
        )


def _chosen(
    looked_at: Iterable[inventory.Entry], wish: Wish, owned: Owned, now: float
) -> Iterator[inventory.Entry]:
    """What has to go, least recently used first."""
    looked_at = list(looked_at)
    left = sum(each.size for each in looked_at)
    folders = owned.folders_called(wish.story) if wish.story is not None else None
    # A time in the future is one that a wrong clock gave.
    by_age = sorted((min(owned.used(each), now), os.fspath(each.path), each) for each in looked_at)
    for used, _, entry in by_age:
        if folders is not None and not _only(owned.of(entry), folders):
            continue
        if wish.days is not None and now - used < wish.days * _DAY:
            continue
        if wish.size is not None and left <= wish.size:
            continue
        left -= entry.size
        yield entry


def _only(owners: Collection[str], folders: Collection[str]) -> bool:
    return bool(owners) and set(owners) <= set(folders)


def _is_needed(entry: inventory.Entry, owned: Owned, busy: Mapping[str, float]) -> bool:
    """Whether a story that is being made may need an entry: it uses it, or it came meanwhile."""
    if not busy:
        return False
    return entry.used >= min(busy.values()) or not busy.keys().isdisjoint(owned.of(entry))


def _forget(
    owned: Owned, left: Iterable[inventory.Entry], wish: Wish, busy: Collection[str]
) -> None:
    """Remove the notes of which nothing is left, and those of a story that was to go altogether."""
    keys = {short(each) for each in left if each.kind in (CLIPS, PRESSED)}
    story = wish.story if wish == Wish(story=wish.story) else None
    named = owned.folders_called(story) if story is not None else set()
    for use, entry in owned.uses:
        if use.folder not in busy and (use.folder in named or keys.isdisjoint(use.every)):
            inventory.remove(entry)


def _amounts(pairs: Iterable[tuple[str, inventory.Entry]]) -> dict[str, Amount]:
    sums: dict[str, Amount] = defaultdict(Amount)
    for name, entry in pairs:
        sums[name] += Amount(1, entry.size)
    return dict(sorted(sums.items()))


def _amount(found: Iterable[inventory.Entry]) -> Amount:
    return sum((Amount(1, each.size) for each in found), Amount())
