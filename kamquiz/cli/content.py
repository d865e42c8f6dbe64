"""`flask content`: validate and export the question files."""

from collections.abc import Iterable
from pathlib import Path

import click

from kamquiz.cli.output import OneLineCommand, OneLineGroup, out_option, write_output
from kamquiz.documents.bank import bank_json
from kamquiz.documents.formats.json import encode
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.web.services import services


@click.group(cls=OneLineGroup)
def content() -> None:
    """Check or export the question files."""


@content.command("check", cls=OneLineCommand)
def check() -> None:
    """Validate questions/ and print what there is; exit 1 with every fault."""
    catalogue = services().catalogue
    for line in _counts(catalogue):
        click.echo(line)


@content.command("export", cls=OneLineCommand)
@out_option
def export(out: Path | None) -> None:
    """Print the whole bank as JSON."""
    write_output(encode(bank_json(services().catalogue)), out)


def _counts(catalogue: Catalogue) -> Iterable[str]:
    yield f"{len(catalogue.traits)} traits"
    yield f"{len(catalogue.statements)} statements"
    yield f"{len(catalogue.skills)} skills"
    yield f"{len(catalogue.situations)} situations"
    yield f"{len(catalogue.actions)} actions"
    questions = sum(len(interview.questions) for interview in catalogue.interviews)
    yield f"{questions} interview questions"
    yield f"{len(catalogue.industries)} industries"
    yield f"{len(catalogue.seniorities)} seniorities"
    yield f"{len(catalogue.law.rules)} rules"
    yield f"bank {catalogue.version}"
