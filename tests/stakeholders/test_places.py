"""Kecamatan and kelurahan from the file that ships with the project."""

import pytest

from stakeholders.models import Kecamatan, Kelurahan
from stakeholders.places import create_places

pytestmark = pytest.mark.django_db


def test_all_places_of_the_city_come_in():
    assert create_places() == 34
    assert (Kecamatan.objects.count(), Kelurahan.objects.count()) == (6, 34)
    assert Kelurahan.objects.get(code="64.71.01.1004").kecamatan.name == "Balikpapan Timur"


def test_again_changes_nothing_and_mends_names():
    create_places()
    keys = set(Kelurahan.objects.values_list("pk", flat=True))
    Kelurahan.objects.filter(code="64.71.01.1001").update(name="Salah")
    create_places()
    assert set(Kelurahan.objects.values_list("pk", flat=True)) == keys
    assert Kelurahan.objects.get(code="64.71.01.1001").name == "Manggar"
