"""One more signature on a stored file: made outside any transaction, because a service may take seconds."""

import hashlib
from dataclasses import dataclass

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from reports.signing.checking import all_hold
from reports.signing.places import place_of
from reports.signing.signer import Request, Signed, Signer, SigningRefused


@dataclass(frozen=True)
class Wanted:
    """What a signature says; `anchor` is its place in the document, and what it is called inside the file."""

    anchor: str
    name: str
    position: str
    reason: str
    location: str
    address: str


def is_as_kept(file: FieldFile, sha256: str) -> bool:
    """Whether the stored file still is what was kept: not there, or another byte, and it is not."""
    try:
        with file.storage.open(file.name, "rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
    except OSError:
        return False


def stored_bytes(file: FieldFile, sha256: str) -> bytes:
    """What was kept. Raises SigningRefused where the storage holds nothing, or something else by now."""
    try:
        with file.storage.open(file.name, "rb") as opened:
            content = opened.read()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SigningRefused(
            _("Berkas naskah di penyimpanan tidak lagi sama dengan yang dibuat. Hubungi admin.")
        )
    return content


def add_signature(pdf: bytes, wanted: Wanted, *, signer: Signer, before: int) -> Signed:
    """The same bytes with one signature more than the `before` that are there. Raises SigningRefused.

    What a signer gives back is checked before anybody keeps it.
    """
    request = Request(
        pdf=pdf, field=wanted.anchor, place=place_of(pdf, wanted.anchor), name=wanted.name, position=wanted.position,
        reason=wanted.reason, location=wanted.location, address=wanted.address,
    )  # fmt: skip
    signed = signer.sign(request)
    if not signed.pdf.startswith(pdf) or not all_hold(signed.pdf, count=before + 1):
        raise SigningRefused(
            _("Tanda tangan yang dihasilkan tidak lolos pemeriksaan, sehingga tidak disimpan. Coba lagi.")
        )
    return signed
