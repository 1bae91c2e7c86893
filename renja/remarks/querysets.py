"""The named reads of revisions that Bappeda examines, and of its remarks."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from stakeholders.models import Membership, Role


def examined_by(user) -> Q:
    """The condition on an examination: this person examines for the agency that it was handed to."""
    roles = Membership.objects.in_force().filter(user=user.pk, role=Role.PEMERIKSA)
    return Q(organization__in=roles.values("organization"))


class ExaminationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for host staff, for a pemeriksa those that are in the hands of their agency, none for anybody else."""
        if user.has_perm("stakeholders.work"):
            return self
        return self.of_examiner(user) if user.has_perm("renja.examine") else self.none()

    def of_examiner(self, user):
        """Those that this person examines, not withdrawn; none for staff of the host."""
        return self.filter(examined_by(user), withdrawn_at__isnull=True)

    def for_listing(self):
        """The newest first, without what the revisions hold; with how many remarks were sent, and stand how."""
        sent = Q(remarks__sent_at__isnull=False)
        counts = {
            name: Count("remarks", filter=sent & Q(remarks__state=state))
            for name, state in (("open", "terbuka"), ("followed", "ditindaklanjuti"), ("done", "selesai"))
        }
        return self._named().annotate(sent=Count("remarks", filter=sent), **counts).order_by("-handed_at")

    def for_page(self):
        """One with its plan and its agency, without what the revision holds."""
        return self._named()

    def with_content(self):
        """One with all that the revision holds."""
        return self.select_related("revision__renja__forum", "revision__renja__edition", "organization")

    def _named(self):
        return self.select_related("revision__renja__forum", "organization").defer("revision__content")


class RemarkQuerySet(models.QuerySet):
    def read_by(self, side: str):
        """Drafts are read by the agency alone."""
        return self if side == "bappeda" else self.sent()

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def drafts(self):
        return self.filter(sent_at__isnull=True)

    def open(self):
        """Sent, and not followed up yet; what was withdrawn waits for nobody."""
        return self.sent().filter(state="terbuka", examination__withdrawn_at__isnull=True)

    def with_steps(self):
        """With their history, in one query more."""
        steps = self.model._meta.get_field("steps").related_model.objects.order_by("at", "pk")
        return self.prefetch_related(Prefetch("steps", steps))


class StepQuerySet(models.QuerySet):
    def untold(self, examination, side: str):
        """What one side noted and the other was not told of."""
        return self.filter(remark__examination=examination, side=side, told_at__isnull=True)
