"""HTML, template code, formulas and paths that people type come out as text, on pages and in letters."""

import uuid

import pytest
from django.urls import reverse

from notifications.models import Message
from proposals.choices import Outcome, Source
from proposals.intake import record_for_others
from proposals.models import Proposal
from proposals.results import publish_result, record_result
from proposals.services import withhold_proposal
from proposals.verification import verify_proposal
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    KelurahanFactory,
    OrganizationFactory,
    UnitFactory,
)
from tests.factories.urusan import UrusanFactory
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db

TRICK = "<script>x()</script>{{7|add:7}}=1+1|../../etc"
ESCAPED = "&lt;script&gt;x()&lt;/script&gt;{{7|add:7}}=1+1|../../etc"
TEXTS = (
    "title", "problem", "request", "rt", "landmark", "beneficiaries", "volume_unit", "contribution", "contact_name",
    "source_basis", "external_number",
)  # fmt: skip
SHORT = {"rt": 20}


def clean(text: str) -> bool:
    """No markup of theirs, and no template code that was run."""
    return "<script>x()" not in text and "<img src=x" not in text and "14=1+1" not in text


@pytest.fixture
def tricky(forum, sekretariat, verifikator) -> Proposal:
    """Recorded, with a trick in every text and in the names of everything around it."""
    unit = verifikator.memberships.get().units.get()
    unit.name = unit.short_name = TRICK[:40]
    unit.save()
    values = {name: TRICK[: SHORT.get(name, 200)] for name in TEXTS}
    return record_for_others(
        forum, actor=sekretariat, submit_key=uuid.uuid4(), files=[picture(f"../../{TRICK}.png")], source=Source.SURAT,
        kelurahan=KelurahanFactory(name=TRICK, kecamatan__name=TRICK), urusan=UrusanFactory(name=TRICK), unit=unit,
        organization=OrganizationFactory(name=TRICK), contact_email="a@contoh.id", **values,
    )  # fmt: skip


@pytest.fixture
def published(tricky, verifikator, sekretariat, pimpinan) -> Proposal:
    """Taken to its end with tricks in every reason."""
    verify_proposal(tricky, actor=verifikator, reason=TRICK)
    office = OrganizationFactory(name=f"{TRICK} 2")
    decision = record_result(
        tricky, actor=sekretariat, outcome=Outcome.FORWARDED, office=office, reason=TRICK, response=TRICK
    )
    return publish_result(decision, actor=pimpinan, seen=1)


def address(name: str, *args) -> str:
    return reverse(f"proposals:{name}", args=args)


def pages_of(proposal) -> dict[str, list[str]]:
    """Every page that shows it, by who opens it."""
    number = proposal.number
    return {
        "pengusul": [address("list"), address("detail", number), f"{address('list')}?q=script", "/"],
        "sekretariat": [
            address("recorded", number), f"{address('verification_queue')}?daftar=bidang",
            f"{address('verification_queue')}?daftar=selesai", address("verification", number),
            address("results"), f"{address('results')}?daftar=menunggu", address("result", number), address("record"),
        ],
        "verifikator": [address("verification_queue"), address("verification", number), address("result", number)],
        "pimpinan": [address("approval")],
    }  # fmt: skip


def check_pages(request, logged_in, proposal) -> None:
    for role, addresses in pages_of(proposal).items():
        visitor = logged_in(request.getfixturevalue(role))
        for page in addresses:
            answer = visitor.get(page)
            assert answer.status_code == 200, page
            assert clean(answer.content.decode()), page


def test_new_ones_are_text_on_every_page(request, logged_in, tricky):
    check_pages(request, logged_in, tricky)
    text = (
        logged_in(request.getfixturevalue("verifikator"))
        .get(address("verification", tricky.number))
        .content.decode()
    )
    assert text.count(ESCAPED) >= len(TEXTS) - 2


def test_decided_ones_are_text_on_every_page(request, logged_in, published):
    check_pages(request, logged_in, published)
    assert (
        ESCAPED
        in logged_in(request.getfixturevalue("pengusul"))
        .get(address("detail", published.number))
        .content.decode()
    )


def test_pending_ones_are_text_where_the_head_reads_and_confirms(
    request, logged_in, tricky, verifikator, sekretariat, pimpinan
):
    verify_proposal(tricky, actor=verifikator)
    parent = ProposalFactory(forum=tricky.forum, verified=True, title=TRICK)
    decision = record_result(
        tricky, actor=sekretariat, outcome=Outcome.MERGED, parent=parent, reason=TRICK, response=TRICK
    )
    check_pages(request, logged_in, tricky)
    visitor = logged_in(pimpinan)
    chosen = {"pilih": f"{decision.pk}-1"}
    for sent in (chosen, chosen | {"sahkan": "1"}):
        text = visitor.post(address("approval"), sent, follow=True).content.decode()
        assert clean(text)
        assert ESCAPED in text


