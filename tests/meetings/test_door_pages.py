"""The door on a phone: found by name, organisation or code, entered by one tap or with a form."""

import uuid

import pytest
from django.urls import reverse

from core.secret_links import secret_of
from meetings import door_reads
from meetings.models import Attendance
from tests.factories.forums import DelegateFactory, ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory
from tests.meetings.test_agreements import STRANGERS


def address(name: str = "door", *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, forum, sekretariat):
    """The client, signed in as the secretariat."""
    client.force_login(sekretariat)
    return client


@pytest.fixture
def bps(forum):
    return ParticipantFactory(
        forum=forum, organization__name="Badan Pusat Statistik", organization__short_name="BPS"
    )


@pytest.fixture
def rina(bps):
    return DelegateFactory(participant=bps, name="Rina Wulandari", position="Statistisi")


def found(staff, text: str) -> str:
    answer = staff.get(address(), {"q": text}, headers={"HX-Request": "true"})
    return answer.content.decode()


# Looking for somebody


@pytest.mark.parametrize("text", ["rina", "WULANDARI rina", "statistik", "bps rina"])
def test_somebody_is_found_by_name_or_organisation(staff, rina, text):
    assert f'value="{rina.pk}"' in found(staff, text)


def test_somebody_is_found_by_the_code_of_the_invitation(staff, rina, bps):
    code = door_reads.code_of(bps)
    token = secret_of("forums.invitation", bps.key)
    assert token.upper().startswith(code)
    for text in (code, f"{code[:4]}-{code[4:]}".lower(), f"https://contoh.go.id/undangan/{token}/"):
        assert "Rina Wulandari" in found(staff, text)


def test_nobody_is_shown_before_something_is_typed(staff, rina):
    assert "Ketik beberapa huruf" in found(staff, "")
    assert "Tidak ada yang cocok" in found(staff, "zzz")
    assert "Rina" not in found(staff, "")


def test_who_came_is_shown_with_the_time_and_without_button(staff, rina, forum):
    AttendanceFactory(
        forum=forum, delegate=rina, participant=rina.participant, name=rina.name, means="mandiri"
    )
    AttendanceFactory(forum=forum, participant=rina.participant, name="Joko Widagdo")
    AttendanceFactory(forum=forum, name="Rina Tanpa Undangan", organization_name="", is_online=True)
    text = found(staff, "rina")
    assert 'name="wakil"' not in text
    for words in ("Hadir ", "mandiri", "Joko Widagdo", "Rina Tanpa Undangan", "tanpa instansi", "daring"):
        assert words in text


# One tap


def test_tap_enters_and_says_so(staff, rina):
    answer = staff.post(
        address("door_arrive"), {"wakil": rina.pk, "nonce": uuid.uuid4(), "q": "rina"}, follow=True
    )
    assert "Rina Wulandari (Badan Pusat Statistik) tercatat hadir pukul" in answer.content.decode()
    assert Attendance.objects.get().means == "nama"


def test_tap_after_the_code_counts_as_scanned(staff, rina, bps):
    staff.post(address("door_arrive"), {"wakil": rina.pk, "q": door_reads.code_of(bps)})
    assert Attendance.objects.get().means == "qr"


def test_tap_on_a_name_that_is_here_asks_whether_it_is_another_person(staff, rina, forum):
    AttendanceFactory(forum=forum, name="Rina Wulandari")
    answer = staff.post(address("door_arrive"), {"wakil": rina.pk, "q": "rina"}, follow=True)
    text = answer.content.decode()
    assert "sudah tercatat hadir pukul" in text
    assert f'name="lain" value="{rina.pk}"' in text
    staff.post(address("door_arrive"), {"lain": rina.pk, "q": "rina"})
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("data", [{}, {"wakil": "0"}, {"wakil": "x"}])
def test_tap_on_somebody_unknown_changes_nothing(staff, data):
    text = staff.post(address("door_arrive"), data, follow=True).content.decode()
    assert "tidak ada lagi dalam daftar yang diundang" in text


def test_delegate_of_another_forum_is_unknown_here(staff):
    stranger = DelegateFactory(participant__forum=ForumFactory(plan_year=2027))
    staff.post(address("door_arrive"), {"wakil": stranger.pk})
    assert not Attendance.objects.exists()


# Without an invitation


