"""How the reader of voices.yaml words what is wrong."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

_COMPLAINT = 70
"""Characters of a parser's own words in an error."""
_REMEDIES = (
    (r"character '\\t'", "there is a tab here; YAML is indented by spaces alone"),
    ("another document", "another document begins here; keep one, without `---` or `...` between"),
    ("undefined alias", "a word after * must be named with & before; put a name with * in quotes"),
    ("end of stream|stream end", "a quotation mark or bracket above is never closed; close it"),
    ("character '[@`%]'", "a name cannot begin with this character; put it in quotes"),
    ("version 1", "this version of YAML is unknown; delete the line that begins with %"),
)
"""What parsers say of common mistakes (as regular expressions), and what users can make of it."""
_TAG = "tag:yaml.org,2002:"
KINDS = {"null": "nothing", "bool": "yes or no", "int": "a number", "float": "a number"}


def no_yaml(said: str) -> str:
    """A parser's complaint in plain words, or with the beginning of its own."""
    for known, remedy in _REMEDIES:
        if re.search(known, said):
            return f"there is a mistake in the YAML: {remedy}"
    return (
        "there is a mistake in the YAML here or just above "
        "(often a missing colon or wrong indentation): "
        + textwrap.shorten(said, _COMPLAINT, placeholder="…")
    )


def describe(node: Node) -> str:
    """A node as an error names it."""
    tag = short_tag(node)
    if isinstance(node, MappingNode):
        return "a mapping" if tag == "map" else f"something tagged {tag}"
    if isinstance(node, SequenceNode):
        return "a list" if tag == "seq" else f"something tagged {tag}"
    if tag in ("str", "timestamp", "int", "float", "bool"):
        kind = KINDS.get(tag)
        return f'"{node.value}"' + (f" ({kind})" if kind else "")
    return KINDS.get(tag, f"something tagged {tag}")


def as_mapping(node: Node) -> str:
    """How a mapping is written, for whoever wrote something that looks like one."""
    if isinstance(node, SequenceNode):
        return "; write `name:` without a dash before it"
    key, colon, value = str(node.value).partition(":") if short_tag(node) == "str" else ("", "", "")
    if colon and value.strip() == value != "":
        return f"; put a space behind the colon: {key}: {value}"
    return "; write `key: value` lines below it, indented further"


def did_you_mean(wrong: str, options: Iterable[str], known: str) -> str:
    """The end of a message on a wrong word: the nearest right spelling, or what there is."""
    names = sorted(set(options))
    folded = {name.casefold(): name for name in reversed(names)}
    near = difflib.get_close_matches(wrong.casefold(), list(folded), n=1, cutoff=0.6)
    if near:
        return f'did you mean "{folded[near[0]]}"?'
    if not names:
        return "there are none"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"{known}: {shown}"


def short_tag(node: Any) -> str:
    """The tag of a node, without what all tags of YAML itself begin with."""
    return str(node.tag).removeprefix(_TAG)
