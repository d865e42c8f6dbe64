"""An interview guide in every format it can be kept in."""

from collections.abc import Sequence
from datetime import date

from kamquiz.documents.formats.json import encode
from kamquiz.documents.formats.registry import DRAWINGS
from kamquiz.documents.jobs.interview_guide import guide_document, guide_json
from kamquiz.domain.jobs.interviews import InterviewGuide
from kamquiz.domain.text import Language

GUIDE_FORMATS = (*DRAWINGS, "json")


def guide_file(
    guide: InterviewGuide,
    form: str,
    languages: Sequence[Language],
    *,
    made: date,
    bank: str,
) -> bytes:
    """Return *guide* in the format called *form*, one of GUIDE_FORMATS, with the *bank* it is from.

    JSON is for programs and holds both languages always.
    """
    if form == "json":
        return encode(guide_json(guide))
    source = f"kamquiz, bank {bank}"
    return DRAWINGS[form].draw(guide_document(guide, languages, made=made, source=source))
