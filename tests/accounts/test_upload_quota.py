"""U07: how much one person may hand in on one day, whatever they delete, wherever they upload."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.upload_quota import MEGABYTE, check_quota, uploaded_today
from audit.services import record
from core.uploads import UploadRefused
from forums.services import add_document
from proposals.attachments import add_attachment, remove_attachment
from proposals.models import Attachment
from tests.corpus.pictures import png_of
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

NEARLY_ONE = 900 * 1024


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("peta.png", png_of(300, 300))


@pytest.fixture
def draft(pengusul):
    return ProposalFactory(proposer=pengusul, draft=True)


@pytest.mark.django_db
class TestQuota:
    def test_u07_bytes_of_the_day_are_counted_as_stored(self, draft, pengusul):
        """U07: what is kept counts, once."""
        assert uploaded_today(pengusul) == 0
        file = add_attachment(draft, picture(), actor=pengusul)
        assert uploaded_today(pengusul) == file.size > 0

    def test_u07_deleting_gives_nothing_back(self, draft, pengusul):
        """U07: uploading and deleting in turns is no way around."""
        file = add_attachment(draft, picture(), actor=pengusul)
        remove_attachment(file, actor=pengusul)
        assert uploaded_today(pengusul) == file.size

    def test_u07_full_day_is_said_in_words(self, draft, pengusul, settings):
        """U07: the refusal names the limit and what to do."""
        settings.UPLOAD_DAILY_MB = 1
        record("proposal.attach", draft, actor=pengusul, data={"uploaded": MEGABYTE})
        with pytest.raises(UploadRefused, match="batas 1 MB sehari"):
            add_attachment(draft, picture(), actor=pengusul)
        assert not draft.attachments.exists()

    def test_u07_papers_of_a_forum_count_too(self, sekretariat, settings):
        """U07: staff have the same day as everybody."""
        settings.UPLOAD_DAILY_MB = 0
        with pytest.raises(UploadRefused, match="sehari"):
            add_document(ForumFactory(), picture(), actor=sekretariat, title="Peta")

    def test_u07_limit_itself_is_allowed(self, pengusul, settings):
        """U07: exactly as much as promised."""
        settings.UPLOAD_DAILY_MB = 1
        check_quota(pengusul, MEGABYTE)
        with pytest.raises(UploadRefused):
            check_quota(pengusul, MEGABYTE + 1)

    def test_u07_tomorrow_is_another_day_and_others_have_their_own(self, pengusul):
        """U07: counted from midnight on the portal's clock, for each person."""
        record("proposal.attach", None, actor=pengusul, data={"uploaded": 5})
        record("proposal.attach", None, actor=UserFactory(), data={"uploaded": 7})
        assert uploaded_today(pengusul) == 5
        midnight = timezone.localtime().replace(hour=0, minute=0, second=1) + datetime.timedelta(days=1)
        with time_machine.travel(midnight, tick=False):
            assert uploaded_today(pengusul) == 0

    def test_u07_page_keeps_what_fitted_and_says_why_the_rest_did_not(
        self, client, draft, pengusul, settings
    ):
        """U07: the page shows the sentence; nothing typed or kept before is lost."""
        settings.UPLOAD_DAILY_MB = 0
        client.force_login(pengusul)
        address = reverse("proposals:draft", args=[draft.key, "lampiran"])
        answer = client.post(address, {"files": [picture()], "unggah": "1"})
        assert "batas 0 MB sehari" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_u07_uploads_at_the_same_moment_count_one_after_the_other(pengusul, settings):
    """U07: many windows at once are no way around."""
    settings.UPLOAD_DAILY_MB = 1
    drafts = ProposalFactory.create_batch(4, proposer=pengusul, draft=True)
    record("proposal.attach", None, actor=pengusul, data={"uploaded": NEARLY_ONE})
    size = len(png_of(300, 300))
    settings.UPLOAD_DAILY_MB = (NEARLY_ONE + 1.5 * size) / MEGABYTE
    together = Barrier(4)

    def upload(draft) -> bool:
        together.wait()
        try:
            add_attachment(draft, picture(), actor=pengusul)
        except UploadRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(upload, drafts))
    assert sum(kept) == Attachment.objects.count()
    assert uploaded_today(pengusul) <= settings.UPLOAD_DAILY_MB * MEGABYTE
