"""The pages for master data: Django's own, in our colours, under our rules."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.e2e.browser import PHONE
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity
from tests.e2e.walking import Walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


def paths(client: Client) -> list[str]:
    """Index, apps, and for each kind of master data the list, an empty form, a row, and the question before it goes."""
    found = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse("admin:app_list", args=[model._meta.app_label]), reverse(f"{name}_changelist")]
        row = model._base_manager.first()
        forms = [
            reverse(f"{name}_add"),
            *(reverse(f"{name}_{verb}", args=[row.pk]) for verb in ("change", "delete")),
        ]
        found += [path for path in forms if client.get(path).status_code == 200]
    return list(dict.fromkeys(found))


def test_pages_for_master_data_fit_and_read_well(open_page, town):
    admin_user = town.people["admin_user"]
    client = Client()
    client.force_login(admin_user, backend="allauth.account.auth_backends.AuthenticationBackend")
    walk = Walk(open_page("/", user=admin_user, width=PHONE), set())
    faults = [fault for path in paths(client) for fault in walk.faults_of(path)]
    assert not faults, "\n".join(faults)
