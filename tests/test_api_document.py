"""docs/api.md: each example is sent as it stands, and the answer looks as it is shown."""

import json
import re
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from kamquiz.settings import ROOT

DOCUMENT = ROOT / "docs" / "api.md"

#: A request, then the status in the text, then what comes back.
EXAMPLE = re.compile(
    r"```sh\n(?P<sent>curl .*?)```.*?[Ss]tatus (?P<status>\d{3}):\n\n```json\n(?P<shown>.*?)```",
    re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """What the document has one send, and what it says comes back."""

    sent: str
    status: int
    shown: object

    def answer(self, client):
        words = shlex.split(self.sent)
        (address,) = [one for one in words if one.startswith("http")]
        path = urlsplit(address).path
        if "-d" not in words:
            return client.get(path)
        return client.post(path, data=words[words.index("-d") + 1].encode())


def examples() -> list[Example]:
    return [
        Example(one["sent"], int(one["status"]), json.loads(one["shown"]))
        for one in EXAMPLE.finditer(DOCUMENT.read_text(encoding="utf-8"))
    ]


def looks_like(answer: object, shown: object) -> bool:
    """Tell whether *answer* has the keys and the kinds of *shown*; of a list one entry is shown."""
    if isinstance(shown, dict):
        return (
            isinstance(answer, dict)
            and answer.keys() == shown.keys()
            and all(looks_like(answer[key], shown[key]) for key in shown)
        )
    if isinstance(shown, list):
        return isinstance(answer, list) and all(
            any(looks_like(one, entry) for one in answer) for entry in shown
        )
    return type(answer) is type(shown)


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.sent.split("127.0.0.1")[1][:32])
def test_an_example_is_answered_as_it_is_shown(visitor, example):
    response = example.answer(visitor.client)

    assert response.status_code == example.status
    assert looks_like(response.json, example.shown), response.json


def test_every_block_of_the_document_belongs_to_an_example():
    text = DOCUMENT.read_text(encoding="utf-8")

    assert len(examples()) == text.count("```sh") == text.count("```json") >= 5


def test_every_route_of_the_api_has_an_example(app):
    routes = {one.rule for one in app.url_map.iter_rules() if one.rule.startswith("/api/v1/")}
    text = DOCUMENT.read_text(encoding="utf-8")

    assert routes
    # What the description of the API holds is too long for an example; it has a line.
    assert "`/api/v1/openapi.json`" in text
    routes.remove("/api/v1/openapi.json")
    assert {one for one in routes if f"127.0.0.1:8000{one}" not in text} == set()


@pytest.mark.parametrize(
    ("answer", "shown", "same"),
    [
        ({"a": 1}, {"a": 2}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ({"a": 1}, {"a": "1"}, False),
        ({"a": True}, {"a": 1}, False),
        ([{"a": 1, "b": 2}, {"a": 1}], [{"a": 3}], True),
        ([], [{"a": 1}], False),
        ({"a": [{"b": None}]}, {"a": [{"b": 0}]}, False),
    ],
)
def test_another_shape_is_noticed(answer, shown, same):
    assert looks_like(answer, shown) is same
