"""The table of what is kept holds every column of the database, and names what really erases."""

from fnmatch import fnmatch

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import User
from core.quarantine import HandedIn
from jobs.registry import chores
from renja_portal.personal.erasure import erase_account
from renja_portal.privacy.document import privacy_document
from renja_portal.privacy.retention import ARCHIVE, BY_OWNER, IMPERSONAL, RETENTION, STAYS
from tests.factories.minutes import MinutesRemarkFactory
from tests.factories.proposals import FeedbackFactory, QuestionFactory
from tests.renja_portal.personal.conftest import person  # noqa: F401
from tests.renja_portal.poisoned import unguarded

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
KEPT = [(pattern, one) for one in RETENTION for pattern in one.columns]


def text_columns() -> dict[str, models.Field]:
    """Every column that can hold words of somebody, by `app.Model.field`."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "demo":
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXTS) and not field.choices:
                found[f"{model._meta.label}.{field.name}"] = field
    return found


def test_every_column_is_kept_for_a_reason_or_holds_nothing_of_persons():
    patterns = [*(pattern for pattern, _one in KEPT), *IMPERSONAL]
    assert [name for name in text_columns() if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_every_pattern_means_a_column():
    names = list(text_columns())
    patterns = [*(pattern for pattern, _one in KEPT), *IMPERSONAL]
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)] == []


def test_every_eraser_exists():
    named = {name for one in RETENTION for name in one.erased_by} - {ARCHIVE, BY_OWNER}
    assert named <= chores().keys()
    assert {
        "forget-old-data",
        "forget-phones",
        "forget-delegates",
        "clear-by-phone",
        "clear-sessions",
    } <= named


def test_every_kind_tells_why_how_long_and_by_what():
    for one in RETENTION:
        assert one.columns
        assert one.erased_by
        assert str(one.why)
        assert "%(" not in str(one.how_long)
        assert not str(one.how_long).endswith(".")


def test_document_is_what_is_declared():
    """Mend with: manage.py privacy_document --output docs/privacy.md"""
    assert (settings.BASE_DIR / "docs" / "privacy.md").read_text() == privacy_document()


def test_public_page_tells_every_kind_with_its_time(client, db):
    page = client.get(reverse("account_privacy")).content.decode()
    for one in RETENTION:
        if one.public:
            assert str(one.kind) in page
            assert str(one.how_long) in page


def rows_of(user) -> dict[type[models.Model], list]:
    """Every row that names this person by a foreign key, by model; and the person."""
    found: dict = {User: [user.pk]}
    for model in apps.get_models():
        names = [f.name for f in model._meta.concrete_fields if f.is_relation and f.related_model is User]
        keys = {
            key
            for name in names
            for key in model._base_manager.filter(**{name: user.pk}).values_list("pk", flat=True)
        }
        if keys:
            found[model] = sorted(keys, key=str)
    return found


@pytest.mark.django_db
def test_what_stays_of_an_erased_person_is_declared_with_its_reason(person):  # noqa: F811
    """A mark of its own in every text of every row that names them: afterwards only those are left that STAYS allows."""
    QuestionFactory(asked_by=person, answered=True)
    FeedbackFactory(given_by=person)
    MinutesRemarkFactory(written_by=person)
    rows, marks = rows_of(person), {}
    for number, (name, field) in enumerate(text_columns().items(), start=10):
        keys = rows.get(field.model)
        if (
            not keys
            or field.primary_key
            or field.name in ("key", "hash", "previous_hash", "number", "session_data")
        ):
            continue
        if isinstance(field, models.JSONField | models.FileField) or (field.max_length or 99) < 12:
            continue
        with unguarded():
            value = f"zq{number}zq@x.id" if isinstance(field, models.EmailField) else f"zq{number}zq"
            field.model._base_manager.filter(pk__in=keys[:1]).update(**{field.name: value})
        marks[name] = (field, value)
    assert {"accounts.User.name", "proposals.Proposal.title", "notifications.Message.to_email"} <= set(marks)
    person.refresh_from_db()
    erase_account(person, actor=person)
    left = {
        name
        for name, (field, value) in marks.items()
        if field.model._base_manager.filter(**{field.name: value}).exists()
    }
    assert [name for name in left if not any(fnmatch(name, pattern) for pattern in STAYS)] == []
    assert {
        "proposals.Proposal.contact_name",
        "proposals.Proposal.contact_phone",
        "accounts.User.name",
    }.isdisjoint(left)


def test_files_that_people_hand_in_are_told_of():
    names = [
        f"{model._meta.label}.original_name" for model in apps.get_models() if issubclass(model, HandedIn)
    ]
    patterns = [*(pattern for pattern, _one in KEPT), *IMPERSONAL]
    assert names
    assert all(any(fnmatch(name, pattern) for pattern in patterns) for name in names)
