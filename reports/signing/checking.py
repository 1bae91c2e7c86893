"""Whether the electronic signatures inside a PDF hold: asked after each signing, and of every file that somebody compares."""

import datetime
import io
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports.signing.apart import apart
from reports.signing.pkcs12 import common_name

# A certificate whose issuer is not on our list is no fault of the file: it is said, not logged with a trace.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class SignatureFacts:
    """One signature: `is_intact` when not a byte of what it covers has changed since; `is_last` when that is the whole file.

    What was added after it is covered by the one that follows. `is_trusted` is None where the installation names no issuers
    that it trusts (SIGNING_TRUST_ROOTS).
    """

    field: str
    owner: str
    issuer: str
    signed_at: datetime.datetime | None
    is_intact: bool
    is_last: bool
    is_trusted: bool | None


def signatures_of(pdf: bytes) -> list[SignatureFacts]:
    """The first first; none where the file has none, or is no PDF that can be read."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return [_facts(one) for one in reader.embedded_signatures]
    except (PdfError, SigningError, ValidationInfoReadingError, ValueError, TypeError, KeyError, IndexError):
        return []


def all_hold(pdf: bytes, *, count: int) -> bool:
    """There are so many, each is intact, and the last one covers the whole file."""
    found = signatures_of(pdf)
    return len(found) == count and all(one.is_intact for one in found) and any(one.is_last for one in found)


def _facts(signature) -> SignatureFacts:
    # What each update changed is not compared object by object: in a tagged document that takes minutes.
    context = _context()
    status = apart(lambda: validate_pdf_signature(signature, context, skip_diff=True))
    certificate = status.signing_cert
    covers = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    return SignatureFacts(
        field=signature.field_name,
        owner=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        signed_at=signature.self_reported_timestamp,
        is_intact=bool(status.intact and status.valid and covers),
        is_last=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_trusted=bool(status.trusted) if settings.SIGNING_TRUST_ROOTS else None,
    )


def _context() -> ValidationContext:
    """Nothing is fetched: what cannot be checked here and now is not claimed."""
    return ValidationContext(trust_roots=list(_roots(settings.SIGNING_TRUST_ROOTS)), allow_fetching=False)


@lru_cache(maxsize=4)
def _roots(path: str) -> tuple:
    """The issuers of a file of PEM certificates."""
    return tuple(load_certs_from_pemder_data(Path(path).read_bytes())) if path else ()
