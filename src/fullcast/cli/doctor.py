"""`fullcast doctor`: what works on this machine, and how to get the rest."""

from __future__ import annotations

import click

from fullcast.cli.output import print_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Check what works on this machine, and say how to get the rest.

    Every engine speaks a sentence, and an MP3 file is written and read back.
    """
    from fullcast import diagnosis

    findings = diagnosis.examine()
    if as_json:
        print_json(
            [
                {"name": f.name, "works": f.works, "detail": f.detail, "remedy": f.remedy}
                for f in findings
            ]
        )
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.works else 'FAIL'}  {finding.name}: {finding.detail}")
            if finding.remedy:
                click.echo(f"      {finding.remedy}")
    if not all(finding.works for finding in findings if finding.needed):
        raise click.exceptions.Exit(1)
