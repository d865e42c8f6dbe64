"""`flask job`: job descriptions, interview guides and ad checks."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click

from kamquiz.cli.output import (
    OneLineCommand,
    OneLineGroup,
    fail,
    language_option,
    out_option,
    write_output,
)
from kamquiz.documents.formats.json import encode, truncate
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.documents.jobs.faults import fault_line
from kamquiz.documents.jobs.findings import AdError, findings_json, read_ad_text
from kamquiz.documents.jobs.interview_files import GUIDE_FORMATS, guide_file
from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.jobs.choices import Spoken
from kamquiz.domain.jobs.describe import JobDescription, describe
from kamquiz.domain.jobs.details import DETAIL_KEYS, read_details
from kamquiz.domain.jobs.interviews import DEFAULT_MINUTES, NoGuideError, build_guide
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Language
from kamquiz.jobcheck import examine
from kamquiz.web.services import services

ERRORS_FOUND = 1


@click.group(cls=OneLineGroup)
def job() -> None:
    """Job descriptions from the same model."""


@job.command("draft", cls=OneLineCommand)
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="industry=banking, seniority=kam, must=listener,english … as in the links of the builder",
)
@click.option(
    "--lang", type=click.Choice([spoken.value for spoken in Spoken]), help="pl if not said"
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="md", show_default=True)
@out_option
def draft(pairs: Sequence[str], lang: str | None, form: str, out: Path | None) -> None:
    """Write the job description for what is set."""
    described = _described(pairs, lang)
    languages = described.draft.choices.spoken.languages
    write_output(FORMATS[form].write(described, languages, services().today()), out)


@job.command("interview", cls=OneLineCommand)
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="as for a draft")
@click.option("--minutes", type=int, default=DEFAULT_MINUTES, show_default=True, help="in all")
@click.option("--sitting", type=click.IntRange(1), default=1, help="2 asks other questions")
@click.option(
    "--lang",
    type=click.Choice([spoken.value for spoken in Spoken]),
    default="pl",
    show_default=True,
)
@click.option("--format", "form", type=click.Choice(GUIDE_FORMATS), default="md", show_default=True)
@out_option
def interview(
    pairs: Sequence[str], minutes: int, sitting: int, lang: str, form: str, out: Path | None
) -> None:
    """Make the interview guide for the choices."""
    catalogue = services().catalogue
    must_haves = _described(pairs, None).must
    try:
        guide = build_guide(must_haves, catalogue, minutes=minutes, sitting=sitting)
    except NoGuideError as error:
        fail([str(error)])
    languages, made = Spoken(lang).languages, services().today()
    write_output(guide_file(guide, form, languages, made=made, bank=catalogue.version), out)


@job.command("check", cls=OneLineCommand)
@click.argument("file", type=click.File("rb"))
@language_option
def check_job(file: BinaryIO, lang: str) -> None:
    """Check a job ad (text; - is standard input); exit 1 if anything is an error."""
    try:
        text = read_ad_text(file.read())
    except AdError as error:
        fail(error.faults)
    examined = examine(text, services().catalogue.law, language=Language(lang))
    findings = examined.findings
    click.echo(encode(findings_json(findings)), nl=False)
    if examined.left_out:
        click.echo(f"{len(examined.left_out)} more findings are left out", err=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(ERRORS_FOUND)


def _described(pairs: Sequence[str], lang: str | None) -> JobDescription:
    """Build the job description for KEY=VALUE *pairs*; *lang* overrides their language."""
    catalogue = services().catalogue
    values, faults = _values(pairs)
    if lang:
        values["lang"] = lang
    typed = read_details(values)
    chosen = {key: value for key, value in values.items() if key not in DETAIL_KEYS}
    read = read_choices(chosen, catalogue)
    faults += [fault_line(fault) for fault in (*read.faults, *typed.faults)]
    if faults:
        fail(faults)
    return describe(read.choices, typed.details, catalogue)


def _values(pairs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Parse KEY=VALUE *pairs*; return the values by key and the faults."""
    values: dict[str, str] = {}
    faults = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            faults.append(f"--set {pair!r}: expected KEY=VALUE")
        elif key in values:
            faults.append(f"{truncate(key)} is set twice")
        else:
            values[key] = value
    return values, faults
