"""The benchmark that looks for lost words finds them, and tells them from what is left out."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "corpus.py"


def corpus() -> ModuleType:
    """The script, which is no part of the program."""
    spec = importlib.util.spec_from_file_location("corpus", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_words_are_counted_by_a_second_reading(tmp_path: Path) -> None:
    path = tmp_path / "kite.html"
    path.write_text(
        "<title>none</title><p>The r<i>ai</i>n<br>fell<a href='#n'><sup>7</sup></a>"
        "<svg><text>drawn</text></svg><nav>Contents</nav><script>none</script><p hidden>x</p>"
    )
    shown, aside = corpus().plain(path)
    assert dict(shown) == {"The": 1, "rain": 1, "fell": 1}
    assert dict(aside) == {"7": 1, "drawn": 1, "Contents": 1, "x": 1}


def test_the_table(tmp_path: Path) -> None:
    (tmp_path / "kite.html").write_text("<p>The rain fell.</p><nav>Contents</nav>")
    (tmp_path / "broken.epub").write_bytes(b"PK")
    unpacked = tmp_path / "book"
    (unpacked / "META-INF").mkdir(parents=True)
    (unpacked / "META-INF" / "container.xml").write_text("<rootfile full-path='a.opf'/>")
    (unpacked / "a.opf").write_text(
        "<package xmlns='http://www.idpf.org/2007/opf'><manifest>"
        "<item id='a' href='a.txt' media-type='text/html'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    (unpacked / "a.txt").write_text("<p>It was late.</p>")
    packed = tmp_path / "packed.epub"
    corpus().pack(unpacked, packed)
    with zipfile.ZipFile(packed) as file:
        assert file.namelist()[0] == "mimetype"
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=True
    )
    *_, refused, total = done.stdout.splitlines()
    assert refused.startswith("refused ")
    assert total == (
        "5 files: 4 read, 1 refused, 0 failed; 10 words, of which 1 left out on purpose, 0 lost"
    )
