"""Whether somebody can look after the portal, and two agree."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong
from stakeholders.models import Membership

ENOUGH = 2  # removing somebody's lost second factor takes two


@preflight_check(70)
def admins() -> Iterator[Finding]:
    """Admin."""
    label, people = _("Admin"), set(Membership.objects.admins().values_list("user", flat=True))
    secured = Authenticator.objects.filter(user__in=people).exclude(type=Authenticator.Type.RECOVERY_CODES)
    count = secured.values("user").distinct().count()
    note = _("%(count)d dari %(people)d memakai verifikasi dua langkah") % {
        "count": count,
        "people": len(people),
    }
    if not people:
        yield wrong(label, _("belum ada"), 'manage.py create_admin SUREL --name "NAMA"')
    elif not count:
        yield wrong(label, note, _("masuk, lalu buka /akun/keamanan/"))
    elif count < ENOUGH or count < len(people):
        yield watch(
            label, note, _("dua orang atau lebih, semuanya dengan verifikasi dua langkah: /akun/keamanan/")
        )
    else:
        yield good(label, note)
