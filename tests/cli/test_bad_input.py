"""Whatever comes in: one clear sentence on stderr, the right exit code, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import MILL, TONE, Cli, command, contents, run

SCRIPT = "output/The Mill on the Hill/The Mill on the Hill.script.txt"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty.txt is empty"),
        ("blank.txt", b" \n\n\t\n", "empty"),
        ("noise.txt", bytes(range(256)) * 20, "binary file"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        ("marks.txt", b"... !!!\n\n***\n\n?!\n", "no words that can be spoken"),
        ("story.docx", b"PK\x03\x04", "story.docx is damaged or incomplete"),
        ("story", b"Once.", "a story file ends in .txt, .md, .html, .epub, .docx or .odt"),
        ("mill.script.txt", b"Narrator: It rained.\n", "is a script, not a story"),
    ],
)
def test_what_is_no_story(cli: Cli, name: str, data: bytes, message: str) -> None:
    Path(name).write_bytes(data)
    made = cli("make", name, *TONE)
    assert made.code == 1
    assert message in made.error
    assert name in made.error or "..." in made.error
    assert not Path("output").exists()


def test_no_such_file_and_a_folder_without_stories(cli: Cli) -> None:
    Path("none").mkdir()
    assert "There is no file gone.txt" in cli("make", "gone.txt", *TONE).error
    assert "none has no story in it" in cli("make", "none", *TONE).error
    assert "none has no story in it" in cli("script", "none").error


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("engin: tone\n", 'voices.yaml:1: unknown key "engin"'),
        ("engine: toon\n", "voices.yaml:1: there is no engine"),
        ("narrator:\n  voice: hart\n", 'did you mean "heart"?'),
        (
            "engine: tone\nnarrator:\n  voice: alt\n",
            'voices.yaml:3: the engine "tone" has no voice',
        ),
        ("characters:\n  Rowan:\n    rate: fast\n", "voices.yaml:3: rate must be a number"),
        ("characters:\n  Rowan:\n    rate: 9\n", "voices.yaml:3: rate must be from 0.5 to 2"),
        ("characters:\n  Rowan:\n    voyce: heart\n", 'did you mean "voice"?'),
        ("characters:\n  A: {aliases: [X]}\n  B: {aliases: [X]}\n", "already a name of A"),
        ("characters:\n  A: {gender: mal}\n", 'did you mean "male"?'),
        ("engine: [tone\n", "mistake in the YAML"),
        ("\tengine: tone\n", "voices.yaml:1: there is a mistake in the YAML: there is a tab"),
        ("- tone\n", "voices.yaml:1: "),
        (
            "characters:\n  Rowan:\n    voice: {accent: scotland}\n",
            'no voice of the accent "scotland"',
        ),
        ("engine: tone\nnarrator: {voice: {accent: us}}\n", "voices.yaml:2: the engine"),
        ("characters:\n  Rowan: {voice: {agee: old}}\n", 'did you mean "age"?'),
        ("characters:\n  A: {aliases: [B]}\n  B: {}\n", "if they are one, delete the entry B"),
        ("pauses: {paragraf: 1}\n", 'did you mean "paragraph"?'),
        ("lexicon: 3\n", "lexicon must be"),
        ("engine: tone\nengine: tone\n", "voices.yaml:2: "),
    ],
)
def test_mistakes_in_voices_yaml(cli: Cli, yaml: str, message: str) -> None:
    Path("voices.yaml").write_text(yaml)
    made = cli("make", "mill.txt", "--executor", "inline")
    assert made.code == 1
    assert message in made.error
    assert made.error.startswith("voices.yaml:")


def test_voices_yaml_that_cannot_be_read(cli: Cli) -> None:
    assert (
        "gone.yaml: there is no such file" in cli("cast", "mill.txt", "--voices", "gone.yaml").error
    )
    Path("voices.yaml").mkdir()
    assert "voices.yaml: it cannot be read" in cli("cast", "mill.txt").error


def test_engines_voices_and_executors_that_do_not_exist(cli: Cli) -> None:
    made = cli("make", "mill.txt", "--engine", "toon")
    assert made.code == 1
    assert 'there is no engine "toon"' in made.error
    made = cli("make", "mill.txt", "--engine", "tone", "--executor", "cloud")
    assert made.code == 2
    assert "no executor 'cloud'" in made.error
    assert "nope" in cli("voices", "--engine", "nope").error


def test_output_that_cannot_be_written(cli: Cli) -> None:
    Path("file").write_text("in the way")
    assert "not a folder" in cli("make", "mill.txt", *TONE, "--output", "file").error
    Path("shelf").mkdir()
    Path("shelf/The Mill on the Hill").write_text("in the way")
    made = cli("make", "mill.txt", *TONE, "--output", "shelf")
    assert made.code == 1
    assert "a file of that name is in its place" in made.error
    track = Path("other/The Mill on the Hill/01 - Chapter 1 The Door.mp3")
    track.mkdir(parents=True)
    assert "a folder of that name" in cli("make", "mill.txt", *TONE, "--output", "other").error


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (b"this says nothing\n", ".script.txt:1: this line has no speaker"),
        (b"\xff\xfe\x00\x01", "not UTF-8"),
        (b": what?\n", ".script.txt:1: "),
    ],
)
def test_a_broken_script(cli: Cli, script: bytes, message: str) -> None:
    cli("make", "mill.txt", *TONE)
    Path(SCRIPT).write_bytes(script)
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 1
    assert message in made.error
    assert Path(SCRIPT).read_bytes() == script
    assert "gone.txt" in cli("make", "mill.txt", *TONE, "--script", "gone.txt").error


def test_damaged_clips_are_spoken_again(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    before = contents(Path("output"))
    clips = sorted(Path("cache").rglob("*.wav"))
    clips[0].write_bytes(b"")
    clips[1].write_bytes(clips[1].read_bytes()[:-100])
    for kept in ("made", "pressed"):  # what is pressed needs no clips
        shutil.rmtree(Path("cache", kept))
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 0
    assert made.err.count("was damaged") == 2
    assert contents(Path("output")) == before


def test_a_cache_that_cannot_be(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").write_text("in the way")
    monkeypatch.setenv("FULLCAST_CACHE", "file")
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 1
    assert "The cache file cannot be made" in made.error


@pytest.mark.parametrize(
    "text",
    [
        'The Nul\n\nHe said\0 "hello" to \x01 her.\n',
        'The Party 🎉\n\n"😀😀" she said. "Hi 👩‍👩‍👧!"\n\n🎉🎉🎉\n',
        'Brackets\n\n"[[hello]] <b>there</b>," said Bob. [[ a << b & c\n\n<speak>no</speak>\n',
        "Long\n\n" + "The wind went on and on. " * 60 + "\n",
        "Word\n\n" + "abcdefghij" * 60 + "\n",
        'שלום עולם\n\n"שלום," אמר דוד. "מה שלומך?"\n\n\u202eevil\u202c\n',
        '../../etc/pass:wd? *<>|"\n\nby Foo\n\nChapter 1: a/b\\c:d*e?\n\nHi.\n\n'
        "Chapter 2: CON\n\nHo.\n",
        "# ..\n\nHello there, world.\n",
        "# " + "長い物語の題名" * 12 + "\n\n## " + "章" * 90 + "\n\nHello there, world.\n",
    ],
    ids=["nul", "emoji", "brackets", "line", "word", "rtl", "names", "dots", "title"],
)
def test_odd_text_is_made_into_files_below_the_output_folder(cli: Cli, text: str) -> None:
    Path("odd.md").write_text(text, encoding="utf-8")
    before = set(cli.folder.iterdir())
    made = cli("make", "odd.md", *TONE, "--json")
    assert made.code == 0, made.err
    assert made.json["lines"]["failed"] == 0
    new = {path.name for path in cli.folder.iterdir()} - {path.name for path in before}
    assert new <= {"output", "cache"}
    [folder] = Path("output").iterdir()
    made_here = set(folder.iterdir()) - {folder / ".fullcast.json"}  # the program's own
    assert made_here == {Path(file) for file in made.json["files"]}
    [plan] = cli("make", "odd.md", *TONE, "--dry-run", "--json").json
    assert plan["folder"] == str(folder)
    assert plan["sentences"]["spoken"] == 0


def test_the_longest_title_leaves_room_for_all_names(cli: Cli) -> None:
    title = "An Endless Road of Endless Names and Endless Words That Nobody Could Remember"
    Path("long.md").write_text(f"# {title * 4}\n\nby {'Ann ' * 30}\n\nHello there, world.\n")
    other = f"# {title * 4}\n\nby {'Ann ' * 30}\n\nGood evening to the whole company.\n"
    Path("long2.md").write_text(other)
    made = cli("make", "long.md", "long2.md", *TONE, "--json")
    assert made.code == 0
    assert len({Path(file).parent for file in made.json["files"]}) == 2


def test_results_may_be_cut_off_by_their_reader(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL * 40)
    with subprocess.Popen(
        command("script", "mill.txt"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_results_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("voices", "--engine", "tone"),
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr == "Error: the output cannot be written: No space left on device\n"


def test_results_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Öl\n\n“Grüß dich,” sagte Mara. 🎉\n", encoding="utf-8")
    shown = run("script", "story.txt", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert shown.code == 0
    assert "“Grüß dich,”" in shown.out


def _in_a_small_world(tmp_path: Path, commands: str) -> subprocess.CompletedProcess[str]:
    """Run shell commands with a disk of 300 kB at `small` that nobody else sees."""
    (tmp_path / "mill.txt").write_text(MILL)
    (tmp_path / "small").mkdir()
    mount = "mount -t tmpfs -o size=300k tmpfs small 2>/dev/null || exit 77"
    fullcast = f'fullcast() {{ "{sys.executable}" -m fullcast "$@"; }}'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", f"{mount}\n{fullcast}\n{commands}"],
        cwd=tmp_path,
        env={**os.environ, "FULLCAST_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode == 77 or "unshare: " in done.stderr:
        pytest.skip("disks cannot be mounted here")
    return done


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_a_full_disk(tmp_path: Path) -> None:
    done = _in_a_small_world(
        tmp_path,
        f"fullcast make mill.txt {' '.join(TONE)} --output small; echo code $?; ls -A small/*;"
        f"FULLCAST_CACHE=small/cache fullcast make mill.txt {' '.join(TONE)}; echo code $?",
    )
    assert done.stdout.count("code 1") == 2
    assert ".part" not in done.stdout
    assert ".mp3" not in done.stdout
    assert "01 - Chapter 1 The Door.mp3: the disk is full" in done.stderr
    assert "The cache small/cache cannot be written: No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_disks_that_may_only_be_read(tmp_path: Path) -> None:
    make = f"fullcast make mill.txt {' '.join(TONE)}"
    done = _in_a_small_world(
        tmp_path,
        f"mount -o remount,size=9m small; export FULLCAST_CACHE=small/cache; {make} >/dev/null;"
        f"mount -o remount,ro small; {make} --json; echo code $?;"
        f"fullcast say 'Something new.' --voice tone:alto; echo code $?;"
        "fullcast script mill.txt -o small/script.txt; echo code $?",
    )
    assert '"reused": 16' in done.stdout
    assert [row for row in done.stdout.splitlines() if row.startswith("code")] == [
        "code 0",
        "code 1",
        "code 1",
    ]
    assert "The cache small/cache cannot be written: Read-only file system" in done.stderr
    assert "the disk is read-only" in done.stderr
    assert "Traceback" not in done.stderr
