"""A job description says the same in every format, line by line, in both languages."""

import io
import re
from datetime import date
from html import unescape

import mammoth
import pytest

from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.domain.jobs.describe import JobDetails, describe
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Language
from tests.documents.documents import squeezed
from tests.documents.readers import pages_of
from tests.domain.jobs.samples import COMPLETE, DETAILS

TODAY = date(2026, 11, 23)


def unmarked(markdown: bytes) -> str:
    return re.sub(r"\\(?=[^\w\s])", "", markdown.decode())


READERS = {
    "docx": lambda made: mammoth.extract_raw_text(io.BytesIO(made)).value,
    "pdf": lambda made: "".join(pages_of(made)),
    "md": unmarked,
    "txt": bytes.decode,
    "html": lambda made: unescape(re.sub(r"<[^>]*>", "", made.decode())),
}


def test_every_format_for_people_is_read_here():
    assert set(READERS) == set(FORMATS) - {"json", "jsonld"}


@pytest.mark.parametrize("details", [DETAILS, JobDetails()], ids=["complete", "with gaps"])
@pytest.mark.parametrize("form", READERS)
def test_every_line_is_in_every_format(catalogue, form, details):
    choices = read_choices(COMPLETE | {"industry": "it"}, catalogue).choices
    job = describe(choices, details, catalogue)

    made = FORMATS[form].write(job, list(Language), TODAY)

    text = squeezed(READERS[form](made))
    for language in Language:
        assert squeezed(job.title.to(language)) in text
        for section in job.sections:
            for line in section.lines:
                assert squeezed(line.text.to(language)) in text, line.id
