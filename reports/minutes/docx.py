"""The same text as DOCX, for offices that go on with it in Word; what is signed then is the scan."""

import base64
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Minutes
from reports.codes import address_of
from reports.minutes.lines import lines_of
from reports.minutes.paper import Facts, Group, MinutesPaper, Row, Session, Signer
from reports.minutes.printing import heading_of
from reports.minutes.wording import RESOLUTIONS, annexes_of_paper
from reports.word import A4, A4_LANDSCAPE, CENTER, F4, F4_LANDSCAPE, JUSTIFIED, LEFT, RIGHT, Paper, WordFile

DOTS = "……………………………………"


@dataclass(frozen=True)
class Sheets:
    """What the text and the wide annexes are printed on."""

    upright: Paper
    wide: Paper


SHEETS = {"a4": Sheets(A4, A4_LANDSCAPE), "f4": Sheets(F4, F4_LANDSCAPE)}


def minutes_docx(paper: MinutesPaper, *, is_final: bool, sheets: Sheets = SHEETS["a4"]) -> bytes:
    author = f"{paper.host.organization} {paper.host.region}"
    word = WordFile(title=heading_of(paper), author=author, paper=sheets.upright)
    _title(word, paper)
    if paper.kind == Minutes.Kind.NOTULEN:
        _notes(word, paper)
    else:
        _record(word, paper, sheets)
    foot = _("Kode %(code)s") % {"code": paper.code} if is_final else _("Rancangan, belum final")
    word.page_numbers(f"{heading_of(paper)} · {foot}")
    return word.as_bytes()


def _title(word: WordFile, paper: MinutesPaper) -> None:
    word.letterhead(paper.host)
    for place, line in enumerate(paper.title):
        if place:
            word.paragraph(line.upper(), align=CENTER, bold=True, size=12.5, after=0, keep=True)
        else:
            word.heading(line.upper(), size=14)
    word.paragraph(_("Nomor: %(number)s") % {"number": paper.number or DOTS}, align=CENTER, after=12)


def _record(word: WordFile, paper: MinutesPaper, sheets: Sheets) -> None:
    texts = {part.slug: part for part in paper.parts}
    _text(word, texts["pembuka"].text, first=10)
    word.paragraph(_("Setelah memperhatikan, mendengar, dan mempertimbangkan:"), after=3, keep=True)
    _text(word, texts["memperhatikan"].text)
    word.paragraph(_("maka pada:"), after=3, keep=True)
    word.facts(paper.facts, label=40)
    word.heading(_("MENYEPAKATI"), level=2)
    for slug in RESOLUTIONS:
        if texts[slug].text.strip():
            _resolution(word, texts[slug].title, texts[slug].text)
    _text(word, texts["catatan"].text)
    _text(word, texts["penutup"].text)
    _signing(word, paper)
    _annexes(word, paper, sheets)


def _notes(word: WordFile, paper: MinutesPaper) -> None:
    texts = {part.slug: part.text for part in paper.parts}
    word.facts(paper.facts, label=40)
    _text(word, texts["pembuka"], first=10)
    word.heading(_("A. Susunan acara"), level=2, align=LEFT, size=11)
    rows = [(row.time, row.title, row.in_charge or "–") for row in paper.programme]
    word.table((_("Waktu"), _("Acara"), _("Penanggung jawab")), rows, widths=(28, 90, 47))
    _text(word, texts["pembukaan"])
    word.heading(_("B. Kehadiran"), level=2, align=LEFT, size=11)
    word.facts(paper.presence.counts, label=60)
    word.heading(_("C. Jalannya sidang kelompok"), level=2, align=LEFT, size=11)
    for session in paper.sessions:
        _session(word, session, with_notes=True)
    word.heading(_("D. Kesepakatan dan dukungan mitra"), level=2, align=LEFT, size=11)
    _promises(word, paper)
    if texts["simpulan"].strip():
        word.heading(_("E. Simpulan dan tindak lanjut"), level=2, align=LEFT, size=11)
        _text(word, texts["simpulan"])
    _text(word, texts["penutup"])
    _signing(word, paper)


def _text(word: WordFile, text: str, *, first: float = 0) -> None:
    """Paragraphs, and lists with hanging marks."""
    for line in lines_of(text):
        if not line.mark:
            word.paragraph(line.text, align=JUSTIFIED, first=first, after=5)
            continue
        added = word.paragraph(
            f"{line.mark}\t{line.text}", align=JUSTIFIED, indent=7 * line.level, first=-7, after=3
        )
        added.paragraph_format.tab_stops.add_tab_stop(added.paragraph_format.left_indent)


