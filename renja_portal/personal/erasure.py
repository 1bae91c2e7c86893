"""Erasing an account: the person goes, what the public works with stays without them, and the record stays whole."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import record
from core.errors import NotAllowed
from core.languages import filled_later
from core.retrying import retried
from notifications.models import Digest, Message, Preference, State
from proposals.choices import Status
from proposals.models import Proposal, Question
from renja_portal.personal.archive import remove_copy
from renja_portal.personal.reading import addresses_of, letters_to
from stakeholders.joining import forget_unused
from stakeholders.models import Membership, Organization, Role

ERASE_FOR_OTHERS = "stakeholders.manage_people"
CONTACTS = ("contact_name", "contact_phone", "contact_email")


class ErasureRefused(NotAllowed):
    """The account is needed; nothing was changed."""


def erasure_refusal(user: User) -> str:
    """Why this account cannot be erased by its owner now; empty when it can."""
    roles = user.memberships.not_over().exclude(role=Role.ANGGOTA)
    admins = Membership.objects.lasting_admins()
    if admins.filter(user=user).exists() and not admins.exclude(user=user).exists():
        return _(
            "Anda admin terakhir. Tunjuk dahulu admin lain tanpa tanggal akhir, lalu mintalah ia mengakhiri peran Anda."
        )
    if roles or user.is_superuser:
        held = ", ".join(sorted({row.get_role_display() for row in roles})) or _("Admin")
        words = gettext_lazy(
            "Anda memegang peran %(roles)s. Mintalah admin mengakhirinya lebih dahulu; setelah itu akun dapat dihapus."
        )
        return filled_later(words, {"roles": held})
    return ""


def drafts_of(user: User) -> QuerySet[Proposal]:
    """The drafts that go with the account: all but those of an organisation whose member the person is."""
    mine = user.memberships.in_force().values("organization")
    return Proposal.objects.filter(proposer=user, status=Status.DRAFT).exclude(organization__in=mine)


@retried(ErasureRefused)
@transaction.atomic
def erase_account(user: User, *, actor) -> None:
    """Erase everything personal; asked for by its owner alone. Raises ErasureRefused for who is needed.

    Public proposals stay as "Warga", those of organisations stay with them, letters stay as rows without address
    and text, the record names a number as it always did.
    """
    locked, drafts = _erase(user, refusal=lambda one: _not_the_owner(one, actor) or erasure_refusal(one))
    record("account.erase", locked, actor=locked, data={"count": drafts})


@retried(ErasureRefused)
@transaction.atomic
def erase_on_request(user: User, *, actor, reason: str) -> None:
    """The same for somebody who asked by letter: by an admin, who says by which letter and how they knew the person."""
    locked, drafts = _erase(
        user, refusal=lambda one: _not_for_others(one, actor, reason) or erasure_refusal(one)
    )
    record("account.erase_on_request", locked, actor=actor, reason=reason, data={"count": drafts})


@retried(ErasureRefused)
@transaction.atomic
def erase_unused(user: User, *, unused_since: datetime) -> None:
    """The same for an account that nobody used since then, though its owner was warned."""
    locked, drafts = _erase(user, refusal=lambda one: _was_used(one, unused_since) or erasure_refusal(one))
    record("account.erase_unused", locked, data={"count": drafts})


@transaction.atomic
def forget_contact_on_request(proposal: Proposal, *, actor, reason: str) -> None:
    """Name, number and address of who has no account go from one proposal, as they asked by letter. Raises ErasureRefused."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not actor.has_perm(ERASE_FOR_OTHERS):
        raise ErasureRefused(_("Hanya admin yang menghapus kontak atas permintaan tertulis."))
    if not reason.strip():
        raise ErasureRefused(_("Sebutkan surat permintaannya, dan bagaimana orangnya dipastikan."))
    letters = Message.objects.filter(to_user=None, kind__startswith="proposal.").exclude(to_email="")
    theirs = letters.filter(to_email__iexact=locked.contact_email)
    theirs.filter(state=State.PENDING).update(state=State.CANCELLED)
    theirs.update(body="", url="", error="", to_email="", is_private=True)
    _forget_contacts([locked])
    record("proposal.forget_on_request", locked, actor=actor, reason=reason, changed=CONTACTS)


