"""A job description as Markdown, in one language or in both."""

import re
from datetime import date

import pytest

from kamquiz.documents.formats.blocks import Bullets, Heading
from kamquiz.documents.jobs.description import job_document, job_markdown
from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.jobs.drafts import SENTENCE
from kamquiz.domain.text import Language
from tests.visitor import ENGLISH_ONLY, NEVER_SHOWN, POLISH_LETTERS

BOTH = (Language.PL, Language.EN)


@pytest.fixture(scope="module")
def job(catalogue):
    return describe_job(catalogue, seniority="senior", industry="banking")


@pytest.mark.parametrize("language", BOTH)
def test_it_has_no_untranslated_text(job, language):
    text = job_markdown(job, [language])

    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language is Language.PL)
    assert bool(ENGLISH_ONLY.search(text)) is (language is Language.EN)


@pytest.mark.parametrize("language", BOTH)
def test_every_line_of_the_description_is_a_line_of_the_document(job, language):
    lines = job_markdown(job, [language]).splitlines()

    assert lines[0] == "# " + job.title.to(language)
    for line in (*job.duties, *job.requirements, *job.offer):
        assert lines.count("- " + line.text.to(language)) == 1
    assert len([one for one in lines if one.startswith("## ")]) == 3
    assert any(job.industry.name.to(language) in one for one in lines)


def test_without_an_industry_none_is_named(catalogue):
    text = job_markdown(describe_job(catalogue), [Language.EN])

    assert not re.search("industry:", text, re.IGNORECASE)


def test_both_languages_stand_one_after_the_other(job):
    both = job_markdown(job, BOTH)

    assert both == "\n---\n\n".join(job_markdown(job, [one]) for one in BOTH)


def test_the_document_has_a_part_for_each_language_with_everything_in_order(job):
    document = job_document(job, BOTH, made=date(2026, 11, 23))

    assert [one.language for one in document.parts] == list(BOTH)
    for part, language in zip(document.parts, BOTH, strict=True):
        assert part.title == job.title.to(language)
        headings = [one.text for one in part.blocks if isinstance(one, Heading)]
        assert headings == [one.heading.to(language) for one in job.sections if one.heading]
        points = [point for one in part.blocks if isinstance(one, Bullets) for point in one.items]
        said = [
            line.text.to(language)
            for one in job.sections
            for line in one.lines
            if line.kind != SENTENCE
        ]
        assert points == said
