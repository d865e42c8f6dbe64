"""Options and error output shared by all commands."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import ScriptInfo
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from kamquiz.domain.text import Language
from kamquiz.web.services import services

FAULT = 2


out_option = click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="write to this file, not to the screen"
)


language_option = click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    default=Language.PL.value,
    show_default=True,
)


class OneLineCommand(click.Command):
    """A command that reports usage errors in one line, like every other error."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse the arguments; exit with status 2 on a usage error."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            fail([error.format_message().replace("\n", " ")])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command in the application context."""
        with ctx.ensure_object(ScriptInfo).load_app().app_context():
            try:
                return super().invoke(ctx)
            except click.UsageError as error:
                fail([error.format_message()])
            except SQLAlchemyError as error:
                fail([database_fault(error)])


class OneLineGroup(OneLineCommand, click.Group):
    """A group of commands that report errors in one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help if no command is given."""
        return super().parse_args(ctx, args or ["--help"])


def write_output(content: bytes, out: Path | None) -> None:
    """Write *content* to the file *out*, or to standard output if it is None."""
    if out is None:
        click.echo(content, nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        fail([f"{out}: {error.strerror}"])


def fail(faults: Iterable[str]) -> NoReturn:
    """Print one line per fault to standard error and exit with status 2."""
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(FAULT)


def database_fault(error: SQLAlchemyError) -> str:
    """Describe a database error in one line, with advice."""
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    if make_url(services().settings.database_url).get_backend_name() == "sqlite":
        advice = (
            "let this user read and write the file and its folder, or restore a backup into a new"
            " file and name it in KAMQUIZ_DATABASE_URL"
        )
    else:
        advice = (
            "see that PostgreSQL runs, and that KAMQUIZ_DATABASE_URL names host, user and password"
        )
    return f"the database cannot be used: {reason}; {advice}"