def _erase(user: User, *, refusal: Callable[[User], str]) -> tuple[User, int]:
    """The account as it was, and how many drafts went with it."""
    proposals = list(_theirs(user).select_for_update(of=("self",)).order_by("pk"))
    locked = User.objects.select_for_update().get(pk=user.pk)
    if problem := refusal(locked):
        raise ErasureRefused(problem)
    supported = _supported_by(locked)
    named = list(Organization.objects.filter(membership_requests__user=locked, is_active=False))
    drafts = _delete_drafts(locked)
    _forget_contacts([proposal for proposal in proposals if proposal.pk not in drafts])
    _forget_letters(locked)
    _forget_spoken(locked)
    for copy in locked.data_copies.all():
        remove_copy(copy)
    User.objects.filter(pk=locked.pk).delete()
    Proposal.objects.filter(pk__in=supported).recount_supports()
    for organization in named:
        forget_unused(organization)
    return locked, len(drafts)


def _not_the_owner(user: User, actor) -> str:
    return "" if actor.pk == user.pk else _("Akun hanya dapat dihapus oleh pemiliknya.")


def _not_for_others(user: User, actor, reason: str) -> str:
    if not actor.has_perm(ERASE_FOR_OTHERS):
        return _("Hanya admin yang menghapus akun atas permintaan tertulis.")
    if actor.pk == user.pk:
        return _("Akun sendiri dihapus pada halaman “Data saya”.")
    return "" if reason.strip() else _("Sebutkan surat permintaannya, dan bagaimana orangnya dipastikan.")


def _was_used(user: User, since: datetime) -> str:
    return _("Akun ini dipakai lagi.") if (user.last_login or user.joined_at) >= since else ""


def _theirs(user: User) -> QuerySet[Proposal]:
    """Written by them; or naming them as the one to be reached: by their address, or within their organisations."""
    reached = Q(contact_email__iexact=user.email)
    inside = Q(organization__in=list(user.memberships.values_list("organization", flat=True)))
    for field in ("name", "phone"):
        if value := getattr(user, field):
            reached |= inside & Q(**{f"contact_{field}__iexact": value})
    return Proposal.objects.filter(Q(proposer=user) | reached)


def _supported_by(user: User) -> list[int]:
    """Proposals whose supporters are to be counted anew: supported ones, and those that they are merged with."""
    rows = Proposal.objects.filter(supports__user=user)
    return [key for pair in rows.values_list("pk", "parent") for key in pair if key]


def _delete_drafts(user: User) -> set[int]:
    """The drafts and their files; the files once this is committed."""
    drafts = list(drafts_of(user).prefetch_related("attachments"))
    for draft in drafts:
        for file in draft.attachments.all():
            transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    keys = {draft.pk for draft in drafts}
    Proposal.objects.filter(pk__in=keys).delete()
    return keys


def _forget_contacts(proposals: list[Proposal]) -> None:
    emptied = dict.fromkeys(CONTACTS, "")
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]).update(**emptied)


def _forget_spoken(user: User) -> None:
    """Questions that nobody else has read go; answered ones stay without them, and what was said of answers without its words."""
    user.questions.exclude(state=Question.State.ANSWERED).delete()
    user.feedback.update(line="")


def _forget_letters(user: User) -> None:
    """To them: neither address nor text. To others, about them: no text."""
    theirs = letters_to(user)
    theirs.filter(state=State.PENDING).update(state=State.CANCELLED)
    subject = _("Surat kepada akun yang dihapus")
    theirs.update(subject=subject, body="", url="", error="", is_private=True, to_email="", to_user=None)
    for address in addresses_of(user):
        Preference.objects.filter(email__iexact=address).delete()
        Digest.objects.filter(recipient=f"email:{address.lower()}").delete()
    about = Q(kind="account.factor_removal_waits", body__contains=str(user))
    for address in addresses_of(user):
        about |= Q(body__icontains=address) | Q(error__icontains=address)
    Message.objects.filter(about).update(body="", error="", is_private=True)
