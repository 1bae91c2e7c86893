"""The named reads of proposals."""

from functools import cache, reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from proposals.choices import ACCEPTED_STATES, CORRECTABLE_STATES, UNPUBLISHED_STATES, Source, Status
from proposals.holder import held_by
from proposals.querysets.carrying import Carried
from proposals.querysets.reaching import Reachable
from proposals.querysets.search import Searchable
from proposals.querysets.telling import Addressed
from stakeholders.models import Role
from stakeholders.rules import standing_of

READ_ALONG = ("forum", "urusan", "organization", "kelurahan__kecamatan", "unit", "parent", "forwarded_to")
ON_LIST = (
    "number", "title", "status", "withheld_reason", "submitted_at", "published_at", "support_count", "years_asked", "is_citywide",
    "organization__name", "kelurahan__name", "kelurahan__kecamatan__name", "parent__number",
    "forwarded_to__name", "forwarded_to__short_name",
)  # fmt: skip
LIST_READS_ALONG = ("organization", "kelurahan__kecamatan", "parent", "forwarded_to")
AT_WORK = (
    "number", "title", "status", "withheld_reason", "published_at", "verify_due_on", "years_asked", "organization__name", "kelurahan__name",
    "urusan__name", "unit__name", "unit__short_name", "parent__number", "forwarded_to__name", "forwarded_to__short_name",
)  # fmt: skip
WORK_READS_ALONG = ("organization", "kelurahan", "urusan", "unit", "parent", "forwarded_to")
BY_DEADLINE = (
    "number", "title", "verify_due_on", "is_citywide",
    "organization__name", "kelurahan__name", "kelurahan__kecamatan__name",
)  # fmt: skip
# What the public's list can ask for beside the states themselves; both come from flags, never from an outcome.
WAITING, IN_PLAN = "waiting", "in_plan"
KINDS_OF_ANSWERS = ("fulfilments", "established_answers")


