"""The plan's lines as a workbook: out and in again, compared, applied as a whole, taken back."""

from decimal import Decimal

import pytest

from audit.models import Entry
from jobs.runner import run_due_job
from renja.errors import PlanRefused
from renja.exchange.services import (
    apply_file,
    begin_file,
    check_file,
    choose_removals,
    order_applying,
    undo_file,
)
from renja.models import PlanFile, RenjaLine
from renja.services import remove_line, save_line
from tests.factories.meetings import AgreementFactory
from tests.factories.renja import FulfilmentFactory, FundingFactory, IndicatorFactory, LineFactory, make_node
from tests.factories.stakeholders import UnitFactory
from tests.renja.books import applied, change, changes, checked, errors, exported, kinds, sheet, upload

pytestmark = pytest.mark.django_db
CODE = "2.16.02.2.01.0014"
OTHER = "2.16.02.2.01.0015"


@pytest.fixture
def other(renja):
    return LineFactory(renja=renja, node=make_node(OTHER, name="Pelayanan Informasi"))


def money_of(line) -> list[tuple]:
    return list(line.fundings.values_list("source", "amount", "forward"))


def test_lines_go_out_with_their_headings_and_a_row_for_each_indicator_and_source(renja, line):
    FundingFactory(line=line, source="DAU", amount=5, forward=None, order=1)
    IndicatorFactory(line=line, text="Kedua", target=None, target_label="BB")
    IndicatorFactory(line=line, text="Ketiga")
    rows = [[cell.value for cell in row] for row in exported(renja).active.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["2.16.02", "2.16.02.2.01", CODE, CODE, CODE]
    assert rows[2][1] == "Pengelolaan Konten"
    assert [(row[4], row[5], row[6]) for row in rows[3:]] == [("Kedua", None, "BB"), ("Ketiga", 12, None)]
    assert [(row[9], row[10]) for row in rows[2:]] == [("PAD", 100_000_000), ("DAU", 5), (None, None)]
    assert [row[2] for row in rows[2:]] == ["Balikpapan Utara, Karang Joang", None, None]


def test_plan_that_comes_back_as_it_went_out_changes_nothing(renja, line, other, perencana):
    FundingFactory(line=line, source="=DAU", amount=Decimal("1234567890123456.78"), forward=None)
    IndicatorFactory(line=line, target=Decimal("0.3333"), forward_target=None)
    IndicatorFactory(
        line=LineFactory(
            renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None, source_of_funds=""
        )
    )
    RenjaLine.objects.filter(pk=line.pk).update(urgency=["iku", "spm"], unit=UnitFactory(), note="a, b; c")
    file = checked(renja, perencana, exported(renja))
    assert (kinds(file), errors(file), changes(file)) == (["same"] * 3, [], [])
    assert file.report["missing"] == []
    with pytest.raises(PlanRefused, match="sama dengan Renja"):
        apply_file(file, actor=perencana)


def test_changed_cell_is_shown_old_and_new_and_then_written(renja, line, other, perencana):
    book = change(exported(renja), 4, Lokasi="Seluruh kota", Target=20, Pagu="Rp 250.000.000,-")
    file = checked(renja, perencana, book)
    assert sorted(kinds(file)) == ["changed", "same"]
    assert changes(file) == [
        ("Lokasi", "Balikpapan Utara, Karang Joang", "Seluruh kota"),
        ("Indikator", *(f"{line.indicators.get().text}: {n} Dokumen (maju 14 Dokumen)" for n in (12, 20))),
        ("Pendanaan", "PAD: Rp100.000.000 (maju Rp110.000.000)", "PAD: Rp250.000.000 (maju Rp110.000.000)"),
    ]
    funding, indicator = line.fundings.get(), line.indicators.get()
    done = apply_file(file, actor=perencana)
    line.refresh_from_db()
    assert (line.location, line.pagu, line.version) == ("Seluruh kota", 250_000_000, 2)
    assert (line.fundings.get().pk, line.indicators.get()) == (funding.pk, indicator)
    assert line.indicators.get().target == 20
    other.refresh_from_db()
    assert other.version == 1
    assert (done.changed_count, done.same_count, done.sheets) == (1, 1, [])
    assert Entry.objects.about(line).get().action == "renja.import_line"
    assert apply_file(file, actor=perencana).applied_at == done.applied_at  # sent twice


def test_new_codes_become_lines_with_what_the_file_says(renja, line, perencana):
    make_node("2.16.02.2.01.0016", name="Layanan Hubungan Media")
    rows = [
        ["2.16.02.2.01.16", "Seluruh kota", "Jumlah laporan", "3 Laporan", None, "PAD", "1,250,000"],
        ["2.16.02.2.01.16", None, "Persentase", "12,5", "%", "DAU", 500_000],
    ]
    done = applied(renja, perencana, sheet(*rows))
    made = RenjaLine.objects.get(node__code="2.16.02.2.01.0016")
    assert (made.location, made.pagu, made.source_of_funds) == ("Seluruh kota", 1_750_000, "PAD, DAU")
    assert list(made.indicators.values_list("text", "target", "satuan")) == [
        ("Jumlah laporan", 3, "Laporan"), ("Persentase", Decimal("12.5"), "%"),
    ]  # fmt: skip
    assert (done.new_count, done.report["rows"][0]["kind"]) == (1, "new")


def test_code_alone_begins_with_the_official_indicator(renja, perencana):
    make_node(CODE, indikator="Jumlah dokumen", satuan="Dokumen")
    applied(renja, perencana, sheet([CODE, 5], head=["Kode", "Pagu"]))
    made = RenjaLine.objects.get()
    assert (made.indicators.get().text, made.pagu, made.source_of_funds) == ("Jumlah dokumen", 5, "")


def test_columns_that_the_file_lacks_stay_as_they_are(renja, line, perencana):
    FundingFactory(line=line, source="DAU", amount=1, forward=1)
    head = ["Kode", "Sumber dana", "Pagu indikatif (Rp)"]
    applied(renja, perencana, sheet([CODE, "DAU", 7], [CODE, "PAD", 8], head=head))
    assert money_of(line) == [("DAU", 7, 1), ("PAD", 8, 110_000_000)]
    line.refresh_from_db()
    assert (line.location, line.pagu, line.indicators.count()) == ("Balikpapan Utara, Karang Joang", 15, 1)


def test_money_of_several_sources_needs_their_column(renja, line, perencana):
    FundingFactory(line=line, source="DAU")
    file = checked(renja, perencana, sheet([CODE, 7], head=["Kode", "Pagu"]))
    assert errors(file) == ["Baris 2: ada beberapa sumber dana; sertakan juga kolom “Sumber dana”."]


def test_nothing_is_written_while_one_row_is_wrong(renja, line, other, perencana):
    book = sheet([CODE, "Baru", "I", 1, "x", "PAD", 5], [OTHER, "Baru", "I", "1..2", "x", "PAD", "lima"])
    file = checked(renja, perencana, book)
    assert kinds(file) == ["changed", "wrong"]
    assert [error.partition(":")[0] for error in errors(file)] == ["Baris 3, kolom D", "Baris 3, kolom G"]
    with pytest.raises(PlanRefused, match="Masih ada baris yang salah"):
        apply_file(file, actor=perencana)
    line.refresh_from_db()
    assert line.version == 1


def test_line_that_the_file_does_not_name_goes_only_when_it_is_ticked(renja, line, other, perencana):
    answering = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0017"))
    FulfilmentFactory(line=answering)
    row = [CODE, "Baru", line.indicators.get().text, 12, "Dokumen", "PAD", 100_000_000]
    applied(renja, perencana, sheet(row))
    assert RenjaLine.objects.count() == 3
    file = checked(renja, perencana, sheet([*row[:1], "Lagi", *row[2:]]))
    assert [(one["code"], bool(one["kept"])) for one in file.report["missing"]] == [
        (OTHER, False), ("2.16.02.2.01.0017", True),
    ]  # fmt: skip
    shown = [other.pk, answering.pk]
    file = choose_removals(file, actor=perencana, shown=shown, wanted=[*shown, line.pk])
    assert file.removals == [other.pk]
    assert apply_file(file, actor=perencana).removed_count == 1
    assert set(RenjaLine.objects.values_list("pk", flat=True)) == {line.pk, answering.pk}


def test_only_the_plan_that_was_shown_is_done(renja, line, other, perencana):
    file = checked(renja, perencana, change(exported(renja), 4, Lokasi="Baru"))
    save_line(line, actor=perencana, seen=1, values={"location": "Oleh orang lain"})
    with pytest.raises(PlanRefused, match="berubah sejak berkas ini diperiksa"):
        apply_file(file, actor=perencana)


def test_change_made_here_after_the_file_went_out_is_never_written_over(renja, line, other, perencana):
    book = exported(renja)
    save_line(line, actor=perencana, seen=1, values={"location": "Oleh orang lain"})
    file = checked(renja, perencana, book)
    assert sorted(kinds(file)) == ["same", "untouched"]
    file = checked(renja, perencana, change(book, 4, Catatan="Dari berkas"))
    assert sorted(kinds(file)) == ["same", "wrong"]
    assert "diubah di portal setelah berkas diunduh" in errors(file)[0]
    line.refresh_from_db()
    assert line.location == "Oleh orang lain"


def test_file_of_one_bidang_touches_its_rows_alone(renja, line, other, perencana):
    unit, strange = UnitFactory(name="Bidang Statistik"), UnitFactory(name="Bidang Persandian")
    for one, its in ((line, unit), (other, strange)):
        RenjaLine.objects.filter(pk=one.pk).update(unit=its)
    codes = [row[0].value for row in exported(renja, unit).active.iter_rows(min_row=2)]
    assert codes == ["2.16.02", "2.16.02.2.01", CODE]
    make_node("2.16.02.2.01.0018")
    head = ["Kode", "Lokasi"]
    rows = [[CODE, "Baru"], [OTHER, "Baru"], ["2.16.02.2.01.0018", "Baru"]]
    file = checked(renja, perencana, sheet(*rows, head=head), unit=unit)
    assert (kinds(file), file.report["missing"]) == (["changed", "untouched", "new"], [])
    apply_file(file, actor=perencana)
    told = dict(RenjaLine.objects.values_list("node__code", "location"))
    assert (told[CODE], told[OTHER]) == ("Baru", "Balikpapan Utara, Karang Joang")
    assert RenjaLine.objects.get(node__code="2.16.02.2.01.0018").unit == unit
    rows = [[CODE, "Bidang Persandian"], ["2.16.02.2.01.0019", "Bidang Persandian"]]
    make_node("2.16.02.2.01.0019")
    file = checked(renja, perencana, sheet(*rows, head=["Kode", "Bidang"]), unit=unit)
    assert kinds(file) == ["wrong", "wrong"]


def test_pagu_never_falls_below_what_proposals_were_promised(renja, line, perencana):
    FulfilmentFactory(line=line, amount=60_000_000)
    file = checked(renja, perencana, sheet([CODE, 5], head=["Kode", "Pagu"]))
    assert errors(file) == [
        "Baris 2: pagu kurang dari bagian yang sudah dihitung untuk usulan, yaitu Rp60.000.000."
    ]


def test_applied_file_is_taken_back_whole(renja, line, other, perencana):
    FundingFactory(line=line, source="DAU", amount=3, forward=4)
    agreement = AgreementFactory(forum=renja.forum)
    other.agreements.add(agreement)
    make_node("2.16.02.2.01.0018")
    before = exported(renja)
    rows = [
        [CODE, "Baru", "Lain", 1, "x", "BLUD", 5],
        ["2.16.02.2.01.0018", "Baru", "Lain", 1, "x", "BLUD", 5],
    ]
    file = checked(renja, perencana, sheet(*rows))
    choose_removals(file, actor=perencana, shown=[other.pk], wanted=[other.pk])
    apply_file(file, actor=perencana)
    undone = undo_file(file, actor=perencana)

    def told(book):
        return [[cell.value for cell in row][:-1] for row in book.active.iter_rows()]

    assert told(exported(renja)) == told(before)
    back = RenjaLine.objects.get(node__code=OTHER)
    assert (back.pk, list(back.agreements.all())) == (other.pk, [agreement])
    assert (undone.is_undone, undone.before) == (True, [])
    line.refresh_from_db()
    assert (line.pagu, line.version) == (100_000_003, 3)
    with pytest.raises(PlanRefused, match="sudah diurungkan"):
        undo_file(file, actor=perencana)


def test_undo_is_refused_where_rows_were_changed_since_and_names_them(renja, line, other, perencana):
    file = applied(renja, perencana, sheet([CODE, "Baru"], [OTHER, "Baru"], head=["Kode", "Lokasi"]))
    line.refresh_from_db()
    save_line(line, actor=perencana, seen=2, values={"location": "Lagi"})
    with pytest.raises(PlanRefused, match=rf"1 baris sudah diubah sesudahnya \({CODE}\)"):
        undo_file(file, actor=perencana)
    other.refresh_from_db()
    assert other.location == "Baru"


def test_long_file_is_compared_and_applied_by_the_worker(renja, line, perencana, monkeypatch):
    monkeypatch.setattr("renja.exchange.services.INLINE_ROWS", 0)
    file = begin_file(renja, actor=perencana, file=upload(change(exported(renja), 4, Lokasi="Seluruh kota")))
    assert (file.waits, file.is_checked) == (True, False)
    assert run_due_job().result == {"rows": 3}
    file.refresh_from_db()
    assert order_applying(file, actor=perencana).is_applied is False
    assert run_due_job().result == {"new": 0, "changed": 1}
    line.refresh_from_db()
    assert line.location == "Seluruh kota"


def test_line_removed_here_after_the_file_went_out_comes_back_only_as_a_new_one(
    renja, line, other, perencana
):
    book = exported(renja)
    remove_line(other, actor=perencana)
    file = checked(renja, perencana, book)
    assert sorted(kinds(file)) == ["new", "same"]
    assert "sudah dihapus" in next(row for row in file.report["rows"] if row["kind"] == "new")["notes"][0]


def test_what_one_leaves_unfinished_goes_with_the_next_file(renja, line, perencana):
    first = checked(renja, perencana, sheet([CODE, "a"], head=["Kode", "Lokasi"]))
    second = checked(renja, perencana, sheet([CODE, "b"], head=["Kode", "Lokasi"]))
    assert list(PlanFile.objects.all()) == [second]
    with pytest.raises(PlanRefused, match="sudah dibuang"):
        check_file(first, actor=perencana)


def test_comparison_tells_differences_by_code_and_is_never_applied(renja, line, other, perencana, lock_plan):
    lock_plan()
    make_node("2.16.02.2.01.0018")
    rows = [[CODE, "Seluruh kota"], ["2.16.02.2.01.0018", "x"]]
    file = checked(renja, perencana, sheet(*rows, head=["Kode", "Lokasi"]), is_comparison=True)
    assert (kinds(file), [one["code"] for one in file.report["missing"]]) == (["changed", "new"], [OTHER])
    with pytest.raises(PlanRefused):
        apply_file(file, actor=perencana)


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_bring_files_in(renja, line, perencana, request, role):
    actor, book = request.getfixturevalue(role), sheet([CODE, "a"], head=["Kode", "Lokasi"])
    for is_comparison in (False, True):
        with pytest.raises(PlanRefused, match="Hanya perencana"):
            checked(renja, actor, book, is_comparison=is_comparison)
    file = checked(renja, perencana, book)
    for deed in (apply_file, undo_file, check_file):
        with pytest.raises(PlanRefused, match="Hanya perencana"):
            deed(file, actor=actor)


def test_locked_plan_takes_no_file(renja, line, perencana, lock_plan):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        checked(renja, perencana, sheet([CODE, "a"], head=["Kode", "Lokasi"]))
