"""The cache's contents are told apart, removed by age, size and story, and checked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from fullcast import housekeeping, rendering
from fullcast.assistant.answerbook import Answerbook
from fullcast.errors import RenderError
from fullcast.housekeeping import Amount, Wish, prune, survey, verify
from fullcast.model import Audio
from fullcast.rendering import SHORT, Cache, Store, Use, Uses, key_of

DAY = 86400.0
SOUND = Audio(np.zeros(5000, np.float32), 8000)
A, B, SHARED, LOOSE = (key_of(name) for name in ("a", "b", "shared", "loose"))
PRESSED = key_of("pressed")


def short(*keys: str) -> frozenset[str]:
    return frozenset(key[:SHORT] for key in keys)


def aged(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def note(root: Path, title: str, *keys: str, days: float = 0, part: str = "1") -> None:
    store = Store(root / "stories")
    Uses(store).note(Use(title, f"/books/{title}", part, {"tone": short(*keys)}, short(PRESSED)))
    aged(store.path(key_of(f"/books/{title}", part)), days)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two stories that share a clip, and a clip and other things that belong to none."""
    root = tmp_path / "cache"
    cache = Cache(root)
    for days, key in ((40, A), (30, B), (20, SHARED), (10, LOOSE)):
        aged(cache.put(key, SOUND).path, days)
    for name, key in (("pressed", PRESSED), ("studies", A), ("made", A), ("speeds", A)):
        store = Store(root / name)
        store.put(key, b"x" * 1000)
        aged(store.path(key), 50)
    Answerbook(root / "answers").put(A, "Pim")
    (root / "kokoro").mkdir()
    (root / "kokoro" / "model").write_bytes(b"y" * 5000)
    (root / "mine.txt").write_text("not the program's own")
    note(root, "One", A, SHARED, days=5)
    note(root, "Two", B, SHARED, days=25)
    return root


def clips(root: Path) -> set[str]:
    return {path.stem for path in root.glob("??/*.wav")}


def size(root: Path) -> int:
    return next(path.stat().st_size for path in root.glob("??/*.wav"))


def test_a_survey_counts_by_kind_engine_and_story(root: Path) -> None:
    found = survey(root)
    each = size(root)
    assert found.kinds["clips"] == Amount(4, 4 * each)
    assert found.kinds["kokoro"] == Amount(1, 5000)
    assert {kind: amount.files for kind, amount in found.kinds.items()} == {
        "answers": 1,
        "clips": 4,
        "kokoro": 1,
        "ledger": 1,
        "notes": 2,
        "other": 1,
        "passages": 1,
        "speeds": 1,
        "studies": 1,
    }
    assert found.total.size == sum(p.stat().st_size for p in root.rglob("*") if p.is_file())
    assert found.engines == {"tone": Amount(3, 3 * each)}
    one, two = found.stories
    assert (one.title, one.clips, two.clips) == ("One", Amount(2, 2 * each), Amount(2, 2 * each))
    assert one.pressed.files == two.pressed.files == 1
    assert time.time() - one.used == pytest.approx(5 * DAY, abs=60)
    assert (found.nobodys_clips, found.nobodys_pressed) == (Amount(1, each), Amount())