class ProposalQuerySet(Reachable, Addressed, Carried, Searchable):  # type: ignore[override]  # as_manager gives each its own
    def visible_to(self, user):
        """Everything submitted, plus one's own drafts and those of one's organisations.

        The same truth as the permission `proposals.view`.
        """
        return self.filter(~Q(status__in=UNPUBLISHED_STATES) | self._own(user))

    def owned_by(self, user):
        """Proposals of the person and of the organisations they belong to."""
        return self.filter(self._own(user))

    @staticmethod
    def _own(user) -> Q:
        if not user.is_authenticated:
            return Q(pk=held_by(user)) if held_by(user) else Q(pk__in=[])
        return Q(proposer=user) | Q(organization__in=standing_of(user).organization_ids)

    def untouched_drafts(self):
        """Drafts in which nothing was written yet."""
        return self.filter(status=Status.DRAFT, title="", problem="", request="")

    def begun_drafts(self):
        """Drafts in which something was written, the latest first."""
        written = ~Q(title="") | ~Q(problem="") | ~Q(request="")
        return self.filter(written, status=Status.DRAFT).order_by("-updated_at")

    def submitted(self):
        """Everything that the public counts and reads: all but drafts, and what was sent by telephone until it is confirmed."""
        return self.exclude(status__in=UNPUBLISHED_STATES)

    def completed_for_others(self):
        """Whom the secretariat may complete them for: what it recorded, and what was sent by telephone number."""
        by_phone = Q(proposer=None) & ~Q(consent_version="")
        return self.filter(~Q(source=Source.PORTAL) | by_phone)

    def awaiting_call(self):
        """Sent with a telephone number alone, which somebody must call first; the oldest first. For the secretariat."""
        return self.filter(status=Status.UNCONFIRMED).order_by("submitted_at", "pk")

    def abandoned_by_phone(self, before):
        """Drafts without an account that nobody touched since: their secret is lost, nobody can reach them any more."""
        rows = self.filter(status=Status.DRAFT, proposer=None, updated_at__lt=before)
        return rows.exclude(consent_version="")

    def closed_by_phone(self, before):
        """What was closed unpublished by then, and still holds whom it came from."""
        return self.filter(status=Status.CLOSED, updated_at__lt=before).exclude(contact_phone="")

    def with_flags(self):
        """Adds what lists and pages say of a proposal beside its state, in the same query.

        `has_pending`: a result waits for publication. `in_plan`: it (or its parent) is accepted and a line of a plan that
        the public may read names it; said before the result is published, that would tell. `was_accepted`: it was
        accepted before it became a reserve. `was_corrected`: the published result changes what the forum agreed on.
        """
        return self.annotate(**_flags(self.model))

    def in_public_state(self, state: str):
        """The proposals of which the public reads this state: a value of Status, WAITING or IN_PLAN."""
        if state == IN_PLAN:
            named = [answers.order_by().values("proposal") for answers in _answers(self.model)]
            return self.filter(Q(*(Q(pk__in=keys) | Q(parent__in=keys) for keys in named), _connector=Q.OR))
        if state in (WAITING, Status.VERIFIED):
            return self.with_flags().filter(status=Status.VERIFIED, has_pending=state == WAITING)
        return self.filter(status=state)

    def newest_first(self):
        return self.order_by("-submitted_at", "-pk")

    def for_public_list(self):
        """Rows of the public's list in one query, newest first, with the columns that the list shows and no others."""
        return self.select_related(*LIST_READS_ALONG).only(*ON_LIST).with_flags().newest_first()

    def for_export(self):
        """Rows of the public's table, in the order that there is: with the long texts."""
        return self.select_related("forum", "urusan", *LIST_READS_ALONG).defer("stems", "words").with_flags()

    def for_hints(self):
        """What a hint shows of a proposal, and what tells whether its reader may support it; in one query."""
        return (
            self.select_related(*LIST_READS_ALONG, "forum")
            .only(*ON_LIST, "proposer", "forum__plan_year")
            .with_flags()
        )

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

    def for_page(self):
        """A proposal with what its page shows of everyone; parent and other office are read where there are any.

        Adds `merged` (what names the proposals merged with it, by number), `has_files`, and `supported_by` (the agreements
        of forums that support it). Of the flags `in_plan` is left out: the page reads the lines themselves, where
        `with_answers` says that there are any.
        """
        rows = self.select_related("forum", "urusan", "organization", "kelurahan__kecamatan", "unit")
        beneath = self.model.objects.filter(parent=OuterRef("pk")).exclude(number=None).order_by("number")
        named = beneath.values(
            named=JSONObject(number="number", title="title", withheld_reason="withheld_reason")
        )
        files = self.model._meta.get_field("attachments").related_model.objects.filter(
            proposal=OuterRef("pk")
        )
        agreements = self.model._meta.get_field("agreements").related_model.objects.public()
        agreed = agreements.filter(proposals=OuterRef("pk")).order_by("forum__plan_year", "order", "pk")
        supported = agreed.values(named=JSONObject(pk="pk", text="text", year="forum__plan_year"))
        rows = rows.with_answers().annotate(
            merged=ArraySubquery(named), has_files=Exists(files), supported_by=ArraySubquery(supported)
        )
        flags = {name: flag for name, flag in _flags(self.model).items() if name != "in_plan"}
        return rows.defer("stems", "words").annotate(**flags)

    def with_pending_result(self):
        """Adds `pending`: the result that waits for publication, in a list of at most one. For staff pages alone."""
        decisions = self.model._meta.get_field("decisions").related_model.objects
        waiting = decisions.pending().select_related("decided_by")
        return self.prefetch_related(models.Prefetch("decisions", waiting, to_attr="pending"))

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

    def with_answers(self):
        """Adds whether lines of plans name it today (`has_fulfilments`), or acts whose change is drafted
        (`has_established_answers`)."""
        kinds = zip(KINDS_OF_ANSWERS, _kinds_of_answers(self.model), strict=True)
        return self.annotate(
            **{f"has_{name}": Exists(answers.filter(proposal=OuterRef("pk"))) for name, answers in kinds}
        )

    def family_of(self, *proposals):
        """The proposals and what is merged into them."""
        keys = [proposal.pk for proposal in proposals]
        return self.filter(Q(pk__in=keys) | Q(parent__in=keys))

    def recount_supports(self) -> None:
        """Count the supporters of these proposals anew; called by whatever adds or removes a support or merges proposals."""
        supports = self.model._meta.get_field("supports").related_model.objects
        self.update(support_count=Coalesce(Subquery(supports.count_of(OuterRef("pk"))), 0))


def _answers(model) -> list[models.QuerySet]:
    """What lines of published plans answer, of accepted proposals."""
    return [answers.of_accepted() for answers in _kinds_of_answers(model)]


def _kinds_of_answers(model) -> list[models.Manager]:
    """Links of today, and those of acts whose change is drafted."""
    return [model._meta.get_field(name).related_model.objects for name in KINDS_OF_ANSWERS]


@cache
def _flags(model) -> dict[str, Exists | Q]:
    """What `with_flags` adds, put together once for a process: nearly every page asks for it."""
    related = {f.name: f.related_model.objects for f in model._meta.related_objects}
    by_itself_or_its_parent = Q(proposal=OuterRef("pk")) | Q(proposal=OuterRef("parent"))
    in_plan = [Exists(answers.filter(by_itself_or_its_parent)) for answers in _answers(model)]
    corrections = related["decisions"].published().filter(is_correction=True)
    was_accepted = related["events"].filter(from_status__in=ACCEPTED_STATES, to_status=Status.DEFERRED)
    return {
        "has_pending": Exists(related["decisions"].pending().filter(proposal=OuterRef("pk"))),
        "in_plan": reduce(or_, in_plan),
        "was_accepted": Exists(was_accepted.filter(proposal=OuterRef("pk"))),
        "was_corrected": Exists(corrections.filter(proposal=OuterRef("pk"))),
    }
