"""A script's doubtful lines, with a model's word on them: against a real server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import chat_server as chat
import pytest
import web_server as web
from assistant_stories import chapter, doubtful, script
from chat_server import knows, says
from web_server import sends, serving

from fullcast.assistant import CONFIDENCE, REASON, Service, advise
from fullcast.model import NARRATOR, Kind, Script

ROWS = [
    (None, "The fog lay on the river."),
    ("Pim?", "“There.”"),
    ("Mara Venn?", "“I heard nothing.”"),
    ("Mistress Hale", "“You never do.”"),
    ("Pim?", "“Hush.”"),
]
TRUTH = {"“There.”": "Mara", "“I heard nothing.”": "PIM", "“Hush.”": "the miller"}
FERRY = script(chapter(ROWS))


def ask(server: web.Server, story: Script = FERRY, **others: object) -> tuple[list[str], list[str]]:
    """Speakers of the lines, and the warnings."""
    chosen: dict[str, object] = {"stated": {}, "kept": None, **others}
    service = Service(server.url, "m", deadline=5, pause=0.001)
    advised, warnings = advise(story, service, doubtful, **chosen)  # type: ignore[arg-type]
    for before, after in zip(story.lines, advised.lines, strict=True):
        changed = replace(before, speaker=after.speaker, confidence=CONFIDENCE, reason=REASON)
        assert after in (before, changed)
    assert replace(advised, chapters=story.chapters) == story
    return [str(line.speaker) for line in advised.lines], list(warnings)


def test_the_model_settles_doubtful_lines_and_no_others() -> None:
    with serving(knows(TRUTH)) as server:
        speakers, warnings = ask(server)
    assert speakers == ["Narrator", "Mara Venn", "Pim", "Mistress Hale", "Mistress Hale"]
    assert warnings == []
    [request] = server.requests
    assert list(chat.asked(request).values()) == list(TRUTH)
    assert "Narration: The fog lay on the river.\n" in chat.prompt(request)


def test_a_line_whose_guess_the_model_shares_is_doubtful_no_more() -> None:
    with serving(says('{"1": "Pim", "2": "Mara", "3": "Pim"}')) as server:
        advised, _ = advise(FERRY, Service(server.url, "m"), doubtful, {})
    assert not any(map(doubtful, advised.lines))
    assert [line.reason for line in advised.lines].count(REASON) == 3


def test_a_story_without_doubt_is_not_asked_about() -> None:
    with serving(knows(TRUTH)) as server:
        assert ask(server, script(chapter([("Pim", "“Yes.”")])))[1] == []
    assert server.requests == []


def test_names_outside_the_list_are_refused_and_counted() -> None:
    with serving(says('{"1": "Rowan", "2": "Pim", "3": null}')) as server:
        speakers, [warning] = ask(server)
    assert speakers == ["Narrator", "Pim", "Pim", "Mistress Hale", "Pim"]
    assert "settled 1 of 3 doubtful lines" in warning
    assert "1 for which it named nobody on the list" in warning
    assert "1 for which it named no speaker" in warning


def test_what_contradicts_a_tag_is_refused_and_counted() -> None:
    stated = {(1, 1): frozenset({"Pim"}), (1, 2): frozenset({"Pim", "Mara Venn"})}
    with serving(knows(TRUTH)) as server:
        speakers, [warning] = ask(server, stated=stated)
    assert speakers == ["Narrator", "Pim", "Pim", "Mistress Hale", "Mistress Hale"]
    assert "1 for which it contradicted the story's own words" in warning


def test_answers_for_other_lines_are_ignored() -> None:
    answer = '{"0": "Pim", "1": "Pim", "2": "Pim", "3": "Pim", "4": "Mara", "99": "Mara"}'
    with serving(says(answer)) as server:
        speakers, warnings = ask(server)
    assert speakers == ["Narrator", "Pim", "Pim", "Mistress Hale", "Pim"]
    assert warnings == []


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (says("I am only a model."), "did not answer what it was asked"),
        (says('{"1": "Ma'), "did not answer what it was asked"),
        (says("[1, 2]"), "did not answer what it was asked"),
        (says(""), "sent an empty answer"),
        (sends("<html>"), "sent something else than a chat completion"),
        (sends("", 503), "answered with status 503"),
        (sends("", 404), "answered with status 404"),
        (web.hangs_up, "broke the connection"),
    ],
)
def test_without_an_answer_the_guesses_stay_and_one_warning_counts_them(
    behaviour: web.Behaviour, why: str
) -> None:
    with serving(behaviour) as server:
        speakers, [warning] = ask(server)
    assert speakers == [str(line.speaker) for line in FERRY.lines]
    assert "settled 0 of 3 doubtful lines" in warning
    assert f"3 unanswered, as {server.url} {why}" in warning


SAGA = script(*(chapter(ROWS, number) for number in range(1, 9)))


def test_one_bad_answer_costs_only_its_own_lines() -> None:
    with serving(knows(TRUTH), says("?"), says("?"), knows(TRUTH)) as server:
        _, [warning] = ask(server, SAGA)
    assert "settled 18 of 24 doubtful lines" in warning
    assert len(server.requests) == 8


def test_a_server_that_never_answers_is_soon_left_alone() -> None:
    with serving(knows(TRUTH), says("?")) as server:
        _, [warning] = ask(server, SAGA)
    assert "settled 3 of 24 doubtful lines" in warning
    assert "21 unanswered" in warning
    assert len(server.requests) == 4
    with serving(sends("", 404)) as server:
        ask(server, SAGA)
    assert len(server.requests) == 1


def test_later_passages_show_what_was_found_out() -> None:
    rows = [*ROWS, *[("Pim", "“Well.”")] * 20, ("Mara Venn?", "“At last.”")]
    rows[20] = ("Pim?", "“There.”")
    with serving(says("?"), knows({**TRUTH, "“At last.”": "Pim"})) as server:
        speakers, _ = ask(server, script(chapter(rows)))
    first, second = server.requests
    assert "]: “There.”" in chat.prompt(first)
    assert "Somebody: “There.”" in chat.prompt(second)
    assert speakers[1] == "Pim"
    with serving(knows({**TRUTH, "“At last.”": "Pim"})) as server:
        ask(server, script(chapter(rows)))
    assert "Mara Venn: “There.”" in chat.prompt(server.requests[1])


def test_the_same_question_is_put_once(tmp_path: Path) -> None:
    kept = tmp_path / "answers"
    with serving(knows(TRUTH)) as server:
        first = ask(server, kept=kept)
        assert ask(server, kept=kept) == first
        assert len(server.requests) == 1
        ask(server, script(chapter([*ROWS, (None, "It cleared.")])), kept=kept)
        assert len(server.requests) == 2
        for file in kept.iterdir():
            file.write_bytes(b"\xff{")
        assert ask(server, kept=kept) == first
        assert len(server.requests) == 3
    assert ask(server, kept=kept) == first  # the server is gone
    assert [file.suffix for file in kept.iterdir()] == [".json"] * 2


def test_bad_answers_are_not_kept(tmp_path: Path) -> None:
    with serving(says("?"), knows(TRUTH)) as server:
        assert ask(server, kept=tmp_path)[1]
        assert list(tmp_path.iterdir()) == []
        assert not ask(server, kept=tmp_path)[1]


def test_a_folder_that_cannot_be_written_costs_a_warning_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with serving(knows(TRUTH)) as server:
        speakers, [warning] = ask(server, kept=tmp_path / "file" / "answers")
    assert speakers[1] == "Mara Venn"
    assert "not kept" in warning


def test_a_story_without_characters_leaves_nothing_to_choose() -> None:
    lonely = replace(script(chapter([("Narrator?", "“Hello?”")])), characters=())
    with serving(knows(TRUTH)) as server:
        _, [warning] = ask(server, lonely)
    assert "no characters to choose from" in warning
    assert server.requests == []


def test_a_narrator_without_a_name_may_speak() -> None:
    told = script(chapter([(NARRATOR, "“Yes,” I said."), ("Pim?", "“No.”")]))
    with serving(says('{"1": "narrator"}')) as server:
        assert ask(server, told)[0] == [NARRATOR, NARRATOR]
    with serving(says('{"1": "narrator"}')) as server:
        assert ask(server, script(chapter(ROWS[:2])))[1]
    with serving(says('{"1": "I"}')) as server:
        named = script(chapter(ROWS[:2]), narrator="Pim")
        assert ask(server, named) == (["Narrator", "Pim"], [])


def test_tells_before_each_request_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with serving(knows(TRUTH)) as server:
        ask(server, SAGA, asking=lambda done, total: told.append((done, total)))
        assert told == [(done, 24) for done in range(0, 24, 3)]
        ask(server, SAGA, kept=tmp_path)
        told.clear()
        ask(server, SAGA, kept=tmp_path, asking=lambda done, total: told.append((done, total)))
    assert told == []


def test_thoughts_are_asked_for_too() -> None:
    lines = FERRY.chapters[0].lines
    thought = replace(lines[1], kind=Kind.THOUGHT)
    story = script(replace(FERRY.chapters[0], lines=(lines[0], thought)))
    with serving(knows(TRUTH)) as server:
        assert ask(server, story)[0] == ["Narrator", "Mara Venn"]
    assert "[1] (thinking): “There.”" in chat.prompt(server.requests[0])


def test_the_key_is_in_no_message() -> None:
    assert "secret" not in repr(Service("http://localhost/v1", "m", "secret"))
