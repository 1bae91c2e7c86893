"""The secretariat's pages of sessions and their agenda."""

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, Sitting
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgendaItemFactory, AgreementFactory, SittingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.urusan import UrusanFactory

STRANGERS = ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(name: str, *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, forum, sekretariat):
    """The client, signed in as the secretariat."""
    client.force_login(sekretariat)
    return client


@pytest.fixture
def sitting(forum) -> Sitting:
    return SittingFactory(forum=forum, urusan__name="Statistik")


def text_of(answer) -> str:
    return answer.content.decode()


def facts(**changes) -> dict:
    given = {
        "urusan": UrusanFactory().pk, "name": "", "chair": "Dr. Sari", "chair_position": "Kepala Bidang", "secretary": "Wulan",
        "secretary_position": "Analis", "room": "Aula", "starts_at": "2027-02-18T09:00", "ends_at": "2027-02-18T11:00",
    }  # fmt: skip
    return given | changes


# Sessions


def test_list_offers_one_press_where_there_is_no_session(staff):
    assert "Siapkan sidang per urusan" in text_of(staff.get(address("sittings")))


def test_one_press_prepares_and_says_how_many(staff):
    UrusanFactory(name="Statistik")
    text = text_of(staff.post(address("sittings_prepare"), follow=True))
    for words in ("1 sidang disiapkan.", "Sidang kelompok Statistik"):
        assert words in text
    assert "Setiap urusan sudah mempunyai sidang." in text_of(
        staff.post(address("sittings_prepare"), follow=True)
    )


def test_session_is_added_changed_and_deleted(staff):
    data = facts(name="Sidang kelompok I")
    assert staff.post(address("sitting_add"), data).url == address("sittings")
    row = Sitting.objects.get()
    text = text_of(staff.get(address("sittings")))
    for words in (
        "Sidang kelompok I",
        "Dr. Sari",
        "Kepala Bidang",
        "Wulan",
        "Analis",
        "Aula",
        "09.00",
        "11.00",
    ):
        assert words in text
    staff.post(address("sitting_edit", row.pk), data | {"room": "Ruang Rapat", "version": 1})
    assert Sitting.objects.get().room == "Ruang Rapat"
    assert "Hapus sidang ini?" in text_of(staff.get(address("sitting_delete", row.pk)))
    staff.post(address("sitting_delete", row.pk))
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"urusan": ""}, "wajib diisi"),
        ({"ends_at": "2027-02-18T08:00"}, "Waktu selesai harus sesudah waktu mulai."),
        ({"starts_at": ""}, "Isi juga kapan sidang mulai."),
        ({"starts_at": "besok"}, "Isi dengan tanggal dan jam"),
    ],
)
def test_faulty_session_is_refused_and_stays_typed(staff, changes, words):
    text = text_of(staff.post(address("sitting_add"), facts() | changes))
    assert words in text
    assert 'value="Dr. Sari"' in text
    assert not Sitting.objects.exists()


def test_stale_session_shows_both_texts(staff, sitting):
    Sitting.objects.update(version=2, room="Ruang A")
    answer = staff.post(address("sitting_edit", sitting.pk), facts(room="Ruang B", version=1))
    assert answer.status_code == 409
    assert "Ruang A" in text_of(answer)
    assert "Ruang B" in text_of(answer)


def test_sessions_in_each_others_way_are_said_on_the_list_and_after_saving(staff):
    staff.post(address("sitting_add"), facts(name="Satu"))
    text = text_of(staff.post(address("sitting_add"), facts(name="Dua"), follow=True))
    assert text.count("memakai Aula pada waktu yang bertumpang tindih") == 2


# Agenda


def test_agenda_shows_what_a_chair_needs_to_know(staff, sitting):
    item = AgendaItemFactory(
        sitting=sitting,
        proposal__estimated_cost=25_000_000,
        proposal__volume=3,
        proposal__volume_unit="titik",
    )
    child = ProposalFactory(merged=True, forum=sitting.forum, parent=item.proposal)
    text = text_of(staff.get(address("agenda", sitting.pk)))
    for words in (item.proposal.number, item.proposal.title, "Rp25.000.000", "3 titik", child.number):
        assert words in text


def test_agenda_is_helpful_when_empty_and_offers_what_has_no_urusan(staff, sitting):
    proposal = ProposalFactory(verified=True, forum=sitting.forum, urusan=None)
    text = text_of(staff.get(address("agenda", sitting.pk)))
    for words in ("Agenda masih kosong", "Belum berurusan", proposal.number):
        assert words in text
    staff.post(address("agenda_add", sitting.pk, proposal.number))
    assert AgendaItem.objects.get().proposal == proposal


def test_agenda_begins_with_what_earlier_forums_left_open(staff, sitting):
    earlier = {"forum": ForumFactory(plan_year=2027), "urusan": sitting.urusan}
    AgreementFactory(text="Mitra meminjamkan ruang rapat.", state="running", **earlier)
    AgreementFactory(text="Mitra menyerahkan data.", state="done", **earlier)
    text = text_of(staff.get(address("agenda", sitting.pk)))
    assert "Mitra meminjamkan ruang rapat." in text
    assert "Mitra menyerahkan data." not in text


