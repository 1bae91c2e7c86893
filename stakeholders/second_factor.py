"""Removing a lost second factor takes two admins: one asks, another agrees. Both are recorded, and its owner is told."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import end_sessions
from audit.services import record
from notifications.services import notify
from stakeholders.errors import ChangeRefused
from stakeholders.models import FactorRemoval, Membership
from stakeholders.people import lock_account


@transaction.atomic
def ask_factor_removal(user: User, *, actor) -> FactorRemoval:
    """For who lost phone and recovery codes. The other admins are written to, and so is the owner."""
    locked = lock_account(user, actor)
    if not is_mfa_enabled(locked):
        raise ChangeRefused(_("Akun ini tidak memiliki verifikasi dua langkah."))
    if FactorRemoval.objects.waiting().filter(user=locked).exists():
        raise ChangeRefused(_("Penghapusan sudah diminta dan menunggu persetujuan admin lain."))
    FactorRemoval.objects.filter(user=locked).delete()
    removal = FactorRemoval.objects.create(user=locked, asked_by=actor)
    _write_about_request(removal)
    record("account.ask_factor_removal", locked, actor=actor)
    return removal


@transaction.atomic
def confirm_factor_removal(user: User, *, actor) -> User:
    """The second admin agrees: the factor goes, every browser is signed out, staff pages then ask to set up a new one."""
    locked = lock_account(user, actor)
    removal = _waiting_for(locked)
    if removal.asked_by_id == actor.pk:
        raise ChangeRefused(_("Anda yang memintanya; yang menyetujui harus admin lain."))
    if not removal.asked_by.has_perm("stakeholders.manage_people"):
        raise ChangeRefused(_("Yang meminta bukan admin lagi. Tolak permintaan ini, lalu minta kembali."))
    _remove(locked)
    record("account.remove_second_factor", locked, actor=actor, data={"asked_by": removal.asked_by_id})
    return locked


@transaction.atomic
def drop_factor_removal(user: User, *, actor) -> User:
    """The one who asked takes it back, or another admin says no."""
    locked = lock_account(user, actor)
    _waiting_for(locked).delete()
    record("account.drop_factor_removal", locked, actor=actor)
    return locked


@transaction.atomic
def remove_factor_on_server(user: User, *, reason: str) -> User:
    """Where there is no second admin: by who may type commands on the server, with the reason in the record."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not is_mfa_enabled(locked):
        raise ChangeRefused(_("Akun ini tidak memiliki verifikasi dua langkah."))
    _remove(locked)
    record("account.remove_second_factor", locked, reason=reason, data={"by": "server"})
    return locked


def other_admins(user: User, actor):
    """Who can agree to what this admin asks for."""
    return User.objects.filter(pk__in=Membership.objects.admins().values("user")).exclude(
        pk__in=(user.pk, actor.pk)
    )


def _waiting_for(user: User) -> FactorRemoval:
    removal = FactorRemoval.objects.waiting().filter(user=user).first()
    if removal is None:
        raise ChangeRefused(_("Permintaan ini tidak berlaku lagi. Muat ulang halaman ini."))
    return removal


def _remove(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    FactorRemoval.objects.filter(user=user).delete()
    end_sessions(user)
    _write(
        user,
        "account.second_factor_removed",
        _("Verifikasi dua langkah akun Anda dihapus"),
        _(
            "Verifikasi dua langkah akun Anda dihapus. Aktifkan kembali saat Anda masuk berikutnya.\n\n"
            "Bila Anda tidak memintanya, segera hubungi admin instansi Anda."
        ),
        reverse("mfa_index"),
    )


def _write_about_request(removal: FactorRemoval) -> None:
    _write(
        removal.user,
        "account.factor_removal_asked",
        _("Penghapusan verifikasi dua langkah akun Anda diminta"),
        _(
            "Seorang admin meminta penghapusan verifikasi dua langkah akun Anda. Admin lain harus menyetujuinya.\n\n"
            "Bila Anda tidak memintanya, segera hubungi admin instansi Anda."
        ),
        reverse("account_login"),
    )
    body = _(
        "%(asker)s meminta penghapusan verifikasi dua langkah akun %(owner)s, karena ponsel dan kode cadangannya hilang.\n\n"
        "Pastikan orangnya dengan bertemu atau menelepon, lalu setujui atau tolak dalam tiga hari."
    ) % {"asker": removal.asked_by, "owner": removal.user}
    subject = _("Persetujuan Anda diperlukan: hapus verifikasi dua langkah")
    membership = removal.user.memberships.order_by("pk").first()
    url = (
        reverse("stakeholders:person", args=[membership.pk]) if membership else reverse("stakeholders:people")
    )
    for admin in other_admins(removal.user, removal.asked_by):
        _write(admin, "account.factor_removal_waits", subject, body, url)


def _write(to: User, kind: str, subject: str, body: str, url: str) -> None:
    notify(
        to=to,
        kind=kind,
        subject=subject,
        body=body,
        key=f"account:{to.pk}:{kind}:{timezone.now().isoformat()}",
        url=url,
    )
