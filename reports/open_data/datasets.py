"""The datasets: each a name, its rows, its columns, and by what programs may narrow it. Whatever hands data out asks here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from core.columns import Columns, Words, read_row
from proposals import export
from reports.open_data import reads
from reports.open_data.columns import agreements, forums, lines, results

CHUNK = 2_000
Narrowing = Callable[[QuerySet, Any], QuerySet]


def _by(lookup: str, **also: object) -> Narrowing:
    return lambda rows, value: rows.filter(**{lookup: value}, **also)


OPEN = {"withheld_reason": ""}  # by place and urusan nobody finds what is withheld


@dataclass(frozen=True)
class Dataset:
    """`key` is the column by which one row is asked for, and `lookup` the same for the database."""

    slug: str
    title: Words
    about: Words
    columns: Columns
    rows: Callable[[], QuerySet]
    year: str
    key: str = "id"
    lookup: str = "pk"
    narrowing: dict[str, Narrowing] = field(default_factory=dict)

    @property
    def filters(self) -> dict[str, Narrowing]:
        """By what its list can be narrowed: always by the year."""
        return {"tahun": _by(self.year), **self.narrowing}

    def of_year(self, year: int | None) -> QuerySet:
        return self.rows().filter(**{self.year: year}) if year else self.rows()

    def values(self, year: int | None = None) -> Iterator[list[object]]:
        """All rows (of one plan year), read in portions, so that any number needs little memory."""
        for row in self.of_year(year).iterator(chunk_size=CHUNK):
            yield read_row(self.columns, row)


DATASETS: dict[str, Dataset] = {
    dataset.slug: dataset
    for dataset in (
        Dataset(
            "forum", _l("Forum"), _l("Setiap forum perangkat daerah: tahun rencana, tema, tanggal, dan tempatnya."),
            forums.COLUMNS, reads.forums, "plan_year", "tahun", "plan_year",
        ),
        Dataset(
            "usulan", _l("Usulan"),
            _l("Setiap usulan yang dikirim: isi, tempat, kelompok pengusul, dan statusnya. Tanpa data pribadi."),
            export.COLUMNS, reads.proposals, "forum__plan_year", "nomor", "number",
            {
                "urusan": _by("urusan__slug", **OPEN),
                "status": lambda rows, value: rows.in_public_state(value),
                "kecamatan": _by("kelurahan__kecamatan__code", is_citywide=False, **OPEN),
                "diubah_sejak": _by("updated_at__gte"),
            },
        ),
        Dataset(
            "hasil", _l("Hasil pembahasan"),
            _l("Hasil forum yang sudah disahkan dan diumumkan, dengan alasan dan tanggapan resminya."),
            results.COLUMNS, reads.results, "proposal__forum__plan_year",
            narrowing={
                "urusan": _by("proposal__urusan__slug", proposal__withheld_reason=""),
                "status": _by("outcome"),
                "kecamatan": _by("proposal__kelurahan__kecamatan__code", proposal__is_citywide=False, proposal__withheld_reason=""),
                "diubah_sejak": _by("published_at__gte"),
            },
        ),
        Dataset(
            "baris-renja", _l("Baris Renja"),
            _l("Program, kegiatan, dan sub kegiatan Renja yang terbuka, dengan indikator, target, dan pagu."),
            lines.COLUMNS, reads.lines, "renja__forum__plan_year",
            narrowing={"urusan": _by("urusan_slug", **OPEN), "diubah_sejak": _by("updated_at__gte")},
        ),
        Dataset(
            "usulan-renja", _l("Usulan dalam Renja"),
            _l("Baris Renja mana yang menjawab usulan mana, berapa bagian yang dipenuhi, dan pagunya."),
            lines.LINK_COLUMNS, reads.links, "line__renja__forum__plan_year",
        ),
        Dataset(
            "kesepakatan", _l("Kesepakatan"), _l("Yang disepakati forum untuk setiap urusan, dengan mitra yang mendukung."),
            agreements.COLUMNS, reads.agreements, "forum__plan_year",
            narrowing={"urusan": _by("urusan__slug")},
        ),
    )
}  # fmt: skip
