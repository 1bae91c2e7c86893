"""A plan that was established, its document made, and everybody who has to do with its signature."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from renja.models import Renja, Revision
from reports.models import PlanSigning
from reports.signing.pkcs12 import Pkcs12Signer
from tests.factories.plan_signing import DocumentFactory, PlanSigningFactory
from tests.factories.renja import RenjaFactory, RevisionFactory
from tests.factories.stakeholders import HostFactory, OfficialFactory
from tests.reports.minutes.conftest import PASSPHRASE, certificate

DAY = datetime.date(2027, 7, 20)
NAME = "Dr. Rahmat Hidayat, M.Si."


def blank_pdf(pages: int = 2) -> bytes:
    """With the place of a stamp on its last page."""
    written = io.BytesIO()
    with pikepdf.new() as document:
        for _n in range(pages):
            document.add_blank_page()
        place = pikepdf.Array([document.pages[-1].obj, pikepdf.Name.XYZ, 300, 500, 0])
        names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("ttd-1"), place]))
        document.Root.Names = pikepdf.Dictionary(Dests=names)
        document.save(written)
    return written.getvalue()


def upload(name: str = "pindaian.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, blank_pdf(), "application/pdf")


def signer_of(name: str = "RAHMAT HIDAYAT") -> Pkcs12Signer:
    return Pkcs12Signer(certificate(name), PASSPHRASE)


def bytes_of(copy) -> bytes:
    with copy.file.open("rb") as opened:
        return opened.read()


def spoil(copy) -> None:
    """Another byte where it is stored."""
    content = bytearray(bytes_of(copy))
    content[-1] ^= 1
    with copy.file.storage.open(copy.file.name, "wb") as stored:
        stored.write(bytes(content))


@pytest.fixture
def renja(db) -> Renja:
    HostFactory()
    OfficialFactory(name=NAME)
    return RenjaFactory(stage="ditetapkan", dated=DAY)


@pytest.fixture
def act(renja) -> Revision:
    return RevisionFactory(renja=renja, settled=True)


@pytest.fixture
def signing(act) -> PlanSigning:
    """Asked for, its document made."""
    document = DocumentFactory(renja=act.renja, content=blank_pdf())
    return PlanSigningFactory(revision=act, document=document, name=NAME)
