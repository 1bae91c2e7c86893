"""The pages of the letter of invitation."""

import pytest
from django.urls import reverse

from forums.models import InvitationLetter
from jobs.models import Job
from reports.invitation_content import addressed, content_of, draft_letter, mark_of
from stakeholders.models import Host
from tests.factories.forums import (
    ForumFactory,
    InvitationCopyFactory,
    InvitationLetterFactory,
)
from tests.reports.conftest import scan, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def where(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=[2028, *args])


def test_letter_begins_with_the_usual_words_and_is_saved(staff, gathering):
    text = staff.get(where("invitation")).content.decode()
    assert "Undangan Forum Perangkat Daerah 2028" in text
    data = values_of(draft_letter(gathering), number="005/7", dated="2027-02-01", version="")
    assert staff.post(where("invitation"), data).url == where("invitation")
    assert InvitationLetter.objects.get().number == "005/7"
    stale = staff.post(where("invitation"), data | {"number": "005/8", "version": "9"})
    assert stale.status_code == 409
    wrong = staff.post(where("invitation"), data | {"subject": ""}).content.decode()
    assert "Isi hal suratnya." in wrong


def test_without_host_the_page_says_what_is_missing(staff, gathering):
    Host.objects.all().delete()
    assert "belum diatur" in staff.get(where("invitation")).content.decode()


def test_letter_is_typeset_and_handed_out(staff, letter):
    text = staff.get(where("invitation")).content.decode()
    assert "2 dari 2 surat belum disusun" in text
    assert staff.get(where("invitation_all")).url == where("invitation")
    staff.post(where("invitation_order"))
    assert Job.objects.get().kind == "invitation_letters"
    for participant in letter.forum.participants.all():
        mark = mark_of(addressed(content_of(letter), participant))
        InvitationCopyFactory(participant=participant, mark=mark)
    assert "2 surat tersusun" in staff.get(where("invitation")).content.decode()
    one = letter.forum.participants.first()
    for name, args, kind in (
        ("invitation_all", (), "pdf"),
        ("invitation_all_word", (), "wordprocessingml"),
        ("invitation_copy", (one.pk,), "pdf"),
        ("invitation_word", (one.pk,), "wordprocessingml"),
    ):
        answer = staff.get(where(name, *args))
        assert kind in answer.headers["Content-Type"], name
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_signed_letter_is_handed_in_and_out(staff, letter):
    assert staff.get(where("invitation_signed")).status_code == 404
    assert "Pilih berkas PDF." in staff.post(where("invitation_signed")).content.decode()
    bad = staff.post(where("invitation_signed"), {"file": scan(b"<html>")})
    assert "bukan PDF" in bad.content.decode()
    staff.post(where("invitation_signed"), {"file": scan()})
    assert "inilah yang dikirim" in staff.get(where("invitation")).content.decode()
    assert staff.get(where("invitation_signed")).headers["Content-Type"] == "application/pdf"
    assert "Pindaian dihapus" in staff.post(where("invitation_unsign"), follow=True).content.decode()


def test_papers_of_nobody_are_not_found(staff, letter):
    other = InvitationCopyFactory(participant__forum=ForumFactory(plan_year=2027))
    assert staff.get(where("invitation_copy", other.participant.pk)).status_code == 404
    assert staff.get(where("invitation_word", other.participant.pk)).status_code == 404


def test_empty_forum_says_why_nothing_is_typeset(staff, gathering):
    InvitationLetterFactory(forum=gathering)
    assert "Belum ada yang diundang" in staff.post(where("invitation_order"), follow=True).content.decode()
    assert "Belum ada yang diundang" in staff.get(where("invitation_all_word"), follow=True).content.decode()
