"""`fullcast make`: files, tags, results, and what a second run does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import MILL, TONE, Cli, contents, run
from mutagen.mp3 import MP3

from fullcast.publishing import FORMATS

BOOK = Path("output/The Mill on the Hill")
SCRIPT = BOOK / "The Mill on the Hill.script.txt"
FILES = {
    "01 - Chapter 1 The Door.mp3",
    "02 - Chapter 2 The Bread.mp3",
    "The Mill on the Hill.m3u8",
    "The Mill on the Hill.script.txt",
    "cover.jpg",
}
LEFT = FILES | {".fullcast.json"}
"""With what `fullcast check` looks at."""


def test_makes_tagged_tracks_a_playlist_a_cover_and_a_script(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 0
    assert {path.name for path in BOOK.iterdir()} == LEFT
    assert {Path(line).name for line in made.out.splitlines()} == FILES
    assert "The Mill on the Hill: 16 lines" in made.err
    assert (BOOK / "cover.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    track = MP3(BOOK / "02 - Chapter 2 The Bread.mp3")
    assert track["TIT2"] == ["Chapter 2: The Bread"]
    assert track["TALB"] == ["The Mill on the Hill"]
    assert track["TPE1"] == ["Ada Quill"]
    assert track["TRCK"] == ["2/2"]
    assert track.tags is not None
    assert track.tags.getall("APIC")
    playlist = (BOOK / "The Mill on the Hill.m3u8").read_text().splitlines()
    assert [line for line in playlist if not line.startswith("#")] == sorted(FILES)[:2]
    assert 'Rowan: "Thank you,"' in SCRIPT.read_text()


def test_json_has_the_files_the_length_and_what_became_of_the_lines(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE, "--json")
    assert set(made.json) == {"files", "seconds", "lines", "missing"}
    assert {Path(file).name for file in made.json["files"]} == FILES
    assert all(Path(file).is_file() for file in made.json["files"])
    assert made.json["lines"] == {"spoken": 15, "reused": 1, "failed": 0}
    assert made.json["missing"] == []
    lengths = sum(MP3(path).info.length for path in sorted(BOOK.glob("*.mp3")))
    assert made.json["seconds"] == pytest.approx(lengths, abs=0.1)


def test_a_second_run_speaks_nothing_and_gives_the_same_bytes(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    before = contents(BOOK)
    again = cli("make", "mill.txt", *TONE, "--json")
    assert again.json["lines"] == {"spoken": 0, "reused": 16, "failed": 0}
    assert contents(BOOK) == before


def test_a_changed_voice_speaks_only_that_characters_lines_anew(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    cli("cast", "mill.txt", "--engine", "tone", "--write")
    voices = cli.folder / "voices.yaml"
    text = voices.read_text()
    assert cli("make", "mill.txt", *TONE, "--json").json["lines"]["spoken"] == 0
    rowan = re.search(r"Rowan:.*\n    voice: (\w+)", text)
    assert rowan is not None
    voices.write_text(text.replace(rowan[0], rowan[0].replace(rowan[1], "tenor")))
    made = cli("make", "mill.txt", *TONE, "--json")
    assert made.json["lines"] == {"spoken": 3, "reused": 13, "failed": 0}


def test_a_corrected_script_speaks_only_the_corrected_lines_anew(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    corrected = SCRIPT.read_text().replace(
        'Rowan: "Is anybody', '# She sees the light.\nMistress Hale: "Is anybody'
    )
    SCRIPT.write_text(corrected)
    made = cli("make", "mill.txt", *TONE, "--json")
    assert made.json["lines"] == {"spoken": 1, "reused": 15, "failed": 0}
    assert SCRIPT.read_text() == corrected
    shown = cli("script", "mill.txt")
    assert 'Mistress Hale: "Is anybody there?"' in shown.out
    cast = cli("cast", "mill.txt", "--engine", "tone", "--json").json["characters"]
    assert [(each["name"], each["lines"]) for each in cast] == [("Mistress Hale", 4), ("Rowan", 2)]


def test_a_correction_to_somebody_new_gives_nobody_else_another_voice(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    SCRIPT.write_text(SCRIPT.read_text().replace('Rowan: "I', 'The Cat: "I'))
    made = cli("make", "mill.txt", *TONE, "--json")
    assert made.json["lines"] == {"spoken": 2, "reused": 14, "failed": 0}


def test_another_name_everywhere_is_the_same_voice(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    before = cli("cast", "mill.txt", "--engine", "tone", "--json").json["characters"]
    SCRIPT.write_text(SCRIPT.read_text().replace("Rowan", "Linnet Oake"))
    made = cli("make", "mill.txt", *TONE, "--json")
    assert made.err.count("Warning") == 0
    assert made.json["lines"] == {"spoken": 0, "reused": 16, "failed": 0}
    assert 'Linnet Oake: "Is anybody there?"\nNarrator: Rowan asked.' in SCRIPT.read_text()
    after = cli("cast", "mill.txt", "--engine", "tone", "--json").json["characters"]
    assert [each["voice"] for each in after] == [each["voice"] for each in before]
    [linnet] = [each for each in after if each["name"] == "Linnet Oake"]
    assert "Rowan" in linnet["aliases"]
    assert cli("make", "mill.txt", *TONE).err.count("Warning") == 0


def test_a_correction_survives_a_changed_story(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    SCRIPT.write_text(SCRIPT.read_text().replace('Rowan: "It smells', 'Mistress Hale: "It smells'))
    changed = MILL.replace("Rowan sat down by the oven.", "Rowan sat down.\n\nThe oven was warm.")
    Path("mill.txt").write_text(changed)
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 0
    assert 'Mistress Hale: "It smells of home."' in SCRIPT.read_text()
    assert "Narrator: The oven was warm." in SCRIPT.read_text()
    assert not list(BOOK.glob("*.bak"))


def test_a_correction_without_a_place_is_named_and_kept_beside_the_script(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    before = SCRIPT.read_text().replace(
        'Rowan: "Is anybody there?"', 'The Cat: "Is anybody there?"'
    )
    SCRIPT.write_text(before)
    Path("mill.txt").write_text(MILL.replace("Is anybody there", "Open the door"))
    made = cli("make", "mill.txt", *TONE)
    assert made.code == 0
    assert 'The Cat: "Is anybody there?"' in made.err
    assert "kept as The Mill on the Hill.script.txt.bak" in made.err
    assert Path(f"{SCRIPT}.bak").read_text() == before
    assert 'Rowan: "Open the door?"' in SCRIPT.read_text()


def test_a_script_of_ones_own_is_used_and_left_alone(cli: Cli) -> None:
    cli("script", "mill.txt", "-o", "mine.txt")
    mine = Path("mine.txt").read_text().replace('Rowan: "Thank', 'The Cat: "Thank')
    Path("mine.txt").write_text(mine)
    assert cli("make", "mill.txt", *TONE, "--script", "mine.txt").code == 0
    assert Path("mine.txt").read_text() == mine
    assert 'The Cat: "Thank you,"' in SCRIPT.read_text()


def test_chapters_makes_only_those_and_keeps_the_others_in_the_playlist(cli: Cli) -> None:
    first = cli("make", "mill.txt", *TONE, "--chapters", "2")
    assert first.code == 0
    assert [path.name for path in BOOK.glob("*.mp3")] == ["02 - Chapter 2 The Bread.mp3"]
    cli("make", "mill.txt", *TONE, "--chapters", "-1")
    playlist = (BOOK / "The Mill on the Hill.m3u8").read_text()
    assert playlist.count(".mp3") == 2
    none = cli("make", "mill.txt", *TONE, "--chapters", "5-9")
    assert (none.code, none.out) == (1, "")
    assert "2 chapters" in none.error


def test_a_sample_is_one_short_file(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE, "--sample", "8", "--json")
    assert [Path(file).name for file in made.json["files"]] == ["sample.mp3"]
    assert 6 < made.json["seconds"] < 10.1
    assert made.err.startswith("The Mill on the Hill: a sample of about 3 lines\n")
    assert [path.name for path in BOOK.iterdir()] == ["sample.mp3"]


def test_a_dry_run_tells_and_writes_nothing(cli: Cli) -> None:
    told = cli("make", "mill.txt", *TONE, "--dry-run", "--json")
    [plan] = told.json
    assert plan["sentences"] == {"total": 19, "spoken": 18, "reused": 1}
    assert not Path("output").exists()
    made = cli("make", "mill.txt", *TONE, "--json")
    assert plan["seconds"] == pytest.approx(made.json["seconds"], rel=0.1)
    words = cli("make", "mill.txt", *TONE, "--dry-run")
    assert "2 chapters, 19 sentences, about 0:3" in words.out
    assert "0 to be spoken, 19 reused" in words.out


def test_processes_give_the_same_bytes_as_one_and_keep_stdout_clean(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL)
    made = run("make", "mill.txt", "--engine", "tone", "--jobs", "2", "--json", cwd=tmp_path)
    assert made.code == 0
    assert made.json["lines"]["spoken"] == 15
    alone = run(
        "make", "mill.txt", *TONE, "--output", "alone", cwd=tmp_path, FULLCAST_CACHE="other"
    )
    assert alone.code == 0
    assert contents(tmp_path / "alone") == contents(tmp_path / "output")


def test_jobs_and_an_executor_without_processes_exclude_each_other(cli: Cli) -> None:
    wrong = cli("make", "mill.txt", *TONE, "--jobs", "2")
    assert wrong.code == 2
    assert "--jobs 2" in wrong.error


def test_hibari_speaks_by_default(cli: Cli) -> None:
    made = cli("make", "mill.txt", "--executor", "inline", "--sample", "2", "--json")
    assert made.code == 0
    assert made.json["lines"]["spoken"] >= 1
    assert MP3(BOOK / "sample.mp3").info.length > 2


def test_one_bad_story_does_not_stop_the_others(cli: Cli) -> None:
    folder = cli.folder / "stories"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x89PNG\0")
    (folder / "b.txt").write_text("The Quay\n\nThe boats were out that night.\n")
    made = cli("make", "nowhere.txt", folder, "mill.txt", *TONE, "--json")
    assert made.code == 1
    errors = [line for line in made.err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 2
    assert "nowhere.txt" in errors[0]
    assert "a.txt" in errors[1]
    assert {Path(file).parent.name for file in made.json["files"]} == {
        "The Quay",
        "The Mill on the Hill",
    }


def test_a_folder_that_holds_its_own_audiobooks_is_made_twice_alike(cli: Cli) -> None:
    cli("make", ".", *TONE)
    assert cli("make", ".", *TONE).code == 0
    assert [path.name for path in Path("output").iterdir()] == ["The Mill on the Hill"]


def test_two_stories_of_one_title_get_folders_of_their_own(cli: Cli) -> None:
    gates = {
        "a.txt": "The Gate\n\nby Ann One\n\nThe gate was open all day, and nobody went through.\n",
        "b.txt": "The Gate\n\nby Bob Two\n\nIt rained on the harbour when the ship came in.\n",
        "c.txt": "The Gate\n\nNobody in the valley knew who had built this gate.\n",
    }
    for name, text in gates.items():
        Path(name).write_text(text)
    made = cli("make", *gates, *TONE)
    assert made.code == 0
    folders = ["The Gate", "The Gate (2)", "The Gate (Bob Two)"]
    assert sorted(path.name for path in Path("output").iterdir()) == folders
    assert "another story's folder" in made.err
    before = contents(Path("output"))
    for name in reversed(gates):
        again = cli("make", name, *TONE, "--json")
        assert again.json["lines"]["spoken"] == 0
        assert "another story's folder" not in again.err
    assert contents(Path("output")) == before


def test_a_lost_chapters_track_is_removed_and_nothing_else(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    (BOOK / "intro.mp3").write_bytes(b"mine")
    (BOOK / "99 - mine.txt").write_text("mine")
    playlist = BOOK / "The Mill on the Hill.m3u8"
    playlist.write_text(playlist.read_text() + "intro.mp3\n99 - mine.txt\n../../mill.txt\n")
    Path("mill.txt").write_text(MILL[: MILL.index("Chapter 2")])
    assert cli("make", "mill.txt", *TONE).code == 0
    left = {path.name for path in BOOK.glob("*") if path.suffix != ".bak"}
    assert left == {*LEFT, "intro.mp3", "99 - mine.txt"} - {"02 - Chapter 2 The Bread.mp3"}
    assert Path("mill.txt").exists()
    assert "The Bread" not in playlist.read_text()


def test_formats_are_made_beside_the_tracks(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE, "--format", "srt,EPUB", "--json")
    assert made.code == 0
    extra = {"01 - Chapter 1 The Door.srt", "02 - Chapter 2 The Bread.srt"}
    extra.add("The Mill on the Hill.read-along.epub")
    assert {Path(file).name for file in made.json["files"]} == FILES | extra


def test_unknown_formats_are_wrong_usage(cli: Cli) -> None:
    wrong = cli("make", "mill.txt", *TONE, "--format", "mp3,strt")
    assert wrong.code == 2
    assert 'did you mean "srt"?' in wrong.error
    sample = cli("make", "mill.txt", *TONE, "--format", "epub", "--sample", "5")
    assert sample.code == 2
    assert "--sample" in sample.error
    assert not Path("output").exists()


@pytest.mark.parametrize("form", ["m4b", "opus", "mp3-single"])
def test_the_whole_book_is_not_made_of_a_sample(cli: Cli, form: str) -> None:
    wrong = cli("make", "mill.txt", *TONE, "--format", f"srt,{form}", "--sample", "5")
    assert wrong.code == 2
    assert f"--format {form} does not go with --sample" in wrong.error


def test_without_an_encoder_m4b_is_refused_before_anything_is_spoken(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fullcast.publishing.formats.encoder", lambda: None)
    wrong = cli("make", "mill.txt", *TONE, "--format", "opus,m4b")
    assert wrong.code == 2
    assert 'pip install "fullcast[m4b]", or install the program ffmpeg' in wrong.error
    assert not Path("output").exists()
    assert cli("make", "mill.txt", *TONE, "--format", "opus").code == 0


def test_the_help_names_all_formats(cli: Cli) -> None:
    told = cli("make", "--help").out
    assert all(re.search(rf"\b{name}\b", told) for name in FORMATS)
