"""The operations: for each dataset its list and one row of it. Read alone; what is told stands in the columns."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from core.columns import as_json, read_row
from core.paging import MOST, count_up_to, rows_between
from reports.api import errors
from reports.api.schemas import Wrong, asked_of, page_of_rows, row_of
from reports.open_data import licence
from reports.open_data.datasets import DATASETS, Dataset

ROOT = "api/v1/"
FAILURES = {400: Wrong, 404: Wrong, 429: Wrong}
api = NinjaAPI(
    title="Data terbuka Forum Perangkat Daerah",
    version="1.0.0",
    description=str(_l("Data forum, usulan, hasil, dan Renja untuk program; hanya dibaca, tanpa kunci.")),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": str(licence.NAME), "url": licence.ADDRESS}}},
)
api.add_exception_handler(ValidationError, errors.refused)
api.add_exception_handler(Http404, errors.not_found)


def openapi() -> dict[str, Any]:
    """What programs read about the API."""
    return api.get_openapi_schema(path_prefix=ROOT)


def _add(dataset: Dataset) -> None:
    name, row = dataset.slug.replace("-", "_"), row_of(dataset)
    common = {"methods": ["GET"], "tags": [str(dataset.title)], "description": str(dataset.about)}
    api.default_router.add_api_operation(
        f"/{dataset.slug}/", view_func=_list(dataset), response={200: page_of_rows(dataset, row), **FAILURES},
        operation_id=f"daftar_{name}", url_name=f"{name}_list", summary=str(_l("Daftar baris")), **common,
    )  # fmt: skip
    place = {"nomor": "{nomor:nomor}"}.get(dataset.key, f"{{int:{dataset.key}}}")
    api.default_router.add_api_operation(
        f"/{dataset.slug}/{place}/", view_func=_detail(dataset), response={200: row, **FAILURES},
        operation_id=f"satu_{name}", url_name=f"{name}_detail", summary=str(_l("Satu baris")), **common,
    )  # fmt: skip


def _list(dataset: Dataset):
    asked_schema = asked_of(dataset)

    def list_rows(request: HttpRequest, asked: Query[asked_schema]) -> HttpResponse:  # type: ignore[valid-type]
        return _page(request, dataset, asked)

    return list_rows


def _page(request: HttpRequest, dataset: Dataset, asked: Schema) -> HttpResponse:
    known = type(asked).model_fields
    strange = [name for name, values in request.GET.lists() if name not in known or len(values) > 1]
    if strange:
        return errors.not_understood(strange)
    rows = dataset.rows()
    for name, narrow in dataset.filters.items():
        if (value := getattr(asked, name)) is not None:
            rows = narrow(rows, value)
    first = (asked.halaman - 1) * asked.per_halaman
    found, read = count_up_to(rows, MOST), rows_between(rows, first, first + asked.per_halaman)
    is_last = first + len(read) >= found and (found <= MOST or len(read) < asked.per_halaman)
    return _json(
        {
            "jumlah": min(found, MOST),
            "lebih": found > MOST,
            "halaman": asked.halaman,
            "per_halaman": asked.per_halaman,
            "berikutnya": None if is_last else _next(request, asked.halaman + 1),
            "baris": [as_json(dataset.columns, read_row(dataset.columns, row)) for row in read],
        }
    )


def _next(request: HttpRequest, page: int) -> str:
    return f"{settings.PUBLIC_URL}{request.path}?{urlencode({**request.GET.dict(), 'halaman': page})}"


def _detail(dataset: Dataset):
    def by_id(request: HttpRequest, id: int) -> HttpResponse:
        return _one(dataset, id)

    def by_number(request: HttpRequest, nomor: str) -> HttpResponse:
        return _one(dataset, nomor)

    def by_year(request: HttpRequest, tahun: int) -> HttpResponse:
        return _one(dataset, tahun)

    return {"id": by_id, "nomor": by_number, "tahun": by_year}[dataset.key]


def _one(dataset: Dataset, key: int | str) -> HttpResponse:
    row = dataset.rows().filter(**{dataset.lookup: key}).first()
    if row is None:
        raise Http404(_("Tidak ada."))
    return _json(as_json(dataset.columns, read_row(dataset.columns, row)))


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


for each in DATASETS.values():
    _add(each)
