"""Before a proposal is sent its author is asked about personal numbers that everybody would read."""

import pytest
from django.urls import reverse

from proposals.choices import Status
from proposals.intake import submit_proposal
from proposals.models import Proposal
from proposals.personal import PUBLIC_TEXT, personal_numbers
from proposals.workflow import StepRefused
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
NIK, PHONE, MAIL = "6471025508900003", "0812 3456 7890", "siti@contoh.id"


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


def write(draft, text: str, field: str = "problem") -> None:
    Proposal.objects.filter(pk=draft.pk).update(**{field: f"Hubungi {text}."})
    draft.refresh_from_db()


def check(client, draft) -> str:
    return client.get(reverse("proposals:draft", args=[draft.key, "periksa"])).content.decode()


def send(client, draft, **given):
    return client.post(reverse("proposals:submit", args=[draft.key]), given, follow=True).content.decode()


@pytest.mark.parametrize("field", sorted(PUBLIC_TEXT))
def test_every_public_answer_is_looked_at(draft, field):
    write(draft, PHONE, field)
    label = str(Proposal._meta.get_field(field).verbose_name)
    assert [(one.where, one.page, one.must_go) for one in personal_numbers(draft)] == [
        (label, PUBLIC_TEXT[field], False)
    ]


def test_own_contact_and_place_are_no_public_text(draft):
    Proposal.objects.filter(pk=draft.pk).update(landmark=PHONE, contact_phone=PHONE, contact_email=MAIL)
    draft.refresh_from_db()
    assert personal_numbers(draft) == []


def test_check_without_numbers_asks_nothing(logged_in, draft, pengusul):
    text = check(logged_in(pengusul), draft)
    assert 'name="tetap"' not in text
    assert "Kirim usulan" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PHONE, "Nomor telepon terlihat pada isian “Permasalahan”."),
        (MAIL, "Alamat surel terlihat pada isian “Permasalahan”."),
    ],
    ids=["phone", "mail"],
)
def test_phone_and_mail_may_stay_where_their_author_says_so(logged_in, draft, pengusul, text, words):
    write(draft, text)
    client = logged_in(pengusul)
    assert words in check(client, draft)
    assert "centang “Tetap kirim”" in send(client, draft)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    send(client, draft, tetap="1")
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


def test_nik_must_go(logged_in, draft, pengusul):
    write(draft, NIK)
    client = logged_in(pengusul)
    text = check(client, draft)
    assert "NIK harus dihapus sebelum usulan dikirim." in text
    assert "Kirim usulan" not in text
    assert "NIK tidak boleh terbaca publik." in send(client, draft, tetap="1")
    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Status.DRAFT, None)


def test_once_changed_it_can_be_sent(draft, pengusul):
    write(draft, NIK)
    with pytest.raises(StepRefused):
        submit_proposal(draft, actor=pengusul, keeps_contacts=True)
    write(draft, "petugas")
    assert submit_proposal(draft, actor=pengusul).status == Status.SUBMITTED


def test_returned_proposal_is_asked_again(forum, pengusul):
    returned = ProposalFactory(forum=forum, proposer=pengusul, returned=True, problem=f"NIK {NIK}")
    with pytest.raises(StepRefused, match="NIK"):
        submit_proposal(returned, actor=pengusul)
