"""The letter of invitation as DOCX, for offices that finish it in Word: one letter, or all in one file."""

import io
from typing import Any

from django.utils.translation import gettext as _

from forums.models import InvitationLetter, Participant
from reports.errors import ReportRefused
from reports.invitation_content import DOTS, addressed, content_of, host_of, qr_of, signature_of
from reports.invitations import participants_of
from reports.word import A4, CENTER, F4, JUSTIFIED, RIGHT, WordFile

MOST_LETTERS = 300
QR_MM = 24
SMALL = 9


def word_of(letter: InvitationLetter, participant: Participant) -> bytes:
    """The letter to one organisation with its annexes."""
    return _written(letter, [participant])


def word_of_all(letter: InvitationLetter) -> bytes:
    """All letters one after another; the annexes, which are the same for all, stand once at the end."""
    return _written(letter, list(participants_of(letter)[:MOST_LETTERS]))


def _written(letter: InvitationLetter, participants: list[Participant]) -> bytes:
    if not participants:
        raise ReportRefused(_("Belum ada yang diundang. Isi dahulu daftar peserta."))
    content = content_of(letter)
    paper = F4 if content["paper"] == "f4" else A4
    made = WordFile(title=content["subject"], author=content["host"]["organization"], paper=paper)
    for place, participant in enumerate(participants):
        if place:
            made.new_page()
        _write_letter(made, addressed(content, participant))
    _write_annexes(made, content)
    made.page_numbers(content["subject"])
    return made.as_bytes()


def _write_letter(made: WordFile, content: dict[str, Any]) -> None:
    made.letterhead(host_of(content))
    made.paragraph(f"{content['city']}, {content['dated']}", align=RIGHT)
    made.facts(
        [
            (_("Nomor"), content["number"] or DOTS),
            (_("Sifat"), content["nature"]),
            (_("Lampiran"), content["enclosure"] or "–"),
            (_("Hal"), content["subject"]),
        ]
    )
    made.paragraph(f"{_('Yth.')} {content['to']}\n{_('di tempat')}", after=10)
    for text in content["opening"]:
        made.paragraph(text, align=JUSTIFIED, first=10)
    made.facts([(label, value) for label, value in content["facts"]], label=34)
    if content["requests"]:
        made.paragraph(_("Kepada Bapak/Ibu dimohon untuk:"), keep=True, after=3)
        made.numbered(content["requests"])
    for text in content["closing"]:
        made.paragraph(text, align=JUSTIFIED, first=10, keep=True)
    made.signature(
        signature_of(content), missing=_("Pejabat penanda tangan pada tanggal ini belum ditetapkan.")
    )
    if content["copies_to"]:
        made.paragraph(_("Tembusan:"), size=SMALL, after=0, keep=True)
        made.numbered(content["copies_to"], after=0)
    _write_code(made, content)


def _write_code(made: WordFile, content: dict[str, Any]) -> None:
    """The code by which this organisation answers, and which opens the door."""
    png = io.BytesIO()
    qr_of(content).save(png, kind="png", scale=6, border=2)
    made.picture(png.getvalue(), width=QR_MM, describes=_("Kode QR untuk menjawab undangan"))
    made.paragraph(_("Jawab undangan dengan memindai kode ini, atau buka:"), size=SMALL, after=0)
    made.paragraph(content["address"], size=SMALL, after=0)
    made.paragraph(_("Kode pintu masuk: %(code)s") % {"code": content["code"]}, size=SMALL)


def _write_annexes(made: WordFile, content: dict[str, Any]) -> None:
    if content["programme"]:
        _begin_annex(made, content, _("SUSUNAN ACARA"))
        heads = [_("No."), _("Pukul"), _("Durasi"), _("Acara"), _("Penanggung jawab")]
        made.table(heads, content["programme"], widths=(8, 13, 19, 75, 45), align=(CENTER, CENTER, CENTER))
    if content["list"]:
        _begin_annex(made, content, _("DAFTAR UNDANGAN"))
        heads = [_("No."), _("Undangan"), _("Sebagai")]
        made.table(heads, content["list"], widths=(10, 115, 35), align=(CENTER,))


def _begin_annex(made: WordFile, content: dict[str, Any], title: str) -> None:
    made.new_page()
    half = made.paper.text_width / 2
    made.paragraph(
        _("Lampiran surat undangan\nNomor: %(number)s\nTanggal: %(day)s")
        % {"number": content["number"] or DOTS, "day": content["dated"]},
        indent=half, size=SMALL, after=10,
    )  # fmt: skip
    made.heading(title)
    event = content["event"]
    made.paragraph(
        ", ".join(part for part in (event["forum"], event["day"], event["place"]) if part),
        align=CENTER,
        after=10,
    )
