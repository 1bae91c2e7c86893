"""How long a password may be kept: for ever, unless the city must follow a rule that says otherwise (`PASSWORD_MAX_DAYS`).

Asked on signing in, by the record: who signs in with a mailed code or a passkey and has an old password is asked, too.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.second_factor import redirect_whole_page
from audit.models import Entry

OLD = "password_old"  # in the session: a new password is due
CHANGES = ("account.password_changed", "account.password_reset", "account.password_set")
OPEN_MEANWHILE = ("/akun/", "/bantuan/", "/logo/", "/favicon.ico")


def ask_when_old(request: HttpRequest, user: User) -> None:
    """After signing in: until there is a new password, `redirect_with_old_password` leads to it."""
    if is_old(user):
        request.session[OLD] = True


def is_old(user: User) -> bool:
    """Whether the password was last changed more days ago than it may be kept."""
    if not settings.PASSWORD_MAX_DAYS or not user.has_usable_password():
        return False
    changes = Entry.objects.done_by(user).filter(action__in=CHANGES)
    since = changes.values_list("at", flat=True).first() or user.joined_at
    return timezone.now() - since > timedelta(days=settings.PASSWORD_MAX_DAYS)


def redirect_with_old_password(request: HttpRequest) -> HttpResponse | None:
    """To the page for a new password, whatever was wanted; None where none is due."""
    if OLD not in request.session or request.path.startswith(OPEN_MEANWHILE):
        return None
    days = {"n": settings.PASSWORD_MAX_DAYS}
    messages.warning(
        request, _("Kata sandi Anda sudah lebih dari %(n)d hari. Buat yang baru untuk melanjutkan.") % days
    )
    return redirect_whole_page(request, reverse("account_change_password"))
