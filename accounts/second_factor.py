"""The second factor that staff pages demand."""

from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def redirect_without_second_factor(request: HttpRequest) -> HttpResponseRedirect | None:
    """None for people who have a second factor, else the way to the page where they set one up."""
    if is_mfa_enabled(request.user):
        return None
    return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.get_full_path()})}")
