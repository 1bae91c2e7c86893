"""Hapus akun: nothing personal is left in any table, and what the public works with stays."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from audit.chain import verify_chain
from audit.models import Entry
from notifications.models import Message, State
from notifications.services import notify
from proposals.models import Attachment, Proposal, Question
from proposals.services import begin_draft, support_proposal
from renja_portal.personal import archive
from renja_portal.personal.erasure import ErasureRefused, erase_account, erasure_refusal
from renja_portal.personal.reading import everything_about
from stakeholders.models import Organization, Role
from tests.factories.accounts import UserFactory
from tests.factories.meetings import ConflictFactory, MarkFactory
from tests.factories.minutes import MinutesRemarkFactory
from tests.factories.proposals import FeedbackFactory, ProposalFactory, QuestionFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory
from tests.renja_portal.personal.conftest import EMAIL, NAME, PHONE

pytestmark = pytest.mark.django_db
ERASE, ERASED = reverse("account_erase"), reverse("account_erased")
SURE = {"understood": "on"}


def tables_with(text: str) -> list[str]:
    """Every table of the database in which a row holds this text, in whichever column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name} AS one WHERE one::text ILIKE %s", [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_nothing_personal_is_left_in_any_table(logged_in, person):
    person.emailaddress_set.create(email=f"baru.{EMAIL}", verified=False)
    notify(to=EMAIL, kind="account.login_code", subject="Kode", body=f"Halo {NAME}", key="a", is_private=True)
    notify(
        to="admin@contoh.go.id", kind="account.factor_removal_waits", subject="-", body=f"{NAME} …", key="b"
    )
    Message.objects.filter(to_user=person).update(error=f"550 <{EMAIL}>: User unknown")
    assert {"accounts_user", "proposals_proposal", "notifications_message"} <= set(tables_with("zulaikha"))
    assert logged_in(person).post(ERASE, SURE).url == ERASED
    for text in (NAME, "zulaikha", EMAIL, PHONE):
        assert tables_with(text) == []
    assert verify_chain().whole


def test_one_is_signed_out_and_told(logged_in, person):
    client = logged_in(person)
    client.post(ERASE, SURE)
    assert "_auth_user_id" not in client.session
    assert "Akun Anda sudah dihapus" in client.get(ERASED).content.decode()
    assert client.get(reverse("my_data")).status_code == 302


def test_public_proposals_stay_as_those_of_a_citizen(person, client):
    sent = person.proposals.exclude(number=None).get()
    erase_account(person, actor=person)
    kept = Proposal.objects.get(pk=sent.pk)
    assert (kept.proposer, kept.contact_name, kept.contact_phone, kept.contact_email) == (None, "", "", "")
    assert (kept.title, kept.proposer_label, kept.attachments.count()) == (sent.title, "Warga", 1)
    assert client.get(reverse("proposals:detail", args=[kept.number])).status_code == 200


def test_drafts_go_with_their_files_once_it_is_committed(person, django_capture_on_commit_callbacks):
    file = Attachment.objects.get(proposal__status="draft").file
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(person, actor=person)
    assert not Proposal.objects.filter(status="draft").exists()
    assert not file.storage.exists(file.name)


def test_proposals_of_organisations_stay_with_them(person):
    membership = person.memberships.get()
    draft = begin_draft(person.proposals.first().forum, actor=person, organization=membership.organization)
    named = ProposalFactory(
        organization=membership.organization, proposer=None, contact_name=NAME.upper(), contact_phone="0541"
    )
    namesake = ProposalFactory(proposer=UserFactory(), contact_name=NAME)
    erase_account(person, actor=person)
    for proposal in (draft, named):
        proposal.refresh_from_db()
        assert proposal.organization == membership.organization
        assert proposal.contact_name == ""
    namesake.refresh_from_db()
    assert namesake.contact_name == NAME


def test_draft_and_organisation_that_nobody_confirmed_go(person):
    organization = person.membership_requests.get().organization
    begin_draft(person.proposals.first().forum, actor=person, organization=organization)
    erase_account(person, actor=person)
    assert not Organization.objects.filter(pk=organization.pk).exists()


def test_supports_are_counted_without_the_person(person):
    supported = Proposal.objects.get(supports__user=person)
    support_proposal(supported, actor=UserFactory())
    child = ProposalFactory(merged=True, parent=supported, forum=supported.forum)
    child.supports.create(user=person)
    erase_account(person, actor=person)
    supported.refresh_from_db()
    assert supported.support_count == 1


