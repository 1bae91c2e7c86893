"""How many agreed to which text on personal data."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from accounts.consent import BY_PHONE, VERSION
from accounts.models import Consent
from proposals.models import Proposal


@dataclass(frozen=True)
class Agreed:
    """One version of the text: how many accounts (or proposals without an account), from when to when."""

    version: str
    count: int
    first: datetime | None
    last: datetime | None

    @property
    def is_of_today(self) -> bool:
        return self.version in (VERSION, BY_PHONE)


def consents_by_version() -> list[Agreed]:
    """Accounts by the version that they agreed to, then proposals that were sent with a telephone number alone."""
    rows = Consent.objects.order_by("version").values("version")
    accounts = rows.annotate(n=Count("pk"), first=Min("agreed_at"), last=Max("agreed_at"))
    phones = (
        Proposal.objects.exclude(consent_version="").order_by("consent_version").values("consent_version")
    )
    by_phone = phones.annotate(n=Count("pk"), first=Min("created_at"), last=Max("created_at"))
    return [
        *(Agreed(row["version"], row["n"], row["first"], row["last"]) for row in accounts),
        *(Agreed(row["consent_version"], row["n"], row["first"], row["last"]) for row in by_phone),
    ]
