"""A stale save overwrites nothing and shows both texts; what is there already is no conflict."""

import datetime
from decimal import Decimal

import pytest
from django import forms

from core.errors import NotAllowed
from core.versions import StaleSave, VersionedForm, attempt, in_words, take_over
from meetings.forms.agreements import AgreementForm
from meetings.models import Agreement
from tests.factories.meetings import AgreementFactory
from tests.factories.stakeholders import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_changes_are_named_and_counted():
    row, partner = AgreementFactory(), OrganizationFactory()
    changed = take_over(row, {"text": "Teks yang baru.", "order": 0, "partners": [partner]}, version=1)
    stored = Agreement.objects.get()
    assert changed == ["text", "partners"]
    assert (stored.text, stored.version, list(stored.partners.all())) == ("Teks yang baru.", 2, [partner])


def test_nothing_new_counts_nothing_whatever_the_version():
    partner = OrganizationFactory()
    row = AgreementFactory(partners=[partner])
    partners = type(partner).objects.all()
    assert take_over(row, {"text": row.text, "partners": partners}, version=77) == []
    assert Agreement.objects.get().version == 1


def test_stale_version_is_refused():
    row = AgreementFactory()
    with pytest.raises(StaleSave) as stale:
        take_over(row, {"text": "Teks yang baru."}, version=2)
    assert stale.value.row == row
    assert Agreement.objects.get().text != "Teks yang baru."


def test_row_made_a_moment_ago_needs_no_version():
    assert take_over(AgreementFactory(), {"order": 3}, version=None) == ["order"]


def bound(row: Agreement, **changes) -> VersionedForm:
    data = {"urusan": row.urusan_id, "text": row.text, "partner_note": "", "order": row.order, "version": 1}
    form = AgreementForm(data | changes, instance=Agreement.objects.get(pk=row.pk))
    assert form.is_valid(), form.errors
    return form


def test_form_shows_both_texts_and_carries_the_new_version():
    row = AgreementFactory()
    form = bound(row, text="Teks dari saya sendiri.")
    take_over(row, {"text": "Teks dari orang lain."}, version=1)

    def save():
        take_over(Agreement.objects.get(), form.values, version=form.based_on)

    assert not attempt(form, save)
    assert [(d.label, d.saved, d.typed) for d in form.conflict] == [
        ("Kesepakatan", "Teks dari orang lain.", "Teks dari saya sendiri.")
    ]
    assert form["version"].value() == "2"
    assert form["text"].value() == "Teks dari saya sendiri."


def test_line_ends_of_browsers_are_no_change():
    row = AgreementFactory(text="Baris pertama.\nBaris kedua.")
    form = bound(row, text="Baris pertama.\r\nBaris kedua.")
    assert take_over(row, form.values, version=1) == []


def test_form_without_a_version_is_based_on_nothing():
    form = bound(AgreementFactory(), version="")
    assert form.based_on == 0


def test_refusal_is_said_in_the_form():
    form = bound(AgreementFactory())

    def refuse():
        raise NotAllowed("Tidak dapat disimpan.")

    assert not attempt(form, refuse)
    assert form.non_field_errors() == ["Tidak dapat disimpan."]
    assert attempt(form, lambda: None)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        (True, "Ya"),
        (False, "Tidak"),
        (datetime.date(2027, 2, 18), "18 Februari 2027"),
        (datetime.time(8, 30), "08.30"),
        (Decimal("1250000.00"), "1.250.000"),
        ("teks", "teks"),
        (set(), "–"),
    ],
)
def test_values_read_as_words(value, words):
    assert in_words(value, forms.CharField()) == words


def test_choices_read_by_their_names():
    field = forms.MultipleChoiceField(choices=[("a", "Satu"), ("b", "Dua")])
    assert in_words(["a", "b"], field) == "Satu, Dua"
    assert in_words([], field) == "–"
