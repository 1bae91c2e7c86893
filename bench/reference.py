"""The yardstick: a plain Django page with session and sign-in, one indexed query, twenty rows in a small template."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.functional import SimpleLazyObject

from core.pages import SIGNED_IN, page
from proposals.models import Proposal
from renja_portal.urls import handler500
from renja_portal.urls import urlpatterns as portal

__all__ = ["ADDRESS", "handler500", "urlpatterns"]

ADDRESS = "/ukur/rujukan/"
ROWS = 20
PAGE = SimpleLazyObject(
    lambda: engines["django"].from_string(
        "<!doctype html><title>{{ user.name }}</title><table>{% for row in rows %}<tr><td>{{ row.number }}"
        "<td>{{ row.title }}<td>{{ row.status }}<td>{{ row.submitted_at|date:'j F Y' }}</tr>{% endfor %}</table>"
    )
)


def reference(request: HttpRequest) -> HttpResponse:
    rows = Proposal.objects.order_by("-submitted_at", "-pk").only("number", "title", "status", "submitted_at")
    return HttpResponse(PAGE.render({"rows": rows[:ROWS], "user": request.user}))


urlpatterns = [*portal, page(ADDRESS.lstrip("/"), reference, "reference", may=SIGNED_IN)]
