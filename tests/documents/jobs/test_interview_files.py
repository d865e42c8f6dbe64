"""The same interview guide in every format."""

import html
import io
import json
from datetime import date

import docx
import mammoth
import pytest

from kamquiz.documents.jobs.interview_files import GUIDE_FORMATS, guide_file
from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.jobs.interviews import build_guide
from kamquiz.domain.text import Language
from tests.documents.documents import squeezed
from tests.documents.readers import pages_of

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def guide(catalogue):
    return build_guide(describe_job(catalogue, industry="banking").requirements, catalogue)


def written(guide, form, *languages):
    return guide_file(guide, form, languages or tuple(Language), made=TODAY, bank="2026.11")


#: What somebody reads who opens the file, without its blanks.
READ = {
    "md": bytes.decode,
    "txt": bytes.decode,
    "html": lambda file: html.unescape(file.decode()),
    "docx": lambda file: mammoth.extract_raw_text(io.BytesIO(file)).value,
    "pdf": lambda file: "".join(pages_of(file)),
    "json": lambda file: json.dumps(json.loads(file), ensure_ascii=False),
}


@pytest.mark.parametrize("form", GUIDE_FORMATS)
def test_whatever_the_format_every_question_is_asked_in_both_languages(guide, form):
    text = squeezed(READ[form](written(guide, form)))

    for topic in guide.topics:
        for question in topic.questions:
            for language in Language:
                assert squeezed(question.text.to(language)) in text


@pytest.mark.parametrize("form", [one for one in GUIDE_FORMATS if one != "json"])
def test_a_guide_in_one_language_keeps_to_it(guide, form):
    text = squeezed(READ[form](written(guide, form, Language.EN)))

    question = guide.topics[0].past.text
    assert squeezed(question.en) in text
    assert squeezed(question.pl) not in text


def test_the_word_file_has_the_tables_to_fill_in(guide):
    tables = docx.Document(io.BytesIO(written(guide, "docx", Language.EN))).tables

    ratings = [one for one in tables if one.rows[0].cells[-1].text == "no evidence"]
    assert len(ratings) == len(guide.topics)
    assert {cell.text for one in ratings for cell in one.rows[1].cells} == {""}
