"""Pictures of the Renja."""

from docs.shot_list.deeds import NARROW, WIDE, Shot, follow, press, type_in

PLANNER = (
    Shot(
        "perencana-tabel",
        "/kerja/",
        account="perencana",
        do=(press("Susun Renja"), follow("tr.leaf td:nth-child(6)")),
        top="main",
        width=WIDE,
        height=820,
        whole=True,
    ),
    Shot(
        "perencana-cari",
        do=(type_in("Tambah baris", "kendaraan"),),
        top=".plan-facts",
        width=WIDE,
        height=600,
        whole=True,
    ),
    Shot("perencana-usulan", "/kerja/renja/2028/usulan/", account="perencana", top="main", height=800),
    Shot("perencana-tautan", do=(follow(".code-row .btn"),), top="main", width=NARROW, height=860),
    Shot(
        "perencana-naskah",
        "/kerja/renja/2028/naskah/",
        account="perencana",
        do=(follow(".parts a"),),
        top="main",
    ),
    Shot("perencana-dokumen", "/kerja/laporan/renja/2028/", account="perencana", top="main"),
    Shot(
        "perencana-kelengkapan", "/kerja/renja/2028/kelengkapan/", account="perencana", top="main", height=900
    ),
    Shot(
        "revisi-bandingkan",
        "/kerja/renja/2028/revisi/bandingkan/?dari=1&ke=2",
        account="perencana",
        top="main",
        height=900,
    ),
    Shot(
        "realisasi-triwulan",
        "/kerja/renja/2020/realisasi/?tw=4",
        account="perencana",
        top="main",
        width=WIDE,
        height=900,
    ),
    Shot(
        "realisasi-baris", "/kerja/renja/2020/realisasi/5/?tw=4", account="perencana", top="main", height=860
    ),
)
