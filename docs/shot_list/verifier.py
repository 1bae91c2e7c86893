"""Pictures of verifying."""

from docs.shot_list.deeds import Shot, choose, fill, follow, press, tick

VERIFIER = (
    Shot("verifikator-pekerjaan", "/kerja/", account="verifikator", height=980),
    Shot("verifikator-antrean", do=(press("Verifikasi"),), height=820),
    Shot("verifikator-usulan", do=(follow("#hasil td a"),), top="main", height=940),
    Shot("verifikator-putusan", part="#putusan"),
    Shot(
        "verifikator-teruskan",
        "/kerja/usulan/teruskan/",
        account="verifikator",
        do=(
            tick("Pilih ASP-2028-0061"),
            press("Pilih instansi tujuan"),
            choose("Instansi tujuan", "Dinas Perhubungan"),
            fill("Alasan", "Pengelolaan terminal merupakan kewenangan Dinas Perhubungan."),
        ),
        top="main",
        height=820,
    ),
)
