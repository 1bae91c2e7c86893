"""Handing over, remarks, answers: who may, what is kept, who is told."""

import pytest

from audit.models import Entry
from notifications.models import Message
from renja.errors import PlanRefused, StaleEdit
from renja.models import Examination, Remark
from renja.remarks.content import WHOLE, Examined
from renja.remarks.models import LONGEST, Side, State
from renja.services.remarks import (
    answer_remark,
    change_remark,
    drop_remark,
    hand_over,
    send_batch,
    side_of,
    write_remarks,
)
from stakeholders.models import Membership
from tests.factories.remarks import RemarkFactory
from tests.factories.stakeholders import OrganizationFactory, PlanningAgencyFactory

NOT_PLANNERS = ["pengusul", "sekretariat", "verifikator", "pimpinan", "admin_user", "pemeriksa"]
NOT_EXAMINERS = [
    "pengusul",
    "sekretariat",
    "verifikator",
    "perencana",
    "pimpinan",
    "admin_user",
    "other_examiner",
]


def told() -> list[tuple[str, str]]:
    """(address, kind) of every letter."""
    return list(Message.objects.order_by("pk").values_list("to_email", "kind"))


# --- Handing over ------------------------------------------------------------------------------------


def test_planner_hands_a_revision_over_and_its_examiners_are_told(revision, agency, perencana, pemeriksa):
    made = hand_over(revision, actor=perencana, organization=agency, note="Surat 050/12")
    assert (made.revision, made.organization) == (revision, agency)
    assert told() == [(pemeriksa.email, "remarks.handed")]
    assert "Surat 050/12" in Message.objects.get().body
    assert Entry.objects.latest("pk").action == "renja.hand_over"


@pytest.mark.parametrize("role", NOT_PLANNERS)
def test_others_hand_nothing_over(revision, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        hand_over(revision, actor=request.getfixturevalue(role), organization=PlanningAgencyFactory())


def test_revision_is_handed_over_once(revision, agency, perencana):
    made = hand_over(revision, actor=perencana, organization=agency)
    assert hand_over(revision, actor=perencana, organization=agency) == made
    with pytest.raises(PlanRefused, match="sudah diserahkan"):
        hand_over(revision, actor=perencana, organization=agency, note="Lain")
    assert Examination.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"is_planning_agency": False}, {"is_active": False}], ids=["other", "inactive"]
)
def test_only_an_active_planning_agency_gets_it(revision, perencana, changes):
    agency = OrganizationFactory(**{"is_planning_agency": True, **changes})
    with pytest.raises(PlanRefused, match="badan perencanaan"):
        hand_over(revision, actor=perencana, organization=agency)


# --- Sides -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "side"),
    [
        ("pemeriksa", Side.BAPPEDA), ("perencana", Side.OFFICE), ("other_examiner", None), ("pengusul", None),
        ("sekretariat", None), ("pimpinan", None),
    ],
)  # fmt: skip
def test_side_follows_from_the_role(examination, request, role, side):
    assert side_of(examination, request.getfixturevalue(role)) == side


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("pemeriksa", True), ("perencana", True), ("sekretariat", True), ("admin_user", True),
        ("other_examiner", False), ("pengusul", False),
    ],
)  # fmt: skip
def test_examination_is_seen_by_staff_and_by_its_own_agency(examination, request, role, sees):
    assert Examination.objects.visible_to(request.getfixturevalue(role)).exists() is sees


def test_role_that_ended_ends_reading(examination, pemeriksa):
    Membership.objects.filter(user=pemeriksa).update(valid_until="2020-01-01")
    assert not Examination.objects.visible_to(pemeriksa).exists()
    assert side_of(examination, pemeriksa) is None


# --- Remarks -----------------------------------------------------------------------------------------


