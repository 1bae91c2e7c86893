"""Trying the portal: sign in as anybody without a password, and read the mail that would have been sent."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.devices import note_device
from accounts.models import User
from demo import mail
from demo.people import ACCOUNTS

PAGE_SIZE = 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def near_only(view: Callable) -> Callable:
    """The page exists for this machine alone, unless whoever started the demo named another address for it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if settings.LOOPBACK and not _is_loopback(request.META.get("REMOTE_ADDR", "")):
            raise Http404(_("Halaman ini hanya untuk komputer tempat demo dijalankan."))
        return view(request, *args, **kwargs)

    return guarded


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


@near_only
def roles(request: HttpRequest) -> HttpResponse:
    """Who one can be here, and what each may do."""
    return render(request, "demo/roles.html", {"next": request.GET.get("next", "")})


@near_only
def sign_in(request: HttpRequest, account: str) -> HttpResponse:
    """Become one of the demo's people, in a fresh session."""
    chosen = next((row for row in ACCOUNTS if row.slug == account), None)
    if chosen is None:
        raise Http404(_("Akun contoh ini tidak ada."))
    user = get_object_or_404(User, email=chosen.email, is_active=True)
    logout(request)
    login(request, user, backend=BACKEND)
    note_device(request)
    messages.success(
        request, _("Anda masuk sebagai %(name)s (%(role)s).") % {"name": user, "role": chosen.label}
    )
    return redirect(_target(request, user))


def _target(request: HttpRequest, user: User) -> str:
    """Where the person wanted to go, else where their work is."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse("workspace") if user.has_perm("stakeholders.work") else reverse("proposals:mine")


@near_only
def letters(request: HttpRequest) -> HttpResponse:
    """What the portal would have mailed, newest first."""
    page = Paginator(mail.keys(), PAGE_SIZE).get_page(request.GET.get("page"))
    found = [letter for letter in map(mail.read, page.object_list) if letter]
    return render(request, "demo/letters.html", {"page": page, "letters": found})


@near_only
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter as its reader would see it."""
    found = mail.read(key)
    if found is None:
        raise Http404(_("Surat ini tidak ada."))
    return render(request, "demo/letter.html", {"letter": found})
