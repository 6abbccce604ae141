"""The command line: one module a command, each parses, calls a plain function and prints.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from fullcast.cli.app import cli, main

__all__ = ["cli", "main"]