def test_examiner_writes_drafts_on_part_line_and_whole(examination, pemeriksa):
    examined = Examined(examination.revision)
    spots = [examined.find("naskah:1.2"), examined.find("baris:2.16.02.2.01.0014"), WHOLE]
    write_remarks(examination, actor=pemeriksa, rows=[(spot, " Perbaiki. ") for spot in spots])
    assert list(Remark.objects.order_by("pk").values_list("place", "ref", "text", "number")) == [
        ("naskah", "1.2", "Perbaiki.", None), ("baris", "2.16.02.2.01.0014", "Perbaiki.", None), ("umum", "", "Perbaiki.", None),
    ]  # fmt: skip
    assert told() == []
    assert Entry.objects.latest("pk").data == {"count": 3}


@pytest.mark.parametrize("role", NOT_EXAMINERS)
def test_others_write_no_remarks(examination, request, role):
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        write_remarks(examination, actor=request.getfixturevalue(role), rows=[(WHOLE, "x")])


@pytest.mark.parametrize(
    ("rows", "words"),
    [([], "Belum ada catatan"), ([(WHOLE, "baik"), (WHOLE, " ")], "Tulis catatannya"), ([(WHOLE, "x" * (LONGEST + 1))], "terlalu panjang")],
    ids=["none", "empty", "long"],
)  # fmt: skip
def test_remarks_are_kept_all_or_none(examination, pemeriksa, rows, words):
    with pytest.raises(PlanRefused, match=words):
        write_remarks(examination, actor=pemeriksa, rows=rows)
    assert not Remark.objects.exists()


def test_draft_is_changed_and_dropped(draft, pemeriksa):
    changed = change_remark(draft, actor=pemeriksa, seen=1, spot=WHOLE, text="Lain.")
    assert (changed.text, changed.place, changed.ref, changed.version) == ("Lain.", "umum", "", 2)
    drop_remark(changed, actor=pemeriksa)
    assert not Remark.objects.exists()
    with pytest.raises(PlanRefused, match="sudah dihapus"):
        drop_remark(changed, actor=pemeriksa)


def test_stale_change_overwrites_nothing(draft, pemeriksa):
    change_remark(draft, actor=pemeriksa, seen=1, spot=WHOLE, text="Pertama.")
    with pytest.raises(StaleEdit) as stale:
        change_remark(draft, actor=pemeriksa, seen=1, spot=WHOLE, text="Kedua.")
    assert stale.value.current.text == "Pertama."


def test_what_was_sent_stays(remark, pemeriksa):
    with pytest.raises(PlanRefused, match="sudah dikirim"):
        drop_remark(remark, actor=pemeriksa)
    with pytest.raises(PlanRefused, match="sudah dikirim"):
        change_remark(remark, actor=pemeriksa, seen=1, spot=WHOLE, text="x")


@pytest.mark.parametrize("role", NOT_EXAMINERS)
def test_others_change_no_drafts(draft, request, role):
    user = request.getfixturevalue(role)
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        change_remark(draft, actor=user, seen=1, spot=WHOLE, text="x")
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        drop_remark(draft, actor=user)


def test_what_is_sent_twice_is_kept_once(examination, pemeriksa, perencana):
    for _time in range(2):
        write_remarks(examination, actor=pemeriksa, rows=[(WHOLE, "Sama."), (WHOLE, "Sama. ")])
    [remark] = Remark.objects.all()
    for _time in range(2):
        change_remark(remark, actor=pemeriksa, seen=1, spot=WHOLE, text="Lain.")
    send_batch(examination, actor=pemeriksa)
    for _time in range(2):
        answer_remark(remark, actor=perencana, seen=2, state=State.DONE, text="Sudah.")
    assert remark.steps.count() == 1
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == [
        "renja.write_remarks",
        "renja.change_remark",
        "renja.send_remarks",
        "renja.answer_remark",
    ]


# --- Batches -----------------------------------------------------------------------------------------


def test_batch_numbers_its_drafts_and_tells_the_planners_once(examination, remark, pemeriksa, perencana):
    RemarkFactory.create_batch(2, examination=examination)
    assert send_batch(examination, actor=pemeriksa) == (2, 0)
    assert sorted(examination.remarks.values_list("number", flat=True)) == [1, 2, 3]
    assert told() == [(perencana.email, "remarks.sent")]
    assert "2 catatan" in Message.objects.get().body
    with pytest.raises(PlanRefused, match="Belum ada yang baru"):
        send_batch(examination, actor=pemeriksa)
    assert len(told()) == 1