def test_letters_hold_them_as_text_on_one_line_of_subject(published):
    for letter in Message.objects.all():
        assert len(letter.subject.splitlines()) == 1
        assert TRICK in letter.body
        assert "14=1+1" not in letter.body
    assert Message.objects.filter(kind="proposal.result").exists()


def test_line_breaks_in_a_title_forge_no_header(forum, verifikator):
    proposal = ProposalFactory(forum=forum, title="Judul\r\nBcc: semua@contoh.id", unit=None)
    verify_proposal(proposal, actor=verifikator)
    letter = Message.objects.get()
    assert letter.subject == f"{proposal.number}: usulan terverifikasi"


def test_withheld_reason_is_text(client, tricky, sekretariat):
    withhold_proposal(tricky, actor=sekretariat, reason=TRICK)
    text = client.get(address("detail", tricky.number)).content.decode()
    assert clean(text)
    assert ESCAPED in text


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.png",
        "..\\..\\boot.ini.png",
        "<img src=x onerror=alert(1)>.png",
        "=cmd|' !A0.png",
        "a\x00b\r\nX: y.png",
    ],
)
def test_file_names_are_names_alone(request, logged_in, forum, sekretariat, verifikator, name):
    proposal = record_for_others(
        forum, actor=sekretariat, submit_key=uuid.uuid4(), files=[picture(name)], source=Source.LISAN, source_basis="Sidang",
        title="A", problem="B", request="C", is_citywide=True, contact_name="D",
    )  # fmt: skip
    stored = proposal.attachments.get()
    assert "/" not in stored.original_name
    assert "\\" not in stored.original_name
    assert stored.file.name.endswith(f"{stored.key}.png")
    visitor = logged_in(verifikator)
    assert clean(visitor.get(address("verification", proposal.number)).content.decode())
    answer = visitor.get(address("attachment", stored.key))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"]
    answer.close()


@pytest.mark.parametrize("field", ["reason", "parent", "volume_unit", "volume", "withheld_reason", "unit"])
def test_what_is_sent_back_with_an_error_is_text(logged_in, forum, three_roles, field):
    unit = three_roles.memberships.get(role="verifikator").units.get()
    proposal = ProposalFactory(forum=forum, unit=unit)
    deed = {"withheld_reason": "kecualikan", "unit": "disposisi"}.get(field, "putusan")
    sent = {"tindakan": deed, "version": proposal.version, field: TRICK}
    for extra in ({}, {"version": "0"}):
        answer = logged_in(three_roles).post(address("verification", proposal.number), sent | extra)
        assert clean(answer.content.decode())


@pytest.mark.parametrize(
    "field", ["reason", "response", "agreed_volume", "parent", "office", "reason_code", "outcome"]
)
def test_results_sent_back_with_an_error_are_text(logged_in, forum, sekretariat, field):
    proposal = ProposalFactory(forum=forum, verified=True)
    sent = {"version": proposal.version, "seen_result": 0, field: TRICK}
    for extra in ({}, {"version": "0"}):
        assert clean(
            logged_in(sekretariat).post(address("result", proposal.number), sent | extra).content.decode()
        )


@pytest.mark.parametrize(
    "field",
    [
        *TEXTS,
        "source",
        "organization",
        "kelurahan",
        "urusan",
        "kind",
        "volume",
        "estimated_cost",
        "submit_key",
    ],
)
def test_records_sent_back_with_an_error_are_text(logged_in, forum, sekretariat, field):
    assert clean(logged_in(sekretariat).post(address("record"), {field: TRICK}).content.decode())


def test_names_of_people_and_offices_are_text(request, logged_in, forum, pimpinan):
    secretary = HostMembershipFactory(user__name=TRICK).user
    proposal = ProposalFactory(
        forum=forum,
        verified=True,
        unit=UnitFactory(name=TRICK, short_name=TRICK[:40]),
        from_organization=True,
    )
    AttachmentFactory(proposal=proposal, original_name=TRICK)
    record_result(proposal, actor=secretary, outcome=Outcome.ACCEPTED, reason="a", response="b")
    for page in (
        address("verification", proposal.number),
        address("result", proposal.number),
        f"{address('results')}?daftar=menunggu",
    ):
        assert clean(logged_in(secretary).get(page).content.decode())
    assert clean(logged_in(pimpinan).get(address("approval")).content.decode())
