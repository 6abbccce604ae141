"""Frozen values that are pickled quickly.

A dataclass that is frozen and has slots is taken apart and put together by methods of `dataclasses`
that look its fields up each time, five times slower than a call of the class. Of lines, and what
is known of them, tens of thousands are kept and passed between processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any


class Value:
    """The base of a frozen dataclass whose fields are all arguments of its `__init__`."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        kind: Any = type(self)
        return kind, _parts_of(kind)(self)


@cache
def _parts_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the values of all fields of a class, in the order of its arguments.

    Raises:
        TypeError: a field is no argument that can be given by its place.
    """
    names = [each.name for each in fields(kind)]
    if tuple(names) != kind.__match_args__:
        raise TypeError(f"{kind.__qualname__} has fields that cannot be given by their places")
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    parts: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
    return parts
