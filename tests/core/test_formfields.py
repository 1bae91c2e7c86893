from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.formfields import DayField, DecimalIdField, RupiahField


class SampleForm(forms.Form):
    pagu = RupiahField()
    target = DecimalIdField(required=False, decimal_places=2, max_digits=8)


def test_field_reads_indonesian_and_english():
    form = SampleForm({"pagu": "Rp1.250.000", "target": "1,250.5"})
    assert form.is_valid()
    assert form.cleaned_data == {"pagu": Decimal("1250000"), "target": Decimal("1250.5")}


def test_field_keeps_what_was_typed_beside_the_message():
    form = SampleForm({"pagu": "satu juta"})
    assert form.errors["pagu"] == [
        "“satu juta” bukan angka yang dapat dibaca. Tulis misalnya 1.250.000 atau 12,5."
    ]
    assert 'value="satu juta"' in str(form["pagu"])


def test_field_shows_values_the_indonesian_way():
    form = SampleForm(initial={"pagu": Decimal("1250000.00"), "target": Decimal("87.50")})
    assert 'value="1.250.000"' in str(form["pagu"])
    assert 'value="87,5"' in str(form["target"])


def test_field_knows_whether_something_changed():
    initial = {"pagu": Decimal("1250000.00"), "target": None}
    assert SampleForm({"pagu": "1.250.000", "target": ""}, initial=initial).has_changed() is False
    assert SampleForm({"pagu": "1.250.001", "target": ""}, initial=initial).has_changed() is True
    assert SampleForm({"pagu": "apa", "target": ""}, initial=initial).has_changed() is True


def test_rupiah_field_refuses_negative_and_more_than_two_decimals():
    assert "pagu" in SampleForm({"pagu": "-1"}).errors
    assert "pagu" in SampleForm({"pagu": "1,250"}).errors


def test_field_asks_phones_for_a_number_keyboard():
    assert 'inputmode="decimal"' in str(SampleForm()["pagu"])
    assert 'type="text"' in str(SampleForm()["pagu"])


@pytest.mark.parametrize(
    ("typed", "year"), [("0001-01-01", "0001"), ("0027-02-18", "0027"), ("9999-12-31", "9999")]
)
def test_day_field_refuses_years_that_are_slips_of_the_hand(typed, year):
    with pytest.raises(ValidationError, match=f"Periksa tahunnya; {year} tidak dapat dipakai."):
        DayField().clean(typed)


def test_day_field_takes_days_of_people_and_plans():
    assert DayField().clean("18-02-2027") == DayField().clean("2027-02-18") == date(2027, 2, 18)
    assert DayField().clean("1958-12-31") == date(1958, 12, 31)
