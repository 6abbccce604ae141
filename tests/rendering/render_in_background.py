"""A rendering as a program of its own, for tests that kill it: CACHE FOLDER EXECUTOR TEXT…"""

from __future__ import annotations

import sys
from pathlib import Path

from rendering_speakers import speak

from fullcast.model import Voice
from fullcast.rendering import Cache, job_for, render


def main() -> None:
    """Render the texts and print each outcome."""
    cache, folder, executor, *texts = sys.argv[1:]
    voice = Voice("tone", folder)
    jobs = [job_for(text, voice, "1") for text in texts]
    for outcome in render(jobs, cache=Cache(Path(cache)), speak=speak, executor=executor):
        print(outcome.error or "spoken", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
