"""`flask simulate` and `flask calibrate`: quality and parameters of the bank."""

import click
import numpy as np

from kamquiz.cli.output import OneLineCommand, fail, write_output
from kamquiz.documents.parameters import moves_table, parameters_toml
from kamquiz.domain.assessment.attempts import QuizLength
from kamquiz.domain.assessment.calibration import (
    TooFewPeopleError,
    UnsteadyError,
    calibrate_bank,
    require_steady,
)
from kamquiz.domain.assessment.recovery import recovery
from kamquiz.web.services import services


@click.command(cls=OneLineCommand)
@click.option("--people", type=click.IntRange(10, 100_000), default=800, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--bank", "form", type=click.Choice(["full", "short"]), default="full")
def simulate(people: int, seed: int, form: str) -> None:
    """Print how well the bank recovers simulated people."""
    result = recovery(
        services().instrument, people=people, form=QuizLength(form), rng=np.random.default_rng(seed)
    )
    for name, value in (
        ("people", result.people),
        ("statements each", f"{result.statements:.1f}"),
        ("correlation with the truth", f"{result.correlation:.3f}"),
        ("root mean square error", f"{result.error:.3f}"),
        ("80 % margins that hold", f"{result.covered_80:.3f}"),
        ("90 % margins that hold", f"{result.covered_90:.3f}"),
        ("weakest three found", f"{result.found:.3f}"),
        ("error of the stated odds", f"{result.odds_error:.3f}"),
    ):
        click.echo(f"{name:<28}{value}")


@click.command(cls=OneLineCommand)
@click.option(
    "--dry-run",
    is_flag=True,
    help="print what would be written and how far it moves, write nothing",
)
def calibrate(*, dry_run: bool) -> None:
    """Fit the parameters to donated answers and write the next version.

    Refused if the newest donors move the parameters further than sampling error explains.
    """
    kept, donations = services().content, services().donations.all()
    version = kept.parameters[-1].version + 1
    try:
        fitted = calibrate_bank(
            donations, kept.authors, version=version, today=services().now().date()
        )
        if dry_run:
            click.echo(moves_table([*kept.parameters, fitted], kept.catalogue))
        require_steady(donations, kept.authors, fitted)
    except (TooFewPeopleError, UnsteadyError) as error:
        fail([str(error)])
    text = parameters_toml(fitted)
    if dry_run:
        click.echo(text, nl=False)
        return
    file = services().questions / "parameters" / f"{version}.toml"
    write_output(text.encode(), file)
    click.echo(f"version {version} from {fitted.people} people: {file}")
