"""The job builder for HR: choices in the address, typed text in the form, nothing kept."""

import re
from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from kamquiz.checker_process import CheckerBusyError
from kamquiz.documents.jobs.description import job_markdown
from kamquiz.documents.jobs.draft_file import JobFileError, read_job
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.documents.jobs.findings import Excess, excess
from kamquiz.documents.jobs.json_ld import snippet
from kamquiz.documents.wording import shortened
from kamquiz.domain.bank.ad_rules import Finding
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.jobs.describe import JobDescription, JobDetails, JobDraft, describe
from kamquiz.domain.jobs.details import REASON
from kamquiz.domain.jobs.links import choice_values, posting_values
from kamquiz.domain.text import Language, Text
from kamquiz.web.downloads import attachment, file_name
from kamquiz.web.forms import Failure
from kamquiz.web.http import UNPROCESSABLE
from kamquiz.web.jobs.ad_check import busy_message, checked_page, to_wait, too_long
from kamquiz.web.jobs.drafts import described, empty_draft, linked, unreadable
from kamquiz.web.jobs.edits import editable_sections, hidden_edits, hidden_out
from kamquiz.web.jobs.findings import (
    ALL_ERRORS,
    KEY,
    MAX_SHOWN,
    Remark,
    counts,
    open_first,
    remarks,
)
from kamquiz.web.jobs.forms import builder_form, filled_form
from kamquiz.web.jobs.interview import guide_page
from kamquiz.web.jobs.labels import FILE_NAMES, step_of
from kamquiz.web.jobs.parsing import BUTTON, read_form
from kamquiz.web.jobs.validation import check_documents
from kamquiz.web.language import current_language
from kamquiz.web.services import services
from kamquiz.web.typography import tidy

bp = Blueprint("jobs", __name__)

#: What has still to be filled in, as it stands in a text.
GAP = re.compile(r"\[[^\[\]]+\]")

#: The buttons of a step: to go on to another, or to look at the preview.
STEP = re.compile(r"(?:step|preview)-([1-9])")

#: The field of a saved draft.
FILE = "draft"

#: A line of the error summary quotes so many letters.
MAX_QUOTED = 60

#: The draft itself can always be kept, whatever is still wrong with it.
ALWAYS_KEPT = "json"

#: Its places are many, and one list of them says it all.
UNFILLED = "placeholders"


@bp.get("/jobs")
def builder() -> ResponseReturnValue:
    """Show the form as the choices in the address have it; what cannot be is told."""
    asked = linked()
    return _page(asked.draft, notes=asked.notes)


@bp.post("/jobs")
def draft() -> ResponseReturnValue:
    """Show the form again with its preview, or hand the description over as a file."""
    sent = read_form(request.form, services().catalogue)
    if sent.failures:
        return _page(sent.draft, posted=sent.posted, failures=list(sent.failures))
    try:
        return _pressed(sent.draft, request.form.get(BUTTON, ""))
    except CheckerBusyError:
        return _busy_page(sent.draft)


def _pressed(opened: JobDraft, button: str) -> ResponseReturnValue:
    """Return what *button* asks for."""
    job = described(opened)
    if button == "guide":
        return guide_page(opened)
    if button == "check" and not _excess(job):
        text = job_markdown(job, job.draft.choices.spoken.languages)
        return checked_page(text, opened.details.reasons)
    if button in FORMATS:
        return _handed_over(opened, job, button)
    return _page(opened)


@bp.post("/jobs/open")
def open_draft() -> ResponseReturnValue:
    """Show a draft that was saved as a file, or that another page carried along."""
    file = request.files.get(FILE)
    content = file.read() if file else request.form.get(FILE, "")
    try:
        opened = read_job(content, services().catalogue)
    except JobFileError as error:
        return _page(empty_draft(), failures=unreadable(error, FILE))
    return _page(opened)


@bp.get("/jobs/fair-use")
def fair_use() -> ResponseReturnValue:
    """Say what may not be done with results, and why."""
    return render_template("jobs/fair_use.html")


@bp.app_template_filter("gaps")
def with_gaps(text: Text, language: Language) -> Markup:
    """Return *text* in *language* with everything in brackets marked."""
    escaped = str(tidy(text.to(language), language))
    return Markup(GAP.sub(r"<mark>\g<0></mark>", escaped))  # noqa: S704 - escaped by tidy


