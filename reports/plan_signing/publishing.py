"""Which file of a plan everybody is handed: the signed copy once there is one, else the newest document."""

import datetime
from dataclasses import dataclass

from django.db.models.fields.files import FieldFile

from renja.models import Renja
from reports.models import GeneratedDocument, PlanSigning
from reports.signing.adding import is_as_kept


@dataclass(frozen=True)
class PublicCopy:
    """A file for everybody; `at` is the moment of its data, or of its signature."""

    file: FieldFile
    file_name: str
    sha256: str
    pages: int
    size: int
    at: datetime.datetime
    is_signed: bool

    @property
    def is_whole(self) -> bool:
        """Whether the storage still holds what was signed; an unsigned one can be made again."""
        return not self.is_signed or is_as_kept(self.file, self.sha256)


def public_copy(renja: Renja) -> PublicCopy | None:
    """None as long as nothing may be handed out: also a signed copy waits where it tells what was withheld since."""
    signing = PlanSigning.objects.in_force(renja)
    if signing and GeneratedDocument.objects.hiding_all(renja).filter(pk=signing.document_id).exists():
        return signed_copy(signing)
    found = GeneratedDocument.objects.for_public(renja).first()
    return unsigned_copy(found) if found else None


def unsigned_copy(found: GeneratedDocument) -> PublicCopy:
    return PublicCopy(
        found.file, found.file_name, found.sha256, found.pages, found.size, found.read_at, is_signed=False
    )


def signed_copy(signing: PlanSigning) -> PublicCopy:
    copy = signing.final
    copy.signing = signing
    return PublicCopy(
        copy.file, copy.file_name, copy.sha256, copy.pages, copy.size, copy.signed_at, is_signed=True
    )
