"""The walk leaves out no page, and what it leaves out is none."""

import pytest

from tests.browser.walk import NO_PAGES, rules
from tests.visitor import Visitor

#: What the addresses that are no page are filled with.
FILLED = {"language": "pl", "path:filename": "style.css", "form": "md", "key": "x" * 43}


def test_every_page_is_walked_in_both_languages(seen, shared_app):
    there = {rule.endpoint for rule in rules(shared_app)}

    assert not there - seen.endpoints - NO_PAGES.keys(), "walk these in tests/browser/walk.py"


def test_what_is_left_out_is_no_page(app):
    visitor = Visitor(app)
    visitor.finish("3", "short")
    left_out = {one.endpoint: one.rule for one in rules(app) if one.endpoint in NO_PAGES}
    assert left_out.keys() == NO_PAGES.keys()

    for rule in left_out.values():
        address = rule.replace("<language:language>", "<language>")
        for name, value in FILLED.items():
            address = address.replace(f"<{name}>", value)
        response = visitor.client.get(address)
        assert response.status_code != 200 or response.mimetype != "text/html", address
        response.close()


@pytest.mark.parametrize("status", [400, 404, 405, 409, 413, 422, 429, 500, 503])
def test_the_walk_meets_every_refusal(seen, status):
    assert [one for one in seen.states if one.status == status]


def test_a_page_with_faults_says_so_first_in_its_title(seen):
    beginning = {"pl": "<title>Błąd: ", "en": "<title>Error: "}[seen.language]
    faulty = [one for one in seen.states if one.status in {409, 422}]

    assert len(faulty) > 15
    assert not [one.name for one in faulty if beginning not in one.html]
