"""What everybody reads of agreements."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Agreement
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory, FollowUpFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import LineFactory, RenjaFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory, UnitFactory
from tests.meetings.conftest import address

pytestmark = pytest.mark.django_db
PUBLIC = reverse("meetings:public_agreements", args=[2028])
FOLLOWED = reverse("meetings:followed")
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def shown(forum) -> Agreement:
    """An agreement with all that the public reads of it, and more."""
    row = AgreementFactory(
        forum=forum, state="running", contribution="Dua tenaga ahli.", responsible="Kepala Bidang rahasia",
        unit=UnitFactory(name="Bidang Statistik"), due_on=YESTERDAY, partners=[OrganizationFactory(name="BPS")],
    )  # fmt: skip
    row.proposals.set([
        ProposalFactory(forum=forum, accepted=True, title="Wifi di balai warga"),
        ProposalFactory(forum=forum, accepted=True, title="Judul tersembunyi", withheld_reason="UU 14/2008"),
    ])  # fmt: skip
    FollowUpFactory(agreement=row, text="Catatan dalam")
    return row


def test_everybody_reads_how_far_it_is_and_whom_it_helps(client, forum, shown):
    renja = RenjaFactory(forum=forum)
    lines = [LineFactory(renja=renja), LineFactory(renja=renja, withheld_reason="Rincian persandian")]
    shown.lines.set(lines)
    text = client.get(PUBLIC).content.decode()
    for words in (
        "Catatan kesepakatan forum; bukan perjanjian kerja sama.", shown.text, "Berjalan", "Bersama BPS", "Dua tenaga ahli.",
        "Bidang Statistik", "Wifi di balai warga", lines[0].node.name, lines[1].code,
    ):  # fmt: skip
        assert words in text
    for words in ("Judul tersembunyi", "Kepala Bidang rahasia", "Catatan dalam"):
        assert words not in text
    assert f">{lines[1].node.name}<" not in text
    renja.is_published = False
    renja.save()
    assert lines[0].node.name not in client.get(PUBLIC).content.decode()


def test_forum_proposal_and_plan_lead_to_it(client, forum, shown):
    line = LineFactory(renja=RenjaFactory(forum=forum))
    shown.lines.set([line])
    proposal = shown.proposals.get(withheld_reason="")
    for page in (
        reverse("forums:detail", args=[2028]),
        reverse("proposals:detail", args=[proposal.number]),
        reverse("renja:detail", args=[2028]),
    ):
        assert f'href="{PUBLIC}' in client.get(page).content.decode()
    assert (
        "Didukung oleh kesepakatan forum"
        in client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    )


def test_forum_that_is_not_public_hides_its_agreements(client, forum, shown, sekretariat):
    forum.is_published = False
    forum.save()
    line = LineFactory(renja=RenjaFactory(forum=ForumFactory(plan_year=2027)))
    shown.lines.set([line])
    proposal = shown.proposals.get(withheld_reason="")
    assert client.get(PUBLIC).status_code == 404
    for page in (reverse("proposals:detail", args=[proposal.number]), reverse("renja:detail", args=[2027])):
        assert shown.text not in client.get(page).content.decode()
    client.force_login(sekretariat)
    assert client.get(PUBLIC).status_code == 200


def test_next_forum_shows_what_is_still_open(client, shown):
    coming = ForumFactory(plan_year=2029)
    AgreementFactory(forum=shown.forum, text="Tidak ada yang mengatakan apa-apa tentang ini.")
    page = reverse("meetings:public_agreements", args=[2029])
    text = client.get(page).content.decode()
    assert "Belum ada kesepakatan" in text
    assert "Dari forum sebelumnya, belum selesai" in text
    assert shown.text in text
    assert "Tidak ada yang mengatakan apa-apa tentang ini." not in text
    assert "Direncanakan" not in client.get(PUBLIC).content.decode()
    AgreementFactory(forum=coming, previous=shown)
    assert "Dari forum sebelumnya" not in client.get(page).content.decode()
    assert "Dilanjutkan pada Forum Renja 2029" in client.get(PUBLIC).content.decode()


@pytest.mark.parametrize("name", ["agreements", "public_agreements"])
def test_pages_ask_as_much_for_many_as_for_few(staff, forum, django_assert_max_num_queries, name):
    before = ForumFactory(plan_year=2027)
    renja = RenjaFactory(forum=forum)

    def make() -> None:
        row = AgreementFactory(forum=forum, unit=UnitFactory(), partners=[OrganizationFactory()])
        row.proposals.set([ProposalFactory(forum=forum, accepted=True)])
        row.lines.set([LineFactory(renja=renja)])
        AgreementFactory(forum=before, partners=[OrganizationFactory()])

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert staff.get(address(name)).status_code == 200
        return len(queries)

    make()
    one = asked()
    make()
    make()
    assert asked() == one


def test_work_list_asks_as_much_for_many_as_for_few(forum, client, django_assert_max_num_queries):
    unit = UnitFactory()
    client.force_login(HostMembershipFactory(role="verifikator", units=[unit]).user)

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(FOLLOWED)
        return len(queries)

    AgreementFactory(forum=forum, unit=unit, partners=[OrganizationFactory()])
    one = asked()
    for _n in range(2):
        AgreementFactory(forum=forum, unit=unit, partners=[OrganizationFactory()])
    assert asked() == one
