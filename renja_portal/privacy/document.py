"""docs/privacy.md, written from what is declared: `manage.py privacy_document` prints it, a test compares it."""

from collections.abc import Iterable, Iterator

from renja_portal.privacy.processing import PROCESSING, UNCHECKED
from renja_portal.privacy.retention import ARCHIVE, BY_OWNER, IMPERSONAL, RETENTION, STAYS

ERASERS = {BY_OWNER: "bersama akunnya", ARCHIVE: "tidak dihapus (arsip)"}
HEAD = """# Data pribadi

Dibuat oleh `manage.py privacy_document` dari `renja_portal/privacy/retention.py` dan `processing.py`; jangan disunting di sini.
Angkanya adalah bawaan; `KEEP_LETTERS_DAYS` dan `KEEP_UNUSED_ACCOUNTS_DAYS` mengubahnya (lihat [configure.md](configure.md))."""
BREACH = """Bila data pribadi terbuka kepada yang tidak berhak, `/kerja/data-pribadi/kebocoran/` (admin) atau
`manage.py breach_report --from … --to …` menyebut siapa yang datanya dibuka, isian yang mana, dan kapan, menurut catatan, serta
menyusun rancangan pemberitahuan. UU 27/2022 Pasal 46: pemberitahuan tertulis paling lambat 3 x 24 jam kepada orangnya dan kepada
lembaga. Yang tidak tercatat: salinan basis data atau cadangan yang diambil langsung dari server, dan apa yang difoto dari layar."""


def privacy_document() -> str:
    """The whole text, as it stands in the repository."""
    parts = [
        HEAD,
        "## Catatan pemrosesan",
        *_processing(),
        "Belum diperiksa:",
        _bullets(UNCHECKED),
        "## Berapa lama",
        _table(("Data", "Untuk apa", "Berapa lama", "Dihapus oleh", "Kolom"), _kept()),
        "## Yang tetap setelah akun dihapus",
        _table(("Kolom", "Sebab"), ((f"`{name}`", why) for name, why in STAYS.items())),
        "## Yang bukan data pribadi",
        _table(("Kolom", "Sebab"), ((f"`{name}`", why) for name, why in IMPERSONAL.items())),
        "## Permintaan tertulis",
        "Siapa yang meminta lewat surat dihapus datanya oleh admin pada `/kerja/data-pribadi/hapus/`, dengan menyebut suratnya dan"
        " bagaimana orangnya dipastikan; keduanya masuk catatan audit.",
        "## Kebocoran",
        BREACH,
    ]
    return "\n\n".join(parts) + "\n"


def _processing() -> Iterator[str]:
    for one in PROCESSING:
        yield f"### {one.name}"
        yield _bullets(
            f"{label}: {text}"
            for label, text in (
                ("Tujuan", one.purpose), ("Dasar", one.basis), ("Orang", one.persons), ("Data", one.data),
                ("Penerima", one.recipients), ("Pelindungan", one.safeguards),
            )
        )  # fmt: skip


def _kept() -> Iterator[tuple[str, ...]]:
    for one in RETENTION:
        erasers = ", ".join(ERASERS.get(name, f"`{name}`") for name in one.erased_by)
        columns = ", ".join(f"`{name}`" for name in one.columns)
        yield (str(one.kind), str(one.why), str(one.how_long), erasers, columns)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = [list(head), *map(list, rows)]
    rule = ["---"] * len(cells[0])
    return "\n".join("| " + " | ".join(row) + " |" for row in (cells[0], rule, *cells[1:]))
