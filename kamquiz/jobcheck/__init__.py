"""What is wrong with a job ad: a place, a reason, a source and a better wording for each fault."""

from kamquiz.jobcheck.checking import Examination, check, check_parity, examine
from kamquiz.jobcheck.documents import check_coverage, check_jsonld

__all__ = [
    "Examination",
    "check",
    "check_coverage",
    "check_jsonld",
    "check_parity",
    "examine",
]
