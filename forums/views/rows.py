"""A page of rows that are saved together."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from core.errors import NotAllowed
from core.versions import StaleSave
from forums.forms.rows import RowFormSet

DONE, WRONG, STALE = 302, 200, 409


def keep_rows(request: HttpRequest, formset: RowFormSet, verb: Callable[..., None]) -> int:
    """Save what was sent, if anything was: DONE, or with which status to show the page again, with nothing typed lost."""
    if request.method != "POST" or not formset.is_valid():
        return WRONG
    try:
        verb(**formset.changes)
    except StaleSave as stale:
        formset.form_of(stale).show_conflict(stale)
        return STALE
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return WRONG
    return DONE


def moved_row(request: HttpRequest, formset: RowFormSet) -> dict:
    """Which row was sent further up (`naik`) or down (`turun`), as the verbs take it."""
    for name, step in (("naik", -1), ("turun", 1)):
        key = request.POST.get(name, "")
        row = next((form.instance for form in formset.initial_forms if str(form.instance.pk) == key), None)
        if row:
            return {"moved": row, "step": step}
    return {}
