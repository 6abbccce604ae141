"""What paragraphs are, by what they say and where they stand."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest

from fullcast.ingest.plain import text
from fullcast.ingest.structure.chapters import book
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them."
MORE = "“Have you lost something?” asked the old woman behind the counter."


def read(story: str) -> Book:
    return book(text.draft(story), "A File")


def kinds(story: str) -> list[tuple[str, str]]:
    """The kinds and texts of a story's blocks, narration left out."""
    found = read(story)
    assert found.text == story
    return [
        (block.kind.value, chapter.text_of(block).strip())
        for chapter in found.chapters
        for block in chapter.blocks
        if block.kind != Kind.NARRATION
    ]


def paged(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


@pytest.mark.parametrize("divider", ["* * *", "oOo", "-x-", "~*~", "---", "#", "⁂", "<hr>", "🌙🌙"])
def test_break_between_paragraphs(divider: str) -> None:
    assert kinds(paged(PROSE, divider, MORE)) == [("break", divider)]
    assert kinds(f"{PROSE}\n{divider}\n{MORE}\n") == [("break", divider)]


@pytest.mark.parametrize("uttered", ["...", "…", "?!", "!", "“…”", "“?”"])
def test_uttered_punctuation_is_no_break(uttered: str) -> None:
    assert kinds(paged(PROSE, uttered, MORE)) == []


def test_a_letter_that_stands_alone_again_and_again_is_a_break() -> None:
    assert kinds(paged(PROSE, "x", MORE, "x", PROSE)) == [("break", "x"), ("break", "x")]
    assert kinds(paged(PROSE, "x", MORE)) == []


@pytest.mark.parametrize(
    "marker", ["*Mara's POV*", "Mara's POV", "*Flashback*", "-- Two weeks later --"]
)
def test_marker(marker: str) -> None:
    assert kinds(paged(PROSE, marker, MORE)) == [("marker", marker)]


@pytest.mark.parametrize(
    "end", ["The End", "~fin~", "TBC", "To be continued…", "*End*", "À suivre...", "つづく"]
)
def test_end_mark(end: str) -> None:
    assert kinds(paged(PROSE, MORE, end)) == [("end", end)]


def test_end_of_a_chapter() -> None:
    story = paged("Chapter 1", PROSE, "End of chapter 1", "Chapter 2", MORE, "The End")
    assert [kind for kind, _ in kinds(story)] == ["heading", "end", "heading", "end"]


def test_end_in_the_middle_is_story() -> None:
    assert kinds(paged("Chapter 1", PROSE, "The End", *[PROSE] * 40)) == [("heading", "Chapter 1")]


@pytest.mark.parametrize(
    "note",
    [
        "A/N: Sorry!",
        "(A/N: Sorry!)",
        "[AN: Sorry!]",
        "**Author's Note:** hi",
        "Note de l'auteur : pardon !",
        "Nota de la autora: perdón",
        "Anmerkung der Autorin: hallo",
    ],
)
def test_note_anywhere(note: str) -> None:
    assert kinds(paged(PROSE, note, MORE)) == [("note", note)]
    assert kinds(paged(PROSE, MORE, note)) == [("note", note)]
    assert kinds(paged("Chapter 1", note, MORE)) == [("heading", "Chapter 1"), ("note", note)]


def test_note_takes_no_story_with_it() -> None:
    assert kinds(paged("A/N: Hi!", PROSE, MORE)) == [("note", "A/N: Hi!")]
    assert kinds(paged("A/N: Hi!", PROSE, "***", MORE)) == [("note", "A/N: Hi!"), ("break", "***")]


def test_note_goes_on_to_readers_up_to_a_divider() -> None:
    second = "I hope you enjoy this chapter, and thank you for your reviews."
    story = paged("Chapter 1", "A/N: Hi everybody!", second, "---", PROSE, MORE)
    assert [kind for kind, _ in kinds(story)] == ["heading", "note", "note", "break"]
    unbounded = paged("Chapter 1", "A/N: Hi everybody!", second, PROSE, MORE)
    assert [kind for kind, _ in kinds(unbounded)] == ["heading", "note"]


def test_note_in_brackets_goes_to_the_bracket() -> None:
    story = paged("(A/N: Hi everybody!", "It rains here.", "Bye.)", PROSE)
    assert kinds(story) == [
        ("note", "(A/N: Hi everybody!"), ("note", "It rains here."), ("note", "Bye.)")
    ]  # fmt: skip
    assert kinds(paged("(A/N: I never close it", PROSE, MORE)) == [
        ("note", "(A/N: I never close it")
    ]


def test_note_mark_alone_has_its_text_below() -> None:
    story = paged(PROSE, MORE, "Author's Note", "It rains here.")
    assert kinds(story) == [("note", "Author's Note")]
    story = paged("Author's Note", "It rains here.", "Chapter 1", PROSE)
    assert kinds(story)[:1] == [("note", "Author's Note")]
    assert kinds(paged("A/N:", "It rains here.", PROSE, MORE)) == [
        ("note", "A/N:"), ("note", "It rains here.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "last", ["On with the story!", "Anyway, now on to the chapter...", "End A/N"]
)
def test_note_goes_on_to_the_line_that_ends_it(last: str) -> None:
    notes = ["A/N: Sorry for the wait!", "School ate all of my time.", last]
    story = paged("Chapter 1", *notes, PROSE, MORE)
    assert kinds(story)[1:] == [("note", note) for note in notes]
    assert kinds(paged("Chapter 1", last, PROSE, MORE))[1:] == [("note", last)]
    assert kinds(paged("Chapter 1", PROSE, MORE, "On to the chapter house!"))[1:] == []


def test_weak_note_only_at_the_edge_of_a_chapter() -> None:
    note = "Note: the shop is closed on Mondays."
    assert kinds(paged(PROSE, note, MORE)) == []
    assert kinds(paged("Chapter 1", note, MORE)) == [("heading", "Chapter 1"), ("note", note)]
    assert kinds(paged(PROSE, MORE, note)) == [("note", note)]


def test_plea_only_at_the_end() -> None:
    assert kinds(paged(PROSE, "Please review!", MORE)) == []
    assert kinds(paged(PROSE, MORE, "Please review!")) == [("note", "Please review!")]


def test_a_disclaimer_at_the_end_of_a_chapter() -> None:
    disclaimer = "Disclaimer: I own nothing."
    assert kinds(paged("Chapter 1", PROSE, disclaimer, "Chapter 2", MORE)) == [
        ("heading", "Chapter 1"),
        ("license", disclaimer),
        ("heading", "Chapter 2"),
    ]


@pytest.mark.parametrize(
    "plea",
    [
        "Kudos appreciated.",
        "Comments and kudos are love <3",
        "Please vote and comment!",
        "Please RxR.",
    ],
)
def test_plea_for_comments(plea: str) -> None:
    assert kinds(paged(PROSE, MORE, plea)) == [("note", plea)]


@pytest.mark.parametrize("line", ["Please follow me.", "Comments flew.", "Reviews loved it."])
def test_what_only_sounds_like_a_plea_is_story(line: str) -> None:
    assert kinds(paged(PROSE, MORE, line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "This story is a work of fiction. Any resemblance to real persons is a coincidence.",
        "© 2019 Kitewoman. Do not repost!",
        "Copyright (c) 2019 Kitewoman",
    ],
)
def test_copyright_at_the_head(line: str) -> None:
    assert kinds(paged("The Kite", "by Jane Doe", line, PROSE, MORE))[2:] == [("license", line)]


@pytest.mark.parametrize(
    "line",
    ["This is a work of fiction, or so my mother says.", "Copyright was the trade of my uncle."],
)
def test_a_story_may_begin_with_such_words(line: str) -> None:
    assert kinds(paged("The Kite", "by Jane Doe", line, PROSE))[2:] == []


def test_name_of_a_part_above_its_first_chapter() -> None:
    story = paged("Part One", "The Digging", "Chapter 1", PROSE, "Chapter 2", MORE)
    assert [text for kind, text in kinds(story) if kind == "heading"] == [
        "Part One",
        "The Digging",
        "Chapter 1",
        "Chapter 2",
    ]


def test_farewell_after_the_end() -> None:
    farewell = "Thank you for reading, I loved your comments."
    assert kinds(paged(PROSE, MORE, "The End", farewell)) == [
        ("end", "The End"),
        ("note", farewell),
    ]


FRONT = {
    "Disclaimer: I made none of this up.": "license",
    "Summary: A boy looks for his kite.": "summary",
    "Rating: K+": "tags",
    "Rated T for rain": "tags",
    "Pairing: none": "tags",
    "Warnings: rain": "tags",
    "Genre: Drama": "tags",
    "Fandom: none": "tags",
    "Words: 300": "tags",
    "Status: Complete": "tags",
    "I do not own Kite School.": "license",
    "I don't own any of these characters.": "license",
    "Dedication: to my kite": "front_matter",
    "The usual disclaimers apply": "license",
}


@pytest.mark.parametrize(("line", "kind"), FRONT.items())
def test_front_matter_before_and_after_the_heading(line: str, kind: str) -> None:
    assert kinds(paged(line, "Chapter 1", PROSE, MORE)) == [
        (kind, line), ("heading", "Chapter 1")
    ]  # fmt: skip
    if not line.startswith(("Words", "Status", "Dedication")):
        assert kinds(paged("Chapter 1", line, PROSE, MORE)) == [
            ("heading", "Chapter 1"), (kind, line)
        ]  # fmt: skip


@pytest.mark.parametrize(
    "line", [*list(FRONT)[1:10], "Warning: this house bites.", "Status: critical."]
)
def test_labels_within_the_story_are_story(line: str) -> None:
    assert kinds(paged("Chapter 1", PROSE, line, MORE)) == [("heading", "Chapter 1")]


def test_a_story_may_begin_with_what_looks_like_a_label() -> None:
    for first in ("Status: critical. The ship was lost.", "I do not own a car.", "Words fail me."):
        assert kinds(paged(first, PROSE, MORE)) == []


def test_labelled_block_is_wholly_what_its_label_says() -> None:
    block = "Summary: A boy is lost\nand finds a kite\nin the rain."
    assert kinds(paged("The Kite", block, PROSE, MORE))[0] == ("title", "The Kite")
    assert {kind for kind, _ in kinds(paged("The Kite", block, PROSE, MORE))[1:]} == {"summary"}
    wrapped = dedent("""\
        Summary: A boy is lost in a town of a thousand umbrellas and
        finds, where nobody looked for it, a kite that is
        his own.

        The boy looked into every shop window, but the kite was in
        none of them, and the rain had begun to fall in long grey
        lines.
        """)
    assert [kind for kind, _ in kinds(wrapped)] == ["summary"]


@pytest.mark.parametrize(
    ("label", "kind"), [("Summary:", "summary"), ("Rating:", "tags"), ("Disclaimer:", "license")]
)
def test_what_follows_a_label_alone_is_what_it_says(label: str, kind: str) -> None:
    for block in (f"{label}\n\nA boy is lost.", f"{label}\nA boy is lost.\nHe finds a kite."):
        own = [(kind, line) for line in block.split("\n") if line]
        assert kinds(paged("The Kite", block, PROSE, MORE)) == [("title", "The Kite"), *own]
        headed = paged("The Kite", block, "Chapter 1", PROSE, MORE)
        assert kinds(headed) == [("title", "The Kite"), *own, ("heading", "Chapter 1")]
    assert kinds(paged("Chapter 1", PROSE, "Chapter 2", label, MORE, "Chapter 3", PROSE))[2:] == [
        (kind, label), ("heading", "Chapter 3")
    ]  # fmt: skip


def test_header_of_labels() -> None:
    story = dedent("""\
        Title: The Kite
        Author: Jane Doe
        Rating: T
        Summary: A boy is lost.

        The boy looked into every shop window.

        The kite was in none of them.
        """)
    assert kinds(story) == [
        ("tags", "Title:"),
        ("title", "The Kite"),
        ("tags", "Author:"),
        ("author", "Jane Doe"),
        ("tags", "Rating: T"),
        ("summary", "Summary: A boy is lost."),
    ]
    assert (read(story).title, read(story).author) == ("The Kite", "Jane Doe")


@pytest.mark.parametrize(
    ("header", "title", "author"),
    [
        (["The Little Lost Boy", "by Jane Doe"], "The Little Lost Boy", "Jane Doe"),
        (["THE LITTLE LOST BOY", "By Jane Doe"], "THE LITTLE LOST BOY", "Jane Doe"),
        (["The Little Lost Boy", "A story by Jane Doe"], "The Little Lost Boy", "Jane Doe"),
        (["The Little Lost Boy", "by", "Jane Doe"], "The Little Lost Boy", "Jane Doe"),
        (["The Little Lost Boy, by Jane Doe"], "The Little Lost Boy", "Jane Doe"),
        (["The Little Lost Boy by Jane Doe"], "The Little Lost Boy", "Jane Doe"),
        (["The Kite", "A Novel", "by Jane Doe"], "The Kite", "Jane Doe"),
        (["Where Is the Kite?", "by Jane Doe"], "Where Is the Kite?", "Jane Doe"),
        (["“The Kite”", "by Jane Doe"], "“The Kite”", "Jane Doe"),
        (["Stand by Me"], "Stand by Me", None),
        (["*The Kite*"], "The Kite", None),
        (["The Kite", "Disclaimer: none of it is mine."], "The Kite", None),
        (["Disclaimer: none of it is mine.", "The Kite"], "The Kite", None),
        ([], "A File", None),
    ],
)
@pytest.mark.parametrize(
    "body", [[PROSE, MORE], ["Chapter 1", PROSE, MORE], ["*Mara's POV*", PROSE]]
)
def test_title_page(header: list[str], title: str, author: str | None, body: list[str]) -> None:
    story = read(paged(*header, *body))
    assert (story.title, story.author) == (title, author)
    assert len(story.chapters) == 1


def test_no_title() -> None:
    for first in (PROSE, "“Stop!”", "It rained.", "He ran,"):
        assert read(paged(first, PROSE + PROSE, MORE)).title == "A File"


def test_name_on_the_line_after_the_heading() -> None:
    story = paged("CHAPTER XII.", "THE STORM", PROSE, MORE)
    assert kinds(story) == [("heading", "CHAPTER XII."), ("heading", "THE STORM")]
    assert read(story).chapters[0].title == "Chapter XII: The Storm"
    shouted = paged("CHAPTER XII.", "“TOM!”", PROSE, MORE)
    assert kinds(shouted) == [("heading", "CHAPTER XII.")]


def test_project_gutenberg() -> None:
    story = paged(
        "The Project Gutenberg EBook of The Kite, by Jane Doe",
        "This eBook is for the use of anyone anywhere.",
        "Title: The Kite",
        "*** START OF THIS PROJECT GUTENBERG EBOOK THE KITE ***",
        "CHAPTER I", PROSE,
        "*** END OF THIS PROJECT GUTENBERG EBOOK THE KITE ***",
        "Chapter 1. General terms of use and redistribution.",
    )  # fmt: skip
    found = read(story)
    assert (found.title, found.author, len(found.chapters)) == ("The Kite", "Jane Doe", 1)
    assert [kind for kind, _ in kinds(story)] == [
        *["license"] * 4,
        "heading",
        *["license"] * 2,
    ]


def test_a_summary_goes_on_to_the_first_chapter() -> None:
    story = paged("The Kite", "Summary: A kite is lost.", "And found.", "Chapter 1", PROSE, MORE)
    assert [kind for kind, _ in kinds(story)] == ["title", "summary", "summary", "heading"]


@pytest.mark.parametrize("following", ["Chapter 2", "Epilogue", "* * *"])
def test_what_follows_a_summary_may_be_the_story(following: str) -> None:
    story = paged("The Kite", "Summary: A kite is lost.", PROSE, MORE, following, PROSE, MORE)
    assert [kind for kind, _ in kinds(story)][:2] == ["title", "summary"]
    assert "summary" not in [kind for kind, _ in kinds(story)][2:]


def test_much_text_after_a_summary_is_story() -> None:
    story = paged("The Kite", "Summary: A kite is lost.", *[PROSE] * 20, "Chapter 1", MORE, PROSE)
    assert [kind for kind, _ in kinds(story)] == ["title", "summary", "heading"]


def test_a_scene_between_a_summary_and_the_first_chapter_is_story() -> None:
    story = paged("The Kite", "Summary: A kite is lost.", PROSE, "* * *", MORE, "Chapter 1", PROSE)
    assert [kind for kind, _ in kinds(story)] == ["title", "summary", "break", "heading"]


def test_a_conversation_between_a_summary_and_the_first_chapter_is_story() -> None:
    story = paged("The Kite", "Summary: A kite is lost.", PROSE, MORE, "Chapter 1", PROSE)
    assert [kind for kind, _ in kinds(story)] == ["title", "summary", "heading"]


def test_a_summary_that_the_format_marks_does_not_go_on() -> None:
    found = text.draft(paged("The Kite", "A kite is lost.", PROSE, "Chapter 1", MORE, PROSE))
    title, summary, *others = found.paragraphs
    told = book(
        replace(found, paragraphs=(title, replace(summary, kind=Kind.SUMMARY), *others)), ""
    )
    assert [b.kind for c in told.chapters for b in c.blocks].count(Kind.SUMMARY) == 1


TITLE_PAGE = ("The Kite", "by Jane Doe")


def test_what_a_title_page_says_below_the_author() -> None:
    imprint = ["London,", "Some & Other House", "New edition with drawings", "with maps", "1875"]
    story = paged(*TITLE_PAGE, *imprint, "Chapter 1", PROSE, MORE)
    assert [text for kind, text in kinds(story) if kind == "front_matter"] == imprint


@pytest.mark.parametrize("heading", ["Chapter 1", "Prologue"])
def test_a_verse_before_the_first_chapter_is_no_imprint(heading: str) -> None:
    verse = "Cold is the wind that blows from the hill,\nand cold is the hand on the string"
    story = paged(*TITLE_PAGE, verse, heading, PROSE, MORE)
    assert [kind for kind, _ in kinds(story)] == ["title", "author", "heading"]


@pytest.mark.parametrize("heading", ["Chapter 2", "Epilogue"])
def test_short_lines_before_a_later_chapter_are_no_imprint(heading: str) -> None:
    story = paged(*TITLE_PAGE, "Rain", "Rain on the Roof", heading, PROSE, MORE)
    assert "front_matter" not in [kind for kind, _ in kinds(story)]


def test_a_quotation_from_within_a_sentence_is_no_footnote() -> None:
    quoted = "[T]he rest was in the drawer, and they read it at night."
    assert kinds(paged(PROSE, "“[T]he harbour is closed,” it began.", quoted)) == []
    noted = paged("It was the end of the war.[T] They went home.", "[T] It had lasted nine years.")
    assert [kind for kind, _ in kinds(noted)] == ["note"]


@pytest.mark.parametrize(
    "picture", ["[Illustration]", "[Frontispiece: A kite.]", "[Plate IV]", "[Map of the island]"]
)
def test_what_stands_for_a_picture(picture: str) -> None:
    assert kinds(paged(PROSE, picture, MORE)) == [("picture", picture)]


@pytest.mark.parametrize("line", ["[Cover your ears!]", "[Picture this, a boy and a kite.]"])
def test_brackets_around_a_sentence_are_no_picture(line: str) -> None:
    assert ("picture", line) not in kinds(paged(PROSE, line, MORE))


def test_a_story_may_open_with_what_looks_like_a_label() -> None:
    story = paged("The Ship", "Status: critical. The ship had lost its air.", PROSE, MORE)
    assert kinds(story) == [("title", "The Ship")]
    assert kinds(paged("The Ship", "Status: Complete", PROSE, MORE))[1] == (
        "tags",
        "Status: Complete",
    )
