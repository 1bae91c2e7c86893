"""What the portal says about itself: help for people, notes for search engines and for who finds a hole."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from proposals.presentation import explained_states
from stakeholders.models import Organization

VALID_DAYS = 180  # RFC 9116 asks for less than a year


def help_page(request: HttpRequest) -> HttpResponse:
    """How to submit and follow a proposal, what the states mean, whom to ask."""
    context = {
        "states": explained_states(),
        "new_url": reverse("proposals:new"),
        "list_url": reverse("proposals:list"),
        "privacy_url": reverse("account_privacy"),
        "security_contact": security_contact().removeprefix("mailto:") or _("instansi di atas"),
    }
    return render(request, "help.html", context)


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a hole."""
    help_url = f"{settings.PUBLIC_URL}{reverse('help')}#keamanan"
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=VALID_DAYS)
    lines = [
        f"Contact: {security_contact() or help_url}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('security_txt')}",
        f"Policy: {help_url}",
    ]
    return _text(lines)


def security_contact() -> str:
    """The address to write to, as a URI; empty where neither the settings nor the host name one."""
    if settings.SECURITY_CONTACT:
        return settings.SECURITY_CONTACT
    host = Organization.objects.host()
    return f"mailto:{host.email}" if host and host.email else ""


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    return _text(["User-agent: *", "Disallow: /kerja/", "Disallow: /admin/", "Disallow: /akun/"])


def favicon(request: HttpRequest) -> HttpResponse:
    """Old browsers and WhatsApp ask here, whatever the page says."""
    return HttpResponsePermanentRedirect(static("img/mark-180.png"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
