"""The public list as a table: exactly the proposals that were asked for, with what everybody may read of them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.messages import public_address
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet

MOST_IN_EXCEL = 5_000  # written in about three seconds; the CSV, which goes out as it is read, has no limit
CHUNK = 500

COLUMNS: dict[str, tuple[Any, Callable[[Proposal], object]]] = {
    "nomor": (gettext_lazy("Nomor"), lambda row: row.number),
    "tahun": (gettext_lazy("Tahun rencana"), lambda row: row.forum.plan_year),
    "judul": (gettext_lazy("Judul usulan"), lambda row: row.public_title),
    "permasalahan": (gettext_lazy("Permasalahan"), lambda row: _open(row, row.problem)),
    "usulan": (gettext_lazy("Yang diusulkan"), lambda row: _open(row, row.request)),
    "status": (gettext_lazy("Status"), lambda row: row.public_state.label),
    "dalam_renja": (gettext_lazy("Dimuat dalam Renja"), lambda row: _yes(bool(row.public_state.badges))),
    "urusan": (gettext_lazy("Urusan"), lambda row: _open(row, row.urusan or "")),
    "jenis": (gettext_lazy("Jenis usulan"), lambda row: _open(row, row.get_kind_display())),
    "volume": (gettext_lazy("Volume diusulkan"), lambda row: _open(row, row.volume)),
    "satuan": (gettext_lazy("Satuan"), lambda row: _open(row, row.volume_unit)),
    "pengusul": (gettext_lazy("Pengusul"), lambda row: _open(row, row.proposer_label)),
    "kelompok": (gettext_lazy("Kelompok pengusul"), lambda row: _open(row, _group(row))),
    "kecamatan": (gettext_lazy("Kecamatan"), lambda row: _open(row, _kecamatan(row))),
    "kelurahan": (gettext_lazy("Kelurahan"), lambda row: _open(row, row.kelurahan.name if row.kelurahan else "")),
    "dukungan": (gettext_lazy("Dukungan"), lambda row: row.support_count),
    "diajukan": (gettext_lazy("Diajukan"), lambda row: timezone.localdate(row.submitted_at)),
    "dikecualikan": (gettext_lazy("Alasan dikecualikan"), lambda row: row.withheld_reason),
    "tautan": (gettext_lazy("Tautan"), public_address),
}  # fmt: skip


def headings() -> list[str]:
    return [str(label) for label, _read in COLUMNS.values()]


def table_rows(proposals: ProposalQuerySet) -> Iterator[list[object]]:
    """One row each, read in portions, so that any number needs little memory."""
    for proposal in proposals.for_export().iterator(chunk_size=CHUNK):
        yield [read(proposal) for _label, read in COLUMNS.values()]


def _open(row: Proposal, value: object) -> object:
    """Nothing of the content of a withheld proposal."""
    return "" if row.is_withheld else value


def _yes(whether: bool) -> str:
    return str(_("ya") if whether else _("tidak"))


def _group(row: Proposal) -> str:
    return row.organization.get_kind_display() if row.organization else str(_("Warga"))


def _kecamatan(row: Proposal) -> str:
    return row.kelurahan.kecamatan.name if row.kelurahan and not row.is_citywide else ""
