"""Keeping answers that were given for calibration, apart from everything else."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from kamquiz.domain.assessment.attempts import QuizLength
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.bank.catalogue import Rating, StatementId
from kamquiz.storage.schema import donations


class DonationStore:
    """The donations of everybody who ticked the box."""

    def __init__(self, engine: Engine) -> None:
        """Read donations from the database behind *engine*."""
        self._engine = engine

    def count(self) -> int:
        """Return how many donations there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count(donations.c.id))).scalar_one())

    def all(self, *, newest: int | None = None) -> tuple[Donation, ...]:
        """Return all donations, or the *newest* ones, newest first."""
        query = select(donations).order_by(donations.c.id.desc()).limit(newest)
        with self._engine.connect() as connection:
            return tuple(_donation(row) for row in connection.execute(query))


def keep(connection: Connection, donation: Donation) -> None:
    """Write *donation* in the transaction that finishes its attempt."""
    connection.execute(
        insert(donations).values(
            month=donation.month,
            bank=donation.bank,
            form=donation.form.value,
            confident=donation.confident,
            # Sorted: the order of answering would be a trace of its own.
            ratings=json.dumps({one: int(r) for one, r in sorted(donation.ratings.items())}),
        )
    )


def _donation(row: Row[Any]) -> Donation:
    return Donation(
        month=row.month,
        bank=row.bank,
        form=QuizLength(row.form),
        confident=row.confident,
        ratings={StatementId(k): Rating(v) for k, v in json.loads(row.ratings).items()},
    )
