"""The named reads of proposals, results and their history."""

import re
from itertools import combinations

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from core.paging import count_up_to
from core.quarantine import ScanState
from proposals.choices import ACCEPTED_STATES, CORRECTABLE_STATES, Status
from stakeholders.models import Role
from stakeholders.rules import standing_of

WHOLE_NUMBER = re.compile(r"(?:ASP[- ]?)?([0-9]{4})[- ]([0-9]{0,8})|ASP[- ]?([0-9]{1,4})", re.IGNORECASE)
END_OF_NUMBER = re.compile(r"[0-9]{1,8}")
WORD = re.compile(r"\w+")
WISHES = re.compile(r'"|(?:^|\s)-|\bOR\b')  # "a phrase", -without, this OR that: only the exact wish counts
# Words that every other title holds; the Indonesian configuration leaves none out by itself.
COMMON = frozenset((
    "yang", "untuk", "bagi", "pada", "dalam", "dari", "dengan", "atau", "oleh", "agar", "serta", "para",
    "usulan", "kota", "kelurahan", "kecamatan", "warga",
))  # fmt: skip
READ_ALONG = ("forum", "urusan", "organization", "kelurahan__kecamatan", "unit", "parent", "forwarded_to")
RANKED = 1_000  # more results of a search than these are neither put in order of rank nor counted
ON_LIST = (
    "number", "title", "status", "withheld_reason", "submitted_at", "support_count", "is_citywide",
    "organization__name", "kelurahan__name", "kelurahan__kecamatan__name", "parent__number",
    "forwarded_to__name", "forwarded_to__short_name",
)  # fmt: skip
LIST_READS_ALONG = ("organization", "kelurahan__kecamatan", "parent", "forwarded_to")
AT_WORK = (
    "number", "title", "status", "withheld_reason", "verify_due_on", "organization__name", "kelurahan__name",
    "urusan__name", "unit__name", "unit__short_name", "parent__number", "forwarded_to__name", "forwarded_to__short_name",
)  # fmt: skip
WORK_READS_ALONG = ("organization", "kelurahan", "urusan", "unit", "parent", "forwarded_to")
BY_DEADLINE = (
    "number", "title", "verify_due_on", "is_citywide",
    "organization__name", "kelurahan__name", "kelurahan__kecamatan__name",
)  # fmt: skip
SHORTEST = 4  # letters of a word that counts
NEAR = 0.15  # about a third of the title's words are shared
LOOKED_AT = 500  # so many of either kind, however many share a word
# What the public's list can ask for beside the states themselves; both come from flags, never from an outcome.
WAITING, IN_PLAN = "waiting", "in_plan"


def _beginnings(text: str) -> SearchQuery:
    """Words that begin like those typed so far; as they stand, since a stem need not begin like its word."""
    return SearchQuery(
        " & ".join(f"'{word}':*" for word in WORD.findall(text)), config="simple", search_type="raw"
    )


def _shared(words: set[str], count: int) -> SearchQuery:
    """Whatever holds at least so many of the words; for a number near 1 or near all."""
    quoted = [f"'{word}'" for word in sorted(words)]
    chosen = [" & ".join(some) for some in combinations(quoted, max(count, 1))]
    return SearchQuery(" | ".join(chosen), config="indonesian", search_type="raw")


