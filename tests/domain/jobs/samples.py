"""A form for a job description, filled in completely."""

from datetime import date

from kamquiz.domain.jobs.describe import JobDetails
from kamquiz.domain.text import Text

COMPLETE = {
    "lang": "both",
    "accounts": "8",
    "size": "large",
    "contract-years": "2",
    "hunting": "20",
    "growing": "50",
    "renewing": "30",
    "decision": "all",
    "team": "4",
    "pay-min": "12000",
    "pay-max": "16000",
    "bonus": "25",
    "bonus-for": "margin",
    "bonus-paid": "quarter",
    "benefits": "health,training,car",
    "mode": "hybrid",
    "office-days": "2",
    "travel": "20",
    "contract": "employment",
    "flexibility": "hours,remote-days",
    "meetings": "2",
    "answer-days": "7",
    "keep-months": "3",
}

DETAILS = JobDetails(
    employer="Przykład sp. z o.o.",
    contact="praca@przyklad.example",
    place=Text(pl="Warszawa", en="Warsaw"),
    apply_by=date(2027, 1, 31),
)
