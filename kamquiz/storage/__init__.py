"""What is kept: attempts, plans and what opens them, in SQLite or PostgreSQL."""

from kamquiz.storage.attempt_rows import NewAttempt
from kamquiz.storage.attempts import AttemptStore, PageAlreadyServedError
from kamquiz.storage.banks import BankStore
from kamquiz.storage.database import UNAVAILABLE, connect, open_database
from kamquiz.storage.donations import DonationStore
from kamquiz.storage.limits import LimitStore
from kamquiz.storage.maintenance import Chore, ChoreLog
from kamquiz.storage.plans import KeptPlan, PlanChangedError, PlanStore
from kamquiz.storage.quotas import Cap, CapReachedError
from kamquiz.storage.shares import Share, ShareNotFoundError, ShareStore

__all__ = [
    "UNAVAILABLE",
    "AttemptStore",
    "BankStore",
    "Cap",
    "CapReachedError",
    "Chore",
    "ChoreLog",
    "DonationStore",
    "KeptPlan",
    "LimitStore",
    "NewAttempt",
    "PageAlreadyServedError",
    "PlanChangedError",
    "PlanStore",
    "Share",
    "ShareNotFoundError",
    "ShareStore",
    "connect",
    "open_database",
]
