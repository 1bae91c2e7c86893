"""Pages that many people read, made once and kept until something happens (`audit.kept`)."""

from collections.abc import Mapping
from copy import copy

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from audit.kept import named_now
from core.kept_parts import Parted
from core.pages import Policy
from stakeholders.models import Role
from stakeholders.rules import standing_of

HARMLESS_COOKIES = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
TOLD_OF_A_VISITOR = ("HTTP_COOKIE", "CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")
STAKEHOLDERS = {Role.ANGGOTA}  # whoever holds another role is made pages of their own
FRAME = {"account": "components/account.html", "messages": "components/messages.html"}


class KeptPagesMiddleware:
    """Answers with the page that was made for another reader, where its address says `kept`."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "kept_as", ""):
            _keep(request, response)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        policy = getattr(view, "policy", None)
        if not (settings.KEPT_PAGE_SECONDS and policy and policy.kept and _is_whole(request)):
            return None
        if set(request.COOKIES) <= HARMLESS_COOKIES:
            return _for_stranger(request)
        if request.user.is_authenticated and standing_of(request.user).roles <= STAKEHOLDERS:
            return _for_reader(request, policy, view, kwargs)
        return None


def _is_whole(request: HttpRequest) -> bool:
    """A whole page is asked for: no search, no htmx."""
    return request.method == "GET" and not request.GET and "HX-Request" not in request.headers


def _key(request: HttpRequest) -> str:
    return named_now(f"{get_language()}:{request.path_info}")


def _for_stranger(request: HttpRequest) -> HttpResponse | None:
    """The kept page; None where the view has to make it, which is named before: what happens meanwhile gets another name."""
    key = _key(request)
    kept = caches["pages"].get(key)
    if kept is None:
        request.kept_as = key  # type: ignore[attr-defined]
    return kept


def _for_reader(request: HttpRequest, policy: Policy, view, kwargs: dict) -> HttpResponse | None:
    """The page as strangers read it, with the reader's own parts; None where theirs is another page altogether."""
    own = policy.own_parts and policy.own_parts(request, **kwargs)
    if own is None:
        return None
    key = _key(request)
    kept = caches["pages"].get(_parts_of(key)) or _made_for_strangers(request, key, view, kwargs)
    if kept is None:
        return None
    response, parted = kept
    response.content = parted.filled({**_frame(request), **own})
    return response


def _made_for_strangers(request: HttpRequest, key: str, view, kwargs: dict) -> tuple | None:
    """The page is made as for a stranger, whoever asks for it first."""
    asked = _stranger(request)
    asked.kept_as = key  # type: ignore[attr-defined]
    try:
        _keep(asked, view(asked, **kwargs))
    except (Http404, PermissionDenied):
        return None
    return caches["pages"].get(_parts_of(key))


def _stranger(request: HttpRequest) -> HttpRequest:
    """The same question, asked by somebody whom nobody knows."""
    asked = copy(request)
    asked.__dict__.pop("headers", None)  # read from META once
    asked.META = {name: value for name, value in request.META.items() if name not in TOLD_OF_A_VISITOR}
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    asked.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language} if language else {}
    asked.user = AnonymousUser()
    asked.session = SessionBase()  # type: ignore[assignment]  # holds nothing, and cannot be saved
    asked._messages = default_storage(asked)  # type: ignore[attr-defined]
    return asked


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the page, if everybody may have it; in any case nobody is sent the signs of its parts."""
    if response.streaming:
        return
    parted = Parted.of(response.content)
    response.content = parted.for_strangers()
    if _is_for_everybody(request, response):
        key = request.kept_as  # type: ignore[attr-defined]
        caches["pages"].set(key, response, settings.KEPT_PAGE_SECONDS)
        caches["pages"].set(_parts_of(key), (response, parted), settings.KEPT_PAGE_SECONDS)


def _parts_of(key: str) -> str:
    return f"{key}#parts"


def _frame(request: HttpRequest) -> Mapping[str, str]:
    """The parts that every page has."""
    return {name: render_to_string(template, request=request) for name, template in FRAME.items()}


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """A page without cookies and without a form's secret; nothing that moved or is wrong."""
    return (
        response.status_code == 200
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # set by whatever asks for the secret
    )
