"""How a proposal's number stands in an address."""

from django.urls import register_converter


class ProposalNumber:
    """`ASP-2028-0001`; what cannot be a number is no address at all."""

    regex = "ASP-[0-9]{4}-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProposalNumber, "nomor")
