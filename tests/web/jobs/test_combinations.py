"""Whatever is chosen in the builder, alone or together with anything else, can be sent again.

The table of choices is a covering array: about 110 rows in which every option of each of the
173 fields meets every option of every other field at least once. Each row is sent three times,
as a browser would: first the row, then twice what the page that comes back holds.
"""

import random
from html.parser import HTMLParser
from itertools import combinations

import pytest
from werkzeug.datastructures import MultiDict

from kamquiz.domain.jobs.fields import WAYS, OneOf, Several, Tick, offered
from kamquiz.web.forms import CSRF_FIELD
from kamquiz.web.jobs.drafts import empty_draft
from kamquiz.web.jobs.parsing import NEED, read_form
from kamquiz.web.jobs.views import _page
from tests.domain.jobs.samples import COMPLETE

TIMES = 3

#: More rows than this would mean that the table is built badly.
MAX_ROWS = 400

#: How many choices are drawn for a row before the one that covers most is taken.
TRIES = 12


class Controls(HTMLParser):
    """Reads what a browser would send with the form of the builder."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.inside = False
        self.select = ""
        self.area: str | None = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.inside = "data-live" in values
        if not self.inside:
            return
        if tag == "input" and self.is_sent(values):
            self.sent.append((values["name"], values.get("value", "")))
        elif tag == "select":
            self.select = values["name"]
        elif tag == "option" and "selected" in values:
            self.sent.append((self.select, values["value"]))
        elif tag == "textarea":
            self.area, self.words = values["name"], ""

    def is_sent(self, values) -> bool:
        return "name" in values and (values.get("type") != "checkbox" or "checked" in values)

    def handle_data(self, data):
        if self.area is not None:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area is not None:
            self.sent.append((self.area, self.words.removeprefix("\n")))
            self.area = None
        elif tag == "form":
            self.inside = False


def controls(html: str) -> list[tuple[str, str]]:
    reader = Controls()
    reader.feed(html)
    return reader.sent


def answered(sent: list[tuple[str, str]], catalogue) -> list[tuple[str, str]]:
    """Send *sent* and return what the page that answers would send next; 400 is an exception."""
    read = read_form(MultiDict(sent), catalogue)
    html, _status = _page(
        read.draft,
        posted=read.posted if read.failures else None,
        failures=list(read.failures),
        found=(),
    )
    return controls(html)


def options(catalogue) -> dict[str, list[str]]:
    """Return every field of every step with all it offers; a box is ticked or not."""
    found = {}
    for key, way in WAYS.items():
        if key in {"must", "nice"}:
            found |= {f"{NEED}{id_}": ["", "must", "nice"] for id_ in offered(key, catalogue)}
        elif isinstance(way, Several):
            found |= {f"{key}={id_}": ["", id_] for id_ in offered(key, catalogue)}
        elif isinstance(way, OneOf):
            found[key] = [*([""] if way.optional else []), *offered(key, catalogue)]
        elif isinstance(way, Tick):
            found[key] = ["", "1"]
        else:
            found[key] = ["", COMPLETE.get(key, "5")]
    # Shares of the work are told together or not at all.
    for key in ("hunting", "growing", "renewing"):
        del found[key]
    return found


def covering(fields: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return rows in which every two options of different fields meet at least once."""
    chance = random.Random(20261201)  # noqa: S311 - a table, not a secret
    choices = [(field, option) for field, offers in fields.items() for option in offers]
    number = {choice: place for place, choice in enumerate(choices)}
    open_ = [0] * len(choices)
    for (one, first), (other, second) in combinations(choices, 2):
        if one != other:
            open_[number[one, first]] |= 1 << number[other, second]
            open_[number[other, second]] |= 1 << number[one, first]
    rows = []
    while any(open_):
        assert len(rows) < MAX_ROWS
        row = _best_row(fields, number, open_, chance)
        mask = sum(1 << number[choice] for choice in row.items())
        for choice in row.items():
            open_[number[choice]] &= ~mask
        rows.append(row)
    return rows


def _best_row(fields, number, open_, chance) -> dict[str, str]:
    """Begin with the choice that has most left to meet, then add what meets most so far."""
    most = max(number, key=lambda choice: open_[number[choice]].bit_count())
    row, mask = dict([most]), 1 << number[most]
    rest = [field for field in fields if field != most[0]]
    chance.shuffle(rest)
    for field in rest:
        offers = chance.sample(fields[field], len(fields[field]))
        gains = [(open_[number[field, option]] & mask).bit_count() for option in offers]
        row[field] = offers[gains.index(max(gains))]
        mask |= 1 << number[field, row[field]]
    return row


def as_sent(row: dict[str, str], shown: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *shown* with the choices of *row* instead of its own."""
    fields = {field.partition("=")[0] for field in row}
    kept = [(name, value) for name, value in shown if name not in fields]
    return kept + [
        (field.partition("=")[0], value) for field, value in row.items() if value or field in WAYS
    ]


@pytest.fixture
def first(app):
    """What the form holds when the page is opened, and a request to answer in."""
    with app.test_request_context("/en/jobs"):
        html, _status = _page(empty_draft(), found=())
        yield controls(html)


def send_three_times(sent, catalogue):
    held = [answered(sent, catalogue)]
    for _time in range(TIMES - 1):
        held.append(answered(held[-1], catalogue))
    return held


def test_every_two_options_together_can_be_sent_again_and_again(first, catalogue):
    for row in covering(options(catalogue)):
        _once, *again = send_three_times(as_sent(row, first), catalogue)
        assert again[0] == again[-1], row


def test_every_option_alone_can_be_sent_again_and_again(first, catalogue):
    for field, offers in options(catalogue).items():
        for option in filter(None, offers):
            _once, *again = send_three_times(as_sent({field: option}, first), catalogue)
            assert again[0] == again[-1], (field, option)


def test_the_form_holds_no_name_twice_but_that_of_a_list(first):
    several = {"out", *(key for key, way in WAYS.items() if isinstance(way, Several))}
    names = [name for name, _value in first if name not in several]

    assert len(set(names)) == len(names)
    assert CSRF_FIELD in names
