"""The pages of realisation: a programme at a time, one line, two people at once."""

import pytest
from django.urls import reverse

from renja.models import Realisation
from tests.factories.renja import IndicatorFactory, LineFactory, RealisationFactory, make_node
from tests.renja.pages import read
from tests.renja.realisation.conftest import YEAR

pytestmark = pytest.mark.django_db
PAGE = f"/kerja/renja/{YEAR}/realisasi/"


def form_of(line, *, mark="||", version=0, **typed) -> dict:
    """What the form of the line's programme sends."""
    prefix = f"p{make_node('2.16.02').pk}"
    row = {"id": line.pk, "mark": mark, "version": version, "physical": "", "output": "", "spent": ""} | typed
    count = {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1}
    return count | {"bagian": prefix} | {f"{prefix}-0-{name}": value for name, value in row.items()}


@pytest.mark.parametrize("role", ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"])
def test_staff_read_and_those_in_charge_type(enter, line, request, role):
    answer = enter(request.getfixturevalue(role)).get(PAGE)
    assert answer.status_code == 200
    assert ('name="bagian"' in answer.content.decode()) == (role == "perencana")


def test_bidang_types_its_own_lines_alone(enter, done, line, verifikator):
    line.unit = verifikator.memberships.get().units.get()
    line.save()
    LineFactory(renja=done, node=make_node("2.16.02.2.01.0015"))
    text = enter(verifikator).get(PAGE).content.decode()
    assert f'value="{line.pk}"' in text
    assert 'TOTAL_FORMS" value="1"' in text


def test_programme_is_saved_and_the_page_sums(enter, done, line, perencana):
    client = enter(perencana)
    answer = client.post(f"{PAGE}?tw=2", form_of(line, physical="45,5", output="6", spent="25.000.000"))
    assert answer.status_code == 302
    row = Realisation.objects.get()
    assert (row.quarter, str(row.physical), row.spent) == (2, "45.50", 25_000_000)
    page = read(client.get(f"{PAGE}?tw=3"))
    assert "25% dari Rp100.000.000" in page
    assert "1 dari 1" not in page  # nothing was said for the third quarter


def test_what_nobody_touched_is_no_conflict(enter, line, perencana):
    RealisationFactory(line=line, quarter=4)
    sent = form_of(line, mark="25|3|20000000", version=0, physical="25", output="3", spent="20000000")
    assert enter(perencana).post(f"{PAGE}?tw=4", sent).status_code == 302
    assert Realisation.objects.get().version == 1


def test_two_at_once_see_both_texts(enter, line, perencana):
    RealisationFactory(line=line, quarter=4)
    answer = enter(perencana).post(f"{PAGE}?tw=4", form_of(line, physical="77"))
    assert answer.status_code == 409
    text = read(answer)
    assert "Bandingkan kedua isian" in text
    assert "25" in text
    assert 'value="77"' in answer.content.decode()
    assert Realisation.objects.get().physical == 25


@pytest.mark.parametrize(
    ("typed", "says"),
    [({"physical": "120"}, "100"), ({"spent": "-5"}, "0"), ({"output": "6 titik"}, "angka")],
)
def test_wrong_values_are_named_and_kept(enter, line, perencana, typed, says):
    answer = enter(perencana).post(f"{PAGE}?tw=4", form_of(line, **typed))
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in read(answer)
    assert next(iter(typed.values())) in answer.content.decode()
    assert not Realisation.objects.exists()


def test_line_of_another_programme_is_refused(enter, done, line, perencana):
    other = LineFactory(renja=done, node=make_node("2.20.02.2.01.0007"))
    answer = enter(perencana).post(f"{PAGE}?tw=4", form_of(other, physical="10"))
    assert "bukan bagian program ini" in read(answer)


def test_menu_leads_to_the_year_that_is_carried_out(enter, line, renja, verifikator, time_machine):
    for moment, year in (("2025-06-01 09:00+08:00", 2025), ("2028-01-02 09:00+08:00", 2028)):
        time_machine.move_to(moment, tick=False)
        client = enter(verifikator)
        assert client.get("/kerja/realisasi/").headers["Location"] == f"/kerja/renja/{year}/realisasi/"


def test_year_to_come_says_when(enter, renja, perencana):
    LineFactory(renja=renja)
    text = read(enter(perencana).get("/kerja/renja/2028/realisasi/?tw=2"))
    assert "Triwulan II belum dimulai." in text
    assert "1 April 2028" in text


def test_line_page_keeps_notes_and_warns_of_the_pagu(enter, done, line, perencana):
    client, path = enter(perencana), f"{PAGE}{line.pk}/"
    sent = {
        "physical": "100", "output": "12", "spent": "120.000.000", "note": "Selesai Desember.", "hindrance": "Hujan.",
        "version": "0",
    }  # fmt: skip
    answer = client.post(f"{path}?tw=4", sent, follow=True)
    text = read(answer)
    assert "Realisasi Triwulan IV disimpan." in text
    assert "Selesai Desember." in text
    assert "Keuangan melebihi pagu pada" in text
    stale = client.post(f"{path}?tw=4", sent | {"note": "Lain."})
    assert stale.status_code == 409
    assert "Selesai Desember." in read(stale)


def test_line_of_another_bidang_has_no_form(enter, line, verifikator):
    answer = enter(verifikator).get(f"{PAGE}{line.pk}/")
    assert "Simpan realisasi" not in read(answer)
    assert enter(verifikator).get(f"{PAGE}{line.pk}/bukti/").status_code == 404


def test_page_asks_as_much_for_three_lines_as_for_one(
    enter, done, line, perencana, django_assert_max_num_queries
):
    client = enter(perencana)
    client.get(PAGE)
    for count in range(3):
        with django_assert_max_num_queries(20):
            client.get(PAGE)
        IndicatorFactory(line=LineFactory(renja=done, node=make_node(f"2.16.02.2.01.002{count}")))


def test_public_reads_what_was_done_unless_withheld(client, done, line):
    RealisationFactory(line=line, quarter=1)
    RealisationFactory(
        line=line, quarter=2, spent=40_000_000, physical=60, output=None, output_label="BB", note="Rahasia"
    )
    address = reverse("renja:public_line", args=[YEAR, line.code])
    for path in (address, reverse("renja:detail", args=[YEAR])):
        text = read(client.get(path))
        assert "Realisasi s.d. Triwulan II" in text
        assert "Fisik 60%" in text
        assert "Rp60.000.000" in text
        assert "BB" in text
        assert "Rahasia" not in text
    line.withheld_reason = "Dikecualikan."
    line.save()
    assert "Realisasi s.d." not in read(client.get(address))
