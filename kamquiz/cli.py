"""Commands below `flask`: the content, a score, a plan, a job description."""

import gc
import json
import logging
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click
import numpy as np
from flask import Flask, current_app
from flask.cli import ScriptInfo
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from kamquiz.documents.answers import AnswerFile, AnswersError, read_answers
from kamquiz.documents.bank import bank_json
from kamquiz.documents.formats.json import encode, truncate
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.documents.jobs.faults import fault_line
from kamquiz.documents.jobs.findings import AdError, findings_json, read_ad_text
from kamquiz.documents.jobs.interview_files import GUIDE_FORMATS, guide_file
from kamquiz.documents.parameters import moves_table, parameters_toml
from kamquiz.documents.plan.files import PLAN_FORMATS, PlanFile
from kamquiz.documents.profiles import profile_json
from kamquiz.domain.assessment.attempts import Attempt, QuizLength, in_pages
from kamquiz.domain.assessment.calibration import (
    TooFewPeopleError,
    UnsteadyError,
    calibrate_bank,
    require_steady,
)
from kamquiz.domain.assessment.instrument import UnknownStatementsError
from kamquiz.domain.assessment.recovery import recovery
from kamquiz.domain.assessment.response_quality import assess_all_responses, assess_responses
from kamquiz.domain.assessment.scoring import Profile, target_for
from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.choices import Spoken
from kamquiz.domain.jobs.describe import JobDescription, describe
from kamquiz.domain.jobs.details import DETAIL_KEYS, read_details
from kamquiz.domain.jobs.interviews import DEFAULT_MINUTES, NoGuideError, build_guide
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.plan.build import UnplannableError, build_plan
from kamquiz.domain.text import Language
from kamquiz.jobcheck import examine
from kamquiz.private_files import NotAFileError, written_whole
from kamquiz.serving import make_server
from kamquiz.smoke import SmokeError, walk
from kamquiz.storage.backups import (
    BackupError,
    note_backup,
    restore_backup,
    row_counts,
    write_backup,
)
from kamquiz.storage.encryption import SealError
from kamquiz.web.results.views import profile_of
from kamquiz.web.services import Services, services

FAULT = 2
ERRORS_FOUND = 1

#: A page takes a few milliseconds: a thread may finish it before another has its turn. The usual
#: five cut most pages in two, which cost a twentieth of all that was served.
SECONDS_TO_FINISH = 0.05

SECONDS_BETWEEN_PURGES = 60 * 60

#: Attempts whose results are worked out after a restore.
SAMPLE = 100

#: Scored together: enough for speed, few enough for memory.
PEOPLE_AT_ONCE = 500

out_option = click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="write to this file, not to the screen"
)
language_option = click.option(
    "--lang",
    type=click.Choice([one.value for one in Language]),
    default=Language.PL.value,
    show_default=True,
)


class OneLine(click.Command):
    """A command whose misuse is told in one line, like every other fault."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the arguments; a wrong one ends the command with status 2."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            _fail([error.format_message().replace("\n", " ")])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with the application it belongs to."""
        with ctx.ensure_object(ScriptInfo).load_app().app_context():
            try:
                return super().invoke(ctx)
            except click.UsageError as error:
                _fail([error.format_message()])
            except SQLAlchemyError as error:
                _fail([_database_fault(error)])


class OneLineGroup(OneLine, click.Group):
    """A group of such commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help where no command is named."""
        return super().parse_args(ctx, args or ["--help"])


def add_commands(app: Flask) -> Flask:
    """Add the commands to *app* and return it."""
    for command in (
        content,
        score,
        plan,
        job,
        simulate,
        calibrate,
        backup,
        restore,
        purge,
        serve,
        smoke,
    ):
        app.cli.add_command(command)
    return app


@click.group(cls=OneLineGroup)
def content() -> None:
    """Check or export the question files."""


@content.command("check", cls=OneLine)
def check() -> None:
    """Validate questions/ and print what there is; exit 1 with every fault."""
    catalogue = services().catalogue
    for line in _counts(catalogue):
        click.echo(line)


@content.command("export", cls=OneLine)
@out_option
def export(out: Path | None) -> None:
    """Print the whole bank as JSON."""
    _write(encode(bank_json(services().catalogue)), out)


@click.command(cls=OneLine)
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


@click.command(cls=OneLine)
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
        _fail([str(error)])
    file_of_plan = PlanFile(
        plan=made,
        profile=profile,
        language=Language(lang),
        now=services().now(),
        today=services().today(),
    )
    _write(file_of_plan.write(form), out)


@click.group(cls=OneLineGroup)
def job() -> None:
    """Job descriptions from the same model."""


@job.command("draft", cls=OneLine)
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="industry=banking, seniority=kam, must=listener,english … as in the links of the builder",
)
@click.option("--lang", type=click.Choice([one.value for one in Spoken]), help="pl if not said")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="md", show_default=True)
@out_option
def draft(pairs: Sequence[str], lang: str | None, form: str, out: Path | None) -> None:
    """Write the job description for what is set."""
    described = _described(pairs, lang)
    languages = described.draft.choices.spoken.languages
    _write(FORMATS[form].write(described, languages, services().today()), out)


