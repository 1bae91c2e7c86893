"""Who opens which page of an examination: a matrix, and what is not found there."""

import pytest
from django.urls import reverse

from tests.factories.remarks import ExaminationFactory, RemarkFactory, RevisionFactory
from tests.factories.stakeholders import PlanningAgencyFactory

STAFF = ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"]
READS = ["examination", "examined"]
WRITES = ["remark_new", "remarks_paste"]
STATUS = {
    **{(role, name): 200 for role in STAFF for name in READS},
    **{(role, name): 403 for role in STAFF for name in WRITES},
    **{("pemeriksa", name): 200 for name in READS + WRITES},
    **{("other_examiner", name): 404 for name in READS + WRITES},
    **{("pengusul", name): 403 for name in READS + WRITES},
}


@pytest.mark.parametrize(("role", "name"), STATUS)
def test_pages_of_an_examination(enter, at, request, role, name):
    assert enter(request.getfixturevalue(role)).get(at(name)).status_code == STATUS[role, name]


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_strangers_sign_in_first(client, at, name):
    assert client.get(at(name)).status_code == 302


@pytest.mark.parametrize(
    ("role", "sent", "unsent"),
    [
        ("perencana", 200, 404),
        ("sekretariat", 200, 404),
        ("pemeriksa", 200, 200),
        ("other_examiner", 404, 404),
    ],
)
def test_drafts_are_read_by_their_agency_alone(enter, at, remark, draft, request, role, sent, unsent):
    visitor = enter(request.getfixturevalue(role))
    assert visitor.get(at("remark", remark.pk)).status_code == sent
    assert visitor.get(at("remark", draft.pk)).status_code == unsent


@pytest.mark.parametrize("role", ["perencana", "sekretariat"])
def test_drafts_are_not_listed_to_the_office(enter, at, draft, request, role):
    assert draft.text not in enter(request.getfixturevalue(role)).get(at("examination")).content.decode()


@pytest.mark.parametrize(
    ("role", "edits"), [("pemeriksa", 200), ("perencana", 403), ("sekretariat", 403), ("other_examiner", 404)]
)
def test_drafts_are_changed_by_their_agency_alone(enter, at, draft, request, role, edits):
    visitor = enter(request.getfixturevalue(role))
    assert visitor.get(at("remark_edit", draft.pk)).status_code == edits
    dropped = visitor.post(at("remark_drop", draft.pk)).status_code
    assert dropped == (302 if edits == 200 else edits)


def test_remark_of_another_examination_is_not_found(enter, at, pemeriksa, renja):
    other = RemarkFactory(
        examination=ExaminationFactory(revision=RevisionFactory(renja=renja)), sent=True, number=1
    )
    assert enter(pemeriksa).get(at("remark", other.pk)).status_code == 404


def test_examiner_finds_no_draft_of_the_plan(enter, examination, pemeriksa):
    visitor = enter(pemeriksa)
    for name in ("edit", "chapters", "tables", "homeless", "completeness", "plan_examinations"):
        assert visitor.get(reverse(f"renja:{name}", args=[2028])).status_code == 403


def test_examiner_lists_what_was_handed_to_their_agency_alone(enter, examination, pemeriksa, renja):
    other = ExaminationFactory(
        revision=RevisionFactory(renja=renja), organization=PlanningAgencyFactory(name="Bappeda Lain")
    )
    page = enter(pemeriksa).get(reverse("renja:examinations")).content.decode()
    assert str(examination.key) in page
    assert str(other.key) not in page


@pytest.mark.parametrize("role", [*STAFF, "pemeriksa", "pengusul"])
def test_only_planners_open_handing_over(enter, revision, request, role):
    address = reverse("renja:hand_over", args=[2028, revision.number])
    expected = 200 if role == "perencana" else 403
    assert enter(request.getfixturevalue(role)).get(address).status_code == expected


def test_pages_tell_nobody_by_name(enter, at, remark, pemeriksa, perencana):
    for name, args in (("examination", ()), ("examined", ()), ("remark", (remark.pk,))):
        page = enter(pemeriksa).get(at(name, *args)).content.decode()
        assert perencana.email not in page
        assert "Perencana</" not in page
