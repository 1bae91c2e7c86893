"""How the official code of a line stands in an address."""

from django.urls import register_converter


class PrintedCode:
    """`2.16.02.2.01.0014`, as the plan prints it; what cannot be a code is no address at all."""

    regex = r"[0-9A-Z]{1,30}(?:\.[0-9A-Z]{1,30})+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PrintedCode, "kode_baris")
