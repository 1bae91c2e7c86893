"""Formulir usulan (kosong): to be printed, filled in by hand, and handed to the secretariat, which records it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from proposals.drafting import forum_taking_proposals
from stakeholders.models import Organization


def paper_form(request: HttpRequest) -> HttpResponse:
    """The same questions as on the pages, with room to write."""
    context = {
        "forum": forum_taking_proposals(),
        "host": Organization.objects.host(),
        "address": settings.PUBLIC_URL + reverse("proposals:new"),
        "lines": range(5),
    }
    return render(request, "proposals/paper_form.html", context)
