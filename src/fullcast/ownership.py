"""Which stories use which entries of the cache, and when they did last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import rendering
from fullcast.errors import RenderError
from fullcast.rendering import inventory
from fullcast.rendering.inventory import CLIPS, PRESSED, USES


@dataclass(slots=True)
class Owned:
    """Which story uses what, by the notes of the cache."""

    uses: list[tuple[rendering.Use, inventory.Entry]]
    last: dict[str, float] = field(default_factory=dict)
    """When a story was made last that uses it, by shortened keys."""
    folders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The stories that use it, by shortened keys."""

    def __post_init__(self) -> None:
        for use, entry in self.uses:
            for key in use.every:
                self.last[key] = max(entry.used, self.last.get(key, entry.used))
                self.folders[key].add(use.folder)

    def used(self, entry: inventory.Entry) -> float:
        """When an entry was used last, by itself or as part of a story."""
        known = self.last if entry.kind in (CLIPS, PRESSED) else {}
        return max(entry.used, known.get(short(entry), entry.used))

    def of(self, entry: inventory.Entry) -> Collection[str]:
        """The folders of the stories that use an entry."""
        return self.folders.get(short(entry), ()) if entry.kind in (CLIPS, PRESSED) else ()

    def folders_called(self, story: str) -> set[str]:
        """The folders of the stories that somebody means by a name.

        Raises:
            RenderError: none is called so.
        """
        wanted, place = story.casefold(), str(Path(story).absolute())
        found = {
            use.folder
            for use, _ in self.uses
            if wanted in (use.title.casefold(), Path(use.folder).name.casefold())
            or use.folder == place
        }
        if not found:
            raise RenderError(
                f'The cache knows no story "{story}". `fullcast cache` lists those it knows.'
            )
        return found


def read(root: Path, found: Iterable[inventory.Entry]) -> Owned:
    """Read the notes among the files of a cache; they do not count as used."""
    store = rendering.Uses(rendering.Store(root / inventory.folder(USES)))
    notes = [each for each in found if each.kind == USES]
    read = [(store.read(each.key), each) for each in notes]
    return Owned([(use, each) for use, each in read if use is not None])


def short(entry: inventory.Entry) -> str:
    """The key of an entry as notes have it."""
    return entry.key[: rendering.SHORT]
