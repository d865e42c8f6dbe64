"""docs/security.md answers every requirement of level 1 of ASVS 5.0.0, and has the true limits."""

import re

from kamquiz.settings import ROOT
from kamquiz.web.security.rate_limits import LIMITED

SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

#: The requirements of level 1, by section: 70 in all.
LEVEL_1 = (
    "1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2"
    " 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1"
    " 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1"
)

STATUS = {"met", "partly", "operator", "does not apply"}


def level_1():
    """Return the numbers of all requirements of level 1."""
    for one in LEVEL_1.split():
        section, _dot, numbers = one.rpartition(".")
        first, _dash, last = numbers.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def answers():
    """Return each requirement in the document with its level, status and answer."""
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| (.+) \|$", SECURITY, re.MULTILINE)
    return {number: (level, status, text) for number, level, status, text in rows}


def test_every_requirement_of_level_1_is_answered():
    expected = set(level_1())

    assert len(expected) == 70
    assert {number for number, (level, *_) in answers().items() if level == "1"} == expected
    assert len(answers()) > 150


def test_every_answer_has_a_status_and_says_how():
    for number, (_level, status, text) in answers().items():
        assert status in STATUS, number
        assert len(text) > 5, number


def test_every_limit_in_the_code_stands_in_the_document_with_its_number():
    table = SECURITY.split("\n## Limits\n")[1].split("\n## ")[0]

    for limit in {one for several in LIMITED.values() for one in several}:
        assert re.search(rf"\b{limit.most:,}\b", table), limit.name
