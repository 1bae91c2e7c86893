"""Minta tanggapan: until when, to how many, and whom no letter reaches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.versions import attempt
from forums.workdays import workdays
from meetings.asking_remarks import ask_for_remarks, audience_of, reach_of
from meetings.models import Minutes
from reports.forms.minutes import AskForm
from reports.views.minutes.frame import frame, minutes_or_404

WORKDAYS = 3  # that are suggested for saying something


def remarks_ask(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Until when, and to how many; whom no letter reaches is named before and afterwards."""
    minutes = minutes_or_404(request, year, kind)
    suggested = workdays().after(timezone.localdate(), WORKDAYS)
    form = AskForm(request.POST or None, initial={"until": minutes.remarks_until or suggested})

    def ask():
        ask_for_remarks(minutes, actor=request.user, until=form.cleaned_data["until"])

    if request.method == "POST" and form.is_valid() and attempt(form, ask):
        messages.success(request, _told(minutes_or_404(request, year, kind)))
        return redirect("reports:minutes_remarks", year, kind)
    audience = audience_of(minutes, but=request.user)
    context = frame(request, minutes) | {"form": form, "audience": audience}
    return render(request, "reports/minutes_pages/ask.html", context)


def _told(minutes: Minutes) -> str:
    reach = reach_of(minutes)
    words = _("Naskah menunggu tanggapan; %(n)d surat ditulis.") % {"n": reach.letters if reach else 0}
    if reach and reach.unreached:
        words += " " + _("%(n)d instansi tidak dapat disurati; namanya ada di bawah.") % {
            "n": len(reach.unreached)
        }
    return words
