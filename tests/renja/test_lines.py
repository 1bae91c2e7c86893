"""Lines: which codes may have one, what they hold, stale saves, removal."""

from decimal import Decimal

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import Fulfilment, Indicator, RenjaLine
from renja.services import add_line, remove_line, save_line
from tests.factories.renja import (
    EditionFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from urusan.models import Level

OFFICIAL = {"indikator": "Jumlah dokumen hasil koordinasi", "satuan": "Dokumen"}


def indicator(text="Jumlah laporan", **fields) -> dict:
    base = {
        "text": text,
        "target": Decimal(12),
        "target_label": "",
        "satuan": "Laporan",
        "forward_target": None,
    }
    return base | fields


def test_line_begins_with_the_official_indicator(renja, perencana):
    line = add_line(renja, make_node("2.16.02.2.01.0014", **OFFICIAL), actor=perencana)
    row = line.indicators.get()
    assert (row.text, row.satuan, row.target) == (OFFICIAL["indikator"], OFFICIAL["satuan"], None)
    assert (line.pagu, line.version, line.code) == (None, 1, "2.16.02.2.01.0014")
    assert Entry.objects.about(line).get().action == "renja.add_line"


def test_line_added_twice_is_one(renja, perencana):
    node = make_node("2.16.02.2.01.0014", **OFFICIAL)
    first = add_line(renja, node, actor=perencana)
    assert add_line(renja, node, actor=perencana) == first
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize("code", ["2.16.02", "2.16.02.2.01"])
def test_program_and_kegiatan_may_have_a_line_without_money(renja, perencana, code):
    line = add_line(renja, make_node(code), actor=perencana)
    assert not line.carries_money
    values = {"location": "Seluruh kota", "pagu": Decimal(1)}
    with pytest.raises(PlanRefused, match="hanya diisi pada tingkat terbawah"):
        save_line(line, actor=perencana, seen=1, values=values)
    saved = save_line(
        line, actor=perencana, seen=1, values={"location": "Seluruh kota"}, indicators=[indicator()]
    )
    assert (saved.location, saved.indicators.count()) == ("Seluruh kota", 1)


@pytest.mark.parametrize(
    ("code", "why"),
    [("2.16", "program, kegiatan, atau tingkat terbawah"), ("2.16.02.3.01.0001", "hanya untuk kabupaten")],
)
def test_some_codes_are_no_lines(renja, perencana, code, why):
    with pytest.raises(PlanRefused, match=why):
        add_line(renja, make_node(code), actor=perencana)
    assert not RenjaLine.objects.exists()


def test_code_of_another_edition_is_no_line(renja, perencana):
    other = EditionFactory(slug="lain", name="Edisi lain")
    with pytest.raises(PlanRefused, match="bukan dari edisi nomenklatur Renja ini"):
        add_line(renja, make_node("2.16.02.2.01.0014", edition=other), actor=perencana)


def test_two_level_edition_has_money_on_the_kegiatan(forum, perencana):
    renja = RenjaFactory(forum=forum, edition=edition_2006(), bidang_code="1.25")
    line = add_line(renja, make_node("1.25.15.01", edition=renja.edition), actor=perencana)
    saved = save_line(line, actor=perencana, seen=1, values={"pagu": Decimal(5)})
    assert (saved.node.level, saved.carries_money, saved.pagu) == (Level.KEGIATAN, True, Decimal(5))


def test_line_is_saved_with_its_indicators_in_order(renja, perencana):
    line = LineFactory(renja=renja)
    kept, gone = IndicatorFactory.create_batch(2, line=line)
    wanted = [indicator("Baru"), indicator("Diubah", id=kept.pk, target=None, target_label="BB")]
    values = {"pagu": Decimal("187500000"), "note": "Hasil forum", "source_of_funds": "DAU"}
    saved = save_line(line, actor=perencana, seen=1, values=values, indicators=wanted)
    assert (saved.version, saved.pagu, saved.note) == (2, Decimal(187_500_000), "Hasil forum")
    assert [(row.text, row.target_text) for row in saved.indicators.all()] == [
        ("Baru", "12 Laporan"),
        ("Diubah", "BB"),
    ]
    assert saved.indicators.last().pk == kept.pk
    assert not Indicator.objects.filter(pk=gone.pk).exists()
    assert Entry.objects.about(line).first().changed == ["indicators", "note", "pagu", "source_of_funds"]


def test_unchanged_line_keeps_its_version(renja, perencana):
    line = LineFactory(renja=renja)
    row = IndicatorFactory(line=line)
    same = indicator(row.text, id=row.pk, satuan="Dokumen", forward_target=Decimal(14))
    assert (
        save_line(line, actor=perencana, seen=1, values={"pagu": line.pagu}, indicators=[same]).version == 1
    )
    assert not Entry.objects.filter(action="renja.save_line").exists()


def test_indicators_of_other_lines_are_out_of_reach(renja, perencana):
    line, foreign = LineFactory(renja=renja), IndicatorFactory(text="Milik baris lain")
    save_line(line, actor=perencana, seen=1, values={}, indicators=[indicator("Baru", id=foreign.pk)])
    foreign.refresh_from_db()
    assert foreign.text == "Milik baris lain"
    assert line.indicators.get().text == "Baru"


def test_stale_line_overwrites_nothing(renja, perencana, three_roles):
    line = LineFactory(renja=renja)
    save_line(line, actor=three_roles, seen=1, values={"note": "Dari rekan"}, indicators=[indicator()])
    with pytest.raises(StaleEdit, match="oleh Tiga Peran pada ") as stale:
        save_line(line, actor=perencana, seen=1, values={"note": "Dari saya"}, indicators=[])
    assert stale.value.current.note == "Dari rekan"
    line.refresh_from_db()
    assert (line.note, line.version, line.indicators.count()) == ("Dari rekan", 2, 1)


def test_pagu_stays_above_what_proposals_were_promised(renja, perencana):
    line = LineFactory(renja=renja)
    FulfilmentFactory(line=line, amount=Decimal(40))
    with pytest.raises(PlanRefused, match=r"tidak boleh kurang .* Rp40"):
        save_line(line, actor=perencana, seen=1, values={"pagu": Decimal(39)})
    assert save_line(line, actor=perencana, seen=1, values={"pagu": Decimal(40)}).pagu == 40


@pytest.mark.parametrize("verb", ["add", "save", "remove"])
@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_change_lines(renja, request, role, verb):
    line, actor = LineFactory(renja=renja), request.getfixturevalue(role)
    deeds = {
        "add": lambda: add_line(renja, make_node("2.16.03.2.01.0001"), actor=actor),
        "save": lambda: save_line(line, actor=actor, seen=1, values={"note": "x"}),
        "remove": lambda: remove_line(line, actor=actor),
    }
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        deeds[verb]()
    line.refresh_from_db()
    assert (line.note, RenjaLine.objects.count()) == ("", 1)


def test_lines_of_a_locked_plan_stay_as_they_are(renja, perencana, lock_plan):
    line = LineFactory(renja=renja)
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        save_line(line, actor=perencana, seen=1, values={"note": "x"})
    with pytest.raises(PlanRefused, match="dikunci"):
        remove_line(line, actor=perencana)


def test_line_without_proposals_is_removed(renja, perencana):
    line = LineFactory(renja=renja)
    IndicatorFactory(line=line)
    assert remove_line(line, actor=perencana) == []
    assert not RenjaLine.objects.exists()
    entry = Entry.objects.get(action="renja.remove_line")
    assert (entry.object_id, entry.data["code"]) == (str(line.pk), line.node.code)


def test_line_with_proposals_goes_only_with_those_that_were_read(renja, perencana):
    line = LineFactory(renja=renja)
    told = FulfilmentFactory(line=line).proposal
    later = FulfilmentFactory(line=line, proposal__number="ASP-2028-0800").proposal
    with pytest.raises(PlanRefused, match="menjawab usulan lain"):
        remove_line(line, actor=perencana, unlink=[told.pk])
    assert Fulfilment.objects.count() == 2
    assert remove_line(line, actor=perencana, unlink=[told.pk, later.pk]) == [told.number, later.number]
    assert not Fulfilment.objects.exists()
    assert Entry.objects.get(action="renja.remove_line").data["unlinked"] == [told.number, later.number]


def test_removed_line_cannot_be_saved(renja, perencana):
    line = LineFactory(renja=renja)
    RenjaLine.objects.all().delete()
    with pytest.raises(PlanRefused, match="sudah dihapus"):
        save_line(line, actor=perencana, seen=1, values={"note": "x"})


def test_withheld_texts_stay_out_of_the_record(renja, perencana):
    line = LineFactory(renja=renja, withheld_reason="Persandian")
    save_line(line, actor=perencana, seen=1, values={"location": "RAHASIA", "note": "RAHASIA"})
    assert "RAHASIA" not in str(Entry.objects.about(line).first().data)