def _page(
    opened: JobDraft,
    *,
    posted: MultiDict[str, str] | None = None,
    failures: list[Failure] | None = None,
    notes: list[Failure] | None = None,
    found: tuple[Remark, ...] | None = None,
) -> ResponseReturnValue:
    catalogue, language = services().catalogue, current_language()
    job = described(opened)
    plain = describe(opened.choices, opened.details.without_edits(), catalogue)
    too_much = _excess(job)
    if too_much:
        failures = [*(failures or []), _told_of(too_much)]
    if found is None:
        try:
            found = () if failures else _remarks(job)  # a text with faults is not checked
        except CheckerBusyError:
            return _busy_page(opened)
    shown = [one for one in found if one.finding.rule != UNFILLED]
    form = filled_form(builder_form(job, catalogue, language), job, posted, failures or [])
    return render_template(
        "jobs/builder.html",
        form=form,
        failures=failures or [],
        open_steps=_open_steps(failures or []),
        notes=notes or [],
        job=job,
        languages=job.draft.choices.spoken.languages,
        sections=list(editable_sections(form, job, plain, language)),
        hidden=hidden_edits(job),
        hidden_out=hidden_out(job, plain),
        usual_superior=_superior(job.draft.choices),
        counts=counts(found),
        unfilled=_unfilled(found)[:MAX_SHOWN],
        found=open_first(shown)[:MAX_SHOWN],
        more=max(0, len(shown) - MAX_SHOWN),
        all_errors=opened.details.reasons.get(ALL_ERRORS, ""),
        other_reasons=_other_reasons(opened, found),
        link=_link(job.draft.choices),
        posting_link=_posting_link(job.draft.choices),
        endings=[(one, FILE_NAMES[one]) for one in FORMATS],
        snippet=snippet(job, job.draft.choices.spoken.languages, posted=services().today()),
        catalogue=catalogue,
    ), UNPROCESSABLE if failures else 200


def _busy_page(opened: JobDraft) -> ResponseReturnValue:
    """Return the form as it was sent while the checker has no time for it."""
    failure = Failure(label=_("Check"), message=busy_message(), target="findings")
    return to_wait(_page(opened, failures=[failure], found=()))


def _excess(job: JobDescription) -> Excess | None:
    return excess(job_markdown(job, job.draft.choices.spoken.languages))


def _told_of(found: Excess) -> Failure:
    return Failure(label=_("Your own words"), message=too_long(found), target="step-9")


def _remarks(job: JobDescription) -> tuple[Remark, ...]:
    """Return what the checker says of *job*, with the reasons why some of it does not count."""
    language = current_language()
    text = job_markdown(job, job.draft.choices.spoken.languages)
    findings = (
        *services().examine(text, language, is_ours=job.draft.details == JobDetails()).findings,
        *check_documents(job, services().catalogue, language, today=services().today()),
    )
    return remarks(findings, job.draft.details.reasons)


def _open_errors(found: Sequence[Remark]) -> list[Failure]:
    """Return what keeps a draft from being handed over: a line a rule."""
    blocking: dict[str, list[Remark]] = {}
    for one in found:
        if one.blocks:
            blocking.setdefault(one.finding.rule, []).append(one)
    return [_open_error(rule, broken) for rule, broken in blocking.items()]


def _open_error(rule: str, found: Sequence[Remark]) -> Failure:
    first = found[0].finding
    if rule == UNFILLED:
        label = _("Still to fill in: %(count)s", count=len(_unfilled(found)))
        return Failure(label=label, message=first.fix, target=UNFILLED)
    label = shortened(first.quote, MAX_QUOTED) or rule
    return Failure(
        label=label, message=f"{first.why} {first.fix}", target=f"finding-{found[0].number}"
    )


def _other_reasons(opened: JobDraft, found: tuple[Remark, ...]) -> dict[str, str]:
    """Return the reasons for what is not found now, so that they are not lost."""
    shown = {ALL_ERRORS, *(one.key for one in found if one.finding.rule != UNFILLED)}
    return {
        f"{REASON}{key}": words
        for key, words in opened.details.reasons.items()
        if key not in shown and KEY.fullmatch(key)
    }


def _superior(choices: JobChoices) -> Text | None:
    """Return to whom the pattern has the post report."""
    pattern = services().catalogue.find_pattern(choices.pattern)
    return pattern.reports_to if pattern else None


def _open_steps(failures: list[Failure]) -> set[int | None]:
    """Return the steps to show: where the reader was or goes, and where something is wrong."""
    pressed = STEP.fullmatch(request.form.get(BUTTON, ""))
    return {int(pressed[1]) if pressed else 1, *map(step_of, failures)}


def _handed_over(opened: JobDraft, job: JobDescription, ending: str) -> ResponseReturnValue:
    """Return *job* as a file, or the page that says why not."""
    if ending != ALWAYS_KEPT and not opened.details.reasons.get(ALL_ERRORS):
        if _excess(job):
            return _page(opened)
        found = _remarks(job)
        open_errors = _open_errors(found)
        if open_errors:
            return _page(opened, failures=open_errors, found=found)
    return _file(job, ending)


def _file(job: JobDescription, ending: str) -> Response:
    languages = job.draft.choices.spoken.languages
    form = FORMATS[ending]
    content = form.write(job, languages, services().today())
    return attachment(content, form.mimetype, file_name("job", languages, ending))


def _unfilled(found: Iterable[Remark]) -> list[Finding]:
    """Return everything that has still to be filled in, each once however often it stands there."""
    gaps = (one.finding for one in found if one.finding.rule == UNFILLED)
    return list({one.quote: one for one in gaps}.values())


def _link(choices: JobChoices) -> str:
    values = choice_values(choices, services().catalogue) | {"lang": choices.lang}
    return url_for("jobs.builder", _external=True, **values)


def _posting_link(choices: JobChoices) -> str:
    values = posting_values(choices, services().catalogue)
    return url_for("quiz.start", _external=True, **values)
