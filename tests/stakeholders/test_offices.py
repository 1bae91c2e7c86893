"""Pejabat: who signs on which day, and the roles that end with an office, also in a browser that is open."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from stakeholders import offices
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, Official, Role
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, OfficialFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 2, 18)


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


# Who signs


@pytest.mark.parametrize(
    ("rows", "signs"),
    [
        ([("definitif", 0, ""), ("plt", 0, "")], 1),
        ([("plt", 5, ""), ("plh", 0, ""), ("definitif", 9, "")], 1),
        ([("definitif", 0, ""), ("definitif", 5, "")], 1),
        ([("definitif", 0, ""), ("definitif", 0, "")], 1),
        ([("definitif", 0, ""), ("plh", 5, "Kepala Dinas")], 0),
        ([("definitif", 0, "Kepala Dinas"), ("plt", 0, "")], 1),
        ([("definitif", 0, "Kepala Dinas")], 0),
    ],
    ids=[
        "plt first",
        "plh before all",
        "the later",
        "the last of equals",
        "own name first",
        "own name again",
        "a.n. alone",
    ],
)
def test_one_signs_where_several_are_in_office(rows, signs):
    start = datetime.date(2027, 1, 1)
    made = [
        OfficialFactory(status=status, valid_from=start + datetime.timedelta(days=later), on_behalf=behalf)
        for status, later, behalf in rows
    ]
    assert Official.objects.signer_on(DAY) == made[signs]


def test_nobody_signs_outside_of_their_days():
    OfficialFactory(valid_from=DAY, valid_until=DAY)
    for day, is_one in (
        (DAY, True),
        (DAY - datetime.timedelta(1), False),
        (DAY + datetime.timedelta(1), False),
    ):
        assert (Official.objects.signer_on(day) is not None) == is_one


@pytest.mark.parametrize(
    ("values", "lines", "line"),
    [
        ({}, ("Kepala Dinas",), "Kepala Dinas"),
        ({"status": "plt"}, ("Plt. Kepala Dinas",), "Plt. Kepala Dinas"),
        (
            {"position": "Sekretaris", "on_behalf": "Kepala Dinas"},
            ("a.n. Kepala Dinas", "Sekretaris"),
            "a.n. Kepala Dinas, Sekretaris",
        ),
        (
            {"position": "Kepala Bidang IKP", "on_behalf": "Kepala Dinas", "through": "Sekretaris"},
            ("a.n. Kepala Dinas", "Sekretaris", "u.b.", "Kepala Bidang IKP"),
            "a.n. Kepala Dinas, Sekretaris u.b. Kepala Bidang IKP",
        ),
    ],
    ids=["own", "plt", "a.n.", "u.b."],
)
def test_title_says_in_whose_name_it_is_signed(values, lines, line):
    official = OfficialFactory.build(**({"position": "Kepala Dinas"} | values))
    assert (official.title_lines, official.title) == (lines, line)


def test_through_whom_needs_in_whose_name():
    with pytest.raises(ValidationError):
        OfficialFactory.build(through="Sekretaris").full_clean()


# The form


def sent(**changes) -> dict:
    return {
        "name": "Nama Baru, S.Kom.", "position": "Kepala Dinas", "status": "definitif", "valid_from": "2020-01-01",
        "valid_until": "",
    } | changes  # fmt: skip


def test_office_is_kept_with_account_and_role(admin):
    role = HostMembershipFactory(role=Role.PIMPINAN)
    data = sent(user=role.user_id, roles=[role.pk], decree="SP 800/1")
    assert admin.post(reverse("stakeholders:official_new"), data).status_code == 302
    official = Official.objects.get()
    assert (official.user, list(official.roles.all()), official.decree) == (role.user, [role], "SP 800/1")
    page = admin.get(reverse("stakeholders:official", args=[official.pk]))
    assert page.context["form"]["roles"].value() == [role.pk]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"through": "Sekretaris"}, "on_behalf"), ({"roles": True}, "roles")],
    ids=["through nobody", "role of another"],
)
def test_form_says_what_does_not_fit(admin, changes, field):
    role = HostMembershipFactory(role=Role.PIMPINAN)
    changes = changes | ({"roles": [role.pk]} if "roles" in changes else {})
    answer = admin.post(reverse("stakeholders:official_new"), sent(**changes))
    assert list(answer.context["form"].errors) == [field]
    assert not Official.objects.exists()


def test_only_roles_of_the_host_can_hang_on_an_office(admin_user):
    role = MembershipFactory()
    with pytest.raises(ChangeRefused, match="Pilih peran milik akun pejabat ini"):
        offices.add_official(
            values={"name": "A", "position": "B", "valid_from": DAY, "user": role.user},
            roles=[role],
            actor=admin_user,
        )
    assert not Official.objects.exists()


# Roles end with the office


@pytest.fixture
def head() -> Membership:
    """The head's role, which hangs on the head's office."""
    role = HostMembershipFactory(role=Role.PIMPINAN, user=UserFactory(name="Kepala"))
    role.office = OfficialFactory(user=role.user, valid_from=datetime.date(2020, 1, 1))
    role.save()
    return role


def test_role_ends_with_the_office_at_the_latest(head, admin_user):
    offices.change_official(head.office, values={"valid_until": days(30)}, version=1, actor=admin_user)
    head.refresh_from_db()
    assert head.valid_until == days(30)
    entry = Entry.objects.get()
    assert entry.action == "official.change"
    assert entry.data == {"ended": [head.audit_label]}


def test_role_that_ends_before_the_office_stays_as_it_is(head, admin_user):
    Membership.objects.update(valid_until=days(3))
    offices.change_official(head.office, values={"valid_until": days(30)}, version=1, actor=admin_user)
    head.refresh_from_db()
    assert head.valid_until == days(3)


def test_other_roles_of_the_person_go_on(head, admin_user):
    other = HostMembershipFactory(role=Role.PERENCANA, user=head.user)
    offices.end_official(head.office, actor=admin_user)
    assert list(Membership.objects.in_force().filter(user=head.user)) == [other]


def test_ended_office_takes_the_rights_at_once_from_an_open_browser(head, client, admin_user):
    client.force_login(head.user)
    approval = reverse("proposals:approval")
    assert client.get(approval).status_code == 200
    offices.end_official(head.office, actor=admin_user)
    assert client.get(approval).status_code == 403
    assert Entry.objects.filter(action="official.end").exists()


def test_last_day_of_an_office_takes_the_rights_without_anybody_doing_anything(
    head, client, admin_user, time_machine
):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    offices.change_official(head.office, values={"valid_until": noon.date()}, version=1, actor=admin_user)
    time_machine.move_to(noon.replace(hour=23, minute=50), tick=False)
    client.force_login(head.user)
    approval = reverse("proposals:approval")
    time_machine.move_to(noon.replace(hour=23, minute=59), tick=False)
    assert client.get(approval).status_code == 200
    time_machine.move_to(noon + datetime.timedelta(hours=12, minutes=5), tick=False)
    assert client.get(approval).status_code == 403


def test_office_ended_in_the_master_data_ends_its_roles_too(head, admin):
    path = reverse("admin:stakeholders_official_change", args=[head.office_id])
    admin.post(path, sent(valid_until="2026-01-01"))
    head.refresh_from_db()
    assert head.valid_until == datetime.date(2026, 1, 1)
    assert Entry.objects.filter(action="official.end_roles").exists()


def test_office_of_the_last_admin_is_not_ended():
    role = HostMembershipFactory(role=Role.ADMIN)
    role.office = OfficialFactory(user=role.user)
    role.save()
    actor = HostMembershipFactory(role=Role.ADMIN, valid_until=days(3)).user
    with pytest.raises(ChangeRefused, match="Harus ada seorang admin"):
        offices.end_official(role.office, actor=actor)
    assert not Official.objects.get().is_over


def test_office_is_ended_once(head, admin):
    path = reverse("stakeholders:official_end", args=[head.office_id])
    assert "diakhiri, beserta peran" in admin.post(path, follow=True).content.decode()
    assert "Jabatan ini sudah berakhir." in admin.post(path, follow=True).content.decode()
    assert "Akhiri jabatan ini" not in admin.get(path.replace("akhiri/", "")).content.decode()


@pytest.mark.parametrize("role", ["sekretariat", "pimpinan", "perencana"])
def test_nobody_else_ends_an_office(request, head, role):
    actor = request.getfixturevalue(role)
    for verb in (
        lambda: offices.end_official(head.office, actor=actor),
        lambda: offices.change_official(head.office, values={}, version=1, actor=actor),
        lambda: offices.add_official(values={"name": "A"}, actor=actor),
    ):
        with pytest.raises(ChangeRefused, match="Hanya admin"):
            verb()
