"""Addresses of the API: those that its operations name, each behind the one door like every other page."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from core.pages import page
from proposals import converters  # noqa: F401 (registers <nomor:…>)
from reports.api.door import answered
from reports.api.errors import not_found
from reports.api.operations import ROOT, api, openapi

app_name = "api"


def schema(request: HttpRequest) -> HttpResponse:
    """openapi.json"""
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for below the API."""
    return not_found(request)


OPERATIONS = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
urlpatterns = [
    page(f"{ROOT}openapi.json", answered(schema), "schema"),
    *(page(f"{ROOT}{one.pattern}", answered(one.callback), one.name) for one in OPERATIONS),
    page(f"{ROOT}<path:rest>", answered(missing), "missing"),
]
