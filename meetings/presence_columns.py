"""The columns of the list of who came, as staff take it along."""

from django.utils.translation import gettext_lazy as _

from core.columns import Column, Kind

COLUMNS = (
    Column("nama", _("Nama"), lambda row: row.name),
    Column("jabatan", _("Jabatan"), lambda row: row.position),
    Column("instansi", _("Instansi"), lambda row: row.organization_name),
    Column(
        "jenis_instansi",
        _("Jenis instansi"),
        lambda row: row.participant.organization.get_kind_display() if row.participant else "",
    ),
    Column("lp", _("L/P"), lambda row: row.gender),
    Column("nomor_hp", _("Nomor HP"), lambda row: row.phone),
    Column("waktu", _("Waktu hadir"), lambda row: row.came_at, kind=Kind.MOMENT),
    Column("cara", _("Cara"), lambda row: row.get_means_display()),
    Column("daring", _("Hadir daring"), lambda row: row.is_online, kind=Kind.YES_NO),
)
