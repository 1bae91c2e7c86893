"""Pendelegasian pengesahan: the head lets somebody of the host publish results, and takes that back."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.dates import plain_date
from core.quarantine import scan_next
from core.uploads import CheckedFile, check_upload
from notifications.models import Message
from notifications.services import notify
from stakeholders.errors import ChangeRefused
from stakeholders.models import HOST_ROLES, Delegation, Membership, Official, Role
from stakeholders.rules import standing_of

DELEGATE = "stakeholders.delegate"


def possible_delegates(head: User) -> QuerySet[User]:
    """Staff of the host whom the head can let publish: all but those who may anyway."""
    staff = Membership.objects.in_force().filter(organization__is_host=True, role__in=HOST_ROLES)
    heads = staff.filter(role=Role.PIMPINAN).values("user")
    found = User.objects.filter(pk__in=staff.values("user"), is_active=True)
    return found.exclude(pk__in=heads).exclude(pk=head.pk).order_by("name", "email")


def grant_delegation(upload: UploadedFile, *, actor, values: dict[str, Any]) -> Delegation:
    """Let somebody publish on these days, with the written approval as a file.

    `values`: delegate, decree, valid_from, valid_until. Raises UploadRefused or ChangeRefused.
    """
    checked = check_upload(upload)  # reading it may take seconds: no row is held meanwhile
    return _keep(checked, actor=actor, values=values)


@transaction.atomic
def _keep(checked: CheckedFile, *, actor, values: dict[str, Any]) -> Delegation:
    _ask(actor)
    delegate = User.objects.select_for_update(no_key=True).get(pk=values["delegate"].pk)
    signer = _check(delegate, actor, values)
    check_quota(actor, checked.size)
    delegation = Delegation(
        **values, on_behalf=signer.title, office=signer, granted_by=actor, original_name=checked.original_name,
        content_type=checked.content_type, size=checked.size, sha256=checked.sha256,
    )  # fmt: skip
    delegation.file.save(checked.content.name, checked.content, save=False)
    delegation.save()
    _tell(delegation, "granted", _("Anda diberi pendelegasian pengesahan"), _granted_words(delegation))
    told = {"sha256": checked.sha256, UPLOADED: checked.size, "delegate": delegate.pk} | {
        name: values[name] for name in ("valid_from", "valid_until", "decree")
    }
    record("delegation.grant", delegation, actor=actor, data=told)
    return delegation


@transaction.atomic
def revoke_delegation(delegation: Delegation, *, actor) -> Delegation:
    """It counts no more from this moment on; what was published stays."""
    _ask(actor)
    locked = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if locked.is_revoked or locked.valid_until < timezone.localdate():
        raise ChangeRefused(_("Pendelegasian ini sudah tidak berlaku."))
    locked.revoked_at, locked.revoked_by = timezone.now(), actor
    locked.save(update_fields=["revoked_at", "revoked_by"])
    words = _("Pendelegasian pengesahan %(decree)s dicabut. Anda tidak dapat lagi mengesahkan hasil.")
    _tell(locked, "revoked", _("Pendelegasian pengesahan dicabut"), words % {"decree": locked.decree})
    record("delegation.revoke", locked, actor=actor)
    return locked


def delegation_of(actor) -> Delegation | None:
    """By which the actor publishes today; None for a head, who needs none, and for everybody else."""
    standing = standing_of(actor)
    if Role.PIMPINAN in standing.roles or standing.delegation_id is None:
        return None
    return Delegation.objects.filter(pk=standing.delegation_id).first()


def acting_office(delegation: Delegation) -> str:
    """`a.n. Kepala Dinas …, Sekretaris`: in whose name its holder acts, and as what; never a person's name."""
    own = _position_of(delegation.delegate)
    return f"a.n. {delegation.on_behalf}, {own}" if own else f"a.n. {delegation.on_behalf}"


def _position_of(user: User | None) -> str:
    """The office that somebody holds today, else the position of their role at the host; "" where neither is known."""
    office = Official.objects.filter(user=user).signer_on(timezone.localdate()) if user else None
    if office:
        return office.title_lines[-1]
    mine = Membership.objects.in_force().filter(user=user, organization__is_host=True).exclude(position="")
    return mine.order_by("pk").values_list("position", flat=True).first() or ""


def tell_lapsed() -> int:
    """Write once to whoever holds a delegation that fell with its giver; how many letters. By the worker."""
    told = 0
    for row in Delegation.objects.lapsed().exclude(delegate=None).select_related("delegate", "office"):
        if not Message.objects.filter(key=f"delegation:{row.pk}:lapsed").exists():
            words = _("Anda tidak dapat lagi mengesahkan hasil menurut %(decree)s. %(why)s")
            _tell(
                row,
                "lapsed",
                _("Pendelegasian pengesahan gugur"),
                words % {"decree": row.decree, "why": row.lapse_words},
            )
            told += 1
    return told


def scan_delegation() -> int:
    """Ask the scanner about the next approval that waits; 1 when there was a verdict."""
    return scan_next(Delegation, _hold)


def _hold(delegation: Delegation, finding: str) -> None:
    record("delegation.hold", delegation, data={"sha256": delegation.sha256, "finding": finding})


def _ask(actor) -> None:
    if not actor.has_perm(DELEGATE):
        raise ChangeRefused(_("Hanya pimpinan yang mendelegasikan pengesahan."))


def _check(delegate: User, actor, values: dict[str, Any]) -> Official:
    """The official in whose name the delegate will publish."""
    if not possible_delegates(actor).filter(pk=delegate.pk).exists():
        raise ChangeRefused(_("Pilih pegawai instansi penyelenggara yang bukan pimpinan."))
    if values["valid_until"] < timezone.localdate():
        raise ChangeRefused(_("Tanggal akhir sudah lewat. Pilih hari ini atau sesudahnya."))
    days = {"valid_from__lte": values["valid_until"], "valid_until__gte": values["valid_from"]}
    if delegate.delegations.filter(revoked_at=None, **days).backed().exists():
        raise ChangeRefused(
            _("Orang ini sudah memegang pendelegasian pada tanggal itu. Cabut dahulu yang ada.")
        )
    today = timezone.localdate()
    signer = Official.objects.filter(user=actor).signer_on(today) or Official.objects.signer_on(today)
    if signer is None:
        raise ChangeRefused(_("Pejabat penanda tangan hari ini belum diisi. Minta admin mengisinya dahulu."))
    return signer


def _granted_words(delegation: Delegation) -> str:
    return _(
        "Anda dapat mengesahkan hasil forum a.n. %(title)s, sejak %(start)s sampai %(end)s, menurut %(decree)s. "
        "Hasil yang Anda catat sendiri tetap disahkan oleh orang lain."
    ) % {
        "title": delegation.on_behalf, "decree": delegation.decree,
        "start": plain_date(delegation.valid_from), "end": plain_date(delegation.valid_until),
    }  # fmt: skip


def _tell(delegation: Delegation, what: str, subject: str, body: str) -> None:
    if delegation.delegate:
        notify(
            to=delegation.delegate, kind=f"delegation.{what}", subject=subject, body=body,
            key=f"delegation:{delegation.pk}:{what}", url=reverse("workspace"),
        )  # fmt: skip
