"""What programs are promised in openapi.json is what they get, whatever they ask: answers fit the schema, nothing fails."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from renja_portal.wsgi import application
from reports.api.operations import openapi
from tests.factories.forums import ForumFactory
from tests.reports.open_data.test_datasets import fill

pytestmark = pytest.mark.django_db
OPERATIONS = sorted(openapi()["paths"])
EXAMPLES = 12


def at_home(environ, start_response):
    """The portal as a server calls it, which says where a request comes from."""
    return application({"REMOTE_ADDR": "127.0.0.1"} | environ, start_response)


@pytest.fixture(autouse=True)
def same_connection():
    """The test's own transaction stays open from one request to the next."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def promised():
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = at_home
    return schema


@pytest.mark.parametrize("path", OPERATIONS)
def test_answers_keep_the_promise(promised, path):
    fill(ForumFactory(plan_year=2028, is_published=True), 2)
    operation = promised[path]["GET"]

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case) -> None:
        case.call_and_validate(base_url="http://127.0.0.1:8000")

    ask()
