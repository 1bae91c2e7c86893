"""Asking to belong to an organisation, and the secretariat's answer."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services import renew_sessions
from audit.services import record
from core.languages import filled_later
from notifications.services import notify
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, MembershipRequest, Organization, Role

ANSWER = "stakeholders.answer_requests"
State = MembershipRequest.State


@transaction.atomic
def ask_for_new_organization(name: str, *, kind: str, actor, position: str = "") -> MembershipRequest:
    """Name an organisation that is not known here: it takes part once somebody's request for it is confirmed."""
    organization = Organization.objects.called(name).order_by("-is_active", "pk").first()
    if organization is None:
        organization, _new = Organization.objects.get_or_create(
            name=name, defaults={"kind": kind, "is_active": False}
        )
    return ask_membership(organization, actor=actor, position=position)


@transaction.atomic
def ask_membership(organization: Organization, *, actor, position: str = "") -> MembershipRequest:
    """Say that one belongs to an organisation. Raises ChangeRefused for a member, and while another request waits."""
    if organization.is_host:
        raise ChangeRefused(_("Petugas penyelenggara didaftarkan oleh admin."))
    if Membership.objects.in_force().filter(user=actor, organization=organization).exists():
        words = gettext_lazy("Anda sudah terdaftar pada %(name)s.")
        raise ChangeRefused(filled_later(words, {"name": organization}))
    try:
        with transaction.atomic():
            request = MembershipRequest.objects.create(
                user=actor, organization=organization, position=position
            )
    except IntegrityError as error:
        raise ChangeRefused(
            _("Permintaan Anda yang lain masih menunggu konfirmasi. Batalkan dahulu permintaan itu.")
        ) from error
    record("membership.ask", request, actor=actor)
    return request


@transaction.atomic
def withdraw_request(request: MembershipRequest, *, actor) -> None:
    """Take back what one asked for, as long as it waits."""
    locked = _lock(request)
    if locked.user_id != actor.pk:
        raise ChangeRefused(_("Hanya pemintanya yang dapat membatalkan permintaan ini."))
    record("membership.withdraw_request", locked, actor=actor)
    locked.delete()
    forget_unused(locked.organization)


@transaction.atomic
def confirm_request(request: MembershipRequest, *, actor, name: str = "", kind: str = "") -> Membership:
    """The person is a member from today on. `name` and `kind` correct those of an organisation that is new here."""
    locked = _answerable(request, actor)
    is_new = locked.is_for_new_organization
    if is_new:
        _take_in(locked.organization, name=name, kind=kind)
    membership = _member(locked)
    _answer(locked, State.CONFIRMED, actor)
    renew_sessions(locked.user)
    _tell_confirmed(locked)
    if is_new:
        record("organization.take_in", locked.organization, actor=actor)
    record("membership.confirm", membership, actor=actor, data={"role": membership.role})
    return membership


@transaction.atomic
def decline_request(request: MembershipRequest, *, actor, reason: str) -> MembershipRequest:
    """With a reason that the person reads; they go on as a citizen, and their drafts stay theirs."""
    locked = _answerable(request, actor)
    locked.reason = reason.strip()
    if not locked.reason:
        raise ChangeRefused(_("Tuliskan alasannya; alasan ini dibaca oleh pemintanya."))
    _answer(locked, State.DECLINED, actor)
    _tell_declined(locked)
    record("membership.decline", locked, actor=actor, reason=locked.reason)
    return locked


def forget_unused(organization: Organization) -> None:
    """An organisation that never took part and that nothing names any more goes; what is named by a draft stays."""
    if organization.is_active or organization.memberships.exists():
        return
    if organization.membership_requests.exists() or organization.proposals.exists():
        return
    Organization.objects.filter(pk=organization.pk, forwarded_proposals=None).delete()


def _lock(request: MembershipRequest) -> MembershipRequest:
    """Locked and still waiting; who comes second reads that it was answered."""
    locked = (
        MembershipRequest.objects.select_for_update(of=("self",))
        .select_related("user", "organization")
        .filter(pk=request.pk)
        .first()
    )
    if locked is None or not locked.is_waiting:
        raise ChangeRefused(_("Permintaan ini sudah dijawab atau dibatalkan. Muat ulang halaman ini."))
    return locked


def _answerable(request: MembershipRequest, actor) -> MembershipRequest:
    if not actor.has_perm(ANSWER):
        raise ChangeRefused(_("Hanya sekretariat yang mengonfirmasi keanggotaan."))
    locked = _lock(request)
    if locked.user_id == actor.pk:
        raise ChangeRefused(_("Permintaan Anda sendiri dijawab oleh orang lain."))
    return locked


def _take_in(organization: Organization, *, name: str, kind: str) -> None:
    """Whose first member is confirmed takes part from now on."""
    organization.name, organization.kind = name or organization.name, kind or organization.kind
    if Organization.objects.called(organization.name).exclude(pk=organization.pk).exists():
        raise ChangeRefused(
            _("Instansi “%(name)s” sudah ada. Tolak permintaan ini dengan menyebut nama yang terdaftar.")
            % {"name": organization.name}
        )
    organization.is_active = True
    organization.version += 1
    organization.save(update_fields=["name", "kind", "is_active", "version"])


def _member(request: MembershipRequest) -> Membership:
    """Made, or begun again where it was over."""
    today = timezone.localdate()
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        user=request.user,
        organization=request.organization,
        role=Role.ANGGOTA,
        defaults={"position": request.position},
    )
    if not is_new and (membership.is_over or membership.is_to_come):
        membership.valid_from, membership.valid_until = today, None
        membership.version += 1
        membership.save(update_fields=["valid_from", "valid_until", "version"])
    return membership


def _answer(request: MembershipRequest, state: str, actor) -> None:
    request.state, request.answered_at, request.answered_by = state, timezone.now(), actor
    request.save(update_fields=["state", "reason", "answered_at", "answered_by"])


def _tell_confirmed(request: MembershipRequest) -> None:
    body = _(
        "Sekretariat mengonfirmasi bahwa Anda anggota %(name)s.\n\n"
        "Mulai sekarang Anda dapat mengirim usulan atas namanya, juga draf yang sudah Anda tulis, "
        "serta melihat dan melanjutkan usulan anggota lainnya."
    )
    _write_to(request, _("Anda terdaftar sebagai anggota %(name)s"), body)


def _tell_declined(request: MembershipRequest) -> None:
    body = _(
        "Sekretariat belum dapat mengonfirmasi bahwa Anda anggota %(name)s.\n\nAlasan:\n%(reason)s\n\n"
        "Anda tetap dapat mengusulkan sebagai warga. Draf yang Anda tulis atas nama lembaga itu tetap tersimpan "
        "dan dapat Anda kirim sebagai warga."
    )
    _write_to(request, _("Keanggotaan Anda pada %(name)s belum dapat dikonfirmasi"), body)


def _write_to(request: MembershipRequest, subject: str, body: str) -> None:
    words = {"name": request.organization, "reason": request.reason}
    notify(
        to=request.user,
        kind=f"membership.{request.state}",
        subject=subject % words,
        body=body % words,
        key=f"membership-request:{request.pk}:{request.state}",
        url=reverse("proposals:mine"),
    )
