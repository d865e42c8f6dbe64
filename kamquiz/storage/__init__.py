"""What is kept: attempts and their answers, in SQLite or PostgreSQL."""

from kamquiz.storage.attempts import AttemptStore, NewAttempt, PageAlreadyServedError
from kamquiz.storage.database import open_database

__all__ = ["AttemptStore", "NewAttempt", "PageAlreadyServedError", "open_database"]
