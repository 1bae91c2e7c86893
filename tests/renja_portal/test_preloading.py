"""What is loaded before the processes that serve are forked."""

import pytest
from django.template import engines

from renja_portal.launcher.folders import ROOT
from renja_portal.preloading import load_portal, template_names


def test_preloading_knows_every_template():
    assert {
        str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")
    } == set(template_names())


@pytest.mark.django_db
def test_preloading_reads_every_template_and_asks_no_database(django_assert_num_queries):
    cached = engines["django"].engine.template_loaders[0].loaders[0]
    cached.reset()
    with django_assert_num_queries(0):
        load_portal()
    assert {str(name) for name in cached.get_template_cache} >= set(template_names())
