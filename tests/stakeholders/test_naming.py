"""Organisations that a list names for the first time."""

import pytest

from audit.models import Entry
from stakeholders.errors import ChangeRefused
from stakeholders.models import Organization
from stakeholders.naming import add_organizations

NAMED = [("Relawan TIK", "komunitas"), ("PT Baru", "badan_usaha")]


def test_named_organizations_are_entered_each_with_its_entry(sekretariat):
    rows = add_organizations(NAMED, actor=sekretariat)
    assert [(row.name, row.kind, row.is_active) for row in rows] == [(*one, True) for one in NAMED]
    assert list(Entry.objects.values_list("action", flat=True)) == ["organization.add"] * 2
    assert add_organizations([], actor=sekretariat) == []


def test_only_who_confirms_organizations_enters_them(verifikator):
    with pytest.raises(ChangeRefused):
        add_organizations(NAMED, actor=verifikator)
    assert not Organization.objects.filter(name="PT Baru").exists()
