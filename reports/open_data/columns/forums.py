"""Forums: a row for each planning year."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from core.columns import Column, Kind

COLUMNS = (
    Column("tahun", _l("Tahun rencana"), lambda row: row.plan_year,
           _l("Tahun Renja yang dibahas; forumnya sendiri berlangsung setahun sebelumnya."), Kind.INTEGER),
    Column("tema", _l("Tema"), lambda row: row.theme, _l("Tema forum.")),
    Column("tanggal", _l("Tanggal forum"), lambda row: row.held_on, _l("Hari forum diadakan; kosong bila belum ditetapkan."),
           Kind.DATE),
    Column("tempat", _l("Tempat"), lambda row: row.place, _l("Tempat forum diadakan.")),
    Column("ringkasan", _l("Ringkasan"), lambda row: row.summary, _l("Uraian singkat tentang forum.")),
    Column("tautan", _l("Tautan"), lambda row: settings.PUBLIC_URL + reverse("forums:detail", args=[row.plan_year]),
           _l("Halaman forum."), Kind.ADDRESS),
)  # fmt: skip
