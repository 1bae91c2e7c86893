"""Inputs for hours and moments, in the way that browsers send them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import plausible_year

MOMENT = "%Y-%m-%dT%H:%M"
MOMENTS = [
    MOMENT,
    "%Y-%m-%dT%H:%M:%S",
    "%d-%m-%Y %H.%M",
    "%d-%m-%Y %H:%M",
    "%d/%m/%Y %H.%M",
    "%d/%m/%Y %H:%M",
]


class HourField(forms.TimeField):
    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%H.%M"])
        kwargs.setdefault("error_messages", {"invalid": _("Isi dengan jam, misalnya 08.30.")})
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """Day and hour in the city's own time, to the minute."""

    default_validators = [plausible_year]

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT))
        kwargs.setdefault("input_formats", MOMENTS)
        kwargs.setdefault(
            "error_messages", {"invalid": _("Isi dengan tanggal dan jam, misalnya 17-12-2026 23.59.")}
        )
        super().__init__(**kwargs)