def test_letters_lose_address_and_text_and_leave_no_more(person):
    erase_account(person, actor=person)
    letter = Message.objects.get()
    assert (letter.to_email, letter.body, letter.to_user, letter.state) == ("", "", None, State.CANCELLED)
    assert not letter.may_be_sent_again


def test_copies_of_their_data_go_as_well(person, django_capture_on_commit_callbacks):
    archive.make_copy(archive.order_copy(person, actor=person), lambda done, total, text: None)
    file = person.data_copies.get().file
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(person, actor=person)
    assert not file.storage.exists(file.name)


def test_record_says_that_an_account_was_erased_by_its_number(person):
    number = person.pk
    erase_account(person, actor=person)
    entry = Entry.objects.get(action="account.erase")
    assert (entry.actor_id, entry.object_id, entry.data) == (number, str(number), {"count": 1})
    assert entry.object_label.startswith(f"Akun {number}")
    assert Entry.objects.for_listing().get(pk=entry.pk).actor_name == "Akun terhapus"


# Who is needed


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "perencana", "pimpinan", "pemeriksa", "three_roles"]
)
def test_who_holds_a_role_is_refused_kindly(logged_in, request, role):
    user = request.getfixturevalue(role)
    client = logged_in(user)
    text = client.get(ERASE).content.decode()
    assert "Akun belum dapat dihapus" in text
    assert "Anda memegang peran" in text
    assert client.post(ERASE, SURE).status_code == 200
    assert User.objects.filter(pk=user.pk).exists()


def test_last_admin_is_told_what_to_do_first(admin_user):
    assert "Anda admin terakhir" in erasure_refusal(admin_user)
    HostMembershipFactory(role=Role.ADMIN)
    assert "Anda memegang peran Admin" in erasure_refusal(admin_user)
    with pytest.raises(ErasureRefused):
        erase_account(admin_user, actor=admin_user)


def test_member_and_former_member_of_staff_may_go():
    assert erasure_refusal(MembershipFactory().user) == ""
    over = HostMembershipFactory(valid_until="2021-01-01")
    assert erasure_refusal(User.objects.get(pk=over.user_id)) == ""


def test_nobody_erases_somebody_else(person, admin_user):
    with pytest.raises(ErasureRefused, match="pemiliknya"):
        erase_account(person, actor=admin_user)


def test_page_says_what_will_happen_and_asks_once_more(logged_in, person):
    client = logged_in(person)
    text = client.get(ERASE).content.decode()
    for words in ("1 draf dengan berkasnya", "1 dukungan", "1 usulan yang sudah dikirim"):
        assert words in text
    assert "Centang pernyataan ini" in client.post(ERASE, {"understood": ""}).content.decode()
    assert User.objects.filter(pk=person.pk).exists()


def test_erasing_asks_for_a_fresh_proof(client, person):
    client.force_login(person)
    assert client.post(ERASE, SURE).url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=person.pk).exists()


def test_what_they_asked_and_said_of_answers_goes_unless_it_was_answered(person):
    waiting, answered = (QuestionFactory(asked_by=person, answered=yes) for yes in (False, True))
    said = FeedbackFactory(given_by=person, line=f"Dari {NAME}")
    held = everything_about(person)
    assert {row["pertanyaan"] for row in held["pertanyaan"]} == {waiting.text, answered.text}
    assert [row["kalimat"] for row in held["penilaian"]] == [said.line]
    erase_account(person, actor=person)
    said.refresh_from_db()
    assert (said.given_by, said.line, said.helped) == (None, "", True)
    kept = Question.objects.get()
    assert (kept.pk, kept.asked_by) == (answered.pk, None)


def test_marks_that_somebody_gave_stay_without_them(person):
    mark, conflict = MarkFactory(scorer=person), ConflictFactory(person=person)
    held = everything_about(person)
    assert [row["nilai"] for row in held["nilai_usulan"]] == [mark.value]
    assert [row["nomor_usulan"] for row in held["benturan_kepentingan"]] == [conflict.proposal.number]
    erase_account(person, actor=person)
    mark.refresh_from_db()
    conflict.refresh_from_db()
    assert (mark.scorer, mark.value, conflict.person) == (None, 4, None)


def test_remarks_on_a_record_stay_without_them(person):
    remark = MinutesRemarkFactory(written_by=person)
    assert [row["tanggapan"] for row in everything_about(person)["tanggapan_naskah"]] == [remark.text]
    erase_account(person, actor=person)
    remark.refresh_from_db()
    assert remark.written_by is None
