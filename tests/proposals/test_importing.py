"""Lists of musrenbang and pokir: compared with what is here, entered as a whole or not at all."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.chain import verify_chain
from audit.models import Entry
from audit.services import record
from jobs.models import Job
from jobs.runner import run_due_job
from notifications.models import Message
from proposals.choices import Source, Status
from proposals.importing.entering import enter_batch
from proposals.importing.services import INLINE_ROWS, begin_import, choose_columns, drop_batch, order_entering
from proposals.intake import record_for_others
from proposals.models import Event, ImportBatch, Proposal
from proposals.verification import verify_proposal
from proposals.workflow import StepRefused
from stakeholders.models import Kelurahan
from stakeholders.places import create_places
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.lists import FIRST, SECOND, checked, errors, kinds, table, upload, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db) -> None:
    create_places()


def entered(forum, actor, content, **origin) -> ImportBatch:
    return order_entering(checked(forum, actor, content, **origin), actor=actor)


def test_imported_proposal_leaves_the_traces_of_a_recorded_one(forum, sekretariat):
    """Number, deadline, bidang, event and entry are those of `record_for_others`."""
    urusan = UrusanFactory()
    UnitFactory(urusan=[urusan])
    kelurahan = Kelurahan.objects.get(name="Karang Jati")
    by_hand = record_for_others(
        forum, actor=sekretariat, submit_key="7f0c2a0e-93a8-4d59-9f43-3c6d8c1f0f11", source="musrenbang",
        source_basis="Surat 1", external_number="H-1", title="A", problem="B", request="C", kelurahan=kelurahan, urusan=urusan,
    )  # fmt: skip
    batch = begin_import(
        forum,
        actor=sekretariat,
        file=upload(table(FIRST)),
        source="musrenbang",
        source_basis="Surat 1",
        urusan=urusan,
    )
    choose_columns(batch, actor=sekretariat, columns=batch.columns, sheets=["Usulan"])
    order_entering(batch, actor=sekretariat)
    listed = Proposal.objects.get(external_number="M-1")
    same = ("status", "source", "source_basis", "verify_due_on", "unit", "urusan", "version", "recorded_by")
    assert {name: getattr(listed, name) for name in same} == {name: getattr(by_hand, name) for name in same}
    assert (by_hand.number, listed.number) == ("ASP-2028-0001", "ASP-2028-0002")
    traces = ("step", "title", "office", "reason", "from_status", "to_status", "actor", "is_public")
    assert len(set(Event.objects.values_list(*traces))) == 1
    told = Entry.objects.filter(action="proposal.record").values_list(
        "reason", "changed", "actor_label", "object_label"
    )
    assert [row[3] for row in told.order_by("id")] == [by_hand.number, listed.number]
    assert len({(row[0], tuple(row[1]), row[2]) for row in told}) == 1


def test_record_stays_whole(forum, sekretariat):
    entered(forum, sekretariat, table(FIRST, SECOND))
    record("job.retry", None, actor=sekretariat)
    assert verify_chain().whole


def test_the_same_list_again_changes_nothing(forum, sekretariat):
    entered(forum, sekretariat, table(FIRST, SECOND))
    again = checked(forum, sekretariat, table(FIRST, SECOND))
    assert kinds(again) == ["same", "same"]
    with pytest.raises(StepRefused, match="sudah tercatat"):
        order_entering(again, actor=sekretariat)
    assert Proposal.objects.count() == 2


def test_entering_twice_enters_once(forum, sekretariat):
    batch = checked(forum, sekretariat, table(FIRST))
    enter_batch(batch, actor=sekretariat)
    enter_batch(batch, actor=sekretariat)
    assert Proposal.objects.count() == 1
    with pytest.raises(StepRefused, match="sudah diimpor"):
        drop_batch(batch, actor=sekretariat)


def test_change_of_the_list_corrects_what_is_still_submitted(forum, sekretariat):
    entered(forum, sekretariat, table(FIRST, SECOND))
    batch = checked(forum, sekretariat, table([*FIRST[:6], "3", *FIRST[7:]], SECOND))
    changed = batch.report["rows"][0]
    assert (changed["kind"], changed["changes"]) == ("changed", [{"label": "Volume", "old": "2", "new": "3"}])
    assert order_entering(batch, actor=sekretariat).changed_count == 1
    proposal = Proposal.objects.get(external_number="M-1")
    assert (proposal.volume, proposal.version) == (Decimal(3), 3)
    assert proposal.events.last().title == "Diperbarui menurut daftar asal"
    assert Entry.objects.get(action="proposal.correct_from_list").changed == ["volume"]


def test_what_went_further_is_not_touched(forum, sekretariat, verifikator):
    entered(forum, sekretariat, table(FIRST, SECOND))
    first = Proposal.objects.get(external_number="M-1")
    verify_proposal(first, actor=verifikator, urusan=UrusanFactory())
    batch = checked(forum, sekretariat, table([*FIRST[:6], 9, *FIRST[7:]], ["M-3", *SECOND[1:]]))
    assert kinds(batch) == ["untouched", "new"]
    order_entering(batch, actor=sekretariat)
    first.refresh_from_db()
    assert first.volume == 2
    assert ImportBatch.objects.get(pk=batch.pk).report == {"changed": [], "untouched": [first.number]}


def test_what_was_shown_is_what_is_done(forum, sekretariat):
    batch = checked(forum, sekretariat, table(FIRST, SECOND))
    ProposalFactory(forum=forum, source=Source.MUSRENBANG, external_number="M-1", kelurahan=None)
    with pytest.raises(StepRefused, match="Periksa kembali"):
        enter_batch(batch, actor=sekretariat)


def test_other_lists_and_sources_have_their_own_numbers(forum, sekretariat):
    entered(forum, sekretariat, table(FIRST))
    assert kinds(checked(forum, sekretariat, table(FIRST), source="pokir")) == ["new"]


def test_running_numbers_belong_to_their_list(forum, sekretariat):
    rows = [["No", "Usulan"], [1, "Wi-Fi"], [2, "CCTV"]]
    entered(forum, sekretariat, workbook(("A", rows)), basis="Surat 1")
    assert kinds(checked(forum, sekretariat, workbook(("A", rows)), basis="Surat 1")) == ["same", "same"]
    assert kinds(checked(forum, sekretariat, workbook(("A", rows)), basis="Surat 2")) == ["new", "new"]


def test_pokir_keeps_member_dapil_and_value(forum, sekretariat):
    head = ["Kode Usulan", "Usulan", "Pengusul", "Dapil", "Nilai Usulan", "Kelurahan"]
    entered(
        forum,
        sekretariat,
        table(["P-1", "Wi-Fi", "H. Contoh, S.E.", "Dapil 2", "1.500.000", None], head=head),
        source="pokir",
    )
    row = Proposal.objects.get()
    assert (row.council_member, row.dapil, row.estimated_cost, row.is_citywide) == (
        "H. Contoh, S.E.",
        "Dapil 2",
        1_500_000,
        True,
    )


def test_known_organisation_proposes_and_an_unknown_name_stays_with_staff(forum, sekretariat):
    known = OrganizationFactory(name="LPM Karang Jati", email="lpm@contoh.id")
    head = ["ID Usulan", "Usulan", "Pengusul"]
    entered(forum, sekretariat, table(["1", "Wi-Fi", "lpm  karang jati"], ["2", "CCTV", "Budi"], head=head))
    first, second = Proposal.objects.order_by("number")
    assert (first.organization, first.contact_name) == (known, "")
    assert (second.organization, second.contact_name, second.proposer_label) == (None, "Budi", "Warga")
    assert Message.objects.get().delivery == "daily"


def test_long_title_is_kept_whole_in_the_request(forum, sekretariat):
    title = "Pemasangan titik internet publik " * 8
    entered(forum, sekretariat, table(["M-1", title, *FIRST[2:]]))
    row = Proposal.objects.get()
    assert (len(row.title) <= 150, row.title[-1], row.request) == (True, "…", title.strip())


def test_columns_are_remembered_for_the_source(forum, sekretariat):
    head = ["Kode Register", "Kalimat Usulan", "Wilayah"]
    book = workbook(("A", [[*head, "RT", "Kelurahan"], ["M-1", "Wi-Fi", "x", "1", "Karang Jati"]]))
    batch = begin_import(
        forum, actor=sekretariat, file=upload(book), source="pokir", source_basis="S", urusan=None
    )
    columns = {"external_number": head[0], "title": head[2]}
    choose_columns(batch, actor=sekretariat, columns=columns, sheets=["A"])
    drop = begin_import(
        forum, actor=sekretariat, file=upload(book), source="pokir", source_basis="S", urusan=None
    )
    assert {name: drop.columns[name] for name in columns} == columns


def test_unfinished_list_goes_with_the_next_one_and_what_the_file_held_when_it_is_entered(forum, sekretariat):
    checked(forum, sekretariat, table(FIRST))
    batch = entered(forum, sekretariat, table(SECOND))
    assert ImportBatch.objects.get() == batch
    assert batch.sheets == []
    assert "Pelatihan" not in str(batch.report)


def test_long_list_is_the_workers(forum, sekretariat):
    rows = [[f"M-{n}", f"Wi-Fi {n}", *FIRST[2:]] for n in range(INLINE_ROWS + 1)]
    batch = checked(forum, sekretariat, table(*rows))
    assert (batch.is_checked, batch.waits) == (False, True)
    run_due_job()
    batch.refresh_from_db()
    assert batch.is_checked
    order_entering(batch, actor=sekretariat)
    assert not Proposal.objects.exists()
    run_due_job()
    assert Proposal.objects.count() == INLINE_ROWS + 1
    assert [job.state for job in Job.objects.all()] == ["done", "done"]


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "pengusul"])
def test_lists_are_the_secretariats(forum, request, sekretariat, role):
    somebody = request.getfixturevalue(role)
    with pytest.raises(StepRefused, match="sekretariat"):
        checked(forum, somebody, table(FIRST))
    batch = checked(forum, sekretariat, table(FIRST))
    for verb in (enter_batch, order_entering, drop_batch):
        with pytest.raises(StepRefused, match="sekretariat"):
            verb(batch, actor=somebody)
    assert not Proposal.objects.exclude(status=Status.DRAFT).exists()


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
AMOUNTS = st.none() | st.integers(0, 10**9)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, AMOUNTS, AMOUNTS), min_size=1, max_size=4))
def test_whatever_was_entered_is_the_same_when_it_comes_again(forum, sekretariat, lines):
    """What a list gave, written as a list once more, changes nothing."""
    with transaction.atomic():
        rows = [
            [f"M-{n}", f"Usulan {title}", problem, None, "Karang Jati", None, volume, None, cost]
            for n, (title, problem, volume, cost) in enumerate(lines)
        ]
        batch = checked(forum, sekretariat, table(*rows))
        if not errors(batch):
            order_entering(batch, actor=sekretariat)
            kept = Proposal.objects.order_by("number").values_list(
                "external_number", "title", "problem", "kelurahan__name", "volume", "estimated_cost"
            )
            head = ["ID Usulan", "Usulan", "Permasalahan", "Kelurahan", "Volume", "Anggaran"]
            again = checked(forum, sekretariat, table(*(list(row) for row in kept), head=head))
            assert set(kinds(again)) == {"same"}
        transaction.set_rollback(True)
