"""Answers from other programs: JSON in the form of the contract, checked at the door."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kamquiz.documents.formats.json import NotJsonError, decode, join_ids, truncate
from kamquiz.domain.assessment.attempts import Aim, Answers, Judgement
from kamquiz.domain.bank.catalogue import Catalogue, Rating, SituationId, SkillId, StatementId

#: No quiz has a page number longer than this.
PAGE_DIGITS = 6

#: Without ratings a profile would only repeat what is assumed about everyone.
NO_RATINGS = (
    "ratings: there are none, so there is no score; send at least one, by the id of its statement, "
    'as in {"ratings": {"insight-1": 4}}'
)

KEYS = ("ratings", "skills", "situations", "seconds", "target")


class AnswersError(ValueError):
    """The answers cannot be read; *faults* says why, one line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """What a person answered and the job they measure against."""

    answers: Answers
    aim: Aim


def read_answers(text: str | bytes, catalogue: Catalogue) -> AnswerFile:
    """Return the answers in the JSON *text*; raises AnswersError with every fault."""
    try:
        values = decode(text)
    except NotJsonError as error:
        raise AnswersError((f"not valid JSON: {error}",)) from error
    return parse_answers(values, catalogue)


def parse_answers(values: object, catalogue: Catalogue) -> AnswerFile:
    """Return the answers in the decoded JSON *values*; raises AnswersError with every fault."""
    if not isinstance(values, dict):
        raise AnswersError(("the answers must be an object with the key 'ratings'",))
    reader = _Reader(catalogue)
    unknown = [key for key in values if key not in KEYS]
    if unknown:
        reader.faults.append(f"unknown keys: {join_ids(unknown)}")
    found = AnswerFile(
        answers=Answers(
            ratings=reader.ratings(values.get("ratings")),
            skills=reader.skills(values.get("skills", {})),
            situations=reader.situations(values.get("situations", {})),
            seconds=reader.seconds(values.get("seconds", {})),
        ),
        aim=reader.aim(values.get("target", {})),
    )
    if reader.faults:
        raise AnswersError(tuple(reader.faults))
    return found


class _Reader:
    """Reads each part of the answers and notes what is wrong with it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.faults: list[str] = []

    def ratings(self, values: object) -> dict[StatementId, Rating]:
        table = self.table("ratings", values)
        if values == {}:
            self.faults.append(NO_RATINGS)
        self.refuse_strangers("statement", table, self.catalogue.statement_by_id)
        return {
            StatementId(key): Rating(level)
            for key, value in table.items()
            if (level := self.level("ratings", key, value))
        }

    def skills(self, values: object) -> dict[SkillId, int]:
        table = self.table("skills", values)
        self.refuse_strangers("skill", table, self.catalogue.skill_by_id)
        return {
            SkillId(key): level
            for key, value in table.items()
            if (level := self.level("skills", key, value))
        }

    def situations(self, values: object) -> dict[SituationId, Judgement]:
        table = self.table("situations", values)
        self.refuse_strangers("situation", table, self.catalogue.situation_by_id)
        picked = {}
        for key, value in table.items():
            situation = self.catalogue.situation_by_id.get(SituationId(key))
            if situation is None:
                continue
            options = [option.id for option in situation.options]
            best = value.get("best") if isinstance(value, dict) else None
            worst = value.get("worst") if isinstance(value, dict) else None
            if best not in options or worst not in options or best == worst:
                self.faults.append(
                    f"situations: {key} needs two different options as best and worst"
                )
                continue
            picked[situation.id] = Judgement(best=best, worst=worst)
        return picked

    def seconds(self, values: object) -> dict[int, float]:
        found = {}
        for key, value in self.table("seconds", values).items():
            if _is_page(key) and _is_time(value):
                found[int(key)] = float(value)
            else:
                self.faults.append(
                    f"seconds: {truncate(key[:40])!r} needs a page number and a time"
                )
        return found

    def aim(self, values: object) -> Aim:
        table = self.table("target", values)
        industry, seniority = table.get("industry"), table.get("seniority")
        for name, value, known in (
            ("industry", industry, [one.id for one in self.catalogue.industries]),
            ("seniority", seniority, [one.id for one in self.catalogue.seniorities]),
        ):
            if value is not None and value not in known:
                self.faults.append(f"target: there is no {name} {str(value)[:40]!r}")
        unknown = [key for key in table if key not in {"industry", "seniority"}]
        if unknown:
            self.faults.append(f"target: unknown keys: {join_ids(unknown)}")
        return Aim(industry=industry, seniority=seniority)

    def table(self, name: str, values: object) -> Mapping[str, Any]:
        if isinstance(values, dict):
            return values
        self.faults.append(f"{name} must be an object")
        return {}

    def level(self, name: str, key: str, value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5:  # noqa: PLR2004 - the scale of the contract
            return value
        self.faults.append(f"{name}: {truncate(key)} needs a whole number from 1 to 5")
        return None

    def refuse_strangers(
        self, noun: str, table: Mapping[str, Any], known: Mapping[Any, object]
    ) -> None:
        strangers = [key for key in table if key not in known]
        if strangers:
            self.faults.append(f"this bank has no {noun} {join_ids(strangers)}")


def _is_page(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= PAGE_DIGITS


def _is_time(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= value <= sys.float_info.max  # type: ignore[operator]  # a number by now
