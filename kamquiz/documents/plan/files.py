"""A plan in every format it can be kept in, for pages and commands alike."""

from dataclasses import dataclass
from datetime import date, datetime

from kamquiz.documents.formats.blocks import Document
from kamquiz.documents.formats.json import encode
from kamquiz.documents.formats.registry import DRAWINGS
from kamquiz.documents.plan.calendar import plan_calendar
from kamquiz.documents.plan.document import plan_document, plan_json
from kamquiz.domain.assessment.scoring import Profile
from kamquiz.domain.plan.model import Plan
from kamquiz.domain.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A plan to be written down: in which language, when, and with private notes or not.

    *now* is naive UTC, *today* the day where the readers are; *revision* counts the
    changes of an accepted plan.
    """

    plan: Plan
    profile: Profile
    language: Language
    now: datetime
    today: date
    revision: int = 0
    notes: bool = False

    def write(self, form: str) -> bytes:
        """Return the file in the format called *form*, one of PLAN_FORMATS."""
        if form not in PLAN_FORMATS:
            raise ValueError(f"there is no format {form!r}")
        if form == "json":
            return encode(plan_json(self.plan, self.profile, self.language, notes=self.notes))
        if form == "ics":
            return plan_calendar(self.plan, self.language, now=self.now, revision=self.revision)
        return DRAWINGS[form].draw(self._document())

    def _document(self) -> Document:
        return plan_document(
            self.plan, self.profile, self.language, made=self.today, notes=self.notes
        )


#: What a plan can be kept in, and what browsers call it.
PLAN_FORMATS = {
    **{one: DRAWINGS[one].mimetype for one in ("pdf", "docx", "md")},
    "ics": "text/calendar",
    "json": "application/json",
}
