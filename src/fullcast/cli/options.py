"""Options that several commands share, and what they say together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from fullcast.assistant import Service
    from fullcast.model import Kind, ProfileName
    from fullcast.pipeline import Settings

VOICES_FILE = Path("voices.yaml")
OUTPUT_FOLDER = Path("output")
KEY_VARIABLE = "FULLCAST_LLM_KEY"
"""Where the key of a language-model server is looked for: others can read a command line."""
RULES, LLM = "rules", "llm"

_F = TypeVar("_F", bound=Callable[..., Any])


class StoryPath(click.ParamType[Path]):
    """A file, a folder, or `-` for standard input."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; a file that is called `-` can be given as `./-`."""
        path = Path(value)
        return path.absolute() if path == Path("-") and value != "-" else path


def stories_argument(function: _F) -> _F:
    """STORY…: files, folders or standard input, and what is one story among them."""
    for option in (
        title_option,
        click.option(
            "--as-one/--each",
            "as_one",
            default=None,
            help="Of a folder or .zip: all files are one story, or each is one. [default: files "
            "that are numbered as chapters are one]",
        ),
        click.argument("stories", metavar="STORY...", nargs=-1, required=True, type=StoryPath()),
    ):
        function = option(function)
    return function


def story_argument(function: _F) -> _F:
    """STORY: one file, the folder of one, or standard input."""
    for option in (
        title_option,
        click.option(
            "--as-one",
            is_flag=True,
            default=None,
            help="All files of a folder or .zip are one story, whatever their names.",
        ),
        click.argument("story", metavar="STORY", type=StoryPath()),
    ):
        function = option(function)
    return function


def title_option(function: _F) -> _F:
    """--title: what the story is called."""
    return click.option(
        "--title", help="The story's title. [default: what it states, else its file's name]"
    )(function)


def split_option(function: _F) -> _F:
    """--split."""
    return click.option(
        "--split",
        type=click.FloatRange(min=1),
        metavar="MINUTES",
        help="Make chapters that last longer in parts, divided between scenes.",
    )(function)


class Matter(click.ParamType["frozenset[Kind]"]):
    """What surrounds a story, in words with commas between."""

    name = "what"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Kind]:
        """The kinds that are meant."""
        from fullcast.casting import kinds_to_read

        if isinstance(value, frozenset):
            return value
        try:
            return kinds_to_read([str(value)])
        except ValueError as error:
            self.fail(str(error), param, ctx)


def read_option(function: _F) -> _F:
    """--read."""
    return click.option(
        "--read",
        type=Matter(),
        metavar="WHAT,...",
        help="Read aloud what surrounds the story, in the author's voice: notes, summary, tags, "
        "contents, license, front-matter, pictures, end; or all, or none. "
        "[default: what voices.yaml says]",
    )(function)


def voices_option(function: _F) -> _F:
    """--voices."""
    return click.option(
        "--voices",
        type=click.Path(path_type=Path),
        help="The voice map. [default: voices.yaml, if there is one here]",
    )(function)


def casting_options(function: _F) -> _F:
    """--voices, --engine, --output, --script, --read, --split, and how speakers are found."""
    for option in (
        attribution_options,
        split_option,
        read_option,
        click.option(
            "--script",
            "script_file",
            type=click.Path(path_type=Path),
            help="The corrected script. [default: the one in the story's output folder]",
        ),
        click.option(
            "--output",
            type=click.Path(path_type=Path),
            default=OUTPUT_FOLDER,
            show_default=True,
            help="Folder of the finished audiobooks.",
        ),
        click.option("--engine", help="Speak with this engine; see `fullcast voices`."),
        voices_option,
    ):
        function = option(function)
    return function


class ServerUrl(click.ParamType[str]):
    """The address of a server, such as http://localhost:11434/v1."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it was given."""
        from fullcast.web import base_address

        try:
            return base_address(str(value), "http://localhost:11434/v1", KEY_VARIABLE)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def attribution_options(function: _F) -> _F:
    """--attributor, --llm-url and --llm-model."""
    for option in (
        click.option(
            "--llm-model",
            metavar="NAME",
            help="The language model, by the name that its server knows it by.",
        ),
        click.option(
            "--llm-url",
            type=ServerUrl(),
            metavar="URL",
            help="Any OpenAI-compatible server: http://localhost:11434/v1 for Ollama. Passages "
            f"around doubtful lines are sent to it. A key goes into {KEY_VARIABLE}.",
        ),
        click.option(
            "--attributor",
            type=click.Choice([RULES, LLM]),
            default=RULES,
            show_default=True,
            help=f"How speakers are found; {LLM} also asks a language model about doubtful lines.",
        ),
    ):
        function = option(function)
    return function


def assistant(attributor: str, llm_url: str | None, llm_model: str | None) -> Service | None:
    """The language model to ask, if one is wanted."""
    if attributor == RULES:
        given = "--llm-url" if llm_url is not None else "--llm-model"
        if llm_url is not None or llm_model is not None:
            raise click.UsageError(f"{given} goes with --attributor {LLM}.")
        return None
    if llm_url is None or not (llm_model or "").strip():
        raise click.UsageError(f"--attributor {LLM} needs --llm-url and --llm-model.")
    from fullcast.assistant import Service
    from fullcast.web import usable_key

    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not usable_key(key):
        raise click.UsageError(f"{KEY_VARIABLE} holds characters that no key has.")

    return Service(llm_url, str(llm_model).strip(), key)


def voices_here(voices: Path | None) -> Path | None:
    """The voice map that is asked for, else `voices.yaml` in this folder if there is one."""
    return VOICES_FILE if voices is None and VOICES_FILE.exists() else voices


def settings(
    voices: Path | None,
    engine: str | None,
    output: Path,
    script_file: Path | None,
    attributor: str,
    llm_url: str | None,
    llm_model: str | None,
    **others: Any,
) -> Settings:
    """The settings of a run; `voices.yaml` in this folder is used if there is one."""
    from fullcast.pipeline import Settings

    service = assistant(attributor, llm_url, llm_model)
    return Settings(
        output=output,
        voices=voices_here(voices),
        engine=engine,
        script=script_file,
        assistant=service,
        **others,
    )


class ChapterRange(click.ParamType[tuple[int, int]]):
    """`3`, `1-3`, `2-` or `-4`."""

    name = "range"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """First and last chapter."""
        if isinstance(value, tuple):
            return value
        m = re.fullmatch(r"(\d*)(?:(-)(\d*))?", str(value).strip())
        if m is None or not (m.group(1) or m.group(3)):
            self.fail(f"{value!r} is no range of chapters; write 3, 1-3, 2- or -4", param, ctx)
        first = int(m.group(1) or 1)
        last = int(m.group(3)) if m.group(3) else (10**9 if m.group(2) else first)
        if first < 1 or last < 1:
            self.fail(f"{value!r} is no range of chapters; chapters count from 1", param, ctx)
        if last < first:
            self.fail(f"{value!r} is no range of chapters; the first comes first", param, ctx)
        return first, last


class Profile(click.ParamType["ProfileName"]):
    """The name of a profile."""

    name = "profile"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> ProfileName:
        from fullcast.model import ProfileName

        try:
            return ProfileName(value)
        except ValueError:
            known = ", ".join(ProfileName)
            self.fail(f"there is no profile {value!r}; the known ones are {known}.", param, ctx)