def test_answers_are_told_to_the_examiners_once(examination, remark, perencana, pemeriksa, other_examiner):
    answer_remark(remark, actor=perencana, seen=1, state=State.FOLLOWED, text="Sedang diperbaiki.")
    answer_remark(remark, actor=perencana, seen=2, state=State.DONE, text="Sudah dimuat.")
    assert told() == []
    assert send_batch(examination, actor=perencana) == (0, 2)
    assert told() == [(pemeriksa.email, "remarks.answered")]
    with pytest.raises(PlanRefused, match="Belum ada yang baru"):
        send_batch(examination, actor=perencana)


def test_what_bappeda_says_to_answers_goes_with_its_batch(examination, remark, draft, perencana, pemeriksa):
    answer_remark(remark, actor=perencana, seen=1, state=State.DONE, text="Sudah.")
    answer_remark(remark, actor=pemeriksa, seen=2, state=State.OPEN, text="Belum cukup.")
    assert send_batch(examination, actor=pemeriksa) == (1, 1)
    assert "1 catatan dan 1 tindak lanjut" in Message.objects.get().body


@pytest.mark.parametrize(
    "role", ["pengusul", "sekretariat", "verifikator", "pimpinan", "admin_user", "other_examiner"]
)
def test_others_send_nothing(examination, draft, request, role):
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        send_batch(examination, actor=request.getfixturevalue(role))


# --- Answers -----------------------------------------------------------------------------------------


def test_answer_is_dated_and_moves_the_state(remark, perencana):
    step = answer_remark(remark, actor=perencana, seen=1, state=State.FOLLOWED, text=" Diperbaiki. ")
    remark.refresh_from_db()
    assert (remark.state, remark.version) == ("ditindaklanjuti", 2)
    assert (step.side, step.text, step.told_at) == (Side.OFFICE, "Diperbaiki.", None)
    assert Entry.objects.latest("pk").data == {"number": 1, "state": "ditindaklanjuti"}


def test_answer_on_an_old_state_is_refused(remark, perencana):
    answer_remark(remark, actor=perencana, seen=1, state=State.FOLLOWED, text="Pertama.")
    with pytest.raises(StaleEdit):
        answer_remark(remark, actor=perencana, seen=1, state=State.DONE, text="Kedua.")
    assert remark.steps.count() == 1


@pytest.mark.parametrize(
    ("role", "state", "text", "words"),
    [
        ("perencana", State.OPEN, "Dibuka lagi.", "tidak tersedia"),
        ("perencana", State.DONE, " ", "Tulis uraiannya"),
        ("perencana", State.DONE, "x" * (LONGEST + 1), "terlalu panjang"),
        ("pemeriksa", State.FOLLOWED, "x", "tidak tersedia"),
        ("pemeriksa", State.OPEN, "", "Tulis uraiannya"),
    ],
)
def test_each_side_has_its_own_states_and_explains_itself(remark, request, role, state, text, words):
    with pytest.raises(PlanRefused, match=words):
        answer_remark(remark, actor=request.getfixturevalue(role), seen=1, state=state, text=text)


def test_bappeda_agrees_without_words(remark, pemeriksa):
    answer_remark(remark, actor=pemeriksa, seen=1, state=State.DONE, text="")
    remark.refresh_from_db()
    assert remark.state == State.DONE


def test_draft_is_not_answered(draft, pemeriksa):
    with pytest.raises(PlanRefused, match="belum dikirim"):
        answer_remark(draft, actor=pemeriksa, seen=1, state=State.DONE, text="")


@pytest.mark.parametrize(
    "role", ["pengusul", "sekretariat", "verifikator", "pimpinan", "admin_user", "other_examiner"]
)
def test_others_answer_nothing(remark, request, role):
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        answer_remark(remark, actor=request.getfixturevalue(role), seen=1, state=State.DONE, text="x")
