"""What proves a forum: photographs and papers beside its record, printed and bundled."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from meetings.models import Evidence
from tests.factories.minutes import (
    EvidenceFactory,
    MinutesFileFactory,
)
from tests.reports.minutes.opening import at, text_of

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(written, "JPEG")
    return SimpleUploadedFile("foto.jpg", written.getvalue())


def test_evidence_is_kept_printed_and_bundled(draft, staff):
    data = {"slot": "dokumentasi", "title": "Pembukaan forum", "file": photo()}
    assert staff.post(at("evidence", 2028), data).status_code == 302
    row = Evidence.objects.get()
    assert staff.get(at("evidence_file", 2028, row.pk)).headers["Content-Type"] == "image/jpeg"
    assert "Foto" in text_of(staff.get(reverse("reports:berita_acara", args=[2028])))
    bundle = b"".join(staff.get(at("evidence_zip", 2028)).streaming_content)
    assert b"08-dokumentasi/01-foto.jpg" in bundle
    staff.post(at("evidence_delete", 2028, row.pk))
    assert not Evidence.objects.exists()


def test_part_of_the_evidence_is_chosen_by_its_link(held, staff):
    body = staff.get(at("evidence", 2028) + "?bagian=orientasi").content.decode()
    assert '<option value="orientasi" selected' in " ".join(body.split())


def test_evidence_of_a_wrong_kind_is_refused(held, staff):
    data = {"slot": "sk-tim", "title": "", "file": SimpleUploadedFile("a.exe", b"MZ")}
    assert "tidak dapat diterima" in text_of(staff.post(at("evidence", 2028), data))


def test_evidence_is_for_the_secretariat(held, client, verifikator, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(verifikator)
    assert client.get(at("evidence", 2028)).status_code == 403


def test_photo_that_cannot_be_read_is_left_out(held, draft):
    from reports.minutes.photos import read_photos

    EvidenceFactory(forum=held.forum, slot="dokumentasi", content_type="image/jpeg")
    assert read_photos(held.forum) == ()


def test_scanner_holds_evidence_and_scans(held, draft, settings):
    from audit.models import Entry
    from meetings.evidence import _hold_evidence, _hold_file, scan_files

    _hold_evidence(EvidenceFactory(forum=held.forum), "EICAR")
    _hold_file(MinutesFileFactory(minutes=draft, kind="pindaian"), "EICAR")
    assert set(Entry.objects.values_list("action", flat=True)) >= {"evidence.hold", "minutes.hold_file"}
    assert scan_files() == 0
