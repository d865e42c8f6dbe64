"""Answers given for calibration: no key, no time, no target, only the month."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamquiz.domain.assessment.attempts import QuizLength
from kamquiz.domain.bank.catalogue import Rating, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Donation:
    """One finished attempt's ratings, separated from everything that could lead back.

    *month* as in 2026-11; *confident* is False where answer quality was low, or the answers
    were fast or flat: such answers are counted, but stay out of every norm.
    """

    month: str
    bank: str
    form: QuizLength
    confident: bool
    ratings: Mapping[StatementId, Rating]
