"""When the plan can be edited, by whom, and what people read when it cannot."""

import pytest
from django.utils import timezone

from renja.errors import PlanRefused
from renja.windows import check_may_edit, edit_refusal

OTHERS = ["pengusul", "sekretariat", "verifikator", "pimpinan", "admin_user", "pemeriksa"]


def test_planner_edits_while_the_window_is_open(forum, perencana, three_roles):
    assert edit_refusal(forum, perencana) == edit_refusal(forum, three_roles) == ""


@pytest.mark.parametrize("role", OTHERS)
def test_others_never_edit(forum, role, request):
    assert (
        edit_refusal(forum, request.getfixturevalue(role)) == "Hanya perencana yang dapat menyunting Renja."
    )


def test_closed_window_says_since_when(forum, perencana, move_window):
    move_window(-30)
    assert edit_refusal(forum, perencana).startswith("Penyuntingan Renja sudah ditutup ")


def test_coming_window_says_from_when(forum, perencana, move_window):
    move_window(30)
    assert edit_refusal(forum, perencana).startswith("Penyuntingan Renja baru dibuka ")


def test_missing_window_says_who_sets_it(forum, perencana):
    forum.phases.all().delete()
    assert "belum dijadwalkan" in edit_refusal(forum, perencana)


def test_lock_beats_an_open_window(forum, perencana, lock_plan):
    lock_plan()
    assert edit_refusal(forum, perencana).startswith("Renja 2028 dikunci sejak ")


def test_lock_stays_when_its_phase_is_over(forum, perencana, lock_plan):
    lock_plan()
    forum.phases.filter(name="Penetapan").update(closes_at=timezone.now())
    assert edit_refusal(forum, perencana).startswith("Renja 2028 dikunci sejak ")


def test_refusal_is_raised_with_its_sentence(forum, sekretariat):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        check_may_edit(forum, sekretariat)
