"""How the kind of a record stands in an address."""

from django.urls import register_converter

from meetings.models import Minutes


class MinutesKind:
    """`berita-acara` or `notulen`."""

    regex = "berita-acara|notulen"

    def to_python(self, value: str) -> str:
        return value.replace("-", "_")

    def to_url(self, value: str) -> str:
        return str(Minutes.Kind(value.replace("-", "_"))).replace("_", "-")


class VerificationCode:
    """Letters and digits as `new_code` makes them; typed in any case."""

    regex = "[0-9A-Za-z]{8,12}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(MinutesKind, "naskah")
register_converter(VerificationCode, "kode")
