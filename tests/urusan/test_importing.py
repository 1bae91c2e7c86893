"""Taking over a code list: every error by row, all or nothing, and nothing new the second time."""

import datetime
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from audit.models import Entry
from core.tables import read_table
from tests.factories.urusan import EditionFactory, UrusanFactory
from urusan.code_list import COLUMNS
from urusan.importing import Counts, ImportRefused, import_nomenclature
from urusan.models import Nomenclature

pytestmark = pytest.mark.django_db

TREE = [
    ["edisi-uji", "urusan", "2", "", "Urusan Wajib", "", "", ""],
    ["edisi-uji", "bidang_urusan", "2.20", "2", "URUSAN PEMERINTAHAN BIDANG STATISTIK", "", "", ""],
    ["edisi-uji", "program", "2.20.02", "2.20", "PROGRAM PENYELENGGARAAN STATISTIK SEKTORAL", "", "", ""],
    ["edisi-uji", "kegiatan", "2.20.02.2.01", "2.20.02", "Penyelenggaraan Statistik Sektoral", "", "", ""],
    [
        "edisi-uji",
        "sub_kegiatan",
        "2.20.02.2.01.0003",
        "2.20.02.2.01",
        "Pengumpulan Data",
        "Terkumpulnya data",
        "Jumlah data",
        "Dokumen",
    ],
]


def as_csv(rows, *, columns=COLUMNS, delimiter=",", end="\n", bom=False) -> bytes:
    lines = [delimiter.join(str(cell) for cell in row) for row in [columns, *rows]]
    return (b"\xef\xbb\xbf" if bom else b"") + end.join(lines).encode()


def as_xlsx(rows, columns=COLUMNS) -> bytes:
    book = Workbook()
    for row in [columns, *rows]:
        book.active.append(list(row))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def table(rows, **options):
    return read_table(as_csv(rows, **options))


def changed(row: int, **cells) -> list[list]:
    """The good tree with some cells of one line (as numbered in the file) replaced."""
    rows = [list(line) for line in TREE]
    for column, value in cells.items():
        rows[row - 2][COLUMNS.index(column)] = value
    return rows


def refused(content: bytes) -> list[str]:
    with pytest.raises(ImportRefused) as error:
        import_nomenclature(read_table(content))
    return [str(problem) for problem in error.value.problems] or [error.value.message]


@pytest.fixture
def edition(db):
    return EditionFactory()


def test_import_builds_the_tree_with_lineage_and_urusan(edition):
    urusan = UrusanFactory(name="Statistik", slug="statistik")
    assert import_nomenclature(table(TREE)) == Counts(new=5)
    nodes = list(Nomenclature.objects.order_by("code"))
    assert [node.code for node in nodes] == [row[2] for row in TREE]
    assert [node.parent for node in nodes] == [None, *nodes[:-1]]
    assert nodes[-1].lineage == [node.pk for node in nodes]
    assert [node.urusan for node in nodes] == [None, urusan, None, None, None]
    assert (nodes[-1].kinerja, nodes[-1].indikator, nodes[-1].satuan) == (
        "Terkumpulnya data",
        "Jumlah data",
        "Dokumen",
    )


def test_urusan_that_somebody_linked_stays(edition):
    UrusanFactory(name="Statistik", slug="statistik")
    chosen = UrusanFactory()
    import_nomenclature(table(TREE))
    Nomenclature.objects.filter(code="2.20").update(urusan=chosen)
    assert import_nomenclature(table(TREE)) == Counts(same=5)
    assert Nomenclature.objects.get(code="2.20").urusan == chosen


def test_import_takes_rows_in_any_order(edition):
    assert import_nomenclature(table(TREE[::-1])) == Counts(new=5)
    assert len(Nomenclature.objects.get(level="sub_kegiatan").lineage) == 5


def test_second_import_changes_nothing_and_leaves_no_trace(edition):
    import_nomenclature(table(TREE))
    before = list(Nomenclature.objects.order_by("pk").values())
    assert import_nomenclature(table(TREE)) == Counts(same=5)
    assert list(Nomenclature.objects.order_by("pk").values()) == before
    assert Entry.objects.filter(action="urusan.import_nomenclature").count() == 1