def test_looking_is_no_use(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    survey(root)
    list(verify(root))
    prune(root, Wish(size=0), dry_run=True)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_an_empty_cache_is_nothing(tmp_path: Path) -> None:
    assert survey(tmp_path / "none").total == Amount()
    assert prune(tmp_path / "none", Wish(days=0)).removed == {}
    assert list(verify(tmp_path / "none")) == []


def test_without_a_wish_only_leftovers_go(root: Path) -> None:
    old, young, later = (root / "partial" / name for name in ("old", "young", "later"))
    part = root / "kokoro" / "model.x.part"
    old.parent.mkdir(exist_ok=True)
    for path, days in ((old, 1), (young, 0), (later, -1), (part, 1)):
        path.write_bytes(b"RIFF")
        aged(path, days)
    assert prune(root, Wish()).removed == {"half-written": Amount(3, 12)}
    assert young.exists()
    assert not old.exists()
    assert not later.exists()
    assert not part.exists()
    assert len(clips(root)) == 4


def test_what_is_old_goes_unless_a_story_was_made_of_it_since(root: Path) -> None:
    pruned = prune(root, Wish(days=15))
    assert clips(root) == {A, SHARED, LOOSE}
    assert {kind: amount.files for kind, amount in pruned.removed.items()} == {
        "clips": 1,
        "ledger": 1,
        "speeds": 1,
        "studies": 1,
    }
    assert (root / "answers" / f"{A}.json").exists()
    assert (root / "kokoro" / "model").exists()


@pytest.mark.parametrize(
    ("keep", "left"), [(3, {A, SHARED, LOOSE}), (2, {A, SHARED}), (1, set()), (0, set())]
)
def test_the_least_recently_used_goes_first(root: Path, keep: int, left: set[str]) -> None:
    # Whatever a story uses was used when the story was made: A and SHARED, and what was pressed.
    each = size(root)
    pruned = prune(root, Wish(kinds=frozenset({"clips"}), size=keep * each))
    assert len(clips(root)) == keep
    assert keep < 2 or clips(root) == left
    assert pruned.left == Amount(keep, keep * each)


def test_only_what_one_story_uses_goes_with_it(root: Path) -> None:
    prune(root, Wish(story="two"))
    assert clips(root) == {A, SHARED, LOOSE}
    assert [story.title for story in survey(root).stories] == ["One"]
    prune(root, Wish(story="/books/One", days=6))
    assert clips(root) == {A, SHARED, LOOSE}
    prune(root, Wish(story="/books/One"))
    assert clips(root) == {LOOSE}


def test_a_story_of_which_nothing_is_left_is_forgotten(root: Path) -> None:
    prune(root, Wish(size=0))
    assert survey(root).stories == ()
    with pytest.raises(RenderError, match="no story"):
        prune(root, Wish(story="One"))


@pytest.mark.parametrize("kind", ["answers", "kokoro"])
def test_what_is_dear_goes_only_by_its_name(root: Path, kind: str) -> None:
    prune(root, Wish(days=0))
    prune(root, Wish(size=0))
    assert kind in survey(root).kinds
    assert prune(root, Wish(kinds=frozenset({kind}))).removed.keys() == {kind}
    assert kind not in survey(root).kinds
    assert (root / "mine.txt").exists()


def test_a_dry_run_removes_nothing_and_tells_the_same(root: Path) -> None:
    before = sorted(root.rglob("*"))
    told = prune(root, Wish(days=15), dry_run=True)
    assert sorted(root.rglob("*")) == before
    assert prune(root, Wish(days=15)) == told


def test_what_a_running_story_needs_stays(root: Path) -> None:
    with rendering.at_work(root, "/books/One"):
        new = Cache(root).put(key_of("new"), SOUND)
        pruned = prune(root, Wish(size=0))
        assert clips(root) == {A, SHARED, new.key}
        assert pruned.needed == 4
    assert prune(root, Wish(size=0)).left.files == 0


def test_times_in_the_future_are_taken_for_now(root: Path) -> None:
    aged(root / LOOSE[:2] / f"{LOOSE}.wav", -400)
    prune(root, Wish(days=1, kinds=frozenset({"clips"})))
    assert clips(root) == {LOOSE}
    prune(root, Wish(days=0, kinds=frozenset({"clips"})))
    assert not clips(root)


def test_verifying_names_what_is_damaged(root: Path) -> None:
    assert set(verify(root)) == {None}
    clip, pressed = root / A[:2] / f"{A}.wav", Store(root / "pressed").path(PRESSED)
    answer = root / "answers" / f"{A}.json"
    clip.write_bytes(clip.read_bytes()[:-1])
    pressed.write_bytes(b"z" + pressed.read_bytes()[1:])
    answer.write_text("[")
    found = [each for each in verify(root) if each is not None]
    assert {each.path for each in found} == {clip, pressed, answer}
    assert all(each.path.exists() and not each.removed for each in found)
    assert all(each.removed for each in verify(root, repair=True) if each is not None)
    assert not any(path.exists() for path in (clip, pressed, answer))
    assert set(verify(root)) == {None}


def test_notes_do_not_grow_with_what_was_changed(root: Path) -> None:
    for number in range(5):
        note(root, "One", key_of(number))
    assert survey(root).kinds["notes"].files == 2


def test_the_folders_of_fetched_files_are_known() -> None:
    from fullcast.engines import kokoro_weights
    from fullcast.recognition import weights

    sources = [Path(module.__file__ or "").read_text() for module in (kokoro_weights, weights)]
    for folder, source in zip(housekeeping.FETCHED, sources, strict=True):
        assert f'folders.cache() / "{folder}"' in source
