"""To whom the people behind a list of proposals are written, each once however many proposals they brought."""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Case, F, When

from proposals.choices import Status

OVER = (
    Status.WITHDRAWN,
    Status.FORWARDED,
    Status.CLOSED,
)  # nothing of this forum concerns their proposers any more


class Addressed(models.QuerySet):
    def addressees(self) -> list:
        """Accounts, then the addresses of whom no account wrote: what they left, else their organisation's."""
        rows = self.exclude(status__in=OVER).order_by()
        users = get_user_model().objects.filter(pk__in=rows.values("proposer"), is_active=True)
        left = Case(When(contact_email="", then=F("organization__email")), default=F("contact_email"))
        addresses = rows.filter(proposer=None).annotate(left=left).values_list("left", flat=True).distinct()
        return [*users, *(address for address in addresses if address)]
