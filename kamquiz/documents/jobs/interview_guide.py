"""An interview guide as a document to print, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from kamquiz.documents.bank import anchors_json, question_json, text_json
from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
    Tone,
)
from kamquiz.documents.wording import day, wording
from kamquiz.domain.bank.interview_questions import InterviewQuestion, Procedure
from kamquiz.domain.jobs.interviews import Covered, InterviewGuide, Topic
from kamquiz.domain.text import Language, Text

#: Law changes; what was checked longer ago than this is to be checked again.
FRESH_FOR = timedelta(days=183)

NOTE_LINES = 5
RATERS = 3


def guide_document(
    guide: InterviewGuide, languages: Sequence[Language], *, made: date, source: str = ""
) -> Document:
    """Return *guide* as a document made on the day *made*, a part for each of *languages*."""
    return Document(
        parts=tuple(_part(guide, one, made) for one in languages), made=made, source=source
    )


def guide_json(guide: InterviewGuide) -> dict[str, Any]:
    """Return *guide* with its words in both languages."""
    minutes = guide.minutes
    return {
        "minutes": {
            "total": guide.total_minutes,
            "opening": minutes.opening,
            "each_topic": minutes.competence,
            "questions": minutes.questions,
            "closing": minutes.closing,
            "rating": minutes.rating,
        },
        "topics": [_topic_json(one) for one in guide.topics],
        "coverage": [
            {
                "must_have": one.must_have.id,
                "text": text_json(one.must_have.text),
                "questions": [question.id for topic in one.topics for question in topic.questions],
            }
            for one in guide.coverage
        ],
        "procedure": _procedure_json(guide.procedure),
    }


def _topic_json(topic: Topic) -> dict[str, Any]:
    return {
        "number": topic.number,
        "serves": topic.serves,
        "name": text_json(topic.name),
        "questions": [question_json(one) for one in topic.questions],
        "anchors": anchors_json(topic.anchors),
    }


def _procedure_json(procedure: Procedure) -> dict[str, Any]:
    return {
        "purpose": text_json(procedure.purpose),
        **{
            name: [text_json(one) for one in points]
            for name, points in (
                ("before", procedure.before),
                ("opening", procedure.opening),
                ("asking", procedure.asking),
                ("rating", procedure.rating),
                ("average", procedure.average),
                ("closing", procedure.closing),
            )
        },
        "never": [
            {
                "id": one.id,
                "text": text_json(one.text),
                "source": text_json(one.source),
                "instead": text_json(one.instead),
            }
            for one in procedure.never
        ],
        "checked_on": procedure.checked_on.isoformat(),
    }


def _part(guide: InterviewGuide, language: Language, made: date) -> Part:
    _ = wording(language).gettext
    return Part(
        language=language,
        title=_("Interview guide"),
        blocks=(
            Paragraph(text=guide.procedure.purpose.to(language), tone=Tone.LEAD),
            Table(
                caption=_("This interview"),
                head=(_("Candidate"), _("Date"), _("Rated by")),
                rows=(("", "", ""),),
                widths=(0.4, 0.2, 0.4),
            ),
            *_before(guide, language, made),
            *(block for one in guide.topics for block in _topic(one, guide, language)),
            *_after(guide, language),
        ),
    )


def _before(guide: InterviewGuide, language: Language, made: date) -> Iterator[Block]:
    _ = wording(language).gettext
    procedure = guide.procedure
    yield _time_plan(guide, language)
    yield _coverage(guide, language)
    if guide.uncovered:
        yield Paragraph(
            label=_("Without a question:"),
            text=_(
                "check these in another way, such as a work sample or the course of the career."
            ),
        )
        yield Bullets(items=tuple(one.text.to(language) for one in guide.uncovered))
    yield from _points(_("Before the interview"), procedure.before, language)
    yield from _points(_("How to ask"), procedure.asking, language)
    yield from _points(_("How to rate"), procedure.rating, language)
    yield from _never(procedure, language, made)
    yield from _points(_("Opening"), procedure.opening, language)


def _time_plan(guide: InterviewGuide, language: Language) -> Table:
    _ = wording(language).gettext
    minutes = guide.minutes
    plan = [
        (_("Opening"), minutes.opening),
        *((_numbered(one, language), minutes.competence) for one in guide.topics),
        (_("The candidate's questions"), minutes.questions),
        (_("Closing"), minutes.closing),
        (_("Rating, each alone"), minutes.rating),
        (_("Together"), guide.total_minutes),
    ]
    return Table(
        caption=_("Time plan"),
        head=(_("Part"), _("Minutes")),
        rows=tuple((name, str(count)) for name, count in plan),
        widths=(0.8, 0.2),
    )


def _coverage(guide: InterviewGuide, language: Language) -> Table:
    _ = wording(language).gettext
    return Table(
        caption=_("Which question asks about which must-have"),
        head=(_("Must-have"), _("Questions")),
        rows=tuple(
            (one.must_have.text.to(language), _asked_by(one, language)) for one in guide.coverage
        ),
        widths=(0.7, 0.3),
    )


def _asked_by(covered: Covered, language: Language) -> str:
    _ = wording(language).gettext
    if not covered.topics:
        return _("no question")
    return ", ".join(f"{one.number}a, {one.number}b" for one in covered.topics)


def _never(procedure: Procedure, language: Language, made: date) -> Iterator[Block]:
    _ = wording(language).gettext
    yield Heading(level=1, text=_("Never ask"))
    yield Table(
        caption=_("What nobody is asked, neither in the interview nor around it"),
        head=(_("Not about"), _("Source"), _("Instead")),
        rows=tuple(
            (one.text.to(language), one.source.to(language), one.instead.to(language))
            for one in procedure.never
        ),
        widths=(0.34, 0.26, 0.4),
    )
    stale = made - procedure.checked_on > FRESH_FOR
    yield Paragraph(
        text=_("State of the law: %(day)s.") % {"day": day(procedure.checked_on, language)}
        + (" " + _("That is over six months ago: check it before use.") if stale else ""),
        tone=Tone.PLAIN if stale else Tone.QUIET,
    )


def _topic(topic: Topic, guide: InterviewGuide, language: Language) -> Iterator[Block]:
    _ = wording(language).gettext
    yield Heading(level=1, text=_numbered(topic, language))
    yield Paragraph(text=topic.definition.to(language), tone=Tone.QUIET)
    yield Paragraph(
        text=_("%(count)s minutes for both questions.") % {"count": guide.minutes.competence},
        tone=Tone.QUIET,
    )
    yield from _question(_("%(number)sa. What has been done"), topic, topic.past, language)
    yield from _question(_("%(number)sb. A case"), topic, topic.situation, language)
    yield _anchors(topic, language)
    yield Table(
        caption=_("Rating of both answers: one cross, before any discussion"),
        head=("1", "2", "3", "4", "5", _("no evidence")),
        rows=(("",) * 6,),
        widths=(0.15, 0.15, 0.15, 0.15, 0.15, 0.25),
    )


def _question(
    title: str, topic: Topic, question: InterviewQuestion, language: Language
) -> Iterator[Block]:
    yield Heading(level=2, text=title % {"number": topic.number})
    yield Paragraph(text=question.text.to(language))
    yield Bullets(items=tuple(one.to(language) for one in question.probes))
    yield NoteLines(count=NOTE_LINES)


def _anchors(topic: Topic, language: Language) -> Table:
    _ = wording(language).gettext
    anchors = topic.anchors
    return Table(
        caption=_("What the answers hold: 2 and 4 lie in between"),
        head=(_("Rating"), _("Description")),
        rows=(
            ("1", anchors.one.to(language)),
            ("3", anchors.three.to(language)),
            ("5", anchors.five.to(language)),
        ),
        widths=(0.12, 0.88),
    )


def _after(guide: InterviewGuide, language: Language) -> Iterator[Block]:
    _ = wording(language).gettext
    yield from _points(_("Closing"), guide.procedure.closing, language)
    yield NoteLines(count=NOTE_LINES)
    yield from _points(_("From ratings to a result"), guide.procedure.average, language)
    raters = tuple(_("Rater %(number)s") % {"number": one} for one in range(1, RATERS + 1))
    names = (*(_numbered(one, language) for one in guide.topics), _("Result of the interview"))
    yield Table(
        caption=_("Ratings of all raters"),
        head=(_("Topic"), *raters, _("Average")),
        rows=tuple((name, *("",) * (RATERS + 1)) for name in names),
        widths=(0.4, 0.15, 0.15, 0.15, 0.15),
    )


def _points(title: str, points: Sequence[Text], language: Language) -> Iterator[Block]:
    yield Heading(level=1, text=title)
    yield Bullets(items=tuple(one.to(language) for one in points))


def _numbered(topic: Topic, language: Language) -> str:
    return f"{topic.number}. {topic.name.to(language)}"
