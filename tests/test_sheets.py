"""Cue sheets are the same wherever their words are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fullcast import pipeline, rendering
from fullcast.production import Production, Settings
from fullcast.sheets import LONG, _pieces, sheets

PARAGRAPHS = (
    "Dr. Vale looked up at 7:30. The 14 lamps of pier No. 3 were out, and it was raining again.",
    '"Nooooo," said Tom. "W-where is she? I told her TWICE to wait."',
    '"She went down to the water," Ann whispered.',
)


def produced(folder: Path, chapters: int, paragraphs: int) -> Production:
    text = "".join(
        f"Chapter {number}\n\n" + "\n\n".join(PARAGRAPHS * paragraphs) + "\n\n"
        for number in range(1, chapters + 1)
    )
    story = folder / "story.txt"
    story.write_text("The Pier\n\n" + text)
    settings = Settings(output=folder / "out", voices=Path(os.devnull), engine="tone")
    return pipeline.prepare(story, settings)


@pytest.mark.parametrize("paragraphs", [2, LONG // 600])
def test_workers_find_the_same_words(tmp_path: Path, paragraphs: int) -> None:
    made = produced(tmp_path, 3, paragraphs)
    chapters = made.script.chapters
    alone = sheets(made, chapters)
    with rendering.Workers("processes:2") as workers:
        helped = sheets(made, chapters, workers)
        assert workers.idle
        assert workers._near.begun == (paragraphs > 2)
    with rendering.Workers("inline") as workers:
        inline = sheets(made, chapters, workers)
    assert helped == alone == inline
    texts = [job.text for part in alone[0].parts for job in part.jobs]
    assert "The fourteen lamps of pier number three were out, and it was raining again." in texts


def test_workers_share_the_words_of_one_long_chapter(tmp_path: Path) -> None:
    made = produced(tmp_path, 1, LONG // 150)
    [chapter] = made.script.chapters
    pieces = list(_pieces(chapter.lines))
    assert len(pieces) > 2
    assert [line for piece in pieces for line in piece] == list(chapter.lines)
    with rendering.Workers("processes:2") as workers:
        helped = sheets(made, [chapter], workers)
        assert workers._near.begun
    assert helped == sheets(made, [chapter])
