"""A plan in every format it can be kept in, for pages and commands alike."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from kamquiz.documents.blocks import Document
from kamquiz.documents.calendars import plan_calendar
from kamquiz.documents.markdown import markdown
from kamquiz.documents.pdf import pdf
from kamquiz.documents.plans import plan_document, plan_json
from kamquiz.documents.word import word
from kamquiz.domain.plans import Plan
from kamquiz.domain.scoring import Profile
from kamquiz.domain.words import Language


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
        match form:
            case "json":
                return self._json()
            case "ics":
                return plan_calendar(self.plan, self.language, now=self.now, revision=self.revision)
            case "md":
                return markdown(self._document()).encode()
            case "docx":
                return word(self._document())
            case "pdf":
                return pdf(self._document())
        raise ValueError(f"there is no format {form!r}")

    def _document(self) -> Document:
        return plan_document(
            self.plan, self.profile, self.language, made=self.today, notes=self.notes
        )

    def _json(self) -> bytes:
        written = plan_json(self.plan, self.profile, self.language, notes=self.notes)
        return json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n"


#: What a plan can be kept in, and what browsers call it.
PLAN_FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "md": "text/markdown",
    "json": "application/json",
}
