"""What somebody sends after their session has ended is kept until they have signed in again."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, QueryDict
from django.shortcuts import render

from proposals.models import Proposal
from proposals.views.held import becomes_holder

KEY = "kept_text"
LONGEST = 30_000  # characters of a form as sent; more than any page of a proposal can hold


def sign_in_keeping_text(view):
    """Strangers sign in first and come back to the same page, where `take_kept_text` gives their text back.

    All but those whose browser holds the draft without an account.
    """

    @wraps(view)
    def guarded(request: HttpRequest, key, **kwargs):
        if becomes_holder(request, key) or request.user.is_authenticated:
            return view(request, key, **kwargs)
        if request.htmx:
            return render(request, "proposals/saved.html", {"signed_out": True})
        if request.method == "POST" and Proposal.objects.filter(key=key).exists():
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def _keep(request: HttpRequest) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) <= LONGEST:
        request.session[KEY] = {"path": request.path, "text": text}


def take_kept_text(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once; None where nothing was."""
    if request.session.get(KEY, {}).get("path") != request.path:
        return None
    return QueryDict(request.session.pop(KEY)["text"])
