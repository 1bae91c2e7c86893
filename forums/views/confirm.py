"""The question before something is removed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.errors import NotAllowed


def confirm(request: HttpRequest, verb: Callable, *, page: dict, done: str, back: str) -> HttpResponse:
    """Ask, then call the verb and go back. `page`: title, text, what (the thing), button."""
    if request.method != "POST":
        return render(request, "forums/confirm.html", {**page, "back": back})
    try:
        verb()
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(back)
