"""Agreements of forums with their partners."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from core.columns import Column, Kind

COLUMNS = (
    Column("id", _l("Nomor baris"), lambda row: row.pk, _l("Nomor tetap dari kesepakatan ini."), Kind.INTEGER),
    Column("tahun", _l("Tahun rencana"), lambda row: row.forum.plan_year, _l("Tahun Renja yang dibahas forum."), Kind.INTEGER),
    Column("urusan", _l("Urusan"), lambda row: row.urusan.name, _l("Urusan yang disepakati."), codes=_l("daftar urusan portal")),
    Column("kesepakatan", _l("Kesepakatan"), lambda row: row.text,
           _l("Catatan kesepakatan forum; bukan perjanjian kerja sama.")),
    Column("mitra", _l("Mitra"), lambda row: row.partner_names, _l("Lembaga yang mendukung.")),
    Column("tautan", _l("Tautan"), lambda row: settings.PUBLIC_URL + reverse("forums:detail", args=[row.forum.plan_year]),
           _l("Halaman forum."), Kind.ADDRESS),
)  # fmt: skip
