"""Belum tersampaikan: whom news did not reach, and what the secretariat does about it."""

import datetime
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from core.dates import plain_date
from notifications.models import Digest, Handover, Message, State
from proposals.models import Proposal
from proposals.reaching import open_whatsapp, tell_in_person, whatsapp_number
from proposals.templatetags.proposals import rt_of
from proposals.workflow import Overtaken, StepRefused
from tests.factories.notifications import MessageFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

LIST = reverse("proposals:unreached")
TODAY = datetime.date(2026, 11, 26)


def silent(forum, **values) -> Proposal:
    """Recorded on paper for somebody without e-mail, and verified an hour ago."""
    given = {"verified": True, "proposer": None, "contact_email": "", "source": "lisan"} | values
    proposal = ProposalFactory(forum=forum, **given)
    EventFactory(proposal=proposal, step="verify", at=timezone.now() - datetime.timedelta(hours=1))
    return proposal


def letter(proposal: Proposal, **values) -> Message:
    key = f"proposal:{proposal.pk}:result:1"
    return MessageFactory(kind="proposal.result", key=key, to_user=proposal.proposer, **values)


@pytest.mark.parametrize("written", ["09", "RT 09", "rt 09"])
def test_rt_is_said_once(written):
    assert rt_of(Proposal(rt=written)).upper() == "RT 09"


@pytest.fixture
def secretary(logged_in, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return logged_in(sekretariat)


def unreached() -> list[Proposal]:
    return list(Proposal.objects.unreached().order_by("pk"))


# Who is on the list


def test_who_has_no_address_is_on_it_once_there_is_news(forum):
    proposal = silent(forum)
    silent(forum, submitted=True, verified=False)  # has the printed receipt
    silent(forum, contact_email="warga@contoh.id")
    silent(forum, organization=OrganizationFactory(email="lembaga@contoh.id"))
    ProposalFactory(forum=forum, verified=True)
    no_address = silent(forum, organization=OrganizationFactory(email=""))
    assert unreached() == [proposal, no_address]


@pytest.mark.parametrize("state", ["failed", "bounced"])
def test_whose_letter_was_lost_is_on_it_until_it_arrives(forum, state):
    proposal = ProposalFactory(forum=forum)
    lost = letter(proposal, state=state, sent_at=timezone.now() if state == "bounced" else None)
    MessageFactory(kind="membership.added", key="account:uuid:x", state="failed")
    assert unreached() == [proposal]
    Message.objects.filter(pk=lost.pk).update(state=State.SENT, sent_at=timezone.now())
    assert unreached() == []


def test_news_in_a_digest_that_was_lost_is_lost(forum):
    proposal = ProposalFactory(forum=forum)
    whole = MessageFactory(kind="digest", key="digest:1", state=State.FAILED)
    digest = Digest.objects.create(recipient="user:1", day=TODAY, letter=whole)
    letter(proposal, state=State.DIGESTED, digest=digest)
    assert unreached() == [proposal]
    Message.objects.filter(pk=whole.pk).update(state=State.SENT, sent_at=timezone.now())
    assert unreached() == []


def test_who_was_told_is_off_it_until_there_is_other_news(forum, sekretariat):
    proposal = silent(forum)
    handover = tell_in_person(
        proposal, actor=sekretariat, told_on=timezone.localdate(), seen=proposal.version
    )
    assert (unreached(), handover.told_by) == ([], sekretariat)
    assert not proposal.events.last().is_public
    EventFactory(proposal=proposal, step="publish", at=timezone.now() + datetime.timedelta(seconds=1))
    assert unreached() == [proposal]


# The verbs


def test_telling_is_refused_for_the_future_and_after_other_news(forum, sekretariat, pimpinan):
    proposal, today = silent(forum), timezone.localdate()
    with pytest.raises(StepRefused, match="sesudah hari ini"):
        tell_in_person(proposal, actor=sekretariat, told_on=today + datetime.timedelta(days=1), seen=None)
    with pytest.raises(Overtaken):
        tell_in_person(proposal, actor=sekretariat, told_on=today, seen=proposal.version - 1)
    with pytest.raises(StepRefused, match="Hanya sekretariat"):
        tell_in_person(proposal, actor=pimpinan, told_on=today, seen=None)
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0812-3456-7890", "6281234567890"), ("+62 812 3456 7890", "6281234567890"), ("81234567890", "6281234567890"),
        ("0542 123456", ""), ("", ""), ("tidak ada", ""), ("0812", ""), ("08" + "1" * 20, ""),
    ],
)  # fmt: skip
def test_mobile_numbers_are_read_as_people_write_them(phone, number):
    assert whatsapp_number(phone) == number


