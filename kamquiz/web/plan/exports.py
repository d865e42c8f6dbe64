"""The plan and the job description as files to keep."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from kamquiz.documents.formats.pdf import pdf
from kamquiz.documents.jobs.description import job_markdown
from kamquiz.documents.plan.document import manager_document
from kamquiz.documents.plan.files import PLAN_FORMATS, PlanFile
from kamquiz.domain.jobs.describe import job_for
from kamquiz.web.downloads import attachment, file_name
from kamquiz.web.forms import TICKED
from kamquiz.web.language import current_language
from kamquiz.web.plan.workspace import open_desk
from kamquiz.web.security.session import current_attempt
from kamquiz.web.services import services

bp = Blueprint("exports", __name__)


@bp.get("/plan/file")
def plan_file() -> ResponseReturnValue:
    """Hand the plan over in the format that was chosen."""
    return plan_in(request.args.get("format", ""))


@bp.get("/plan.<form>")
def plan_in(form: str) -> ResponseReturnValue:
    """Hand the plan over in the format its address names; notes go along only if ticked."""
    if form not in PLAN_FORMATS:
        abort(404)
    desk = open_desk()
    file = PlanFile(
        plan=desk.plan,
        profile=desk.profile,
        language=current_language(),
        now=services().now(),
        today=services().today(),
        revision=desk.accepted.revision if desk.accepted else 0,
        notes=request.args.get("notes") == TICKED,
    )
    return attachment(
        file.write(form), PLAN_FORMATS[form], file_name("plan", [current_language()], form)
    )


@bp.get("/plan/manager.pdf")
def manager_file() -> ResponseReturnValue:
    """Hand over the one page for the conversation with a manager."""
    desk = open_desk()
    sheet = manager_document(desk.plan, desk.profile, current_language(), made=services().today())
    name = file_name("manager", [current_language()], "pdf")
    return attachment(pdf(sheet), PLAN_FORMATS["pdf"], name)


@bp.get("/job.md")
def job_file() -> Response:
    """Hand the example job description over as Markdown."""
    text = job_markdown(job_for(current_attempt().aim, services().catalogue), [current_language()])
    name = file_name("job", [current_language()], "md")
    return attachment(text.encode(), PLAN_FORMATS["md"], name)
