"""The form of the job builder, made from the bank and filled from a description."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import Line, Need
from kamquiz.domain.jobs.choices import EDUCATION, ENGLISH, OTHER_LANGUAGE, JobChoices, Spoken
from kamquiz.domain.jobs.describe import JobDescription
from kamquiz.domain.jobs.details import DETAIL_KEYS, OWN_KEYS, detail_values
from kamquiz.domain.jobs.fields import WAYS, Several, Tick, Whole, field_of, offered
from kamquiz.domain.jobs.options import (
    duty_lines,
    experience_line,
    requirement_lines,
    success_lines,
)
from kamquiz.domain.text import Language
from kamquiz.web.forms import Failure, form_class
from kamquiz.web.jobs.edits import line_values
from kamquiz.web.jobs.labels import LABELS, label, short_label
from kamquiz.web.jobs.parsing import LINE, NEED, START_KEYS

SPOKEN_NAMES = (
    (Spoken.PL.value, _l("Polish")),
    (Spoken.EN.value, _l("English")),
    (Spoken.BOTH.value, _l("both, one after the other")),
)

NEEDS = (
    ("", _l("not asked")),
    (Need.MUST.value, _l("must-have")),
    (Need.NICE.value, _l("welcome")),
)


def builder_form(job: JobDescription, catalogue: Catalogue, language: Language) -> type[Form]:
    """Return the form that offers what fits the choices of *job*."""
    choices = job.draft.choices
    fields: dict[str, Any] = {
        key: _field(key, choices, catalogue, language)
        for key in WAYS
        if key not in {"must", "nice"}
    }
    fields |= {
        f"{NEED}{one}": SelectField(name, choices=_select(NEEDS), validate_choice=False)
        for one, name in _wanted(choices, catalogue, language)
    }
    for key in DETAIL_KEYS:
        many = key.startswith(OWN_KEYS)
        named = label(key) if choices.spoken is Spoken.BOTH else short_label(key)
        fields[key] = (TextAreaField if many else StringField)(named)
    fields |= {key: HiddenField() for key in START_KEYS}
    fields |= {key: TextAreaField() for key in line_values(job)}
    return form_class("BuilderForm", fields)


def filled_form(
    form: type[Form],
    job: JobDescription,
    posted: MultiDict[str, str] | None,
    failures: Sequence[Failure],
) -> Form:
    """Return *form* as *job* has it; with *posted*, as it was sent, each fault at its field."""
    if posted is None:
        return form(data=_form_data(job))
    kept = ((name, one) for name, one in posted.items(multi=True) if not LINE.match(name))
    values = MultiDict(kept)
    values.update(line_values(job))
    filled = form(values)
    for failure in failures:
        name = failure.target.removesuffix("-0")
        if name in filled:
            filled[name].errors = [failure.message]
    return filled


def _form_data(job: JobDescription) -> dict[str, Any]:
    choices = job.draft.choices
    data: dict[str, Any] = {}
    for key in WAYS:
        value = getattr(choices, field_of(key))
        data[key] = list(value) if isinstance(value, tuple) else "" if value is None else value
    data |= {f"{NEED}{one}": Need.MUST.value for one in choices.must}
    data |= {f"{NEED}{one}": Need.NICE.value for one in choices.nice}
    start = (choices.pattern, choices.seniority, choices.industry or "")
    return (
        data
        | detail_values(job.draft.details)
        | dict(zip(START_KEYS, start, strict=True))
        | line_values(job)
    )


def _field(key: str, choices: JobChoices, catalogue: Catalogue, language: Language) -> Field:
    way, name = WAYS[key], LABELS[key]
    if isinstance(way, Whole):
        return StringField(name)
    if isinstance(way, Tick):
        return BooleanField(name)
    named = _select(_named(key, choices, catalogue, language))
    if isinstance(way, Several):
        return SelectMultipleField(name, choices=named, validate_choice=False)
    if way.optional:
        named = [*_select([("", _("– choose –"))]), *named]
    return SelectField(name, choices=named, validate_choice=False)


def _named(
    key: str, choices: JobChoices, catalogue: Catalogue, language: Language
) -> Iterable[tuple[str, Any]]:
    """Return what *key* offers, each with the words it has in the form."""
    words = catalogue.job
    options: Mapping[str, Iterable[Any]] = {
        "pattern": catalogue.patterns,
        "seniority": catalogue.seniorities,
        "industry": catalogue.industries,
        "title": words.titles,
        "size": words.sizes,
        "decision": words.decisions,
        "other-language": words.languages,
        "education": words.educations,
        "period": words.periods,
        "bonus-for": words.bonus_bases,
        "bonus-paid": words.bonus_periods,
        "benefits": words.benefits,
        "contract": words.contracts,
        "mode": words.modes,
        "flexibility": words.flexibilities,
        "steps": words.steps,
        "privacy": words.privacies,
    }
    lines = {
        "duties": (duty_lines, choices.duties),
        "success": (success_lines, choices.success),
    }
    if key in options:
        return [(one.id, one.name.to(language)) for one in options[key]]
    if key in lines:
        every, picked = lines[key]
        fitting = _fitting(every(catalogue), picked, choices, catalogue)
        return [(one.id, one.text.to(language)) for one in fitting]
    if key == "lang":
        return SPOKEN_NAMES
    # Levels of a language and currencies go by the same names everywhere.
    return [(one, one) for one in offered(key, catalogue)]


def _fitting(
    lines: Sequence[Line], picked: Sequence[str], choices: JobChoices, catalogue: Catalogue
) -> list[Line]:
    """Return the lines of the pattern, the industry and the role, and whatever is picked."""
    pattern = catalogue.find_pattern(choices.pattern)
    industry = catalogue.find_industry(choices.industry)
    near = {one.id for one in catalogue.duties}
    if pattern:
        near |= {one.id for one in (*pattern.duties, *pattern.requirements, *pattern.success)}
    if industry:
        near |= {one.id for one in (*industry.duties, *industry.requirements, *industry.success)}
    near.add(experience_line(choices.seniority, catalogue).id)
    return [one for one in lines if one.id in near or one.id in picked]


def _wanted(
    choices: JobChoices, catalogue: Catalogue, language: Language
) -> Iterator[tuple[str, str]]:
    """Yield what can be asked for, with what it is called in the form; what is asked first."""
    picked = (*choices.must, *choices.nice)
    names = dict(_all_wanted(choices, catalogue, language))
    yield from ((one, names[one]) for one in picked if one in names)
    yield from ((one, name) for one, name in names.items() if one not in picked)


def _all_wanted(
    choices: JobChoices, catalogue: Catalogue, language: Language
) -> Iterator[tuple[str, str]]:
    picked = (*choices.must, *choices.nice)
    for line in _fitting(requirement_lines(catalogue), picked, choices, catalogue):
        yield line.id, line.text.to(language)
    yield EDUCATION, _("Education or equivalent experience")
    for skill in sorted(catalogue.skills, key=lambda one: one.id not in {ENGLISH, OTHER_LANGUAGE}):
        yield skill.id, skill.name.to(language)
    for trait in catalogue.traits:
        yield trait.id, trait.name.to(language)


def _select(choices: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in choices]
