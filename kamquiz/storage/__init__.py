"""What is kept: attempts and their answers, in SQLite or PostgreSQL."""

from kamquiz.storage.attempts import AttemptStore, NewAttempt, PageAlreadyServedError
from kamquiz.storage.database import open_database
from kamquiz.storage.donations import DonationStore

__all__ = ["AttemptStore", "DonationStore", "NewAttempt", "PageAlreadyServedError", "open_database"]
