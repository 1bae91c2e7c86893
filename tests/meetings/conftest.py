"""What tests of agreements start from."""

import pytest

from forums.models import Forum
from tests.factories.forums import ForumFactory


@pytest.fixture
def forum(db) -> Forum:
    return ForumFactory(plan_year=2028)
