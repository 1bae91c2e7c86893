"""What the verification page says of two prints for staff and Bappeda: the sheet of remarks, the matrix of changes.

Each is kept as it was typeset last, under one code: a paper that shows another moment is overtaken.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.models import ChangeMatrix, RemarkSheet
from reports.proof import Proof, Standing
from reports.wording import print_moment
from stakeholders.models import Organization

TEMPLATE = "reports/verification/_plan_file.html"


def find_print(code: str) -> Proof | None:
    return _found(code=code)


def find_print_file(sha256: str) -> Proof | None:
    return _found(sha256=sha256)


def _found(**told: str) -> Proof | None:
    with override(settings.LANGUAGE_CODE):  # names of official papers are not translated
        return _sheet(told) or _matrix(told)


def _sheet(told: dict[str, str]) -> Proof | None:
    sheet = RemarkSheet.objects.exclude(code="").select_related("examination__revision__renja__forum")
    if found := sheet.defer("examination__revision__content").filter(**told).first():
        revision = found.examination.revision
        return _proof(found, _("Catatan Verifikasi dan Tindak Lanjut"), revision.renja.year, revision.name)
    return None


def _matrix(told: dict[str, str]) -> Proof | None:
    matrix = ChangeMatrix.objects.exclude(code="").select_related("before__renja__forum", "after")
    if made := matrix.defer("before__content", "after__content").filter(**told).first():
        then = made.after.name if made.after else _("Naskah kerja")
        pair = _("%(before)s menjadi %(after)s") % {"before": made.before.name, "after": then}
        return _proof(made, _("Matriks Perubahan"), made.before.renja.year, pair)
    return None


def _proof(made: RemarkSheet | ChangeMatrix, kind: str, year: int, about: str) -> Proof:
    host = Organization.objects.host()
    return Proof(
        code=made.code, title=_("%(kind)s, Renja %(year)s") % {"kind": kind, "year": year}, kind=kind, number="",
        dated=None, office=host.name if host else "", signers=(), hashes=((kind, made.sha256),), file=kind,
        facts=((_("Tentang"), about), (_("Cetakan terakhir, keadaan data"), print_moment(made.made_at))),
        standing=Standing.PRINT, template=TEMPLATE,
    )  # fmt: skip
