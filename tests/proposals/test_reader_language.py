"""What a reader of English is answered while writing is done in Indonesian: all of it English, values and all."""

from functools import partial

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory

pytestmark = pytest.mark.django_db
draft_page = partial(reverse, "proposals:draft")


@pytest.fixture
def english(client, pengusul):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(pengusul)
    return client


def test_thanks_after_a_question_are_english(english, forum):
    proposal = ProposalFactory(forum=forum)
    answer = english.post(reverse("proposals:ask", args=[proposal.number]), {"text": "Kapan?"}, follow=True)
    assert "Your question has been sent." in answer.content.decode()


def test_refusal_with_a_name_in_it_is_english(english, forum, pengusul):
    other = OrganizationFactory(name="Komunitas Lain")
    draft = ProposalFactory(draft=True, forum=forum, proposer=pengusul, organization=other)
    answer = english.post(reverse("proposals:submit", args=[draft.key]), follow=True)
    assert "You are not registered as a member of Komunitas Lain." in answer.content.decode()


def test_errors_and_hints_with_values_are_english(english, forum, pengusul):
    draft = ProposalFactory(draft=True, forum=forum, proposer=pengusul)
    typed = {"request": "A", "estimated_cost": "banyak"}
    number = english.post(draft_page(args=[draft.key, "usulan"]), typed).content.decode()
    assert "“banyak” cannot be read as a number." in number
    file = SimpleUploadedFile("a.exe", b"MZ")
    page = english.post(draft_page(args=[draft.key, "lampiran"]), {"files": file}).content.decode()
    assert "PDF, JPG, or PNG; up to 10 MB a file" in page
