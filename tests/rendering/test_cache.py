from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fullcast.errors import RenderError
from fullcast.model import Audio
from fullcast.rendering import Cache, default_cache_root, read_clip
from fullcast.rendering.recency import LEFTOVER_AGE

KEY = "0f" * 32
SOUND = Audio(np.linspace(-1, 1, 4_000, dtype=np.float32), 8_000)


def files(root: Path) -> list[str]:
    """All files below a folder."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_clip_is_kept_under_its_key(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache")
    clip = cache.put(KEY, SOUND)
    assert clip.path == tmp_path / "deep" / "cache" / "0f" / f"{KEY}.wav"
    assert (clip.key, clip.duration) == (KEY, 0.5)
    assert cache.get(KEY) == clip
    assert cache.holds(KEY)
    assert files(cache.root) == [f"0f/{KEY}.wav"]


@settings(deadline=None, max_examples=50)
@given(
    arrays.arrays(np.float32, st.integers(0, 200), elements=st.floats(-1, 1, width=32)),
    st.integers(8_000, 192_000),
)
def test_what_is_put_is_got(
    tmp_path_factory: pytest.TempPathFactory, sound: np.ndarray, rate: int
) -> None:
    root = tmp_path_factory.getbasetemp() / "put-and-got"
    Cache(root).put(KEY, Audio(sound, rate))
    clip = Cache(root).get(KEY)
    assert clip is not None
    audio = read_clip(clip)
    assert audio.rate == rate
    assert clip.duration == len(sound) / rate
    assert np.max(np.abs(audio.samples - sound), initial=0.0) < 1 / 65_000
    assert len(audio.samples) == len(sound)


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    assert not cache.holds(KEY)
    assert cache.damaged == []


@pytest.mark.parametrize("key", ["", "abc", "../../etc/passwd", KEY.upper(), KEY + "\n"])
def test_nothing_but_a_key_names_a_file(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not the key of a job"):
        Cache(tmp_path).get(key)


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def halve(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def blank(path: Path) -> None:
    """Make a file what a power failure leaves of it: the length without the content."""
    path.write_bytes(bytes(path.stat().st_size))


def clear(path: Path) -> None:
    """Leave nothing in a file."""
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [flip, halve, blank, clear])
def test_a_damaged_clip_is_reported_and_missing(tmp_path: Path, damage: object) -> None:
    cache = Cache(tmp_path)
    clip = cache.put(KEY, SOUND)
    assert callable(damage)
    damage(clip.path)
    assert not cache.holds(KEY)
    assert clip.path.exists()
    with pytest.raises(RenderError, match="cannot be read"):
        read_clip(clip)
    assert cache.get(KEY) is None
    assert len(cache.damaged) == 1
    assert str(clip.path) in cache.damaged[0]
    assert not clip.path.exists()
    assert cache.put(KEY, SOUND) == clip == cache.get(KEY)
    assert len(cache.damaged) == 1


def test_a_clip_that_another_process_has_mended_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    clip = cache.put(KEY, SOUND)
    flip(clip.path)
    real_stat = Path.stat

    def stat_after_mending(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == clip.path:
            monkeypatch.undo()
            Cache(tmp_path).put(KEY, SOUND)
        return real_stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat_after_mending)
    assert cache.get(KEY) == clip
    assert cache.damaged == []


def test_a_clip_that_has_gone_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    clip = Cache(tmp_path).put(KEY, SOUND)
    clip.path.unlink()
    with pytest.raises(RenderError, match=r"Run the same command again"):
        read_clip(clip)


def test_old_leftovers_of_killed_runs_are_cleared(tmp_path: Path) -> None:
    partial = tmp_path / "partial"
    partial.mkdir()
    old, young = partial / "old", partial / "young"
    for path, age in ((old, LEFTOVER_AGE + 60), (young, LEFTOVER_AGE - 60)):
        path.write_bytes(b"RIFF")
        os.utime(path, (time.time() - age,) * 2)
    Cache(tmp_path)
    assert files(partial) == ["young"]


def test_a_cache_that_vanishes_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    (tmp_path / "cache").rmdir()
    assert cache.put(KEY, SOUND) == cache.get(KEY)


def test_a_cache_in_the_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    for root in (tmp_path / "taken", tmp_path / "taken" / "below"):
        with pytest.raises(RenderError, match=r"cannot be made: .*\. Make room .* FULLCAST_CACHE"):
            Cache(root)


WRITE_WITHOUT_LEAVE = """
import os, sys
from pathlib import Path
import numpy as np
from fullcast.errors import RenderError
from fullcast.model import Audio
from fullcast.rendering import Cache

os.chdir(sys.argv[1])
if os.geteuid() == 0:  # root may write everywhere
    os.setuid(65534)
cache = Cache(Path("."))
assert cache.get("0f" * 32) is not None
try:
    cache.put("ab" * 32, Audio(np.zeros(9, np.float32), 8_000))
except RenderError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode on Windows")
def test_a_cache_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, SOUND)
    tmp_path.chmod(0o555)
    try:
        told = subprocess.run(
            [sys.executable, "-c", WRITE_WITHOUT_LEAVE, tmp_path],
            check=True,
            capture_output=True,
            text=True,
        )
    finally:
        tmp_path.chmod(0o755)
    assert told.stdout == (
        "The cache . cannot be written: Permission denied. Make room there (`fullcast cache prune` "
        "can) and see that you may write to it, or set FULLCAST_CACHE to another folder.\n"
    )


WRITE_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
import numpy as np
from fullcast.errors import RenderError
from fullcast.model import Audio
from fullcast.rendering import Cache

cache = Cache(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    cache.put("ab" * 32, Audio(np.zeros(9_000, np.float32), 8_000))
except RenderError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no sizes of files")
def test_no_room_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", WRITE_WITHOUT_ROOM, tmp_path],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.startswith(f"The cache {tmp_path} cannot be written: File too large. Make")
    assert files(tmp_path) == []


PUT_MANY = """
import sys
from pathlib import Path
import numpy as np
from fullcast.model import Audio
from fullcast.rendering import Cache, read_clip

cache = Cache(Path(sys.argv[1]))
for turn in range(150):
    key = f"{turn % 5:064x}"
    sound = np.full(20_000, (turn % 5) / 5, np.float32)
    clip = cache.get(key) if turn % 2 else cache.put(key, Audio(sound, 8_000))
    assert clip is None or abs(read_clip(clip).samples - sound).max() < 1e-4
print(len(cache.damaged))
"""


def test_processes_share_a_cache(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PUT_MANY, tmp_path], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [writer.communicate()[0] for writer in writers] == ["0\n"] * 3
    assert files(tmp_path) == [f"00/{key:064x}.wav" for key in range(5)]


def test_the_cache_lies_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path))
    assert default_cache_root() == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("FULLCAST_CACHE", "~/clips")
    assert default_cache_root() == tmp_path / "clips"
    monkeypatch.delenv("FULLCAST_CACHE")
    assert "fullcast" in default_cache_root().parts
