"""The named reads of people, organisations and signers."""

import datetime

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone


def _valid_on(day: datetime.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class OrganizationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def host(self):
        """The organisation that holds the forum, or None before the installation is set up."""
        return self.filter(is_host=True).select_related("host").first()

    def proposers(self):
        """Who may bring a proposal: everybody but the host, which plans instead of asking."""
        return self.active().filter(is_host=False)


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date | None = None):
        """Memberships that count on that day (today, in WITA, if none is named)."""
        return self.filter(_valid_on(day or timezone.localdate()), organization__is_active=True)

    def lasting_admins(self):
        """Admins of today whose role has no end and whose account is open."""
        return self.in_force().filter(role="admin", valid_until=None, user__is_active=True)


class OfficialQuerySet(models.QuerySet):
    def signer_on(self, day: datetime.date):
        """Who signs on that day: a Plh. before a Plt. before the definitive head; None if nobody does."""
        order = Case(
            When(status="plh", then=Value(0)),
            When(status="plt", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.filter(_valid_on(day)).order_by(order, "-valid_from").first()
