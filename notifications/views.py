"""Pesan: a person's letters in the portal, what they want mailed, and the way out of a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from core.errors import NotAllowed
from core.paging import page_of
from notifications.forms import PreferenceForm
from notifications.models import Message, Wants
from notifications.preferences import choose_mail, letter_of, stop_mail, wants_of

PAGE_SIZE = 20


def inbox(request: HttpRequest) -> HttpResponse:
    """Pesan: one's letters, the newest first; the new ones are marked."""
    page = page_of(Message.objects.for_user(request.user), request.GET.get("page"), PAGE_SIZE)
    return render(request, "notifications/inbox.html", {"page": page})


def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter; opening it marks it read."""
    mine = Message.objects.for_user(request.user)
    found = get_object_or_404(mine, pk=pk)
    if request.method == "GET":
        mine.filter(pk=pk).mark_read()
    return render(request, "notifications/message.html", {"letter": found})


def read_all(request: HttpRequest) -> HttpResponse:
    """Tandai semua sudah dibaca."""
    Message.objects.for_user(request.user).mark_read()
    return redirect("notifications:inbox")


def preferences(request: HttpRequest) -> HttpResponse:
    """Pemberitahuan: what is mailed."""
    wants = wants_of(request.user)
    form = PreferenceForm(request.POST or None, initial={"wants": wants})
    if request.method == "POST" and form.is_valid():
        try:
            choose_mail(request.user, wants=form.cleaned_data["wants"], actor=request.user)
        except NotAllowed as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Pilihan surel disimpan."))
            return redirect("notifications:preferences")
    context = {"form": form, "is_stopped": wants == Wants.NOTHING}
    return render(request, "notifications/preferences.html", context)


@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Berhenti menerima surel. Mail programs send the button by themselves, without session; the token is the proof."""
    letter = letter_of(token)
    if letter is None:
        return render(request, "notifications/unsubscribe.html", status=404)
    context = {"letter": letter, "is_digest": letter.delivery != "at_once"}
    if request.method == "POST":
        context["wants"] = stop_mail(letter).wants
    return render(request, "notifications/unsubscribe.html", context)
