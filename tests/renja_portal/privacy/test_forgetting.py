"""The daily job that erases what is due: letters, unused accounts, lists that were left; twice is once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from audit.chain import verify_chain
from audit.models import Entry
from jobs.models import Job
from jobs.worker import Worker
from notifications.models import Digest, Message, State
from proposals.models import ImportBatch
from renja_portal.privacy.forgetting import FORGET, forget_old_data, order_forgetting
from stakeholders.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOTHING = {"letters": 0, "warned": 0, "accounts": 0, "imports": 0}


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_job_is_ordered_once_a_day_and_done_by_the_worker():
    assert (order_forgetting(), order_forgetting()) == (1, 0)
    Worker().run_once()
    job = Job.objects.get(kind=FORGET)
    assert (job.state, job.result) == ("done", NOTHING)
    assert not Entry.objects.filter(action__in=["message.forget", "account.erase_unused"]).exists()


def test_old_letters_lose_address_and_text_and_keep_their_key(settings):
    settings.KEEP_LETTERS_DAYS = 730
    old = MessageFactory(
        state=State.SENT, sent_at=ago(800), created_at=ago(800), url="/x/", to_email="siti@contoh.id"
    )
    Digest.objects.create(recipient="email:siti@contoh.id", day=ago(800).date(), letter=old)
    waiting, young = (
        MessageFactory(created_at=ago(800)),
        MessageFactory(state=State.SENT, sent_at=ago(5), created_at=ago(5)),
    )
    key = old.key
    assert forget_old_data() == NOTHING | {"letters": 1}
    assert forget_old_data() == NOTHING
    old.refresh_from_db()
    assert (old.key, old.to_email, old.body, old.url, old.subject) == (key, "", "", "", "Surat lama")
    assert not Digest.objects.exists()
    for letter in (waiting, young):
        letter.refresh_from_db()
        assert letter.to_email
    assert Entry.objects.get(action="message.forget").data == {"count": 1}
    assert verify_chain().whole


@pytest.fixture
def sleeper(settings):
    settings.KEEP_UNUSED_ACCOUNTS_DAYS = 1095
    return UserFactory(last_login=ago(1100), joined_at=ago(2000))


def test_unused_account_is_warned_a_month_before_and_then_erased(sleeper):
    assert forget_old_data() == NOTHING | {"warned": 1}
    letter = Message.objects.get(kind="account.unused")
    assert letter.to_user == sleeper
    assert forget_old_data() == NOTHING  # warned once, and not erased before the month is over
    Message.objects.filter(pk=letter.pk).update(state=State.SENT, sent_at=ago(31))
    assert forget_old_data() == NOTHING | {"accounts": 1}
    assert not User.objects.filter(pk=sleeper.pk).exists()
    entry = Entry.objects.get(action="account.erase_unused")
    assert (entry.actor, entry.object_id) == (None, str(sleeper.pk))


def test_who_comes_back_keeps_the_account(sleeper):
    forget_old_data()
    Message.objects.update(state=State.SENT, sent_at=ago(31))
    User.objects.filter(pk=sleeper.pk).update(last_login=timezone.now())
    assert forget_old_data() == NOTHING
    assert User.objects.filter(pk=sleeper.pk).exists()


def test_who_holds_a_role_or_was_here_lately_is_left_alone(settings):
    settings.KEEP_UNUSED_ACCOUNTS_DAYS = 1095
    staff = HostMembershipFactory(role=Role.SEKRETARIAT).user
    member = MembershipFactory().user
    User.objects.filter(pk__in=[staff.pk, member.pk]).update(last_login=ago(2000), joined_at=ago(2000))
    UserFactory(last_login=ago(100))
    assert forget_old_data() == NOTHING | {"warned": 1}
    assert Message.objects.get().to_user == member


def test_warning_that_did_not_leave_erases_nobody(sleeper):
    forget_old_data()
    Message.objects.update(created_at=ago(40))
    assert forget_old_data() == NOTHING


def test_list_that_was_left_goes_and_an_entered_one_stays(forum_batch):
    left, entered, young = forum_batch(ago(31)), forum_batch(ago(31), entered=True), forum_batch(ago(1))
    assert forget_old_data() == NOTHING | {"imports": 1}
    assert set(ImportBatch.objects.values_list("pk", flat=True)) == {entered.pk, young.pk}
    assert Entry.objects.get(action="proposal.clear_import").object_id == str(left.pk)


@pytest.fixture
def forum_batch():
    from proposals.choices import ImportSource
    from tests.factories.forums import ForumFactory

    forum = ForumFactory()

    def batch(created_at, *, entered=False):
        now = timezone.now() if entered else None
        return ImportBatch.objects.create(
            forum=forum, source=ImportSource.values[0], source_basis="x", original_name="daftar.xlsx", sha256="0" * 64,
            size=1, created_at=created_at, entered_at=now, checked_at=now, sheets=[{"rows": ["Siti"]}],
        )  # fmt: skip

    return batch