def _resolution(word: WordFile, label: str, text: str) -> None:
    added = word.paragraph(f"{label}\t: {text.strip()}", align=JUSTIFIED, indent=28, first=-28, after=5)
    added.paragraph_format.tab_stops.add_tab_stop(added.paragraph_format.left_indent)


def _signing(word: WordFile, paper: MinutesPaper) -> None:
    word.paragraph(f"{paper.city}, {paper.dated or DOTS}", align=RIGHT, after=6, keep=True)
    is_notes = paper.kind == Minutes.Kind.NOTULEN
    role = _("PIMPINAN SIDANG DAN NOTULIS") if is_notes else _("PIMPINAN SIDANG")
    word.paragraph(role, align=CENTER, bold=True, after=4, keep=True)
    for signer in paper.chairs:
        _signer(word, signer)
    if paper.representatives:
        word.heading(_("Mewakili peserta"), level=2, align=LEFT, size=11)
        heads = (_("No."), _("Nama"), _("Lembaga/instansi"), _("Jabatan"), _("Tanda tangan"))
        rows = [
            (f"{no}.", one.name, one.organization or "–", one.position or "–", f"{no}. …………………")
            for no, one in enumerate(paper.representatives, start=1)
        ]
        word.table(heads, rows, widths=(9, 38, 48, 30, 40), height=14)
    word.paragraph(_("Keaslian naskah: %(address)s") % {"address": address_of(paper.code)}, size=8.5, after=0)


def _signer(word: WordFile, signer: Signer) -> None:
    lines = [(signer.position, False), *[("", False)] * 4, (signer.name, True)]
    if signer.nip:
        lines.append((f"NIP {signer.nip}", False))
    for place, (text, is_name) in enumerate(lines):
        is_last = place == len(lines) - 1
        word.paragraph(
            text, align=CENTER, after=8 if is_last else 0, bold=is_name, underline=is_name, keep=not is_last
        )


def _annexes(word: WordFile, paper: MinutesPaper, sheets: Sheets) -> None:
    names = annexes_of_paper(paper)
    _annex(word, paper, names["presence"], _("Daftar hadir peserta"), sheet=sheets.upright)
    word.facts(paper.presence.counts, label=60)
    heads = (_("No."), _("Nama"), _("L/P"), _("Jabatan"), _("Lembaga/instansi"), _("Hadir"))
    rows = [
        (str(row.no), row.name, row.gender or "–", row.position, row.organization, row.means)
        for row in paper.presence.rows
    ]
    word.table(heads, rows, widths=(9, 45, 9, 42, 46, 14))
    _annex(word, paper, names["accepted"], _("Daftar usulan yang disetujui"), sheet=sheets.wide)
    _accepted(word, paper.accepted)
    if paper.accepted_total:
        word.paragraph(_("Jumlah seluruhnya: %(total)s") % {"total": paper.accepted_total}, bold=True)
    title = _("Daftar usulan yang belum disetujui dan usulan cadangan")
    _annex(word, paper, names["declined"], title, sheet=sheets.wide)
    for letter, (heading, groups) in zip("ABCD", _not_accepted(paper), strict=False):
        word.heading(f"{letter}. {heading}", level=3, align=LEFT, size=10.5)
        _groups(word, groups, note=_("Alasan"))
    _last_annexes(word, paper, names, sheets)


def _not_accepted(paper: MinutesPaper) -> list[tuple[str, tuple[Group, ...]]]:
    """The first two are always there, the others where they hold something."""
    lists = [
        (_("Usulan yang belum dapat diakomodasi beserta alasannya"), paper.declined),
        (_("Usulan cadangan"), paper.reserves),
    ]
    if paper.moved:
        lists.append((_("Usulan yang diteruskan ke instansi lain atau digabungkan"), paper.moved))
    if paper.undiscussed:
        lists.append((_("Usulan yang belum dibahas"), paper.undiscussed))
    return lists


def _last_annexes(word: WordFile, paper: MinutesPaper, names: dict[str, str], sheets: Sheets) -> None:
    if "sessions" in names:
        _annex(word, paper, names["sessions"], _("Hasil sidang kelompok"), sheet=sheets.upright)
        for session in paper.sessions:
            _session(word, session, with_notes=False)
    if "promises" in names:
        _annex(word, paper, names["promises"], _("Kesepakatan dan dukungan mitra"), sheet=sheets.upright)
        _promises(word, paper)
    if "photos" in names:
        _annex(word, paper, names["photos"], _("Dokumentasi"), sheet=sheets.upright)
        for photo in paper.photos:
            picture = base64.b64decode(photo.picture.partition(",")[2])
            word.picture(picture, width=120, align=CENTER, describes=photo.caption)
            word.paragraph(photo.caption, align=CENTER, size=9, after=8)


