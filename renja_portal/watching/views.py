"""The figures, to whoever shows the token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from renja_portal.watching.metrics import written


def metrics(request: HttpRequest) -> HttpResponse:
    """In the text form of Prometheus; 404 for everybody else, as where there are none."""
    if not _shows_token(request):
        raise Http404
    content, content_type = written()
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": "no-store"})


def _shows_token(request: HttpRequest) -> bool:
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    token = settings.METRICS_TOKEN
    return bool(token) and scheme.lower() == "bearer" and constant_time_compare(shown.strip(), token)
