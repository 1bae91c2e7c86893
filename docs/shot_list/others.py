"""Pictures of reading, and of the settings."""

from docs.shot_list.deeds import NARROW, Shot, press

READER = (
    Shot("pemeriksa-forum", "/", account="pemeriksa", do=(press("Forum"),), top="main", height=940),
    Shot("pemeriksa-usulan", "/aspirasi/?status=in_plan", account="pemeriksa", top="main", height=860),
    Shot("pemeriksa-renja", do=(press("Renja"),), top="main", height=860),
    Shot("data-terbuka", "/data/", top="main", height=900),
)

ADMIN = (
    Shot("admin-pejabat", "/kerja/pengaturan/pejabat/", account="admin"),
    Shot(
        "admin-pengguna", "/kerja/pengaturan/pengguna/?q=Komunikasi", account="admin", top="main", height=900
    ),
    Shot("admin-tambah", do=(press("Tambah pengguna"),), top="main", width=NARROW, height=1000),
    Shot("admin-pekerjaan", "/kerja/pekerjaan/", account="admin", top="main", height=800),
    Shot("admin-surat", do=(press("Surat keluar"),), top="main", height=900),
    Shot("admin-kesehatan", "/kerja/kesehatan/", account="admin", top="main", height=960),
    Shot("admin-data-pribadi", "/kerja/data-pribadi/", account="admin", top="main", height=900),
)