def test_somebody_without_invitation_is_entered(staff, forum):
    data = {
        "name": "  Budi   Santoso ",
        "organization_name": "Karang Taruna",
        "gender": "L",
        "phone": "0812 3456 7890",
    }
    assert staff.post(address(), data).url == address()
    row = Attendance.objects.get()
    assert (row.name, row.means, row.phone) == ("Budi Santoso", "langsung", "081234567890")


def test_same_name_is_entered_after_the_box_is_ticked(staff, forum):
    AttendanceFactory(forum=forum, name="Budi Santoso")
    data = {"name": "Budi Santoso", "gender": "L", "nonce": uuid.uuid4()}
    text = staff.post(address(), data).content.decode()
    assert "Kesalahan:" in text
    assert 'type="checkbox" name="is_other"' in text
    staff.post(address(), data | {"is_other": "on"})
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Tuliskan nama orang"),
        ({"gender": ""}, "Pilih laki-laki"),
        ({"phone": "12"}, "bukan nomor telepon"),
    ],
)
def test_faulty_row_is_refused_and_stays_typed(staff, changes, words):
    data = {"name": "Budi", "gender": "L", "organization_name": "Karang Taruna"} | changes
    text = staff.post(address(), data).content.decode()
    assert words in text
    assert 'value="Karang Taruna"' in text
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("key", ["x", "0", "99999999999"])
def test_organisation_of_the_link_stands_in_the_form(staff, bps, key):
    text = staff.get(address(), {"instansi": bps.pk}).content.decode()
    assert 'name="organization_name" value="Badan Pusat Statistik"' in text
    assert staff.get(address(), {"instansi": key, "lain": key}).status_code == 200


def test_organisations_that_are_invited_are_offered_while_typing(staff, bps):
    assert '<option value="Badan Pusat Statistik">' in staff.get(address()).content.decode()


def test_page_may_use_the_camera(staff):
    assert "camera=(self)" in staff.get(address()).headers["Permissions-Policy"]


# One organisation


def test_invitation_leads_to_its_organisation(staff, bps):
    assert staff.get(address("door_invitation", "tidak-ada")).url == address()
    text = staff.get(address("door_invitation", bps.token)).content.decode()
    assert f'action="{address("door_participant", bps.pk)}"' in text


def test_those_of_an_organisation_are_ticked_and_others_added_once(staff, rina, bps):
    DelegateFactory(participant=bps, name="Tidak Datang")
    data = {
        "wakil": [rina.pk], "batch": uuid.uuid4(), "form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0,
        "form-1-name": "Agus Salim", "form-1-gender": "L",
    }  # fmt: skip
    for _n in range(2):
        assert staff.post(address("door_participant", bps.pk), data).url == address()
    rows = Attendance.objects.order_by("name")
    assert [(row.name, row.means, row.participant) for row in rows] == [
        ("Agus Salim", "qr", bps), ("Rina Wulandari", "qr", bps),
    ]  # fmt: skip


def test_nobody_ticked_is_said(staff, rina, bps):
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-name": "", "batch": ""}
    text = staff.post(address("door_participant", bps.pk), data).content.decode()
    assert "paling sedikit satu orang" in text
    half = staff.post(address("door_participant", bps.pk), data | {"form-0-name": "Agus", "wakil": rina.pk})
    assert "Pilih laki-laki" in half.content.decode()
    assert not Attendance.objects.exists()


# Who may


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("name", ["door", "poster", "presence", "presence_sheet", "presence_excel"])
def test_pages_are_the_secretariats(client, request, forum, name, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["door_arrive", "door_send"])
def test_buttons_are_the_secretariats(client, pengusul, forum, name):
    client.force_login(pengusul)
    assert client.post(address(name)).status_code == 403


@pytest.mark.parametrize("path", ["door", "presence", "presence_sheet"])
def test_pages_ask_as_much_for_many_as_for_few(staff, forum, path, django_assert_max_num_queries):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            staff.get(address(path), {"q": "a"})
        return len(queries)

    def more():
        delegate = DelegateFactory(participant__forum=forum)
        AttendanceFactory(forum=forum, participant=delegate.participant, delegate=delegate)
        DelegateFactory(participant=delegate.participant)
        AttendanceFactory(forum=forum)

    more()
    one = asked()
    more()
    more()
    assert asked() == one