def test_agenda_is_filled_and_says_how_many(staff, sitting):
    ProposalFactory(verified=True, forum=sitting.forum, urusan=sitting.urusan)
    assert "1 usulan ditambahkan." in text_of(staff.post(address("agenda_fill", sitting.pk), follow=True))
    assert "sudah ada dalam agenda" in text_of(staff.post(address("agenda_fill", sitting.pk), follow=True))


def test_item_is_moved_by_a_button_and_shown_where_it_went(staff, sitting):
    first, second = (AgendaItemFactory(sitting=sitting) for _n in range(2))
    answer = staff.post(address("agenda_move", sitting.pk, second.pk), {"direction": "-1", "seen": 1})
    assert answer.url == f"{address('agenda', sitting.pk)}#acara-{second.pk}"
    assert list(sitting.items.in_order()) == [second, first]


def test_htmx_gets_the_agenda_alone(staff, sitting):
    _first, second = (AgendaItemFactory(sitting=sitting) for _n in range(2))
    answer = staff.post(address("agenda_move", sitting.pk, second.pk), {"direction": "-1", "seen": 1}, **HTMX)
    text = text_of(answer)
    assert text.lstrip().startswith('<div id="agenda"')
    assert text.count('name="seen" value="2"') == 3
    assert 'id="versi-urutan" hx-swap-oob="true"' in text


@pytest.mark.parametrize(
    "data",
    [{"direction": "1", "seen": 9}, {"direction": "x", "seen": 1}, {"direction": "1"}],
    ids=["stale", "nonsense", "unseen"],
)
def test_move_over_another_order_changes_nothing_and_shows_the_present_one(staff, sitting, data):
    first, second = (AgendaItemFactory(sitting=sitting) for _n in range(2))
    answer = staff.post(address("agenda_move", sitting.pk, first.pk), data)
    assert answer.status_code == 409
    assert "Susunan agenda baru saja diubah orang lain" in text_of(answer)
    assert list(sitting.items.in_order()) == [first, second]


def test_htmx_is_told_the_same_with_a_page_that_it_shows(staff, sitting):
    item = AgendaItemFactory(sitting=sitting)
    answer = staff.post(address("agenda_move", sitting.pk, item.pk), {"direction": "1", "seen": 9}, **HTMX)
    assert answer.status_code == 200
    assert "diubah orang lain" in text_of(answer)


@pytest.mark.parametrize("data", [{"seen": 9}, {}], ids=["stale", "unseen"])
def test_sorting_over_another_order_is_refused(staff, sitting, data):
    AgendaItemFactory(sitting=sitting)
    assert staff.post(address("agenda_sort", sitting.pk), data).status_code == 409
    assert staff.post(address("agenda_sort", sitting.pk), {"seen": 1}).status_code == 302


def test_item_goes_to_another_session_or_off_the_agenda(staff, forum, sitting):
    item, other = AgendaItemFactory(sitting=sitting), SittingFactory(forum=forum)
    here = address("agenda_transfer", sitting.pk, item.pk)
    assert "Sidang tujuan itu tidak ada lagi" in text_of(
        staff.post(here, {"target": sitting.pk}, follow=True)
    )
    staff.post(here, {"target": other.pk})
    assert other.items.get() == item
    assert staff.post(here, {"target": other.pk}).status_code == 404
    assert "dikeluarkan dari agenda" in text_of(
        staff.post(address("agenda_remove", other.pk, item.pk), follow=True)
    )
    assert not AgendaItem.objects.exists()


def test_closed_session_has_no_buttons_and_says_why_it_stays(staff, sitting):
    AgendaItemFactory(sitting=sitting)
    Sitting.objects.update(state="closed", opened_at="2027-02-18T09:00Z")
    assert "agenda_fill" not in text_of(staff.get(address("agenda", sitting.pk)))
    text = text_of(staff.post(address("agenda_sort", sitting.pk), {"seen": 1}, follow=True))
    assert "sudah selesai" in text


# Doors


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("name", ["sittings", "sitting_add", "sitting_edit", "agenda"])
def test_pages_are_closed_to_everybody_else(client, request, sitting, name, role):
    client.force_login(request.getfixturevalue(role))
    args = [sitting.pk] if name in ("sitting_edit", "agenda") else []
    assert client.get(address(name, *args)).status_code == 403


@pytest.mark.parametrize("name", ["sitting_edit", "sitting_delete", "agenda"])
def test_session_of_another_forum_is_not_found(staff, name):
    row = SittingFactory(forum=ForumFactory(plan_year=2027))
    assert staff.get(address(name, row.pk)).status_code == 404


@pytest.mark.parametrize("name", ["sittings", "agenda"])
def test_lists_ask_as_much_for_many_as_for_few(staff, forum, sitting, name, django_assert_max_num_queries):
    args = [sitting.pk] if name == "agenda" else []

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            staff.get(address(name, *args))
        return len(queries)

    def add() -> None:
        item = AgendaItemFactory(sitting=sitting)
        ProposalFactory(merged=True, forum=forum, parent=item.proposal)
        ProposalFactory(verified=True, from_organization=True, forum=forum, urusan=None)
        SittingFactory(forum=forum)

    add()
    few = asked()
    add()
    add()
    assert asked() == few
