"""The named reads of agreements and of what was done about them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.quarantine import ScanState
from stakeholders.models import Role
from stakeholders.rules import standing_of

OPEN = ("planned", "running")
LATE = "lewat"  # asked for beside the states themselves


class AgreementQuerySet(models.QuerySet):
    def for_listing(self):
        """With urusan, bidang and partners, in two queries whatever the number."""
        return self.select_related("urusan", "unit", "continued__forum").prefetch_related("partners")

    def for_page(self):
        """One agreement with all that its page shows of it but its history."""
        return self.for_listing().select_related("forum", "previous__forum")

    def with_links(self):
        """With the proposals and the lines of published plans that they are linked to; two queries more."""
        proposals = self._model_of("proposals").objects.submitted().order_by("number")
        told = ("number", "title", "status", "withheld_reason")
        lines = self._model_of("lines").objects.published()
        return self.prefetch_related(
            models.Prefetch("proposals", proposals.only(*told), to_attr="public_proposals"),
            models.Prefetch("lines", lines, to_attr="lines_of_today"),
        )

    def with_lines_of_acts(self):
        """With the established lines of plans whose change is drafted; one query more."""
        lines = self._model_of("established_lines").objects.published()
        return self.prefetch_related(models.Prefetch("established_lines", lines, to_attr="lines_of_acts"))

    def _model_of(self, name: str):
        return self.model._meta.get_field(name).related_model

    def followed_by(self, user):
        """All for the secretariat, those of their bidang for verifiers. The same truth as `meetings.follow_agreements`."""
        standing = standing_of(user)
        if Role.SEKRETARIAT in standing.roles:
            return self
        return self.filter(unit__in=standing.unit_ids)

    def public(self):
        """Of forums that the public can see."""
        return self.filter(forum__is_published=True)

    def open(self):
        """Neither done nor dropped, nor gone on to another forum."""
        return self.filter(state__in=OPEN, continued__isnull=True)

    def late(self):
        """Open, and its day is past."""
        return self.open().filter(due_on__lt=timezone.localdate())

    def open_before(self, forum):
        """What forums of earlier plan years left open, the oldest first: to be continued by this forum, or closed."""
        rows = self.open().filter(forum__plan_year__lt=forum.plan_year).select_related("forum")
        return rows.order_by("forum__plan_year", "urusan__order", "order", "pk")

    def tracked(self):
        """Of which more is known than what was agreed on, as `is_tracked` says it."""
        return self.filter(~Q(state="planned") | Q(due_on__isnull=False))

    def in_state(self, state: str):
        """Of one state, LATE for what is late; all where the name is none."""
        if state == LATE:
            return self.late()
        return self.filter(state=state) if state in self.model.State.values else self

    def reminder_due(self):
        """Open, and somebody is to be reminded by today; the earliest first."""
        due = Q(remind_on__isnull=False, remind_on__lte=timezone.localdate())
        return self.filter(due).order_by("remind_on", "pk")


class FollowUpQuerySet(models.QuerySet):
    def for_history(self):
        """With who wrote it and the file, in one query, the latest first."""
        return self.select_related("written_by", "evidence")


class EvidenceQuerySet(models.QuerySet):
    def followed_by(self, user, agreements):
        """The clean files of agreements that this person follows."""
        mine = agreements.followed_by(user).values("pk")
        return self.filter(scan=ScanState.CLEAN, follow_up__agreement__in=mine)
