"""The forms in which a plan is handed out: what each is called, what it is for, how its file is told apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.excel_export import XLSX
from reports.models import DocumentKind
from reports.word import DOCX

PDF, ZIP = "application/pdf", "application/zip"


@dataclass(frozen=True)
class Form:
    """One form; `suffix` stands behind the name of the plan in that of the file, `may` is the permission to have it."""

    kind: str
    purpose: str | Promise
    extension: str
    content_type: str
    suffix: str = ""
    may: str = "renja.export"

    @property
    def label(self) -> str:
        return str(DocumentKind(self.kind).label)

    @property
    def slug(self) -> str:
        """How it stands in an address."""
        return self.kind.replace("_", "-")


FORMS: Mapping[str, Form] = {
    form.kind: form
    for form in (
        Form(
            DocumentKind.RENJA_PDF,
            _("Dokumen resmi lengkap untuk dicetak, ditandatangani, dan dibagikan."),
            "pdf", PDF,
        ),
        Form(
            DocumentKind.REVISION_PDF,
            _("Sebuah revisi sebagaimana dibekukan, disusun sekali lalu disimpan."),
            "pdf", PDF, "revisi",
        ),
        Form(
            DocumentKind.RENJA_DOCX,
            _("Isi yang sama untuk disunting lebih lanjut di Word atau LibreOffice."),
            "docx", DOCX,
        ),
        Form(
            DocumentKind.RENJA_XLSX,
            _("Setiap tabel resmi pada lembarnya sendiri, siap cetak dan siap dihitung ulang."),
            "xlsx", XLSX, "tabel",
        ),
        Form(
            DocumentKind.SUMMARY,
            _("Satu halaman untuk kepala sebelum menandatangani: angka pokok, hasil forum, dan yang masih terbuka."),
            "pdf", PDF, "ringkasan",
        ),
        Form(
            DocumentKind.SLIDES,
            _("Delapan salindia untuk dipaparkan pada forum atau rapat."),
            "pdf", PDF, "paparan",
        ),
        Form(
            DocumentKind.PACK,
            _(
                "Semua berkas di atas dengan berita acara, daftar hadir, dan undangan, dalam satu ZIP beserta manifes dan "
                "sidik berkas. Memuat nama peserta; jangan disebarkan."
            ),
            "zip", ZIP, "berkas-bukti", "reports.pack_evidence",
        ),
    )
}  # fmt: skip
OF_A_REVISION = (DocumentKind.REVISION_PDF,)  # not of the plan as it is
FURTHER = tuple(form for kind, form in FORMS.items() if kind not in (DocumentKind.RENJA_PDF, *OF_A_REVISION))


def may_have(user, kind: str) -> bool:
    """Whether somebody may ask for this form, and be handed it."""
    return kind in FORMS and user.has_perm("renja.export") and user.has_perm(FORMS[kind].may)
