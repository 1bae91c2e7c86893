"""Staff who were handed personal data of others are noted, by what the page's policy says that it shows."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit.readings import note_reading
from core.secret_links import hash_of
from renja_portal.middleware import policy_of

STAFF = "stakeholders.work"


def noted_readings(get_response):
    """After the page: nothing is noted of what was refused, and nothing of people who read what is their own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        policy = policy_of(match.func, match.app_names) if match else None
        if policy and policy.shows and response.status_code == 200 and request.user.has_perm(STAFF):
            note_reading(
                actor=request.user, place=match.view_name, about=_about(match.kwargs), shows=policy.shows
            )
        return response

    return middleware


def _about(kwargs: dict) -> dict[str, str]:
    """What stood in the address; of a secret its hash alone, by which its row is found."""
    return {name: hash_of(value) if name == "token" else str(value) for name, value in kwargs.items()}
