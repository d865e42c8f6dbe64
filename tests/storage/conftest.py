"""A real database of its own for each test."""

import pytest

from kamquiz.storage import AttemptStore, open_database


@pytest.fixture
def file(tmp_path):
    return tmp_path / "quiz.sqlite"


@pytest.fixture
def engine(file):
    engine = open_database(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    return AttemptStore(engine)
