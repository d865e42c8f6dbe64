"""A job description as Markdown."""

from collections.abc import Iterator, Sequence

from kamquiz.documents.wording import wording
from kamquiz.domain.jobs import JobDescription
from kamquiz.domain.roles import Line
from kamquiz.domain.words import Language


def job_markdown(job: JobDescription, languages: Sequence[Language]) -> str:
    """Return *job* as one Markdown document, one language after the other."""
    return "\n---\n\n".join("\n".join(_lines(job, one)) + "\n" for one in languages)


def _lines(job: JobDescription, language: Language) -> Iterator[str]:
    _ = wording(language).gettext
    yield "# " + job.title.to(language)
    yield ""
    if job.industry:
        yield _("Industry: %(industry)s") % {"industry": job.industry.name.to(language)}
        yield ""
    yield _("Reports to: %(whom)s") % {"whom": job.reports_to.to(language)}
    yield ""
    yield " ".join(one.to(language) for one in job.summary)
    yield from _section(_("Duties"), job.duties, language)
    yield from _section(_("Requirements"), job.requirements, language)
    yield from _section(_("Offer"), job.offer, language)


def _section(heading: str, lines: Sequence[Line], language: Language) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""
    for line in lines:
        yield "- " + line.text.to(language)
