"""`flask score` and `flask plan`: answers in, a profile or a plan out."""

import json
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from kamquiz.cli.output import OneLineCommand, fail, language_option, out_option, write_output
from kamquiz.documents.answers import AnswerFile, AnswersError, read_answers
from kamquiz.documents.formats.json import encode
from kamquiz.documents.plan.files import PLAN_FORMATS, PlanFile
from kamquiz.documents.profiles import profile_json
from kamquiz.domain.assessment.attempts import in_pages
from kamquiz.domain.assessment.instrument import UnknownStatementsError
from kamquiz.domain.assessment.response_quality import assess_all_responses, assess_responses
from kamquiz.domain.assessment.scoring import Profile, target_for
from kamquiz.domain.plan.build import UnplannableError, build_plan
from kamquiz.domain.text import Language
from kamquiz.web.services import services

#: People scored in one call: a compromise between speed and memory.
BATCH_SIZE = 500


@click.command(cls=OneLineCommand)
@click.argument("file", type=click.File("rb"))
@click.option("--batch", is_flag=True, help="read and write one JSON object a line")
def score(file: BinaryIO, *, batch: bool) -> None:
    """Turn answers (JSON; - is standard input) into a profile."""
    if batch:
        _score_lines(file)
        return
    sent = _answers(file.read())
    click.echo(
        encode(profile_json(_profile(sent), assess_responses(sent.answers, services().instrument))),
        nl=False,
    )


@click.command(cls=OneLineCommand)
@click.argument("file", type=click.File("rb"))
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="the first day")
@click.option("--hours", type=float, default=2.0, show_default=True, help="hours a week")
@click.option("--format", "form", type=click.Choice([*PLAN_FORMATS]), default="md")
@language_option
@out_option
def plan(
    file: BinaryIO, start: object, hours: float, form: str, lang: str, out: Path | None
) -> None:
    """Turn answers (JSON; - is standard input) into a plan of twelve weeks."""
    sent = _answers(file.read())
    profile = _profile(sent)
    try:
        made = build_plan(
            profile,
            services().catalogue,
            start=_date(start),
            hours=hours,
            ratings=sent.answers.ratings,
        )
    except UnplannableError as error:
        fail([str(error)])
    file_of_plan = PlanFile(
        plan=made,
        profile=profile,
        language=Language(lang),
        now=services().now(),
        today=services().today(),
    )
    write_output(file_of_plan.write(form), out)


def _answers(text: bytes) -> AnswerFile:
    try:
        return read_answers(text, services().catalogue)
    except AnswersError as error:
        fail(error.faults)


def _profile(sent: AnswerFile) -> Profile:
    try:
        return services().instrument.profile(
            sent.answers, target_for(sent.aim, services().catalogue)
        )
    except UnknownStatementsError as error:
        fail([str(error)])


def _score_lines(file: BinaryIO) -> None:
    """Score JSON lines; write nothing unless every line is valid."""
    read, faults = [], []
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            read.append(read_answers(line, services().catalogue))
        except AnswersError as error:
            faults += [f"line {number}: {fault}" for fault in error.faults]
    if faults:
        fail(faults)
    instrument, catalogue = services().instrument, services().catalogue
    for people in in_pages(read, BATCH_SIZE):
        profiles = instrument.profiles(
            [(person.answers, target_for(person.aim, catalogue)) for person in people]
        )
        qualities = assess_all_responses([(person.answers, ()) for person in people], instrument)
        for profile, quality in zip(profiles, qualities, strict=True):
            click.echo(json.dumps(profile_json(profile, quality), ensure_ascii=False))


def _date(value: object) -> date:
    return value.date()  # type: ignore[attr-defined, no-any-return]  # click gives a datetime
