"""YAML as a tree that knows its lines, read without building any object.

The tree is ruamel.yaml's node graph: aliases stay references and tags stay text, so neither a
"billion laughs" file nor a tag that names a Python class can do harm.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from fullcast.casting.complaints import KINDS, as_mapping, describe, no_yaml, short_tag
from fullcast.errors import VoiceMapError

MAX_BYTES = 1 << 20
"""Largest voices.yaml that is read: about 15,000 characters of a library."""
_DEEPEST = 200
"""Brackets that may be open at a time."""


def read_text(path: Path) -> str:
    """The file's text, with its byte order mark if it has one.

    Raises:
        VoiceMapError: it is missing, unreadable, too large or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise VoiceMapError(
            "there is no such file; `fullcast cast STORY --write` makes one", path
        ) from None
    except OSError as error:
        raise VoiceMapError(
            f"it cannot be read: {error.strerror or error}; give a file that you may read", path
        ) from error
    if len(data) > MAX_BYTES:
        raise VoiceMapError(f"it is larger than {MAX_BYTES // 1024} KiB: not a voice map", path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VoiceMapError("it is not UTF-8 text; save it as UTF-8", path, line) from error


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, its value, and the line of the key, from 1."""

    key: str
    value: Node
    line: int


class Document:
    """A parsed file: turns nodes into values, or says on which line that cannot be done."""

    def __init__(self, path: Path, text: str) -> None:
        """Parse `text`, which must not begin with a byte order mark."""
        self.path = path
        self._rows = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
        self.root: Node | None = self._compose(text)

    def _compose(self, text: str) -> Node | None:
        if _brackets(text) > _DEEPEST:  # the parser takes time that grows with their square
            raise VoiceMapError("it is nested too deeply: not a voice map", self.path)
        try:
            with warnings.catch_warnings():  # the last of two anchors of one name counts
                warnings.simplefilter("ignore", ReusedAnchorWarning)
                root: Node | None = YAML(typ="rt", pure=True).compose(text)
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise VoiceMapError(
                "a character stands here that YAML does not allow; delete it, or save the file as "
                "UTF-8 if it is text in another encoding",
                self.path,
                line,
            ) from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = None if mark is None else mark.line + 1
            said = f"{error.problem or error.context}"
            raise VoiceMapError(no_yaml(said), self.path, where) from error
        except RecursionError:
            raise VoiceMapError("it is nested too deeply: not a voice map", self.path) from None
        except (YAMLError, ValueError) as error:
            raise VoiceMapError(no_yaml(str(error)), self.path) from error
        return root

    def fail(self, message: str, where: Node | int | None) -> NoReturn:
        """Raise the VoiceMapError for a node or a line that counts from 1."""
        line = where.start_mark.line + 1 if isinstance(where, Node) else where
        raise VoiceMapError(message, self.path, line)

    def entries(self, node: Node, what: str) -> Iterator[Entry]:
        """The entries of a mapping (none if it is empty), in file order, then the merged ones."""
        if self.is_null(node):
            return
        if not isinstance(node, MappingNode) or short_tag(node) != "map":
            hint = as_mapping(node)
            self.fail(
                f"{what} must be a mapping of keys to values, not {describe(node)}{hint}", node
            )
        own, merged = self._split(node, what)
        seen = set()
        for entry in self._own_entries(own, what):
            seen.add(entry.key)
            yield entry
        for entry in self._merged_entries(merged, what, (node,)):
            if entry.key not in seen:
                seen.add(entry.key)
                yield entry

    def _split(
        self, node: MappingNode, what: str
    ) -> tuple[list[tuple[Node, Node]], list[MappingNode]]:
        own: list[tuple[Node, Node]] = []
        merged: list[Node] = []
        for key, value in node.value:
            if short_tag(key) != "merge":
                own.append((key, value))
            elif isinstance(value, SequenceNode):
                merged.extend(value.value)
            else:
                merged.append(value)
        bases = []
        for base in merged:
            if not isinstance(base, MappingNode):
                self.fail(f"{what}: << must name a mapping", base)
            bases.append(base)
        return own, bases

    def _own_entries(self, pairs: list[tuple[Node, Node]], what: str) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        for key, value in pairs:
            line = key.start_mark.line + 1
            name = self.text(key, f"a key of {what}")
            if name in seen:
                self.fail(f'"{name}" stands twice, first on line {seen[name]}; keep one', line)
            seen[name] = line
            if self.is_null(value) and not value.value:  # its place is the next token's
                value.start_mark = value.end_mark = key.end_mark
            yield Entry(name, value, line)

    def _merged_entries(
        self, bases: list[MappingNode], what: str, above: tuple[Node, ...]
    ) -> Iterator[Entry]:
        for base in bases:
            if any(base is node for node in above) or len(above) > 8:
                self.fail(f"{what}: << leads back to itself", base)
            own, deeper = self._split(base, what)
            yield from self._own_entries(own, what)
            yield from self._merged_entries(deeper, what, (*above, base))

    def items(self, node: Node, what: str) -> list[Node]:
        """The nodes of a list (none if it is empty)."""
        if self.is_null(node):
            return []
        if not isinstance(node, SequenceNode) or short_tag(node) != "seq":
            hint = f"; write [{node.value}]" if short_tag(node) == "str" else ""
            self.fail(f"{what} must be a list, not {describe(node)}{hint}", node)
        return list(node.value)

    def text(self, node: Node, what: str) -> str:
        """A string that is not empty."""
        if not isinstance(node, ScalarNode) or short_tag(node) != "str":
            quotable = isinstance(node, ScalarNode) and short_tag(node) in (*KINDS, "timestamp")
            hint = f'; put it in quotes: "{node.value}"' if quotable and node.value else ""
            self.fail(f"{what} must be text, not {describe(node)}{hint}", node)
        value = str(node.value)
        if not value.strip():
            self.fail(f"{what} must not be empty", node)
        return value.strip()

    def word(self, node: Node, what: str) -> str:
        """A string that is one of a few: what YAML takes for a number is as wrong as any other."""
        if isinstance(node, ScalarNode) and node.value and short_tag(node) in KINDS:
            return str(node.value)
        return self.text(node, what)

    def flag(self, node: Node, what: str) -> bool:
        """`true` or `false`."""
        value = node.value.casefold() if isinstance(node, ScalarNode) else ""
        if value not in ("true", "false"):
            self.fail(f"{what} must be true or false, not {describe(node)}", node)
        return bool(value == "true")

    def number(self, node: Node, what: str, bounds: tuple[float, float]) -> float:
        """A finite number within `bounds`."""
        low, high = bounds
        if not isinstance(node, ScalarNode) or short_tag(node) not in ("int", "float"):
            self.fail(
                f"{what} must be a number from {low:g} to {high:g}, not {describe(node)}", node
            )
        try:
            value = float(node.value.replace("_", ""))
        except ValueError:  # .inf, .nan, 0x10, or !!int on what is none
            value = math.nan
        if not low <= value <= high:
            self.fail(f"{what} must be from {low:g} to {high:g}, not {node.value}", node)
        return value

    def scalar(self, node: Node, what: str) -> str:
        """A text or a number as it is written."""
        if isinstance(node, ScalarNode) and short_tag(node) == "int":
            return str(node.value)
        return self.text(node, what)

    def comment_behind(self, node: Node, pattern: str) -> str:
        """A comment that ends the line of an unquoted text and fits all of a pattern, or ""."""
        if not isinstance(node, ScalarNode) or node.style is not None:
            return ""
        rest = self._rows[node.end_mark.line][node.end_mark.column :].strip()
        return rest if re.fullmatch(pattern, rest) else ""

    @staticmethod
    def is_text(node: Node) -> bool:
        """Whether a value is a string."""
        return isinstance(node, ScalarNode) and short_tag(node) == "str"

    @staticmethod
    def is_list(node: Node) -> bool:
        """Whether a value is a list."""
        return isinstance(node, SequenceNode)

    @staticmethod
    def is_mapping(node: Node) -> bool:
        """Whether a value has keys of its own."""
        return isinstance(node, MappingNode)

    @staticmethod
    def is_null(node: Node) -> bool:
        """Whether a value was left empty (or is `null` or `~`)."""
        return short_tag(node) == "null"


def _brackets(text: str) -> int:
    """How many brackets are open at once, at most; quotations and comments are not told apart."""
    signs = (1 if sign in "[{" else -1 for sign in text if sign in "[]{}")
    return max(accumulate(signs), default=0)
