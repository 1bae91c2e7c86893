"""Usulan saya: what of their proposals waits for a person, the most pressing first, and then everything else."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from forums.models import Activity
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Event, Proposal
from proposals.presentation import Badge
from proposals.querysets.reaching import proposal_of_letter
from proposals.windows import is_open, review_until

MOST = 100  # whoever has more that waits works through these first
LONGEST_REVIEW = datetime.timedelta(days=31)  # five working days, whatever the holidays
RESULT_KIND = "proposal.result"


@dataclass(frozen=True)
class Need:
    """One proposal that waits for the person: why, until when, and where to go."""

    proposal: Proposal
    badge: Badge | None
    note: str
    action: str
    url: str


@dataclass(frozen=True)
class OwnList:
    """The parts of the page; `rest` is ordered, and cut into pages by the view."""

    drafts: list[Proposal]
    needs: list[Need]
    rest: object


def own_list(user) -> OwnList:
    """Everything of a person and of their organisations, in a fixed number of queries."""
    mine = Proposal.objects.owned_by(user)
    unread = Q(pk__in=_with_unread_results(user).values("proposal"))
    since = timezone.now() - LONGEST_REVIEW
    pressing = Q(status__in=(Status.DRAFT, Status.RETURNED)) | unread
    pressing |= Q(status=Status.REJECTED, published_at__gte=since)
    asked = Event.objects.filter(step="ask_review", proposal=OuterRef("pk"))
    rows = mine.filter(pressing).for_listing().annotate(is_unread=_yes(unread), was_asked=Exists(asked))
    found = list(rows.prefetch_related("forum__phases")[:MOST])
    needs = [need for row in found for need in _needs(row)]
    drafts = sorted(
        (row for row in found if row.status == Status.DRAFT), key=lambda row: row.updated_at, reverse=True
    )
    shown = [need.proposal.pk for need in needs]
    return OwnList(drafts, sorted(needs, key=_order), mine.submitted().exclude(pk__in=shown).newest_first())


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _with_unread_results(user):
    """The letters with results of which the person has opened neither the letter nor the page, each with its `proposal`."""
    return (
        Message.objects.for_user(user)
        .unread()
        .filter(kind=RESULT_KIND)
        .annotate(proposal=proposal_of_letter())
    )


def _order(need: Need) -> tuple:
    is_later = need.proposal.status != Status.RETURNED
    return is_later, need.proposal.published_at or timezone.now()


def _needs(proposal) -> Iterator[Need]:
    """At most one for each proposal."""
    if proposal.status == Status.RETURNED:
        yield _completion(proposal)
    elif (until := _review_until(proposal)) and not proposal.was_asked:
        note = _("Peninjauan ulang dapat diajukan sampai %(date)s.") % {"date": long_date(until)}
        badge = Badge(_("Hasil baru") if proposal.is_unread else _("Dapat ditinjau ulang"), "wait")
        yield Need(
            proposal, badge, note, _("Baca hasilnya"), reverse("proposals:detail", args=[proposal.number])
        )
    elif proposal.is_unread and proposal.number:
        note = _("Hasil forum sudah diumumkan dan belum Anda baca.")
        url = reverse("proposals:detail", args=[proposal.number])
        yield Need(proposal, Badge(_("Hasil baru"), "sea"), note, _("Baca hasilnya"), url)


def _completion(proposal: Proposal) -> Need:
    windows = [w for w in map(proposal.forum.window, (Activity.SUBMIT, Activity.VERIFY)) if w]
    closes = max((w.closes_at for w in windows), default=None)
    if closes is None or closes <= timezone.now():
        note = _("Batas melengkapi sudah lewat; hubungi sekretariat.")
    else:
        note = _("Lengkapi paling lambat %(date)s.") % {"date": long_date(closes)}
    url = reverse("proposals:complete", args=[proposal.number])
    return Need(proposal, None, note, _("Lengkapi"), url)


def _review_until(proposal: Proposal) -> datetime.date | None:
    """The last day for asking a review, as long as it can be asked."""
    until = review_until(proposal)
    if until is None or until < timezone.localdate() or not is_open(proposal, Activity.REVIEW):
        return None
    return until