def test_later_import_changes_names_and_adds_codes(edition):
    import_nomenclature(table(TREE[:4]))
    rows = changed(4, name="PROGRAM BARU")
    assert import_nomenclature(table(rows)) == Counts(new=1, changed=1, same=3)
    assert Nomenclature.objects.get(code="2.20.02").name == "PROGRAM BARU"
    assert Entry.objects.first().data == {"editions": ["edisi-uji"], "new": 1, "changed": 1, "same": 3}


def test_part_of_a_list_hangs_on_codes_that_are_there(edition):
    import_nomenclature(table(TREE[:4]))
    assert import_nomenclature(table(TREE[4:])) == Counts(new=1)
    assert len(Nomenclature.objects.get(level="sub_kegiatan").lineage) == 5


def test_import_of_named_editions_leaves_the_others_out(edition):
    other = [["edisi-lain", *row[1:]] for row in TREE]
    assert import_nomenclature(table(TREE + other), only=["edisi-uji"]) == Counts(new=5)


def test_same_code_lives_in_two_editions(edition):
    other = EditionFactory(slug="edisi-lain")
    rows = TREE + [["edisi-lain", *row[1:]] for row in TREE]
    assert import_nomenclature(table(rows)) == Counts(new=10)
    assert all(node.parent.edition == other for node in other.nodes.exclude(level="urusan"))


@pytest.mark.parametrize(
    "content",
    [
        as_csv(TREE, bom=True),
        as_csv(TREE, delimiter=";"),
        as_csv(TREE, delimiter="\t"),
        as_csv(TREE, end="\r\n") + b"\r\n\r\n",
        as_csv(TREE, columns=[name.upper() for name in COLUMNS]),
        as_csv([[*row, "sumber"] for row in TREE], columns=[*COLUMNS, "source"]),
        as_xlsx(TREE),
        as_xlsx(changed(2, code=2)),
        as_xlsx(changed(3, parent_code=2.0)),
    ],
    ids=[
        "bom",
        "semicolon",
        "tab",
        "crlf",
        "capitals",
        "source",
        "xlsx",
        "xlsx number",
        "xlsx parent number",
    ],
)
def test_every_usual_kind_of_file_is_read(edition, content):
    assert import_nomenclature(read_table(content)) == Counts(new=5)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (changed(3, level="bidang"), "Baris 3, level: tingkat “bidang” tidak dikenal."),
        (changed(4, edition="edisi-lain"), "Baris 4, edition: edisi “edisi-lain” tidak dikenal. Edisi yang ada: edisi-uji."),
        (changed(5, code=""), "Baris 5, code: kode belum diisi."),
        (changed(6, code="2.20.02.2.01.0003a"), "Baris 6, code: “2.20.02.2.01.0003a” bukan kode."),
        (changed(6, code="2" * 31), "Baris 6, code: terlalu panjang, paling banyak 30 karakter."),
        (changed(6, name=""), "Baris 6, name: nama belum diisi."),
        (changed(6, satuan="a" * 121), "Baris 6, satuan: terlalu panjang, paling banyak 120 karakter."),
        ([*TREE, TREE[4]], "Baris 7, code: kode 2.20.02.2.01.0003 sudah ada pada baris 6."),
        (changed(2, parent_code="1"), "Baris 2, parent_code: urusan adalah tingkat teratas. Kosongkan kolom ini."),
        (changed(6, parent_code=""), "Baris 6, parent_code: belum diisi. Isi dengan kode kegiatan induknya."),
        (changed(6, parent_code="2.20.02.2.09"), "Baris 6, parent_code: induk “2.20.02.2.09” tidak ada"),
        (changed(6, parent_code="2.20.02"), "Baris 6, parent_code: induk “2.20.02” bertingkat program; sub kegiatan harus berinduk"),
        (changed(6, code="2.21.02.2.01.0003"), "Baris 6, parent_code: kode 2.21.02.2.01.0003 tidak diawali kode induknya"),
        (changed(6, satuan="Dokumen,lebih"), "Baris 6, kolom: ada isi di luar kolom."),
    ],
)  # fmt: skip
def test_each_error_is_named_by_row_and_nothing_is_saved(edition, rows, problem):
    found = refused(as_csv(rows))
    assert any(text.startswith(problem) for text in found), found
    assert not Nomenclature.objects.exists()


