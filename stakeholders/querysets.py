"""The named reads of people, organisations and signers."""

import datetime

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from core.quarantine import ScanState


def _valid_on(day: datetime.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class OrganizationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def host(self):
        """The organisation that holds the forum, or None before the installation is set up."""
        return self.filter(is_host=True).select_related("host").first()

    def participants(self):
        """All but the host, also those that take part no more."""
        return self.filter(is_host=False)

    def search(self, text: str):
        """By any part of the name or the short name."""
        return self.filter(Q(name__icontains=text) | Q(short_name__icontains=text)) if text else self

    def matching(self, text: str):
        """By all words of a text, each anywhere in the name or the short name; at most five words count."""
        rows = self
        for word in text.split()[:5]:
            rows = rows.search(word)
        return rows

    def called(self, name: str):
        """Those with exactly this name or short name, whatever the case."""
        return self.filter(Q(name__iexact=name) | Q(short_name__iexact=name))

    def spoken_for_by(self, user, member_of):
        """Those that the person belongs to (`member_of`, ids), or waits to belong to: also for these one may begin a draft."""
        requests = self.model._meta.get_field("membership_requests").related_model.objects
        asked = requests.filter(user=user.pk, state="waiting").values("organization")
        return self.participants().filter(Q(pk__in=member_of, is_active=True) | Q(pk__in=asked))

    def proposers(self):
        """Who may bring a proposal: everybody but the host, which plans instead of asking."""
        return self.active().filter(is_host=False)


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date | None = None):
        """Memberships that count on that day (today, in WITA, if none is named)."""
        return self.filter(_valid_on(day or timezone.localdate()), organization__is_active=True)

    def for_listing(self):
        """All that the list of people shows, in two queries, in the order of their names."""
        return (
            self.select_related("user", "organization")
            .prefetch_related("units")
            .order_by("user__name", "user__email", "organization__name", "role")
        )

    def search(self, text: str):
        """By any part of the person's name or address, or of their organisation's name."""
        if not text:
            return self
        return self.filter(
            Q(user__name__icontains=text)
            | Q(user__email__icontains=text)
            | Q(organization__name__icontains=text)
            | Q(organization__short_name__icontains=text)
        )

    def over(self, day: datetime.date | None = None):
        """Roles whose time is past."""
        return self.filter(valid_until__lt=day or timezone.localdate())

    def not_over(self, day: datetime.date | None = None):
        """Roles that count today, or will."""
        return self.exclude(valid_until__lt=day or timezone.localdate())

    def admins(self):
        """Admins of today whose account is open."""
        return self.in_force().filter(role="admin", user__is_active=True)

    def lasting_admins(self):
        """Admins of today whose role has no end and whose account is open."""
        return self.admins().filter(valid_until=None)


class MembershipRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Not answered yet; those of addresses that nobody has proved to be theirs do not count."""
        return self.filter(state="waiting", user__emailaddress__verified=True)

    def for_listing(self):
        """All that the list of the secretariat shows, the one that has waited longest first."""
        return self.select_related("user", "organization").order_by("asked_at", "pk")


class FactorRemovalQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for in the last three days; older ones count no more."""
        return self.filter(asked_at__gt=timezone.now() - self.model.LIFE).select_related("asked_by")


class OfficialQuerySet(models.QuerySet):
    def in_office(self, day: datetime.date):
        """All who may sign on that day."""
        return self.filter(_valid_on(day))

    def signer_on(self, day: datetime.date):
        """Who signs on that day, or None: where several may, a Plh. before a Plt. before the definitive head.

        Who signs in somebody's name (a.n.) comes after all who sign in their own; of equals the last to come.
        """
        order = Case(
            When(status="plh", then=Value(0)),
            When(status="plt", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        in_own_name = Case(When(on_behalf="", then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.in_office(day).order_by(in_own_name, order, "-valid_from", "-pk").first()


class DelegationQuerySet(models.QuerySet):
    def in_force(self, day: datetime.date | None = None):
        """Those that count on that day (today, in WITA): neither revoked nor with a paper that the scanner holds."""
        day = day or timezone.localdate()
        rows = self.filter(_valid_on(day), revoked_at=None).exclude(scan=ScanState.HELD)
        return rows.backed(day)

    def backed(self, day: datetime.date | None = None):
        """Those whose giver is head on that day (today), in the office in whose name they count."""
        return self.filter(self._backing(day or timezone.localdate()))

    def lapsed(self):
        """Those that would count today or later, had not who gave them left office."""
        today = timezone.localdate()
        return self.filter(revoked_at=None, valid_until__gte=today).exclude(self._backing(today))

    def for_listing(self):
        """All that the list shows, in one query."""
        rows = self.select_related("delegate", "granted_by", "revoked_by", "office")
        return rows.annotate(is_backed=Q(self._backing(timezone.localdate())))

    def _backing(self, day: datetime.date) -> Q:
        members = self.model._meta.get_field("granted_by").related_model._meta.get_field("memberships")
        heads = members.related_model.objects.in_force(day).filter(
            user=OuterRef("granted_by"), role="pimpinan", organization__is_host=True, user__is_active=True
        )
        in_office = Q(office__valid_from__lte=day) & (
            Q(office__valid_until=None) | Q(office__valid_until__gte=day)
        )
        return Q(Exists(heads)) & (Q(office=None) | in_office)
