"""How a proposal is written: on a few pages, saved as it comes, complete before it is sent."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.services import record
from core.money import number, rupiah
from core.retrying import retried
from forums.models import Forum
from proposals.choices import Status
from proposals.kept_reads import TAKING
from proposals.models import Proposal
from proposals.workflow import StepRefused, lock

ALREADY_SENT = _("Usulan ini sudah dikirim, sehingga isinya tidak dapat diubah lagi.")


@dataclass(frozen=True)
class Page:
    """One page of the form: its name among the steps, its heading, the fields that it asks for."""

    label: str
    title: str
    fields: tuple[str, ...] = ()


PAGES: dict[str, Page] = {
    "masalah": Page(_("Masalah"), _("Apa masalahnya?"), ("title", "problem")),
    "usulan": Page(
        pgettext_lazy("langkah", "Usulan"),
        _("Apa yang Anda usulkan?"),
        ("request", "urusan", "suggested_node", "kind", "volume", "volume_unit", "estimated_cost", "contribution"),
    ),
    "lokasi": Page(
        _("Lokasi"),
        _("Di mana dan untuk siapa?"),
        (
            "kelurahan", "is_citywide", "rt", "landmark", "beneficiaries", "beneficiary_count",
            "contact_name", "contact_phone", "contact_email",
        ),
    ),
    "lampiran": Page(_("Lampiran"), _("Ada foto atau dokumen pendukung?")),
    "periksa": Page(_("Periksa"), _("Periksa sebelum dikirim")),
}  # fmt: skip


def forum_taking_proposals() -> Forum | None:
    """The forum of the newest plan year that takes proposals from the public now."""
    return TAKING.first(now=timezone.now())


@dataclass(frozen=True)
class Answer:
    """One line of the page "Periksa": what was asked, what was answered, on which page it can be changed."""

    label: str
    value: str
    page: str
    field: str = ""


def missing_answers(proposal: Proposal) -> list[Answer]:
    """What must still be answered before the proposal can be sent; everything else may stay open."""
    needed = [
        Answer(str(_("Nama yang dapat dihubungi")), proposal.contact_name, "lokasi"),
        Answer(
            str(_("Nomor telepon atau surel")), proposal.contact_phone or proposal.contact_email, "lokasi"
        ),
    ]
    return [*missing_content(proposal), *_empty(needed)]


def page_to_continue(proposal: Proposal) -> str:
    """Where somebody who comes back goes on: the first page on which something is missing, else "periksa"."""
    missing = missing_answers(proposal)
    return missing[0].page if missing else "periksa"


def missing_content(proposal: Proposal) -> list[Answer]:
    """What no proposal can do without, whichever way it comes in."""
    needed = [
        Answer(str(_("Judul usulan")), proposal.title, "masalah"),
        Answer(str(_("Permasalahan")), proposal.problem, "masalah"),
        Answer(str(_("Yang diusulkan")), proposal.request, "usulan"),
        Answer(
            str(_("Kelurahan, atau “untuk seluruh kota”")),
            "ada" if proposal.kelurahan_id or proposal.is_citywide else "",
            "lokasi",
        ),
    ]
    return _empty(needed)


def _empty(needed: list[Answer]) -> list[Answer]:
    return [answer for answer in needed if not answer.value.strip()]


def given_answers(proposal: Proposal) -> list[Answer]:
    """Everything as it was typed, in the order of the pages, for checking before sending."""
    place = proposal.place_label if proposal.kelurahan_id or proposal.is_citywide else ""
    rows = [
        ("masalah", "title", proposal.title),
        ("masalah", "problem", proposal.problem),
        ("usulan", "request", proposal.request),
        ("usulan", "urusan", proposal.urusan or ""),
        ("usulan", "suggested_node", proposal.suggested_node.name if proposal.suggested_node else ""),
        ("usulan", "kind", proposal.get_kind_display()),
        ("usulan", "volume", quantity(proposal.volume, proposal.volume_unit)),
        ("usulan", "estimated_cost", _or_empty(proposal.estimated_cost, rupiah)),
        ("usulan", "contribution", proposal.contribution),
        ("lokasi", "kelurahan", place),
        ("lokasi", "rt", proposal.rt),
        ("lokasi", "landmark", proposal.landmark),
        ("lokasi", "beneficiaries", proposal.beneficiaries),
        ("lokasi", "beneficiary_count", _or_empty(proposal.beneficiary_count, number)),
        ("lokasi", "contact_name", proposal.contact_name),
        ("lokasi", "contact_phone", proposal.contact_phone),
        ("lokasi", "contact_email", proposal.contact_email),
    ]
    if proposal.is_by_phone:
        rows.pop()
    labels = {field.name: str(field.verbose_name) for field in Proposal._meta.fields}
    return [Answer(labels[field], str(value), page, field) for page, field, value in rows]


def quantity(volume, unit: str) -> str:
    """`200 orang`; the bare number without a unit, the bare unit where no number was given."""
    return f"{_or_empty(volume, number)} {unit}".strip()


def _or_empty(value, show) -> str:
    return "" if value is None else show(value)


@retried(StepRefused)
@transaction.atomic
def save_answers(proposal: Proposal, *, actor, values: dict) -> Proposal:
    """Keep what was typed on one page (`values` by field name), complete or not.

    Raises StepRefused when the proposal can no longer be edited, such as after it was sent in another window.
    """
    locked = lock(proposal)
    if not actor.has_perm("proposals.edit", locked):
        raise StepRefused(ALREADY_SENT)
    changed = [field for field, value in values.items() if getattr(locked, field) != value]
    for field in changed:
        setattr(locked, field, values[field])
    if changed:
        locked.version += 1
    locked.save(update_fields=[*changed, "version", "updated_at"])
    if locked.status != Status.DRAFT and changed:
        record("proposal.edit", locked, actor=actor, changed=changed)
    return locked
