"""Choices read from a link, a form or a command, and written into one."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.choices import Ids, JobChoices
from kamquiz.domain.jobs.defaults import suggested
from kamquiz.domain.jobs.fields import (
    PERCENT,
    POSTING_KEYS,
    WAYS,
    ChoiceFault,
    Problem,
    RefusedError,
    field_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoices:
    """The choices that were read, and what was wrong: there the suggestion stands."""

    choices: JobChoices
    faults: tuple[ChoiceFault, ...]


def read_choices(values: Mapping[str, str], catalogue: Catalogue) -> ReadChoices:
    """Return the choices in *values*; what is not named there is as suggested for the start."""
    taken, faults = _taken(values, catalogue)
    start = suggested(
        catalogue,
        pattern=taken.get("pattern"),
        seniority=taken.get("seniority"),
        industry=taken.get("industry"),
    )
    if "must" not in taken:
        start = replace(start, must=_without(start.must, taken.get("nice", ())))
    choices = replace(start, **taken)
    if "nice" not in taken:
        choices = replace(choices, nice=_without(choices.nice, choices.must))
    faults = [*_unknown_keys(values), *faults, *contradictions(choices)]
    once = replace(choices, nice=_without(choices.nice, choices.must))
    return ReadChoices(choices=once, faults=tuple(faults))


def choice_values(choices: JobChoices, catalogue: Catalogue) -> dict[str, str]:
    """Return *choices* for a link: the start, and whatever differs from its suggestions."""
    start = suggested(
        catalogue,
        pattern=choices.pattern,
        seniority=choices.seniority,
        industry=choices.industry,
    )
    always = {"pattern", "seniority", *(["industry"] if choices.industry else [])}
    return {
        key: way.write(getattr(choices, field_of(key)))
        for key, way in WAYS.items()
        if key in always or getattr(choices, field_of(key)) != getattr(start, field_of(key))
    }


def posting_values(choices: JobChoices, catalogue: Catalogue) -> dict[str, str]:
    """Return what a link in the posting carries: what the job asks for."""
    values = choice_values(choices, catalogue)
    return {key: values[key] for key in POSTING_KEYS if key in values}


def contradictions(choices: JobChoices) -> tuple[ChoiceFault, ...]:
    """Return what cannot be true together."""
    found = []
    if choices.pay_min and choices.pay_max and choices.pay_min > choices.pay_max:
        found.append(
            ChoiceFault(key="pay-max", problem=Problem.PAY_ORDER, value=str(choices.pay_max))
        )
    split = [choices.hunting, choices.growing, choices.renewing]
    shares = [one for one in split if one is not None]
    if shares and (len(shares) < len(split) or sum(shares) != PERCENT):
        found.append(ChoiceFault(key="hunting", problem=Problem.SPLIT, value=str(sum(shares))))
    found += [
        ChoiceFault(key="nice", problem=Problem.TWICE, value=one)
        for one in choices.nice
        if one in choices.must
    ]
    return tuple(found)


def _without(wanted: Ids, others: Ids) -> Ids:
    return tuple(id_ for id_ in wanted if id_ not in others)


def _taken(
    values: Mapping[str, str], catalogue: Catalogue
) -> tuple[dict[str, Any], list[ChoiceFault]]:
    taken: dict[str, Any] = {}
    faults = []
    for key, way in WAYS.items():
        if key not in values:
            continue
        try:
            taken[field_of(key)] = way.read(values[key].strip(), catalogue)
        except RefusedError as error:
            faults.append(
                ChoiceFault(
                    key=key,
                    problem=error.problem,
                    value=error.value,
                    least=error.least,
                    most=error.most,
                )
            )
    return taken, faults


def _unknown_keys(values: Mapping[str, str]) -> list[ChoiceFault]:
    return [
        ChoiceFault(
            key=key,
            problem=Problem.UNKNOWN_KEY,
            close=next(iter(difflib.get_close_matches(key, WAYS, n=1)), ""),
        )
        for key in values
        if key not in WAYS
    ]