def _annex(word: WordFile, content: MinutesPaper, name: str, title: str, *, sheet: Paper) -> None:
    word.new_section(sheet)
    facts: Facts = (
        (name, heading_of(content)),
        (_("Nomor"), content.number or DOTS),
        (_("Tanggal"), content.dated or DOTS),
    )
    word.facts(facts, label=30)
    word.heading(title, level=2)


def _accepted(word: WordFile, groups: tuple[Group, ...]) -> None:
    """One table for each urusan, with what was asked where something else was agreed on, and the costs."""
    if not groups:
        word.paragraph(_("Nihil."), italic=True)
    heads = (
        *_heads(), _("Volume disepakati"), _("Perkiraan biaya"), _("Keterangan"),
    )  # fmt: skip
    for group in groups:
        word.paragraph(group.name, bold=True, after=2, keep=True)
        rows = [(*_about(row), _agreed(row), row.cost, row.note) for row in group.rows]
        if group.total:
            rows.append(("", "", _("Jumlah perkiraan biaya"), "", "", "", group.total, ""))
        align = (CENTER, LEFT, LEFT, LEFT, LEFT, LEFT, RIGHT)
        word.table(heads, rows, widths=(9, 28, 52, 36, 34, 24, 30, 44), size=8.5, align=align)


def _groups(word: WordFile, groups: tuple[Group, ...], *, note: str) -> None:
    """One table for each urusan, without costs."""
    if not groups:
        word.paragraph(_("Nihil."), italic=True)
    for group in groups:
        word.paragraph(group.name, bold=True, after=2, keep=True)
        rows = [(*_about(row), row.volume, row.note) for row in group.rows]
        heads = (*_heads(), _("Volume"), note)
        word.table(heads, rows, widths=(9, 28, 60, 38, 36, 24, 62), size=8.5, align=(CENTER,))


def _heads() -> tuple[str, ...]:
    return _("No."), _("Nomor usulan"), _("Usulan"), _("Pengusul"), _("Lokasi")


def _about(row: Row) -> tuple[str, ...]:
    title = f"{row.title}: {row.withheld}" if row.withheld else row.title
    return str(row.no), row.number, title, row.proposer, row.place


def _agreed(row: Row) -> str:
    if row.agreed == row.volume:
        return row.agreed
    return f"{row.agreed}\n({_('diusulkan %(asked)s') % {'asked': row.volume}})"


def _session(word: WordFile, session: Session, *, with_notes: bool) -> None:
    word.heading(session.name, level=3, align=LEFT, size=10.5)
    word.facts(session.facts, label=40, after=4)
    if session.notes and with_notes:
        _text(word, session.notes)
    if with_notes:
        _items_with_notes(word, session)
    else:
        rows = [(str(item.no), item.number, item.title, item.outcome) for item in session.items]
        heads = (_("No."), _("Nomor usulan"), _("Usulan"), _("Hasil"))
        word.table(heads, rows, widths=(9, 28, 82, 46))
    if session.score_rows:
        criteria = len(session.score_head) - 4
        word.table(session.score_head, session.score_rows, widths=[20, 28, 46, *[9] * criteria, 14], size=8.5)
        word.paragraph("; ".join(session.score_legend), size=8.5)


def _items_with_notes(word: WordFile, session: Session) -> None:
    heads = (_("No."), _("Nomor usulan"), _("Usulan"), _("Pokok pembahasan"), _("Hasil"))
    rows = [
        (
            str(item.no),
            item.number,
            item.title,
            item.notes or "–",
            "\n".join(filter(None, (item.outcome, item.reason))),
        )
        for item in session.items
    ]
    word.table(heads, rows, widths=(9, 28, 40, 42, 46))


def _promises(word: WordFile, paper: MinutesPaper) -> None:
    rows = [
        (str(no), one.urusan, one.text, one.partners or "–") for no, one in enumerate(paper.promises, start=1)
    ]
    if not rows:
        word.paragraph(_("Nihil."), italic=True)
        return
    word.table((_("No."), _("Urusan"), _("Kesepakatan"), _("Mitra")), rows, widths=(9, 34, 80, 42))
    word.paragraph(_("Catatan kesepakatan forum; bukan perjanjian kerja sama."), size=8.5)
