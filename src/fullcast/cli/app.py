"""The group of commands, and how errors become one sentence and an exit code."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys

import click

from fullcast import __version__
from fullcast.cli.audition import audition
from fullcast.cli.cache import cache
from fullcast.cli.cast import cast
from fullcast.cli.chapters import chapters
from fullcast.cli.check import check
from fullcast.cli.doctor import doctor
from fullcast.cli.lexicon import lexicon
from fullcast.cli.make import make
from fullcast.cli.output import SIGNALLED, STOPPED, error
from fullcast.cli.say import say
from fullcast.cli.script import script
from fullcast.cli.voices import voices
from fullcast.errors import FullcastError, Interrupted

ERROR = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fullcast")
def cli() -> None:
    """Turn a story into a full-cast audiobook.

    \b
    fullcast make story.txt      speak it, every character in a voice of their own
    fullcast script story.txt    see who says each line
    fullcast cast story.txt      see who speaks in which voice
    fullcast audition story.txt  hear everybody before it is made
    fullcast check output        see whether what was made is whole and right
    fullcast cache               see what is kept for the next run, and make room

    Exit codes: 0 all went well; 1 an error; 2 wrong usage; 3 finished, but something is missing
    or wrong.
    """


for _command in (
    make,
    script,
    cast,
    chapters,
    lexicon,
    audition,
    voices,
    say,
    check,
    cache,
    doctor,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; errors end it with one sentence on stderr and their exit code."""
    _speak_utf8()
    # Before numpy is loaded, here and in the workers: what threads add up may differ with their
    # number, and what is to be done are small sums, in as many processes as there are processors.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A story is tens of thousands of values that last as long as it is made, none of them in a
    # cycle: to look at them all again for each seven hundred new ones takes a tenth of the time.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        code = 0
    except OSError as failure:
        _drop_output()
        where = f"{failure.filename}: " if failure.filename else "the output cannot be written: "
        error(f"{where}{failure.strerror or failure}")
        code = ERROR
    if code > SIGNALLED:
        # CPython remembers an interrupt that came while source text was being run (as
        # `namedtuple` does in an import) as unhandled, and would end by the signal, not with our
        # code. Running any source text makes it forget.
        exec("pass")  # noqa: S102
    sys.exit(code)


def _run() -> int:
    """The exit code of the command that the arguments ask for."""
    try:
        result = cli.main(standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except FullcastError as failure:
        error(str(failure))
        return ERROR
    except (KeyboardInterrupt, click.Abort) as stop:
        click.echo(STOPPED, err=True)
        cause = stop.__cause__ or stop  # click has an error of its own for it
        return SIGNALLED + (cause.number if isinstance(cause, Interrupted) else signal.SIGINT)
    except SystemExit:
        # This is how click ends when the reader of our output has gone (`fullcast voices | head`):
        # nothing is wrong.
        return 0
    return result if isinstance(result, int) else 0


def _speak_utf8() -> None:
    """Let files and pipes get UTF-8, as scripts are read; a terminal gets what it can show.

    Names of files may hold bytes that are no UTF-8, and go out as they came in.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _drop_output() -> None:
    """Keep Python from writing what is left of the output once more when it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
