"""Who speaks how much and with whom."""

from dataclasses import replace

from casting_scripts import script_of

from fullcast.casting.conversation import REACH, speakers
from fullcast.model import AUTHOR, Kind


def test_lines_are_counted_and_ranked() -> None:
    heard = speakers(script_of("- Bo Ann - Ann Cy", "Cy Dee"))
    assert list(heard.lines.items()) == [("Ann", 2), ("Cy", 2), ("Bo", 1), ("Dee", 1)]


def test_conversations_are_weighed_by_distance_within_chapters() -> None:
    heard = speakers(script_of("Ann - - Bo Cy", "Dee"))
    assert heard.talks["Ann"] == {"Bo": 1.0, "Cy": 0.5}
    assert heard.talks["Bo"] == {"Ann": 1.0, "Cy": 1.0}
    assert heard.talks["Dee"] == {}


def test_far_lines_are_no_conversation() -> None:
    heard = speakers(script_of("Ann " + "Bo " * REACH + "Cy"))
    assert "Cy" not in heard.talks["Ann"]
    assert "Cy" in heard.talks["Bo"]


def test_what_surrounds_the_story_is_no_conversation() -> None:
    script = script_of("Ann Bo Ann")
    chapter = script.chapters[0]
    note = replace(chapter.lines[1], kind=Kind.NOTE, speaker=AUTHOR)
    lines = (chapter.lines[0], note, chapter.lines[2])
    heard = speakers(replace(script, chapters=(replace(chapter, lines=lines),)))
    assert heard.lines == {"Ann": 2}
    assert heard.talks == {"Ann": {}}
