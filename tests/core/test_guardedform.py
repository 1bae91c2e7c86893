"""Forms that strangers can send: robots are quick, and fill in what people do not see."""

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.utils import timezone

from core.formlayout import bare_helper
from core.guardedform import OPENED, TRAP, GuardedForm, handed_out, is_unhurried


class _Named(forms.Form):
    name = forms.CharField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("name")


class Letter(GuardedForm, _Named):
    pass


@pytest.fixture
def three_seconds(settings):
    settings.MIN_FILL_SECONDS = 3


def opened_before(seconds: int) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds)):
        return handed_out()


@pytest.mark.parametrize(
    ("seconds", "is_person"), [(0, False), (2, False), (4, True), (86_400, True)], ids=["0", "2", "4", "day"]
)
def test_r03_time_tells_people_from_robots(three_seconds, seconds, is_person):
    assert is_unhurried(opened_before(seconds)) == is_person
    assert Letter({"name": "Siti", OPENED: opened_before(seconds)}).is_valid() == is_person


@pytest.mark.parametrize("token", ["", "palsu", "1:2:3", "x" * 5000])
def test_form_that_was_never_handed_out_is_refused(three_seconds, token):
    form = Letter({"name": "Siti", OPENED: token})
    assert not form.is_valid()
    assert "terlalu cepat" in str(form.non_field_errors())


def test_refused_form_keeps_what_was_typed_and_can_be_sent_again(three_seconds):
    form = Letter({"name": "Siti"})
    assert not form.is_valid()
    assert form["name"].value() == "Siti"
    again = form[OPENED].value()
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert Letter({"name": "Siti", OPENED: again}).is_valid()


def test_new_form_carries_its_moment(three_seconds):
    with time_machine.travel(timezone.now() - timedelta(seconds=5)):
        token = Letter()[OPENED].value()
    assert is_unhurried(token)


def test_r03_trap_catches_who_fills_it_in():
    assert Letter({"name": "Siti"}).is_valid()
    form = Letter({"name": "Siti", TRAP: "https://contoh.id"})
    assert not form.is_valid()
    assert "tidak dapat dikirim" in str(form.non_field_errors())


def test_time_can_be_left_out():
    form = Letter({"name": "Siti"})
    assert OPENED not in form.fields
    assert form.is_valid()
