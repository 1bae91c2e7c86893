"""A part saves itself while somebody types: with the version of what was read, and one entry in the record."""

import pytest
from django.urls import reverse

from audit.models import Entry
from meetings.minutes_writing import write_text
from meetings.models import MinutesText
from reports.minutes.making import finalise_minutes

pytestmark = pytest.mark.django_db
PART = reverse("reports:minutes_part", args=[2028, "berita-acara", "catatan"])
BY_SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def typed(client, text: str, version) -> object:
    return client.post(PART, {"text": text, "version": version}, headers=BY_SCRIPT)


def test_each_saving_hands_on_the_version(draft, staff):
    first = typed(staff, "Satu", "")
    assert first.status_code == 200
    assert 'name="version" value="1"' in first.content.decode()
    assert "Tersimpan pukul" in first.content.decode()
    second = typed(staff, "Satu dua", "1")
    assert 'name="version" value="2"' in second.content.decode()
    assert MinutesText.objects.get().text == "Satu dua"
    assert Entry.objects.filter(action="minutes.write_text").count() == 1


def test_another_part_and_another_person_have_entries_of_their_own(draft, staff, sekretariat, three_roles):
    typed(staff, "Satu", "")
    write_text(draft, "penutup", actor=sekretariat, text="Lain", version=0)
    write_text(draft, "catatan", actor=three_roles, text="Dua", version=1)
    assert Entry.objects.filter(action="minutes.write_text").count() == 3


def test_who_is_overtaken_reads_both_and_loses_nothing(draft, staff, three_roles):
    typed(staff, "Satu", "")
    write_text(draft, "catatan", actor=three_roles, text="Tulisan orang lain", version=1)
    answer = typed(staff, "Satu dua", "1")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan orang lain" in text
    assert "Satu dua" in text
    assert 'name="version" value="2"' in text
    assert MinutesText.objects.get().text == "Tulisan orang lain"


def test_final_text_takes_nothing(draft, staff, sekretariat):
    finalise_minutes(draft, actor=sekretariat)
    assert typed(staff, "Satu", "").status_code == 404


def test_too_long_a_text_is_said(draft, staff):
    answer = typed(staff, "a" * 8001, "")
    assert answer.status_code == 422
    assert "8000" in answer.content.decode()
    assert not MinutesText.objects.exists()


def test_page_carries_one_version_and_its_button(draft, staff):
    text = staff.get(PART).content.decode()
    assert text.count('name="version"') == 1
    assert 'data-saves="text"' in text
    assert "Simpan bagian ini" in text
    staff.post(PART, {"text": "Dengan tombol", "version": ""})
    assert MinutesText.objects.get().text == "Dengan tombol"


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "pengusul"])
def test_nobody_else_saves(draft, client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert typed(client, "Satu", "").status_code == 403
    assert not MinutesText.objects.exists()
