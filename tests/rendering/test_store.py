"""The store: what is found is what was kept, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.rendering.store import Store, key_of

KEY = key_of("a", 1)


@given(st.binary(max_size=200), st.text(max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_found(tmp_path: Path, data: bytes, name: str) -> None:
    store = Store(tmp_path / "store")
    store.put(key_of(name), data)
    assert Store(store.root).get(key_of(name)) == data


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").get(KEY) is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damage", ["cut", "altered", "renamed", "empty"])
def test_damage_is_found_out_and_removed(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"sound" * 20)
    path, key = store.path(KEY), KEY
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[:50])
    elif damage == "altered":
        path.write_bytes(b"S" + data[1:])
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        key = key_of("another")
        store.path(key).parent.mkdir(exist_ok=True)
        path.rename(store.path(key))
    assert store.get(key) is None
    assert not store.path(key).exists()


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"x")
    store.put(KEY, b"y")
    assert store.get(KEY) == b"y"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [KEY]


def test_a_full_disk_keeps_nothing_and_says_nothing(small_disk: Path) -> None:
    store = Store(small_disk / "store")
    store.put(KEY, bytes(50_000_000))
    assert store.get(KEY) is None
    assert [path for path in small_disk.rglob("*") if path.is_file()] == []


def test_keys_tell_their_parts_apart() -> None:
    assert len({key_of("ab"), key_of("a", "b"), key_of(("a", "b")), key_of(1), key_of(1.0)}) == 5
    assert key_of("\ud800") == key_of("\ud800")
