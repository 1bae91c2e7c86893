"""What makes an electronic signature: one protocol, so that a certificate file and a signing service are the same to the rest."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import NotAllowed


class SigningRefused(NotAllowed):
    """Nothing was signed; the text says why and how to mend it."""


@dataclass(frozen=True)
class Place:
    """Where the visible stamp stands: the page from 0, and the box in points from its lower left corner."""

    page: int
    box: tuple[float, float, float, float]

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return right - left, top - bottom


@dataclass(frozen=True)
class Request:
    """What is to be signed, and what the stamp says. `field` names the signature inside the PDF."""

    pdf: bytes
    field: str
    place: Place
    name: str
    position: str
    reason: str
    location: str
    address: str


@dataclass(frozen=True)
class Signed:
    """The PDF with one more signature, added to the same bytes; `certificate` says whose it is and who issued it."""

    pdf: bytes
    certificate: str


class Signer(Protocol):
    """Signs for one person, once. It keeps no secret beyond the call."""

    def sign(self, request: Request) -> Signed:
        """Raises SigningRefused."""
