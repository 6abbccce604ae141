"""The group of commands, and how errors become one sentence and an exit code."""

from __future__ import annotations

import os
import sys

import click

from fullcast import __version__
from fullcast.cli.cast import cast
from fullcast.cli.doctor import doctor
from fullcast.cli.make import make
from fullcast.cli.say import say
from fullcast.cli.script import script
from fullcast.cli.voices import voices
from fullcast.errors import FullcastError

ERROR = 1
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fullcast")
def cli() -> None:
    """Turn a story into a full-cast audiobook.

    \b
    fullcast make story.txt      speak it, every character in a voice of their own
    fullcast script story.txt    see who says each line
    fullcast cast story.txt      see who speaks in which voice

    Exit codes: 0 all went well; 1 an error; 2 wrong usage; 3 finished, but something is missing.
    """


for _command in (make, script, cast, voices, say, doctor):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; errors end it with one sentence on stderr and their exit code."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except FullcastError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(ERROR)
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "Stopped. What has been spoken is kept: the same command goes on from here.", err=True
        )
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`fullcast voices | head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