def test_all_errors_are_named_at_once_in_order_of_the_file(edition):
    rows = changed(3, name="")
    rows[4][1] = "sub"
    rows[1][3] = ""
    assert [text.split(":")[0] for text in refused(as_csv(rows))] == [
        "Baris 3, name",
        "Baris 3, parent_code",
        "Baris 6, level",
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [(2.1, "kode tersimpan sebagai angka (2.1)"), (2.5e-7, "kode tersimpan sebagai angka")],
)
def test_code_that_a_spreadsheet_made_a_number_is_named(edition, code, words):
    assert any(f"Baris 3, code: {words}" in text for text in refused(as_xlsx(changed(3, code=code))))


def test_code_that_a_spreadsheet_made_a_date_is_named(edition):
    rows = changed(4, code=datetime.datetime(2016, 2, 1))
    assert any("Baris 4, code: kode berubah menjadi tanggal" in text for text in refused(as_xlsx(rows)))


def test_level_of_a_known_code_stays(edition):
    import_nomenclature(table(TREE))
    rows = [["edisi-uji", "urusan", "2.20", "", "Statistik", "", "", ""]]
    assert refused(as_csv(rows)) == [
        "Baris 2, level: kode 2.20 sudah tercatat sebagai bidang urusan; tingkatnya tidak dapat diubah."
    ]
    assert Nomenclature.objects.get(code="2.20").level == "bidang_urusan"


def test_missing_columns_are_named():
    assert refused(as_csv([], columns=["edition", "code", "nama"])) == [
        "Baris 1: kolom level, parent_code, name, kinerja, indikator, satuan tidak ada. "
        "Kolom yang diperlukan: edition, level, code, parent_code, name, kinerja, indikator, satuan."
    ]


def test_file_without_rows_is_refused(edition):
    assert "Tidak ada baris yang dapat diimpor" in refused(as_csv([]))[0]


def test_import_costs_the_same_for_one_code_and_for_many(edition, django_assert_max_num_queries):
    import_nomenclature(table(TREE))
    more = [
        [*row[:2], f"2.20.02.2.01.{n:04d}", "2.20.02.2.01", "Nama", "", "", ""]
        for n in range(50)
        for row in TREE[4:]
    ]
    with django_assert_max_num_queries(16):
        import_nomenclature(table(more))


def run(path, *args, **options) -> str:
    out = StringIO()
    call_command("import_nomenklatur", str(path), *args, stdout=out, stderr=options.get("stderr", StringIO()))
    return out.getvalue().strip()


def test_command_reports_what_it_did(edition, tmp_path):
    path = tmp_path / "kode.csv"
    path.write_bytes(as_csv(TREE))
    assert run(path) == "5 baru, 0 berubah, 0 sama."
    assert run(path, "--edition", "edisi-uji") == "0 baru, 0 berubah, 5 sama."


def test_command_names_every_error(edition, tmp_path):
    path, errors = tmp_path / "kode.csv", StringIO()
    path.write_bytes(as_csv(changed(6, name="", level="x")))
    with pytest.raises(CommandError, match=r"^Ada 2 kesalahan dalam berkas\. Tidak ada yang disimpan\.$"):
        run(path, stderr=errors)
    assert [line.split(":")[0] for line in errors.getvalue().splitlines()] == [
        "Baris 6, level",
        "Baris 6, name",
    ]


@pytest.mark.parametrize(
    ("content", "args", "words"),
    [
        (None, [], "tidak dapat dibaca"),
        (b"", [], "Berkas kosong"),
        (
            as_csv(TREE),
            ["--edition", "edisi-lain"],
            "Edisi edisi-lain tidak dikenal. Edisi yang ada: edisi-uji.",
        ),
    ],
)
def test_command_says_why_it_cannot_begin(edition, tmp_path, content, args, words):
    path = tmp_path / "kode.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(path, *args)
