"""What Bappeda examines, and the sheet of its remarks."""

from django.core.files.base import ContentFile

from renja.models import Examination
from reports.models import RemarkSheet
from tests.e2e.addresses.samples import Samples
from tests.e2e.city import YEAR


def add_remarks(at: Samples) -> None:
    examination = Examination.objects.get()
    at.add("renja:examinations")
    at.add("renja:plan_examinations", YEAR)
    at.add("renja:hand_over", YEAR, 2)
    for query in ("", "?tampil=selesai", "?tampil=draf", "?tentang=baris&q=konten", "?q=tidakada"):
        at.add("renja:examination", examination.key, query=query)
    at.add_all("renja:examined", "renja:remarks_paste", "renja:withdraw", args=[examination.key])
    for query in ("", "?tentang=naskah:1.2", f"?tentang=baris:{at.town.lines['full'].node.code}"):
        at.add("renja:remark_new", examination.key, query=query)
    for remark in examination.remarks.sent():
        at.add("renja:remark", examination.key, remark.pk)
    at.add("renja:remark_edit", examination.key, examination.remarks.drafts().get().pk)
    add_sheet(at, examination)


def add_sheet(at: Samples, examination: Examination) -> None:
    sheet = RemarkSheet(examination=examination, sha256="0" * 64, size=12, pages=2)
    sheet.file.save("catatan.pdf", ContentFile(b"%PDF-1.7 uji"))
    at.add_all(
        "reports:remarks_print", "reports:remarks_pdf", "reports:remarks_excel", args=[examination.key]
    )
