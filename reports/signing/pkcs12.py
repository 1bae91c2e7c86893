"""Signing with a person's own certificate file (PKCS#12). File and passphrase are used for this one act and kept nowhere."""

import datetime
import io
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError

from core.dates import plain_date
from reports.signing.apart import apart
from reports.signing.signer import Request, Signed, SigningRefused
from reports.signing.stamp import stamp_style

LARGEST = 100 * 1024  # bytes of a certificate file
WORD = re.compile(r"[^\W\d_]{3,}")


class Pkcs12Signer:
    """The key of one person. Raises SigningRefused where file and passphrase do not fit, or the certificate is over."""

    @sensitive_variables()
    def __init__(self, certificate: bytes, passphrase: str) -> None:
        try:
            loaded = signers.SimpleSigner.load_pkcs12_data(
                certificate, other_certs=[], passphrase=passphrase.encode()
            )
        except (ValueError, TypeError) as error:
            raise SigningRefused(
                _("Sertifikat tidak dapat dibuka. Periksa berkas .p12 atau .pfx dan kata sandinya.")
            ) from error
        if loaded is None or loaded.signing_cert is None:
            raise SigningRefused(
                _("Berkas ini tidak memuat kunci dan sertifikat. Pilih berkas .p12 atau .pfx.")
            )
        self._signer = loaded
        self._check_dates(timezone.now())

    def _check_dates(self, now: datetime.datetime) -> None:
        certificate = self._signer.signing_cert
        if not certificate.not_valid_before <= now <= certificate.not_valid_after:
            raise SigningRefused(
                _("Sertifikat ini berlaku %(start)s sampai %(end)s, sehingga tidak dapat dipakai hari ini.")
                % {
                    "start": plain_date(certificate.not_valid_before),
                    "end": plain_date(certificate.not_valid_after),
                }
            )

    @property
    def name(self) -> str:
        """Whose certificate it is, as it says itself."""
        return common_name(self._signer.signing_cert.subject)

    def sign(self, request: Request) -> Signed:
        if not is_same_person(self.name, request.name):
            raise SigningRefused(
                _(
                    "Sertifikat ini atas nama %(owner)s, sedangkan yang menandatangani ialah %(name)s: pilih sertifikat miliknya."
                )
                % {"owner": self.name, "name": request.name}
            )
        try:
            pdf = self._add(request)
        except (SigningError, PdfError, ValueError) as error:
            raise SigningRefused(
                _("Tanda tangan tidak dapat dibubuhkan: %(why)s") % {"why": error}
            ) from error
        certificate = self._signer.signing_cert
        told = _("%(owner)s; penerbit %(issuer)s; nomor seri %(serial)s") % {
            "owner": self.name, "issuer": common_name(certificate.issuer), "serial": certificate.serial_number,
        }  # fmt: skip
        return Signed(pdf, told[:300])

    def _add(self, request: Request) -> bytes:
        """An incremental update: what was signed before stays byte for byte."""
        writer = IncrementalPdfFileWriter(io.BytesIO(request.pdf))
        field = fields.SigFieldSpec(request.field, on_page=request.place.page, box=request.place.box)
        fields.append_signature_field(writer, field)
        told = signers.PdfSignatureMetadata(
            field_name=request.field, name=request.name, reason=request.reason, location=request.location,
            md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
        )  # fmt: skip
        pen = signers.PdfSigner(told, signer=self._signer, stamp_style=stamp_style(request))
        return apart(lambda: pen.sign_pdf(writer)).getvalue()


def common_name(name) -> str:
    """The CN of a certificate's name, else all of it."""
    found = name.native.get("common_name", "")
    return found if isinstance(found, str) and found else name.human_friendly


def is_same_person(owner: str, name: str) -> bool:
    """Certificates leave titles out and write in capitals: one word of the name in common is enough to catch a mix-up."""
    mine, theirs = ({word.casefold() for word in WORD.findall(text)} for text in (owner, name))
    return bool(mine & theirs)
