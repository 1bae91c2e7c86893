"""U10: papers of a forum wait for the scanner as files of proposals do."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from audit.models import Entry
from core.quarantine import ScanState
from forums.services import scan_document
from tests.factories.forums import DocumentFactory, ForumFactory
from tests.fixtures.clamd import EICAR

pytestmark = pytest.mark.django_db
WORDS = {ScanState.WAITING: "Sedang diperiksa", ScanState.HELD: "Ditahan karena terdeteksi berbahaya"}


@pytest.fixture
def forum():
    return ForumFactory(is_published=True)


def read(client, name: str, forum) -> str:
    return client.get(reverse(name, args=[forum.plan_year])).content.decode()


def status(client, paper) -> int:
    return client.get(reverse("forums:document", args=[paper.forum.plan_year, paper.pk])).status_code


@pytest.mark.parametrize("state", WORDS)
def test_u10_paper_that_is_not_clean_is_handed_to_nobody(client, forum, sekretariat, state):
    """U10: the public sees nothing of it, staff read why it has no link."""
    paper = DocumentFactory(forum=forum, scan=state)
    assert paper.title not in read(client, "forums:detail", forum)
    assert status(client, paper) == 404
    client.force_login(sekretariat)
    for name in ("forums:detail", "forums:documents"):
        shown = read(client, name, forum)
        assert WORDS[state] in shown
        assert reverse("forums:document", args=[forum.plan_year, paper.pk]) + '"' not in shown
    assert status(client, paper) == 404


def test_u10_scanner_decides_about_a_paper(clamd, client, forum):
    """U10: clean ones open, others are held and recorded."""
    clean = DocumentFactory(forum=forum, scan=ScanState.WAITING)
    held = DocumentFactory(
        forum=forum, scan=ScanState.WAITING, file=ContentFile(EICAR, name="a.pdf"), original_name="a.pdf"
    )
    assert [scan_document(), scan_document(), scan_document()] == [1, 1, 0]
    assert (status(client, clean), status(client, held)) == (200, 404)
    assert Entry.objects.get(action="document.hold").data["finding"] == "Eicar-Test-Signature"
