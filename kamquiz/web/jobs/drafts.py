"""How a draft reaches a page: as choices in its address, or in the file it was saved in."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from kamquiz.documents.jobs.draft_file import JobFileError
from kamquiz.domain.jobs.describe import JobDescription, JobDraft, describe
from kamquiz.domain.jobs.fields import WAYS
from kamquiz.domain.jobs.links import read_choices
from kamquiz.web.forms import Failure
from kamquiz.web.jobs.labels import failure_of
from kamquiz.web.language import current_language
from kamquiz.web.services import services


@dataclass(frozen=True, slots=True)
class Linked:
    """The draft an address asks for; *notes* say what in it could not be used."""

    draft: JobDraft
    notes: list[Failure]


def linked() -> Linked:
    """Return the draft for the choices in the address of this page."""
    known = {key: one for key, one in request.args.items() if key in WAYS}
    read = read_choices({"lang": current_language().value} | known, services().catalogue)
    return Linked(JobDraft(choices=read.choices), [failure_of(one) for one in read.faults])


def empty_draft() -> JobDraft:
    """Return the draft somebody begins with."""
    values = {"lang": current_language().value}
    return JobDraft(choices=read_choices(values, services().catalogue).choices)


def unreadable(error: JobFileError, target: str) -> list[Failure]:
    """Return why a saved draft cannot be opened, pointing to the field *target*."""
    language = current_language()
    return [
        Failure(label=_("Saved draft"), message=one.to(language), target=target)
        for one in error.faults
    ]


def described(draft: JobDraft) -> JobDescription:
    """Return the description *draft* makes with the content there is."""
    return describe(draft.choices, draft.details, services().catalogue)
