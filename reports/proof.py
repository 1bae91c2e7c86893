"""What everybody may know of a document that the portal made or keeps."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class SignedBy:
    """One who signs: `means` and `at` are empty as long as they have not. Everybody reads it."""

    name: str
    position: str
    organization: str = ""
    means: str = ""
    at: datetime.datetime | None = None
    certificate: str = ""
    is_electronic: bool = False


class Standing(StrEnum):
    """How much a document of a plan counts: known alone, the newest of its prints, a draft, what is to be signed, what was."""

    KNOWN = "dikenal"
    PRINT = "cetakan"
    DRAFT = "rancangan"
    UNSIGNED = "belum"
    SIGNED = "ditandatangani"


@dataclass(frozen=True)
class Proof:
    """`file` says which of its files was compared; `replaced_by` names a newer edition.

    Of a plan: `standing`; `is_overtaken` when another one counts by now, `is_damaged` when the storage holds other bytes than
    were kept.

    `text_is_scan`: what was signed was edited outside; `is_other_text`: the compared file is what the portal made, which
    counts no more then. `template` shows it.
    """

    code: str
    title: str
    kind: str
    number: str
    dated: datetime.date | None
    office: str
    signers: tuple[SignedBy, ...]
    hashes: tuple[tuple[str, str], ...]
    file: str = ""
    text_is_scan: bool = False
    is_other_text: bool = False
    replaced_by: str = ""
    reading_url: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    standing: Standing = Standing.KNOWN
    is_overtaken: bool = False
    is_damaged: bool = False
    template: str = "reports/verification/_proof.html"

    @property
    def signed(self) -> tuple[SignedBy, ...]:
        return tuple(one for one in self.signers if one.at)

    @property
    def unsigned(self) -> tuple[SignedBy, ...]:
        return tuple(one for one in self.signers if not one.at)
