"""Pictures of publishing the results."""

from docs.shot_list.deeds import NARROW, Shot, go, phone, press, wait_for

HEAD = (
    Shot("pimpinan-pengesahan", "/kerja/pengesahan/", account="pimpinan", height=815, whole=True),
    Shot(
        "pimpinan-sahkan",
        do=(press("Sahkan dan umumkan semua, kecuali yang dilepas"),),
        top="main",
        width=NARROW,
    ),
    phone("pimpinan-ponsel", "/kerja/pengesahan/", account="pimpinan", top="main", height=860, whole=True),
    Shot(
        "pimpinan-catatan",
        "/kerja/catatan/",
        account="pimpinan",
        do=(press("Periksa rantai"), wait_for("Periksa rantai"), go("/kerja/catatan/?q=ASP-2028")),
        top="main",
        height=1000,
    ),
)