def test_whatsapp_opens_with_number_state_and_link_and_no_title(forum, sekretariat):
    proposal = silent(forum, withheld=True)
    address = unquote(open_whatsapp(proposal, actor=sekretariat))
    assert address.startswith("https://wa.me/6281200004417?text=")
    for words in (proposal.number, "Terverifikasi", reverse("proposals:detail", args=[proposal.number])):
        assert words in address
    assert proposal.title not in address
    entry = Entry.objects.get(action="proposal.open_whatsapp")
    assert (entry.actor, entry.data) == (sekretariat, {})


def test_whatsapp_needs_a_mobile_number(forum, sekretariat, verifikator):
    with pytest.raises(StepRefused, match="bukan nomor ponsel"):
        open_whatsapp(silent(forum, contact_phone="0542 123"), actor=sekretariat)
    with pytest.raises(StepRefused, match="Hanya sekretariat"):
        open_whatsapp(silent(forum), actor=verifikator)


# The pages


def test_the_list_leads_to_whatsapp_and_takes_what_was_told(secretary, forum):
    proposal = silent(forum)
    page = secretary.get(LIST)
    text = page.content.decode()
    for words in (
        proposal.number,
        f"kabar sejak {plain_date(timezone.now() - datetime.timedelta(hours=1))}",
        "Tanpa surel",
        "0812 0000 4417",
        'href="tel:+6281200004417"',
        "Nama Kontak Rahasia",
    ):
        assert words in text
    assert "form-action 'self' https://wa.me" in page.headers["Content-Security-Policy"]
    opened = secretary.post(reverse("proposals:whatsapp", args=[proposal.number]))
    assert (opened.status_code, opened.url[:14]) == (302, "https://wa.me/")
    told = reverse("proposals:told", args=[proposal.number])
    assert "Isi dengan tanggal" in secretary.post(told, {"told_on": "x"}, follow=True).content.decode()
    future = (timezone.localdate() + datetime.timedelta(days=2)).isoformat()
    assert "sesudah hari ini" in secretary.post(told, {"told_on": future}, follow=True).content.decode()
    given = {"told_on": timezone.localdate().isoformat(), "version": proposal.version}
    assert "diubah setelah" in secretary.post(told, given | {"version": 99}, follow=True).content.decode()
    done = secretary.post(told, given, follow=True).content.decode()
    assert "tercatat sudah disampaikan" in done
    assert "Semua sudah tersampaikan" in done


def test_without_a_mobile_number_the_list_says_so(secretary, forum):
    proposal = silent(forum, contact_phone="")
    page = secretary.get(LIST).content.decode()
    assert "WhatsApp" not in page
    assert "tel:" not in page
    answer = secretary.post(reverse("proposals:whatsapp", args=[proposal.number]), follow=True)
    assert "Nomor telepon pengusul" in answer.content.decode()


def test_a_number_with_words_beside_it_still_leads_to_whatsapp(secretary, forum):
    silent(forum, contact_phone="0812 0000 4417 (Pak RT)")
    page = secretary.get(LIST).content.decode()
    assert "WhatsApp" in page
    assert "tel:" not in page


def test_a_fixed_line_is_called_and_not_written_to(secretary, forum):
    silent(forum, contact_phone="(0542) 123456")
    page = secretary.get(LIST).content.decode()
    assert 'href="tel:+62542123456"' in page
    assert "WhatsApp" not in page


@pytest.mark.parametrize("path", [LIST, reverse("proposals:unreached_print")])
def test_pages_can_be_narrowed_to_a_kelurahan(secretary, forum, path):
    here, there, citywide = silent(forum), silent(forum), silent(forum, kelurahan=None, is_citywide=True)
    shown = secretary.get(path, {"kelurahan": here.kelurahan_id}).content.decode()
    assert (here.number in shown, there.number in shown) == (True, False)
    shown = secretary.get(path, {"kelurahan": "kota"}).content.decode()
    assert (citywide.number in shown, here.number in shown) == (True, False)
    KelurahanFactory(name="Tanpa usulan")
    shown = secretary.get(path, {"kelurahan": "99999"}).content.decode()
    assert all(one.number in shown for one in (here, there, citywide))
    assert "Tanpa usulan" not in shown


@pytest.mark.parametrize("path", [LIST, reverse("proposals:unreached_print")])
def test_pages_cost_the_same_for_many(secretary, forum, django_assert_max_num_queries, path):
    counts = []
    for size in (1, 3):
        for _row in range(size):
            silent(forum)
        with django_assert_max_num_queries(12) as queries:
            secretary.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
