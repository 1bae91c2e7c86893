"""Rules on the tables, the proposals, and who signs when."""

from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.money import number
from core.paging import MANY
from renja.completeness.declaring import CHECKLIST, Finding, Many, Weight, rule
from renja.completeness.facts import Facts

SHOWN = 100  # proposals that are named one by one


@rule("tabel-kosong", _("Tabel resmi yang belum diisi (dicetak “Nihil”)"), Weight.MUST, CHECKLIST)
def empty_tables(facts: Facts) -> Iterator[Finding]:
    """Each required table is there under its label; where there is nothing to tell, the text says so."""
    for part, table in facts.structure.placed():
        if table.label in facts.counts.empty_tables:
            yield Finding(
                _t("Tabel %(label)s") % {"label": table.label}, facts.url("table", table.label), part.key
            )


@rule("usulan-belum-dimuat", _("Usulan diterima yang belum dimuat dalam Renja"), Weight.MUST)
def homeless(facts: Facts) -> Many:
    """What the forum accepted is in a line, or is put back with a reason."""
    part = facts.part_with("proposals")

    def read() -> Iterator[Finding]:
        rows = facts.homeless.order_by("number").values_list("number", "title")
        for code, title in rows[:SHOWN]:
            yield Finding(f"{code} {title}", facts.url("link", code), part)
        if facts.counts.homeless > SHOWN:
            yield Finding(_t("Lainnya ada pada halaman Usulan."), facts.url("homeless"), part)

    return Many(facts.counts.homeless, read)


@rule("hasil-menunggu", _("Hasil usulan yang menunggu pengesahan"), Weight.LOOK)
def pending(facts: Facts) -> Many:
    """Until the head publishes them, they are in no table."""
    return _counted(facts, facts.counts.pending, _t("%(n)s hasil menunggu pimpinan"))


@rule("usulan-tahun-lalu", _("Usulan tahun lalu yang belum ditentukan kelanjutannya"), Weight.LOOK)
def carried(facts: Facts) -> Many:
    """The secretariat says of each whether it is asked for again."""
    return _counted(facts, facts.counts.carried, _t("%(n)s usulan menunggu sekretariat"))


def _counted(facts: Facts, count: int, words: str) -> Many:
    told = f"{number(MANY)}+" if count > MANY else number(count)
    return Many(count, lambda: [Finding(words % {"n": told}, "", facts.part_with("proposals"))])


@rule("penanda-tangan", _("Pejabat penanda tangan pada tanggal dokumen"), Weight.MUST)
def no_signer(facts: Facts) -> Iterator[Finding]:
    """Somebody is in office who signs."""
    if not facts.counts.signers:
        words = _t("Admin mengisinya di Pengaturan, bagian Pejabat.")
        yield Finding(words, "", facts.structure.preface.key)


@rule("tanggal-dokumen", _("Tanggal dokumen"), Weight.MUST)
def no_date(facts: Facts) -> Iterator[Finding]:
    """It picks the official who signs."""
    if facts.renja.dated is None:
        words = _t("Isi tanggal dokumen pada Pengaturan.")
        yield Finding(words, facts.url("settings") + "#id_dated", facts.structure.preface.key)
