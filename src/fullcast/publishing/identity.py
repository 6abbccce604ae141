"""By what programs know a story and its files again."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from fullcast.errors import OutputError
from fullcast.model import Book


def book_uuid(book: Book) -> uuid.UUID:
    """The same for every edition of a story, and for no other one of another title or author."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"fullcast\n{book.title}\n{book.author or ''}")


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error.strerror or error})") from error
