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
    Column("kontribusi", _l("Kontribusi mitra"), lambda row: row.contribution, _l("Yang disediakan mitra.")),
    Column("bidang", _l("Bidang penanggung jawab"), lambda row: row.unit.name if row.unit else "",
           _l("Bidang penyelenggara yang mengawalnya.")),
    Column("tenggat", _l("Tenggat"), lambda row: row.due_on, _l("Sampai kapan dilaksanakan; kosong bila tidak ditetapkan."),
           Kind.DATE),
    Column("keadaan_kode", _l("Kode keadaan"), lambda row: row.state, _l("Sejauh mana kesepakatan ini berjalan."), Kind.CODE,
           codes=_l("planned, running, done, dropped")),
    Column("keadaan", _l("Keadaan"), lambda row: row.get_state_display(), _l("Keadaan dalam kata-kata.")),
    Column("usulan", _l("Usulan terkait"), lambda row: " ".join(one.number for one in row.public_proposals),
           _l("Nomor usulan yang didukung, dipisahkan spasi.")),
    Column("baris_renja", _l("Baris Renja terkait"), lambda row: " ".join(str(line.pk) for line in row.lines_of_today),
           _l("Nomor baris Renja yang didukung, dipisahkan spasi."), codes=_l("kolom id pada kumpulan data Baris Renja")),
    Column("lanjutan_dari", _l("Lanjutan dari"), lambda row: row.previous_id,
           _l("Nomor baris kesepakatan forum sebelumnya yang dilanjutkan; kosong bila baru."), Kind.INTEGER),
    Column("tautan", _l("Tautan"),
           lambda row: f"{settings.PUBLIC_URL}{reverse('meetings:public_agreements', args=[row.forum.plan_year])}#kesepakatan-{row.pk}",
           _l("Kesepakatan ini pada halaman kesepakatan forum."), Kind.ADDRESS),
)  # fmt: skip
