"""Fixtures of the command tests."""

import json

import pytest

from kamquiz.web import create_app
from tests.builders import all_rated
from tests.cli.runner import commands


@pytest.fixture
def flask(settings, content, clock):
    """Run a command in this process: flask("content", "check")."""
    return commands(create_app(settings, content=content, clock=clock))


@pytest.fixture(scope="module")
def everything(catalogue):
    """The answers of one person to everything, as another program sends them."""
    return {
        "ratings": all_rated(catalogue, 4, closer=1, team=2, solver=3),
        "skills": {"english": 3},
        "situations": {"s01": {"best": "b", "worst": "d"}},
        "seconds": {"1": 31.5},
        "target": {"industry": "banking", "seniority": "kam"},
    }


@pytest.fixture
def file(tmp_path, everything):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(everything), encoding="utf-8")
    return path
