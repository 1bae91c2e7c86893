"""Plans frozen and established, for tests that begin there."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from renja.models import Revision
from renja.services import establish_plan, freeze_revision
from tests.corpus.pdfs import make_pdf

PDF = make_pdf()
DAY = datetime.date(2027, 7, 20)
REASON = "Bahan forum sudah ditunggu"
OTHERS = ["sekretariat", "verifikator", "admin_user", "pengusul", "pemeriksa"]


def scan(name="keputusan.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def freeze(renja, actor, stage="rancangan", *, seen=0, reason=REASON, **facts) -> Revision:
    """These plans are never complete, so a reason goes along."""
    return freeze_revision(renja, actor=actor, stage=stage, seen=seen, reason=reason, **facts)


def establish(renja, actor, *, seen, **changes) -> Revision:
    facts = {"instrument": "kepkada", "number": "188.45/120/2027", "dated": DAY, "reason": REASON} | changes
    return establish_plan(renja, scan(), actor=actor, seen=seen, **facts)
