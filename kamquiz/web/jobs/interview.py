"""The interview guide of a draft: chosen minutes and sitting, a preview, files; nothing is kept."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, IntegerField
from wtforms.validators import NumberRange

from kamquiz.documents.formats.registry import DRAWINGS
from kamquiz.documents.jobs.draft_file import JobFileError, read_job, write_draft
from kamquiz.documents.jobs.interview_files import GUIDE_FORMATS, guide_file
from kamquiz.domain.jobs.choices import Spoken
from kamquiz.domain.jobs.describe import JobDescription, JobDraft
from kamquiz.domain.jobs.interviews import (
    DEFAULT_MINUTES,
    InterviewGuide,
    NoGuideError,
    TooShortError,
    build_guide,
)
from kamquiz.web.downloads import attachment, file_name
from kamquiz.web.forms import Failure, failures, form_class, load_form, select
from kamquiz.web.http import UNPROCESSABLE
from kamquiz.web.jobs.drafts import described, empty_draft, linked, unreadable
from kamquiz.web.jobs.forms import SPOKEN_NAMES
from kamquiz.web.jobs.labels import FILE_NAMES
from kamquiz.web.jobs.parsing import BUTTON
from kamquiz.web.services import services

bp = Blueprint("guides", __name__)

#: The field that carries the whole draft from page to page, as it stands in its file.
DRAFT = "draft"

MIN_MINUTES, MAX_MINUTES = 20, 240

SITTINGS = (("1", _l("the first interview")), ("2", _l("the second, with other questions")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants of a guide, besides its draft."""

    minutes: int = DEFAULT_MINUTES
    sitting: int = 1
    spoken: Spoken = Spoken.PL


@bp.get("/interview")
def guide() -> ResponseReturnValue:
    """Show the guide for the choices in the address, as links of the builder have them."""
    asked = linked()
    return guide_page(asked.draft, notes=asked.notes)


@bp.post("/interview")
def guide_of_draft() -> ResponseReturnValue:
    """Show the guide of the draft that was sent, or hand it over as a file."""
    form = load_form(_form_class(), BUTTON)
    try:
        draft = read_job(form[DRAFT].data or "", services().catalogue)
    except JobFileError as error:
        return guide_page(empty_draft(), found=unreadable(error, "must"))
    if not form.validate():
        return guide_page(draft, form=form, found=failures(form))
    wanted = Wanted(
        minutes=form["minutes"].data,
        sitting=int(form["sitting"].data),
        spoken=Spoken(form["lang"].data),
    )
    ending = request.form.get(BUTTON, "")
    if ending not in GUIDE_FORMATS:
        return guide_page(draft, wanted, form=form)
    try:
        made = _guide(described(draft), wanted)
    except NoGuideError:
        return guide_page(draft, wanted, form=form)
    return _file(made, ending, wanted)


def guide_page(
    draft: JobDraft,
    wanted: Wanted | None = None,
    *,
    form: Form | None = None,
    found: list[Failure] | None = None,
    notes: list[Failure] | None = None,
) -> ResponseReturnValue:
    """Return the page with the guide of *draft*."""
    wanted = wanted or Wanted(spoken=draft.choices.spoken)
    job = described(draft)
    made, found = None, found or []
    if not found:
        try:
            made = _guide(job, wanted)
        except NoGuideError as error:
            found = [_told(error)]
    form = form or _form_class()(
        data={"minutes": wanted.minutes, "sitting": str(wanted.sitting), "lang": wanted.spoken}
    )
    return render_template(
        "jobs/guide.html",
        form=form,
        failures=found,
        notes=notes or [],
        job=job,
        guide=made,
        draft=json.dumps(write_draft(draft), ensure_ascii=False),
        endings=[(one, FILE_NAMES[one] if one in DRAWINGS else "JSON") for one in GUIDE_FORMATS],
    ), UNPROCESSABLE if found else 200


def _form_class() -> type[Form]:
    between = NumberRange(
        min=MIN_MINUTES,
        max=MAX_MINUTES,
        message=_(
            "enter a whole number from %(least)s to %(most)s.",
            least=MIN_MINUTES,
            most=MAX_MINUTES,
        ),
    )
    return form_class(
        "GuideForm",
        {
            DRAFT: HiddenField(default=""),
            "minutes": IntegerField(_l("Minutes in all"), validators=[between]),
            "sitting": select(_l("Which interview"), SITTINGS),
            "lang": select(_l("Language of the guide"), SPOKEN_NAMES),
        },
    )


def _guide(job: JobDescription, wanted: Wanted) -> InterviewGuide:
    return build_guide(
        job.must, services().catalogue, minutes=wanted.minutes, sitting=wanted.sitting
    )


def _told(error: NoGuideError) -> Failure:
    if isinstance(error, TooShortError):
        message = _(
            "%(count)s competences take at least %(minutes)s minutes. Enter more, or ask fewer "
            "must-haves.",
            count=error.competences,
            minutes=error.minutes,
        )
        return Failure(label=_("Minutes in all"), message=message, target="minutes")
    return Failure(
        label=_("Must-haves"),
        message=_(
            "none of them names a trait or a skill there are questions about. Choose some in "
            "the builder."
        ),
        target="must",
    )


def _file(made: InterviewGuide, ending: str, wanted: Wanted) -> Response:
    languages = wanted.spoken.languages
    content = guide_file(
        made,
        ending,
        languages,
        made=services().today(),
        bank=services().catalogue.version,
    )
    mimetype = DRAWINGS[ending].mimetype if ending in DRAWINGS else "application/json"
    return attachment(content, mimetype, file_name("interview", languages, ending))
