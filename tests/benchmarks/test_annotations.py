"""The annotated stories are whole and right in form."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
STORIES = sorted((BENCHMARKS / "stories").glob("*.txt"))
HEAD = "title: T\nnarration: third\ncharacter: Ada Venn | F | adult | Ada\n====\n"


def annotations() -> ModuleType:
    """The script, which is no part of the program."""
    spec = importlib.util.spec_from_file_location("annotations", BENCHMARKS / "annotations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ANNOTATIONS = annotations()


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_story_is_annotated_in_due_form(path: Path) -> None:
    book = ANNOTATIONS.annotated(path)
    assert "⟦" not in book["text"]
    assert len(book["quotes"]) >= 40
    assert all(a["end"] <= b["start"] for a, b in pairwise(book["quotes"]))
    for quote in book["quotes"]:
        assert quote["text"][0] in "\"“'‘"
        assert quote["text"] == book["text"][quote["start"] : quote["end"]]
    assert {quote["speaker"] for quote in book["quotes"]} <= {c["id"] for c in book["characters"]}


def test_marks_become_quotations_and_thoughts(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        f'{HEAD}⟦Ada Venn⟧"Who is it?" said Ada. The ⟦-⟧"ghost" sat.\n'
        '⟦Ada Venn:thought⟧Nobody.⟦/⟧ ⟦Everyone⟧"Boo!"\n⟦Ada Venn⟧"Oh.⟦/⟧ She sat.\n',
        encoding="utf-8",
    )
    book = ANNOTATIONS.annotated(path)
    assert [(q["text"], q["type"]) for q in book["quotes"]] == [
        ('"Who is it?"', "Explicit"),
        ('"Boo!"', "Implicit"),
        ('"Oh.', "Implicit"),
    ]
    (thought,) = book["thoughts"]
    assert book["text"][thought["start"] : thought["end"]] == "Nobody."


@pytest.mark.parametrize("line", ['⟦Ron⟧"Q."', '⟦Ada Venn⟧"Q.'])
def test_a_wrong_mark_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"story\.txt"):
        ANNOTATIONS.annotated(path)