class ProposalQuerySet(models.QuerySet):
    most: int | None = None  # up to where pages are counted (core.paging), where counting all would be slow
    counted: int | None = None  # how many there are, as far as that was counted

    def _clone(self):
        clone = super()._clone()
        clone.most = self.most
        return clone

    def visible_to(self, user):
        """Everything submitted, plus one's own drafts and those of one's organisations.

        The same truth as the permission `proposals.view`.
        """
        return self.filter(~Q(status=Status.DRAFT) | self._own(user))

    def owned_by(self, user):
        """Proposals of the person and of the organisations they belong to."""
        return self.filter(self._own(user))

    @staticmethod
    def _own(user) -> Q:
        if not user.is_authenticated:
            return Q(pk__in=[])
        return Q(proposer=user) | Q(organization__in=standing_of(user).organization_ids)

    def untouched_drafts(self):
        """Drafts in which nothing was written yet."""
        return self.filter(status=Status.DRAFT, title="", problem="", request="")

    def submitted(self):
        """Everything that has a number: all but drafts."""
        return self.exclude(status=Status.DRAFT)

    def with_flags(self):
        """Adds what lists and pages say of a proposal beside its state, in the same query.

        `has_pending`: a result waits for publication. `in_plan`: it (or its parent) is accepted and a line of a plan that
        the public may read names it; said before the result is published, that would tell. `was_accepted`: it was
        accepted before it became a reserve.
        """
        related = {f.name: f.related_model.objects for f in self.model._meta.related_objects}
        named = related["fulfilments"].of_accepted()
        was_accepted = related["events"].filter(from_status__in=ACCEPTED_STATES, to_status=Status.DEFERRED)
        return self.annotate(
            has_pending=Exists(related["decisions"].pending().filter(proposal=OuterRef("pk"))),
            in_plan=Exists(named.filter(Q(proposal=OuterRef("pk")) | Q(proposal=OuterRef("parent")))),
            was_accepted=Exists(was_accepted.filter(proposal=OuterRef("pk"))),
        )

    def in_public_state(self, state: str):
        """The proposals of which the public reads this state: a value of Status, WAITING or IN_PLAN."""
        rows = self.with_flags()
        if state == IN_PLAN:
            answered = self.model._meta.get_field("fulfilments").related_model.objects.of_accepted()
            named = answered.order_by().values("proposal")
            return rows.filter(Q(pk__in=named) | Q(parent__in=named))
        if state in (WAITING, Status.VERIFIED):
            return rows.filter(status=Status.VERIFIED, has_pending=state == WAITING)
        return rows.filter(status=state)

    def newest_first(self):
        return self.order_by("-submitted_at", "-pk")

    def for_public_list(self):
        """Rows of the public's list in one query, newest first, with the columns that the list shows and no others."""
        return self.select_related(*LIST_READS_ALONG).only(*ON_LIST).with_flags().newest_first()

    def for_work_list(self):
        """Rows of the verifiers' queue in one query, with the columns that it shows and no others."""
        return self.select_related(*WORK_READS_ALONG).only(*AT_WORK).with_flags()

    def for_deadlines(self):
        """What is due, of whom, and where; in the order that there is."""
        return self.select_related("organization", "kelurahan__kecamatan").only(*BY_DEADLINE)

    def for_listing(self):
        """Rows of a list in one query, newest first."""
        return self.with_people().newest_first()

    def with_people(self):
        """What `for_listing` reads along, in the order that there is."""
        return self.select_related(*READ_ALONG).defer("stems", "words").with_flags()

    def with_pending_result(self):
        """Adds `pending`: the result that waits for publication, in a list of at most one. For staff pages alone."""
        decisions = self.model._meta.get_field("decisions").related_model.objects
        waiting = decisions.pending().select_related("decided_by")
        return self.prefetch_related(models.Prefetch("decisions", waiting, to_attr="pending"))

    def search(self, text: str, *, withheld_too: bool = False):
        """Full text over title, problem and request, by Indonesian stems and by beginnings of words, or the number.

        Withheld proposals never match words, except for those who may read them (`withheld_too`).
        """
        text = " ".join(text.replace("\x00", " ").split())[:200]
        if not text:
            return self
        query = SearchQuery(text, config="indonesian", search_type="websearch")
        words = Q(stems=query)
        if WORD.search(text) and not WISHES.search(text):
            words |= Q(words=_beginnings(text))
        readable = Q() if withheld_too else Q(withheld_reason="")
        found = self.filter((words & readable) | self._numbered(text)).annotate(
            rank=SearchRank(F("stems"), query)
        )
        found.most = RANKED
        return found

    def in_best_order(self):
        """What `search` found, the most fitting first; the newest first where very many fit: then the rank says little."""
        counted = count_up_to(self, RANKED)
        newest = ("-submitted_at", "-pk")
        rows = self.order_by(*newest) if counted > RANKED else self.order_by("-rank", *newest)
        rows.counted = counted
        return rows

    def _numbered(self, text: str) -> Q:
        """Those whose number is typed: whole, its beginning (`ASP-2028-00`, `2028-00`), or its end alone (`0001`)."""
        if found := WHOLE_NUMBER.fullmatch(text):
            year, last, beginning = found.groups()
            return Q(number__startswith=f"ASP-{beginning}" if beginning else f"ASP-{year}-{last}")
        if END_OF_NUMBER.fullmatch(text):
            forums = self.model._meta.get_field("forum").related_model.objects
            years = forums.values_list("plan_year", flat=True)
            return Q(number__in=[f"ASP-{year}-{text.zfill(4)}" for year in years])
        return Q(pk__in=[])

    def similar_to(self, proposal):
        """Other proposals of the same forum that share a good part of this one's title, the nearest first.

        Looked at are those that share all words but one, and the newest that share any. For staff: withheld ones are
        among them.
        """
        words = {word for word in WORD.findall(proposal.title.lower()) if len(word) >= SHORTEST} - COMMON
        if not words:
            return self.none()
        any_word, most_words = _shared(words, 1), _shared(words, len(words) - 1)
        others = self.submitted().filter(forum=proposal.forum_id).exclude(pk=proposal.pk).values("pk")
        newest = others.filter(stems=any_word).order_by("-submitted_at", "-pk")
        close = others.filter(stems=most_words).order_by()
        return (
            self.filter(pk__in=close[:LOOKED_AT].union(newest[:LOOKED_AT]))
            .annotate(nearness=SearchRank(F("stems"), any_word))
            .filter(nearness__gte=NEAR)
            .order_by("-nearness", "number")
        )

    @staticmethod
    def _own_side(user) -> Q:
        """Proposals that the person stands behind: nobody handles their own."""
        return Q(proposer=user) | Q(organization__in=standing_of(user).organization_ids)

    @staticmethod
    def _of_my_units(user) -> Q:
        return Q(unit__in=standing_of(user).unit_ids) | Q(unit__isnull=True)

    def handled_by(self, user):
        """What this person works on: everything for the secretariat, their bidang's (and nobody's) for verifiers.

        Never a draft, never their own. The same truth as the permission `proposals.open_queue`.
        """
        roles = standing_of(user).roles
        if not roles & {Role.SEKRETARIAT, Role.VERIFIKATOR}:
            return self.none()
        rows = self.submitted().exclude(self._own_side(user))
        return rows if Role.SEKRETARIAT in roles else rows.filter(self._of_my_units(user))

    def awaiting_verification(self, user):
        """Submitted proposals that this verifikator may verify, the nearest deadline first.

        The same truth as the permission `proposals.verify`.
        """
        if Role.VERIFIKATOR not in standing_of(user).roles:
            return self.none()
        rows = self.filter(self._of_my_units(user), status=Status.SUBMITTED).exclude(self._own_side(user))
        return rows.order_by("verify_due_on", "pk")

    def with_results_of(self, user):
        """Whose result this person may record, or correct after it was published.

        The same truth as the permission `proposals.open_results` for proposals in these states.
        """
        recorded = self.handled_by(user).filter(status=Status.VERIFIED)
        if not standing_of(user).roles & {Role.SEKRETARIAT, Role.PERENCANA}:
            return recorded
        published = self.filter(status__in=CORRECTABLE_STATES).exclude(self._own_side(user))
        return recorded | published

    def awaiting_result(self):
        """Verified proposals whose result nobody has recorded yet."""
        return self.with_flags().filter(status=Status.VERIFIED, has_pending=False)

    def accepted(self):
        return self.filter(status__in=ACCEPTED_STATES)

    def homeless(self):
        """Accepted, but named by no line of the Renja."""
        links = self.model._meta.get_field("fulfilments").related_model.objects
        return self.accepted().filter(~Exists(links.filter(proposal=OuterRef("pk"))))

    def family_of(self, *proposals):
        """The proposals and what is merged into them."""
        keys = [proposal.pk for proposal in proposals]
        return self.filter(Q(pk__in=keys) | Q(parent__in=keys))

    def recount_supports(self) -> None:
        """Count the supporters of these proposals anew; called by whatever adds or removes a support or merges proposals."""
        supports = self.model._meta.get_field("supports").related_model.objects
        self.update(support_count=Coalesce(Subquery(supports.count_of(OuterRef("pk"))), 0))


class DecisionQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state="pending")

    def pending_of(self, forum):
        """Those of one forum, which is asked of each for itself: few of very many proposals have a pending result."""
        proposals = self.model._meta.get_field("proposal").related_model.objects
        forums = proposals.filter(pk=OuterRef("proposal")).order_by().values("forum")
        return self.pending().alias(forum=Subquery(forums)).filter(forum=forum)

    def published(self):
        return self.filter(state="published")

    def awaiting_publication(self):
        """Pending results as the head reads them, by forum, urusan and number."""
        return (
            self.pending()
            .select_related(
                "proposal__forum",
                "proposal__urusan",
                "proposal__organization",
                "proposal__kelurahan__kecamatan",
                "reason_code",
                "office",
                "parent",
                "decided_by",
            )
            .order_by(
                "-proposal__forum__plan_year",
                "proposal__urusan__order",
                "proposal__urusan__name",
                "proposal__number",
            )
        )


class AttachmentQuerySet(models.QuerySet):
    def for_public(self):
        """What everybody may open who may read the proposal: meant for them, and clean."""
        return self.filter(is_public=True, scan=ScanState.CLEAN)


class SupportQuerySet(models.QuerySet):
    def counting_for(self, proposal):
        """The supports of a proposal and of those merged with it; one person may be in several rows."""
        return self._of_family(proposal.pk)

    def count_of(self, proposal):
        """As a subquery: how many persons support it (an `OuterRef`), each counted once."""
        rows = self._of_family(OuterRef(proposal)).order_by().annotate(one=Value(1)).values("one")
        return rows.annotate(people=Count("user", distinct=True)).values("people")

    def _of_family(self, key):
        """By the keys of the family, so that an index finds them among however many supports."""
        proposals = self.model._meta.get_field("proposal").related_model.objects
        return self.filter(proposal__in=proposals.filter(Q(pk=key) | Q(parent=key)).values("pk"))


class EventQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)