@job.command("interview", cls=OneLine)
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="as for a draft")
@click.option("--minutes", type=int, default=DEFAULT_MINUTES, show_default=True, help="in all")
@click.option("--sitting", type=click.IntRange(1), default=1, help="2 asks other questions")
@click.option(
    "--lang", type=click.Choice([one.value for one in Spoken]), default="pl", show_default=True
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
        _fail([str(error)])
    languages, made = Spoken(lang).languages, services().today()
    _write(guide_file(guide, form, languages, made=made, bank=catalogue.version), out)


@job.command("check", cls=OneLine)
@click.argument("file", type=click.File("rb"))
@language_option
def check_job(file: BinaryIO, lang: str) -> None:
    """Check a job ad (text; - is standard input); exit 1 if anything is an error."""
    try:
        text = read_ad_text(file.read())
    except AdError as error:
        _fail(error.faults)
    examined = examine(text, services().catalogue.law, language=Language(lang))
    findings = examined.findings
    click.echo(encode(findings_json(findings)), nl=False)
    if examined.left_out:
        click.echo(f"{len(examined.left_out)} more findings are left out", err=True)
    if any(one.severity is Severity.ERROR for one in findings):
        sys.exit(ERRORS_FOUND)


@click.command(cls=OneLine)
@click.option("--people", type=click.IntRange(10, 100_000), default=800, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--bank", "form", type=click.Choice(["full", "short"]), default="full")
def simulate(people: int, seed: int, form: str) -> None:
    """Print how well the bank recovers simulated people."""
    found = recovery(
        services().instrument, people=people, form=QuizLength(form), rng=np.random.default_rng(seed)
    )
    for name, value in (
        ("people", found.people),
        ("statements each", f"{found.statements:.1f}"),
        ("correlation with the truth", f"{found.correlation:.3f}"),
        ("root mean square error", f"{found.error:.3f}"),
        ("80 % margins that hold", f"{found.covered_80:.3f}"),
        ("90 % margins that hold", f"{found.covered_90:.3f}"),
        ("weakest three found", f"{found.found:.3f}"),
        ("error of the stated odds", f"{found.odds_error:.3f}"),
    ):
        click.echo(f"{name:<28}{value}")


@click.command(cls=OneLine)
@click.option(
    "--dry-run",
    is_flag=True,
    help="print what would be written and how far it moves, write nothing",
)
def calibrate(*, dry_run: bool) -> None:
    """Fit the parameters to donated answers and write the next version.

    It is refused where the newest donors move the parameters further than chance would.
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
        _fail([str(error)])
    text = parameters_toml(fitted)
    if dry_run:
        click.echo(text, nl=False)
        return
    file = services().questions / "parameters" / f"{version}.toml"
    _write(text.encode(), file)
    click.echo(f"version {version} from {fitted.people} people: {file}")


@click.command(cls=OneLine)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def backup(out: Path) -> None:
    """Write everything that is kept to the file OUT, sealed with KAMQUIZ_BACKUP_KEY."""
    key = _backup_key()
    try:
        with written_whole(out) as file:
            counts = write_backup(services().database, file, key=key, now=services().now())
    except NotAFileError as error:
        _fail([f"{error.filename}: {error.strerror}"])
    except OSError as error:
        _fail([f"{out}: {error.strerror}"])
    except BackupError as error:
        _fail([str(error)])
    note_backup(services().database, services().now())
    click.echo(f"{out}: {_total(counts)}")


@click.command(cls=OneLine)
@click.argument("file", metavar="IN", type=click.File("rb"))
@click.option("--verify", is_flag=True, help="count the rows and score a sample afterwards")
def restore(file: BinaryIO, *, verify: bool) -> None:
    """Fill an empty database with the backup IN; needs the key it was sealed with."""
    key = _backup_key()
    engine = services().database_as_it_is
    try:
        counts = restore_backup(engine, file, key=key)
    except (BackupError, SealError) as error:
        _fail([f"{file.name}: {error}"])
    finally:
        engine.dispose()
    click.echo(f"restored: {_total(counts)}")
    if verify:
        _verify(counts)


@click.command(cls=OneLine)
def purge() -> None:
    """Delete attempts that have been kept long enough."""
    click.echo(f"{services().purge()} attempts deleted")


@click.command(cls=OneLine)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the quiz; the database is made or brought up to date first."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself
    services().attempts.readiness()
    services().keep_bank()
    services().check_beside()
    server = _server(app, host, port)
    threading.Thread(target=_purge_again_and_again, args=(services(),), daemon=True).start()
    sys.setswitchinterval(SECONDS_TO_FINISH)
    gc.freeze()  # what was loaded stays: it need not be looked at for rubbish again and again
    click.echo(f"kamquiz: http://{host}:{port}/")
    server.run()


def _server(app: Flask, host: str, port: int) -> Any:
    """Return what listens on *port* of *host*, or say why nothing can."""
    try:
        return make_server(app, host=host, port=port, https=app.config["SESSION_COOKIE_SECURE"])
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        _fail([f"{host}, port {port}: {reason}; choose others with --host and --port"])


def _backup_key() -> str:
    key = services().backup_key
    if key is None:
        _fail(["KAMQUIZ_BACKUP_KEY is not set"])
    return key


def _verify(counts: Mapping[str, int]) -> None:
    """Hold what was restored against its backup, and work out some results from it."""
    there = row_counts(services().database)
    if there != {**dict.fromkeys(there, 0), **counts}:
        _fail([f"{_total(there)} are there, {_total(counts)} were in the backup"])
    sample = services().attempts.sample(SAMPLE)
    faults = [f"attempt {one.id} has no result" for one in sample if not _has_result(one)]
    if faults:
        _fail(faults)
    click.echo(f"verified: all rows counted, {len(sample)} results worked out")


def _has_result(attempt: Attempt) -> bool:
    return all(isfinite(score.theta) for score in profile_of(attempt).traits)


def _total(counts: Mapping[str, int]) -> str:
    return f"{sum(counts.values())} rows in {len(counts)} tables"


def _database_fault(error: SQLAlchemyError) -> str:
    """Return in one line what is wrong with the database, and what to do about it."""
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


@click.command(cls=OneLine)
@click.argument("address")
def smoke(address: str) -> None:
    """Walk the quiz at ADDRESS from the start page to the result, and delete it again."""
    try:
        for step in walk(address):
            click.echo(step)
    except SmokeError as error:
        _fail([str(error)])


def _purge_again_and_again(kept: Services) -> None:
    """Keep the promise of the pages also on a server that nobody visits."""
    while True:
        try:
            kept.purge()
        except SQLAlchemyError:
            logging.getLogger(__name__).exception("old attempts could not be deleted")
        time.sleep(SECONDS_BETWEEN_PURGES)


def _counts(catalogue: Catalogue) -> Iterable[str]:
    yield f"{len(catalogue.traits)} traits"
    yield f"{len(catalogue.statements)} statements"
    yield f"{len(catalogue.skills)} skills"
    yield f"{len(catalogue.situations)} situations"
    yield f"{len(catalogue.actions)} actions"
    yield f"{sum(len(one.questions) for one in catalogue.interviews)} interview questions"
    yield f"{len(catalogue.industries)} industries"
    yield f"{len(catalogue.seniorities)} seniorities"
    yield f"{len(catalogue.law.rules)} rules"
    yield f"bank {catalogue.version}"


def _answers(text: bytes) -> AnswerFile:
    try:
        return read_answers(text, services().catalogue)
    except AnswersError as error:
        _fail(error.faults)


def _profile(sent: AnswerFile) -> Profile:
    try:
        return services().instrument.profile(
            sent.answers, target_for(sent.aim, services().catalogue)
        )
    except UnknownStatementsError as error:
        _fail([str(error)])


def _score_lines(file: BinaryIO) -> None:
    """Score line by line; nothing is written before every line was read and found good."""
    read, faults = [], []
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            read.append(read_answers(line, services().catalogue))
        except AnswersError as error:
            faults += [f"line {number}: {fault}" for fault in error.faults]
    if faults:
        _fail(faults)
    instrument, catalogue = services().instrument, services().catalogue
    for people in in_pages(read, PEOPLE_AT_ONCE):
        profiles = instrument.profiles(
            [(one.answers, target_for(one.aim, catalogue)) for one in people]
        )
        cares = assess_all_responses([(one.answers, ()) for one in people], instrument)
        for found, taken in zip(profiles, cares, strict=True):
            click.echo(json.dumps(profile_json(found, taken), ensure_ascii=False))


def _described(pairs: Sequence[str], lang: str | None) -> JobDescription:
    """Return the description for KEY=VALUE *pairs*; *lang*, if given, is said before them."""
    catalogue = services().catalogue
    values, faults = _values(pairs)
    if lang:
        values["lang"] = lang
    typed = read_details(values)
    chosen = {key: one for key, one in values.items() if key not in DETAIL_KEYS}
    read = read_choices(chosen, catalogue)
    faults += [fault_line(one) for one in (*read.faults, *typed.faults)]
    if faults:
        _fail(faults)
    return describe(read.choices, typed.details, catalogue)


def _values(pairs: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return KEY=VALUE *pairs* as a dictionary, and what is wrong with their form."""
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


def _date(value: object) -> date:
    return value.date()  # type: ignore[attr-defined, no-any-return]  # click gives a datetime


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        click.echo(content, nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        _fail([f"{out}: {error.strerror}"])


def _fail(faults: Iterable[str]) -> NoReturn:
    """Print one line a fault and stop; nothing has been written."""
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(FAULT)
