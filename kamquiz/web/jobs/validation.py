"""What goes with a draft held against the rules: its interview questions and its JSON-LD."""

from collections.abc import Iterator
from datetime import date

from kamquiz.documents.jobs.json_ld import posting
from kamquiz.domain.bank.ad_rules import Finding
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.describe import JobDescription
from kamquiz.domain.jobs.interviews import NoGuideError, build_guide
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check_coverage, check_jsonld


def check_documents(
    job: JobDescription, catalogue: Catalogue, language: Language, *, today: date
) -> tuple[Finding, ...]:
    """Return what there is to say about what goes with *job*, to people who read *language*.

    It stands nowhere in the text: there are no places.
    """
    return (
        *_coverage(job, catalogue, language),
        *dict.fromkeys(_jsonld(job, catalogue, language, today)),
    )


def _coverage(job: JobDescription, catalogue: Catalogue, language: Language) -> tuple[Finding, ...]:
    """Return a finding for each must-have that the interview guide does not ask about."""
    try:
        unasked = build_guide(job.must, catalogue).uncovered
    except NoGuideError:
        unasked = job.must
    words = [one.text.to(language) or one.text.pl or one.text.en for one in unasked]
    return check_coverage(words, (), catalogue.law, language=language)


def _jsonld(
    job: JobDescription, catalogue: Catalogue, language: Language, today: date
) -> Iterator[Finding]:
    for one in job.draft.choices.spoken.languages:
        made = posting(job, one, posted=today)
        yield from check_jsonld(made, catalogue.law, language=language)
