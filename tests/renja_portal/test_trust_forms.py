"""Z04 of what the portal promises: a form writes the fields that it shows, whatever else is sent with it."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import resolve

from tests.e2e.addresses.samples import ROLES, may_open
from tests.renja_portal.hostile import DIGITS, Form, PageReader, encoded
from tests.renja_portal.poisoned import OURS
from tests.renja_portal.test_hostile_forms import FORM_TYPE, LEAVING, PAGES, plausible

A_FEW = 2  # pages of one name: their forms are of one class
# Forms that ask for what cannot be made up here (a password, a code, a file, a known organisation), or answer with a page,
# as mail programs expect.
NEED_MORE = {
    "account_login", "account_confirm_by_code", "forums:documents", "proposals:holidays_import",
    "proposals:imports", "proposals:import_columns", "renja:exchange", "forums:participants_import",
    "notifications:unsubscribe",
    "stakeholders:mine",
    "proposals:renew_receipt",  # answers with the link itself, which is shown once
    "reports:evidence", "reports:minutes_scan", "reports:minutes_sign", "reports:verify", "reports:verify_home",
    "meetings:self_presence", "meetings:sitting_add",
    "proposals:approval",
    "renja:revision", "renja:establish",  # the scan of the act
    "reports:plan_sign", "reports:plan_scan",
    "renja:remarks_paste",  # answers with what would be kept
    "renja:aims_edit",  # each number stands there once
    "data_breach", "data_erase",  # answers with the report; asks for an address that is an account's
    "renja:proof_add", "renja:work",  # a file; a plan whose year has begun
}  # fmt: skip
AGREED = {"consent", "understood"}  # boxes that a form cannot do without
# What tells of the moment, of a machine, or of the request itself; two equal requests differ there as well.
OF_THE_MOMENT = {"password", "key", "link_hash", "screen_hash", "seconds", "code", "content", "content_hash"}
VOLATILE = {"sessions", "jobs", "notifications", "audit"}

Known = dict[type, set]  # the keys of the rows of each table


def ours() -> list[type[models.Model]]:
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def column_values() -> dict[str, str]:
    """For every column of every table a value that it would take: `status=withdrawn`, `is_staff=on`, `proposer_id=1`."""
    found = {}
    for model in ours():
        for field in model._meta.concrete_fields:
            value = _value(field)
            if value is not None:
                found |= {field.name: value, field.attname: value}
    return found | {
        "is_staff": "on",
        "is_superuser": "on",
        "groups": "1",
        "user_permissions": "1",
        "id": "1",
        "pk": "1",
    }


def _value(field: models.Field) -> str | None:
    if field.choices:
        return str(field.choices[-1][0])
    if isinstance(field, models.ForeignKey):
        last = field.related_model._base_manager.order_by("pk").last()
        return str(last.pk) if last else None
    kinds = (
        (models.BooleanField, "on"), (models.DateTimeField, "2031-01-02T03:04"), (models.DateField, "2031-01-02"),
        (models.UUIDField, str(uuid.UUID(int=7))), (models.IntegerField, "7"), (models.DecimalField, "7"),
        (models.EmailField, "jahat@contoh.id"), (models.FileField, "../../jahat.pdf"), (models.TextField, "jahat"),
        (models.CharField, "jahat"),
    )  # fmt: skip
    return next((value for kind, value in kinds if isinstance(field, kind)), None)


def is_volatile(model: type[models.Model]) -> bool:
    return model._meta.app_label in VOLATILE or model.__name__ == "Session"


def rows_of(model: type[models.Model], known: Known) -> Counter:
    """Every row of a table, without what two equal requests would write differently; a new row is "new" to those that name it."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.name not in OF_THE_MOMENT]
    return Counter(
        tuple(_told(field, value, known) for field, value in zip(fields, values, strict=True))
        for values in model._base_manager.values_list(*(f.attname for f in fields))
    )


