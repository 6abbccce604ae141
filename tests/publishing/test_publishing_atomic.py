"""A file with its final name is whole; nothing else stays behind."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fullcast.errors import OutputError
from fullcast.publishing import replacing, write_bytes
from fullcast.publishing.atomic import _sentence

LEFTOVER = ".fullcast-0123456789ab.part"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with replacing(path) as part:
        part.write(b"0000 and more")
        part.write_at(0, b"head")
        part.write(b".")
        assert path.read_bytes() == b"old"
        assert len(names(tmp_path)) == 2
    assert path.read_bytes() == b"head and more."
    assert names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt])
def test_what_the_block_raises_goes_through_and_leaves_nothing(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(path) as part:
            part.write(b"new")
            raise error("mine")

    with pytest.raises(error) as caught:
        interrupted()
    assert str(caught.value) == "mine"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bin"]


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib; from fullcast.publishing import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as part: os.kill(os.getpid(), 9)"
    )
    if sys.platform == "win32":
        pytest.skip("kills by signal")
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.mp3")], check=False)
    (left,) = names(tmp_path)
    assert left.startswith(".fullcast-")
    (tmp_path / "other.part").touch()
    write_bytes(tmp_path / "b.txt", b"b")
    assert names(tmp_path) == ["b.txt", "other.part"]


def test_runs_leave_each_others_files_alone(tmp_path: Path) -> None:
    (tmp_path / LEFTOVER).mkdir()
    with replacing(tmp_path / "a") as first:
        with replacing(tmp_path / "b") as second:
            second.write(b"b")
        first.write(b"a")
    assert (tmp_path / "a").read_bytes() == b"a"
    assert (tmp_path / "b").read_bytes() == b"b"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.mp3"
    with pytest.raises(OutputError) as caught:
        write_bytes(path, b"")
    assert str(caught.value) == (
        f"cannot write {path}: its folder does not exist: create the folder, or choose another one"
    )


def test_a_folder_in_the_way_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    with pytest.raises(OutputError, match="a folder of that name is in its place"):
        write_bytes(tmp_path / "a.mp3", b"")
    assert names(tmp_path) == ["a.mp3"]


def test_a_file_for_a_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot write .*: "):
        write_bytes(tmp_path / "file" / "a.mp3", b"")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom permissions bind"
)
def test_a_folder_without_permission_says_what_to_do(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="not permitted"):
            write_bytes(tmp_path / "a.mp3", b"")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_says_what_to_do(small_disk: Path) -> None:
    write_bytes(small_disk / "kept", b"x" * 1000)
    with pytest.raises(OutputError, match="the disk is full: free some space"):
        write_bytes(small_disk / "big", bytes(1_000_000))
    assert names(small_disk) == ["kept"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "not permitted"),
        (errno.EPERM, "not permitted"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "check the disk"),
    ],
)
def test_every_failure_has_a_remedy(code: int, words: str) -> None:
    sentence = _sentence(OSError(code, os.strerror(code)), Path("out") / "a.mp3")
    assert sentence.startswith(f"cannot write {Path('out') / 'a.mp3'}: ")
    assert words in sentence
    assert "\n" not in sentence


def test_what_stays_the_same_can_keep_its_date(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    for data, old in ((b"one", False), (b"one", True), (b"two", False), (b"tw", False)):
        if path.exists():
            os.utime(path, ns=(1, 1))
        write_bytes(path, data, keep_same=True)
        assert path.read_bytes() == data
        assert (path.stat().st_mtime_ns == 1) == old
    os.utime(path, ns=(1, 1))
    write_bytes(path, b"tw")
    assert path.stat().st_mtime_ns != 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_part_is_written_back_and_forth_as_an_archive_needs_it(tmp_path: Path) -> None:
    with replacing(tmp_path / "a") as part:
        assert part.write(b"abcdef") == 6
        assert part.seek(2) == 2
        part.write(b"XY")
        assert part.tell() == 4
        part.flush()
    assert (tmp_path / "a").read_bytes() == b"abXYef"
