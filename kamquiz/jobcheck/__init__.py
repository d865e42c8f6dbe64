"""What is wrong with a job ad: a place, a reason, a source and a better wording for each fault."""

from kamquiz.jobcheck.checking import check

__all__ = ["check"]
