"""The description of the API is true: what it allows is answered as it says, the rest refused."""

import json

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kamquiz.settings import Settings
from kamquiz.web import create_app
from kamquiz.web.api.views import DESCRIPTION
from tests.soak import times

PATHS = sorted(DESCRIPTION["paths"])

#: Sixty meet each way a request can be wrong; `make soak` goes on to six hundred.
REQUESTS_EACH = times(600)


def what_breaks_the_description_is_refused(context, response, case):
    """Hold against negative_data_rejection, which does not know that 413 refuses as well."""
    return None if response.status_code == 413 else negative_data_rejection(context, response, case)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
    what_breaks_the_description_is_refused,
]


@pytest.fixture(scope="module")
def api(tmp_path_factory, content):
    """An application whose API is asked, and no page."""
    file = tmp_path_factory.mktemp("api") / "quiz.sqlite"
    return create_app(
        Settings(database_url=f"sqlite:///{file}", secret_key="a secret of the tests"),
        content=content,
    )


@pytest.fixture(scope="module")
def description(api):
    return api.test_client().get("/api/v1/openapi.json").json


def test_the_description_is_openapi_3_1(description):
    assert description["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(description).iter_errors()) == []


def test_the_description_names_every_address_of_the_api_and_no_other(api):
    rules = {
        (rule.rule, method.lower())
        for rule in api.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, ways in DESCRIPTION["paths"].items() for method in ways}

    assert described == rules


def test_the_ids_of_the_bank_are_filled_in(description, catalogue):
    ids = description["components"]["schemas"]["StatementId"]["enum"]

    assert ids == [statement.id for statement in catalogue.statements]


@pytest.mark.parametrize("name", ["Answers", "Ad"])
def test_the_examples_are_ones_the_api_takes(api, description, name):
    schema = description["components"]["schemas"][name]
    address = {"Answers": "/api/v1/score", "Ad": "/api/v1/job/check"}[name]

    for example in schema["examples"]:
        Draft202012Validator(description | {"$ref": f"#/components/schemas/{name}"}).validate(
            example
        )
        assert api.test_client().post(address, json=example).status_code == 200


@pytest.mark.soak
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda one: one.value)
def test_whatever_is_asked_is_answered_as_described(api, description, path, mode):
    schema = schemathesis.openapi.from_dict(description)
    schema.app = api
    (operation,) = [one.ok() for one in schema.include(path=path).get_all_operations()]
    asked = []

    @hypothesis.settings(
        max_examples=REQUESTS_EACH,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        asked.append(case)
        # It would compare what is compressed with the description.
        case.call_and_validate(app=api, checks=CHECKS, headers={"Accept-Encoding": "identity"})

    if mode is GenerationMode.NEGATIVE and operation.method.lower() == "get":
        # An address that takes nothing can only be asked in a way it does not know.
        assert api.test_client().post(path).status_code == 405
        return
    ask()
    assert len(asked) >= (REQUESTS_EACH if operation.method.lower() == "post" else 1)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("PUT", "/api/v1/bank", 405),
        ("POST", "/api/v1/score", 413),
        ("POST", "/api/v1/job/check", 413),
    ],
)
def test_an_error_says_what_to_do(api, description, method, path, status):
    body = b"x" * 300_000 if status == 413 else None
    response = api.test_client().open(path, method=method, data=body)

    assert response.status_code == status
    Draft202012Validator(description | {"$ref": "#/components/schemas/Faults"}).validate(
        json.loads(response.data)
    )
    if status == 405:
        assert "GET" in response.headers["Allow"]
