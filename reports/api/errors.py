"""What the API says where it cannot answer: JSON, one sentence in Indonesian, and what is wrong with which field."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError


def answer(code: int, words: str, fields: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse(
        {"pesan": words, "isian": fields or {}}, status=code, json_dumps_params={"ensure_ascii": False}
    )


def not_found(request: HttpRequest, _error: Exception | None = None) -> HttpResponse:
    return answer(404, _("Tidak ada data terbuka pada alamat ini. Alamat yang ada: /data/api/."))


def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Fields that cannot be read, each with how it is written."""
    fields = {str(one["loc"][-1]): _words(one) for one in error.errors}
    return answer(400, _("Permintaan tidak dapat dibaca. Perbaiki isian yang disebut."), fields)


def not_understood(names: list[str]) -> HttpResponse:
    words = _("Isian ini tidak dikenal atau ditulis lebih dari sekali.")
    return answer(
        400, _("Permintaan tidak dapat dibaca. Perbaiki isian yang disebut."), dict.fromkeys(names, words)
    )


def too_many(words: str, seconds: int) -> HttpResponse:
    response = answer(429, _("%(words)s Coba lagi dalam %(n)s detik.") % {"words": words, "n": seconds})
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(one: dict) -> str:
    """What pydantic found, in our words."""
    told, kind = one.get("ctx") or {}, one["type"]
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = told.get("ge", told.get("le"))
        return (_("Paling kecil %(n)s.") if "ge" in told else _("Paling besar %(n)s.")) % {"n": bound}
    if kind == "literal_error":
        return _("Pilih salah satu: %(values)s.") % {
            "values": told["expected"].replace("'", "").replace(" or ", ", ")
        }
    if kind == "value_error":
        return str(told.get("error", one["msg"]))
    if kind.startswith("int"):
        return _("Tulis bilangan bulat.")
    return _("Tulisannya tidak sesuai; lihat contoh pada /data/api/.")
