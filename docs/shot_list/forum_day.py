"""Pictures of the forum's day: before it, at the door and in the sessions, and what is written down of it."""

from docs.shot_list.deeds import (
    WIDE,
    Shot,
    fill,
    follow,
    go_to,
    phone,
    pick,
    press,
    row_link,
    see,
    tick,
    type_in,
)

SESSION = "Sidang kelompok Komunikasi dan Informatika"
OTHER_SESSION = "Sidang kelompok Statistik"

BEFORE = (
    Shot(
        "sekretariat-undangan", "/kerja/forum/2028/undangan/", account="sekretariat", top="main", height=900
    ),
    phone(
        "undangan-jawab",
        account="sekretariat",
        path="/kerja/forum/2028/undangan/?daftar=unanswered",
        do=(
            press("Dinas Tenaga Kerja"),
            go_to("a.code"),
            tick("Diwakilkan"),
            fill("Nama lengkap", "Ratna Sari"),
            fill("Jabatan", "Kepala Bidang Pelatihan Kerja"),
        ),
        top="main",
        height=1000,
    ),
    Shot(
        "sekretariat-agenda",
        "/kerja/forum/2028/sidang/",
        account="sekretariat",
        do=(row_link(SESSION, "Agenda"),),
        top="main",
        height=900,
    ),
    Shot(
        "verifikator-nilai",
        "/kerja/verifikasi/penilaian/",
        account="verifikator",
        do=(press(SESSION),),
        top="main",
        width=WIDE,
        height=900,
    ),
)

DAY = (
    phone(
        "sekretariat-pintu",
        "/kerja/forum/2028/pintu/",
        account="sekretariat",
        do=(
            type_in("Nama, instansi", "kependudukan"),
            follow(".door-list button"),
            see(".door-list .badge.ok"),
        ),
        top=".finder-line",
        height=760,
    ),
    Shot(
        "sekretariat-konsol",
        "/kerja/sidang/",
        account="sekretariat",
        do=(press(SESSION), press("Mulai sidang"), press("Diterima")),
        top="main",
        width=WIDE,
        height=1250,
    ),
    Shot(
        "layar",
        do=(press("Simpan hasil"), press("Layar"), press("Buat tautan layar"), go_to(".with-qr a")),
        width=WIDE,
        height=768,
        whole=True,
    ),
    Shot(
        "sekretariat-kertas",
        "/kerja/sidang/",
        account="sekretariat",
        do=(
            row_link(OTHER_SESSION, "Isi dari kertas"),
            pick("select[name$=outcome]", "Diterima dengan perubahan"),
        ),
        top="main",
        width=WIDE,
    ),
)

RECORD = (
    Shot(
        "sekretariat-daftar-hadir",
        "/kerja/forum/2027/daftar-hadir/",
        account="sekretariat",
        top="main",
        height=900,
    ),
    Shot(
        "sekretariat-kesepakatan",
        "/kerja/forum/2027/kesepakatan/?keadaan=running",
        account="sekretariat",
        top="main",
        height=860,
    ),
    Shot(
        "sekretariat-tindak-lanjut",
        "/kerja/forum/2027/kesepakatan/?keadaan=done",
        account="sekretariat",
        do=(press("PT Telkom dan ITK menyediakan narasumber pelatihan cek fakta bagi pengurus RT."),),
        top="main",
        height=860,
    ),
    Shot(
        "sekretariat-berita-acara",
        "/kerja/forum/2028/berita-acara/",
        account="sekretariat",
        top="main",
        height=960,
    ),
    Shot(
        "sekretariat-tanda-tangan",
        "/kerja/forum/2027/berita-acara/tanda-tangan/",
        account="sekretariat",
        top="main",
        height=860,
    ),
    phone(
        "verifikasi",
        "/kerja/forum/2027/berita-acara/",
        account="sekretariat",
        do=(go_to("main a[href*='/verifikasi/']"),),
        top="main",
        height=900,
    ),
)
