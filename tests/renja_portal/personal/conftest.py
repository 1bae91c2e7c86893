"""What tests of one's own data start from: a person about whom the portal holds all that it can hold."""

import time

import pytest
from django.core.files.base import ContentFile

from accounts.adapter import CONFIRMED_AT
from accounts.models import User
from accounts.services import change_profile
from forums.models import Activity
from proposals.intake import submit_proposal
from proposals.models import Attachment, Proposal
from proposals.services import begin_draft, support_proposal
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import MembershipFactory, MembershipRequestFactory

NAME, EMAIL, PHONE = "Zulaikha Rahmawati", "zulaikha.r@contoh.id", "0812-7788-9900"


@pytest.fixture
def logged_in(client):
    """`logged_in(user)`: the client, signed in as that person, who has just proved who they are."""

    def sign_in(user):
        client.force_login(user)
        session = client.session
        session[CONFIRMED_AT] = time.time()
        session.save()
        return client

    return sign_in


def attach(proposal: Proposal, user: User, *, size: int = 12) -> Attachment:
    content = ContentFile(b"%PDF-1.7 uji", name="surat.pdf")
    return Attachment.objects.create(
        proposal=proposal, file=content, original_name="surat.pdf", content_type="application/pdf",
        size=size, sha256="0" * 64, uploaded_by=user,
    )  # fmt: skip


@pytest.fixture
def person(db) -> User:
    """Member of one organisation, waiting for another; with drafts, a sent proposal, a support and letters."""
    user = UserFactory(name=NAME, email=EMAIL, password=PASSWORD)
    change_profile(user, name=NAME, phone=PHONE)
    user.refresh_from_db()
    MembershipFactory(user=user, position=f"Asisten {NAME}")
    MembershipRequestFactory(user=user, organization__is_active=False)
    forum = ForumFactory()
    PhaseFactory(forum=forum, activities=[Activity.SUBMIT, Activity.VERIFY])
    attach(begin_draft(forum, actor=user), user)
    sent = begin_draft(forum, actor=user)
    ready = ProposalFactory.build(forum=forum)
    for field in ("title", "problem", "request"):
        setattr(sent, field, getattr(ready, field))
    sent.is_citywide = True
    sent.save()
    attach(submit_proposal(sent, actor=user), user)
    support_proposal(ProposalFactory(forum=forum), actor=user)
    return User.objects.get(pk=user.pk)