def written() -> dict[str, int]:
    """How many rows of each table this transaction has written so far, also those that were rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Rows:
    """The rows of the city. A table into which nothing was written since is not read again."""

    known: Known
    city: dict[type, Counter]
    begun: dict[str, int]

    def now(self) -> dict[type, Counter]:
        counts = written()
        return {
            model: rows
            if counts[model._meta.db_table] == self.begun[model._meta.db_table]
            else rows_of(model, self.known)
            for model, rows in self.city.items()
        }


def _told(field: models.Field, value, known: Known) -> str:
    if isinstance(value, datetime | uuid.UUID) or isinstance(field, models.FileField):
        return type(value).__name__
    if isinstance(field, models.ForeignKey) and value is not None and value not in known[field.related_model]:
        return "new"
    return value.isoformat() if isinstance(value, date) else str(value)


def outcome(client, path: str, pairs: list[tuple[str, str]], rows: Rows) -> tuple[int, dict[type, Counter]]:
    """What an answer and the rows are after this was sent; nothing of it is kept."""
    with transaction.atomic():
        answer = client.post(path, encoded(pairs), content_type=FORM_TYPE)
        after = rows.now()
        transaction.set_rollback(True)
    return answer.status_code, after


def told(path: str, usual: tuple[int, dict], laden: tuple[int, dict]) -> str:
    """In which way two outcomes differ."""
    differing = {
        model.__name__: (laden[1][model] - rows, rows - laden[1][model])
        for model, rows in usual[1].items()
        if rows != laden[1][model]
    }
    return f"{path}: {usual[0]} {laden[0]} {differing}"


def filled(form: Form) -> list[tuple[str, str]]:
    """As `Form.filled`, each text as long as its field takes, empty ones with words, and what must be agreed to is."""
    sizes = {control.name: control.size for control in form.controls if control.is_text}
    words = {control.name for control in form.controls if control.is_free}
    ticks = [(c.name, c.given.get("value") or "on") for c in form.controls if c.name in AGREED]
    return [
        *ticks,
        *(
            (name, ("Contoh isian" if name in words and not value.strip() else value)[: sizes.get(name)])
            for name, value in form.filled(plausible)
        ),
    ]


@pytest.fixture(scope="module")
def extra(samples, django_db_blocker) -> dict[str, str]:
    with django_db_blocker.unblock():
        return column_values()


@pytest.fixture(scope="module")
def known(samples, django_db_blocker) -> Known:
    """The keys of every row of the city."""
    with django_db_blocker.unblock():
        return {model: set(model._base_manager.values_list("pk", flat=True)) for model in apps.get_models()}


@pytest.fixture(scope="module")
def city(known, django_db_blocker) -> dict[type, Counter]:
    """Every row of ours in the city."""
    with django_db_blocker.unblock():
        return {model: rows_of(model, known) for model in ours() if not is_volatile(model)}


@pytest.fixture
def rows(town, known, city) -> Rows:
    return Rows(known, city, written())


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, ...]]:
    return set()


@pytest.mark.no_cover
@pytest.mark.parametrize("name", PAGES)
def test_z04_form_writes_its_own_fields_alone(town, samples, enter, extra, rows, seen, name):
    """Z04: status, owner, number, year and every other column, sent along with a form, change nothing."""
    faults, answers = [], set()
    for sample in [s for s in samples if s.name == name and s.status == 200][:A_FEW]:
        client = enter(next(role for role in ROLES if may_open(sample, role, town.people.get(role))))
        page = client.get(sample.path, follow=True)
        for form in PageReader(page.content.decode()).forms:
            path = urljoin(page.request["PATH_INFO"], form.action)
            mark = (resolve(urlsplit(path).path).view_name, *form.names)
            if form.method != "post" or mark in seen or path == LEAVING:
                continue
            seen.add(mark)
            own = {DIGITS.sub("", control.name).rpartition("-")[2] for control in form.controls}
            more = [(column, value) for column, value in extra.items() if column not in own]
            for button in ([], form.buttons[:1]) if form.buttons else ([],):
                usual = outcome(client, path, filled(form) + button, rows)
                laden = outcome(client, path, filled(form) + button + more, rows)
                answers.add(usual[0])
                if usual != laden:
                    faults.append(told(path, usual, laden))
    assert not faults, "\n".join(faults)
    assert (
        302 in answers or not answers or name in NEED_MORE
    )  # a form that is refused anyway would prove little


def test_z04_a_written_column_would_be_seen(town, enter, extra, rows):
    """Z04: the comparison sees what it looks for."""
    client, draft = enter("pengusul"), town.proposals["own draft"]
    path = f"/aspirasi/draf/{draft.key}/masalah/"
    first = outcome(client, path, [("title", "a"), ("problem", "b"), ("lanjut", "1")], rows)
    other = outcome(client, path, [("title", "c"), ("problem", "b"), ("lanjut", "1")], rows)
    assert first[0] == other[0] == 302
    assert first[1] != other[1]
    assert len(extra) > 100
