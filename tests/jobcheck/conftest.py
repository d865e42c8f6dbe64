"""The shipped rules, for every test of the checker."""

import pytest


@pytest.fixture(scope="session")
def law(catalogue):
    return catalogue.law
