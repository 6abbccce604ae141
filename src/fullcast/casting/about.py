"""The keys of voices.yaml that tell of a book: title, author, series, year, genre, cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from fullcast.casting.document import Document, Entry
from fullcast.casting.voicemap import VoiceChoice
from fullcast.particulars import Particulars, label_of, labels_of, series_of, year_of

_T = TypeVar("_T")


class About:
    """Reads them, each as the `Particulars` that it says."""

    def __init__(self, document: Document) -> None:
        self.doc = document

    def of_one_story(self) -> dict[str, Callable[[Entry], Particulars]]:
        """The keys that only a single story can have, and what reads them."""
        return {
            "title": lambda entry: Particulars(title=self._said(entry, label_of)),
            "series": self._series,
            "year": self._year,
            "cover": self._cover,
        }

    def genre(self, entry: Entry) -> Particulars:
        """One or more genres, as a list or with semicolons between."""
        return Particulars(genres=self._several(entry, "genre"))

    def named(self, entry: Entry, whose: str) -> Particulars:
        """The name of the author, or the names of the narrators."""
        if whose == "author":
            return Particulars(author=self._said(entry, label_of, "author: name"))
        return Particulars(narrators=self._several(entry, "narrator: name"))

    def not_text(self, entry: Entry) -> None:
        """Refuse `author: Jane`, which may be meant for her name or for a voice."""
        if self.doc.is_text(entry.value):
            word = str(entry.value.value)
            self.doc.fail(
                f"{entry.key} must be a mapping of keys to values; write {{name: {word}}} if this "
                f"is who it is, {{voice: {word}}} if it is how they sound",
                entry.line,
            )

    def _several(self, entry: Entry, what: str) -> tuple[str, ...]:
        if not self.doc.is_list(entry.value):
            return self._said(entry, labels_of, what)
        nodes = self.doc.items(entry.value, what)
        names = [self._read(self.doc.text(node, what), label_of, what, entry) for node in nodes]
        return tuple(dict.fromkeys(names))

    def _series(self, entry: Entry) -> Particulars:
        if number := self.doc.comment_behind(entry.value, r"#\s*\d[\d.]*"):
            self.doc.fail(
                f"series: what follows a # is a comment in YAML; put all of it in quotes: "
                f'"{entry.value.value} {number}"',
                entry.line,
            )
        name, place = self._said(entry, series_of)
        return Particulars(series=name, series_number=place)

    def _year(self, entry: Entry) -> Particulars:
        text = self.doc.scalar(entry.value, "year")
        return Particulars(year=self._read(text, year_of, "year", entry))

    def _cover(self, entry: Entry) -> Particulars:
        """A path is meant from where voices.yaml lies."""
        return Particulars(cover=self.doc.path.parent / self.doc.text(entry.value, "cover"))

    def _said(self, entry: Entry, meaning: Callable[[str], _T], what: str = "") -> _T:
        what = what or entry.key
        return self._read(self.doc.text(entry.value, what), meaning, what, entry)

    def _read(self, text: str, meaning: Callable[[str], _T], what: str, entry: Entry) -> _T:
        try:
            return meaning(text)
        except ValueError as error:
            self.doc.fail(f"{what} {error}", entry.line)


def together(found: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a section, with all that they say of the book as one."""
    values: dict[str, Any] = {}
    said = Particulars()
    for key, value in found.items():
        match value:
            case Particulars():
                said = said.over(value)
            case (VoiceChoice() as choice, Particulars() as named):
                said = said.over(named)
                values[key] = choice
            case _:
                values[key] = value
    return {**values, "particulars": said}
