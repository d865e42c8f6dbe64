"""A real database of its own for each test, once in SQLite and once in PostgreSQL."""

import pytest

from kamquiz.storage import AttemptStore, open_database
from kamquiz.storage.database import connect


@pytest.fixture
def file(tmp_path):
    return tmp_path / "quiz.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, file):
    """The address of a database without a row."""
    if request.param == "sqlite":
        return f"sqlite:///{file}"
    return request.getfixturevalue("emptied_address")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_engine(request, tmp_path):
    """A database of one's own without a table, whose schema may be changed."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'bare.sqlite'}")
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database()
    engine = connect(server.address(name))
    yield engine
    engine.dispose()
    server.drop(name)


@pytest.fixture
def engine(address):
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    return AttemptStore(engine)
