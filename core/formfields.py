"""Form fields for numbers typed and shown the Indonesian way."""

from datetime import date
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.money import number, parse_number
from core.phones import national_number


class DecimalIdField(forms.DecimalField):
    """A number such as `1.250.000,5`. Bad input comes back as it was typed."""

    widget = forms.TextInput

    def to_python(self, value) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        try:
            return parse_number(value)
        except ValueError as error:
            raise ValidationError(error.args[0], code="invalid") from error

    def prepare_value(self, value):
        """Values of ours in Indonesian style; what somebody typed stays as typed."""
        if not isinstance(value, Decimal | int | float):
            return value
        with override(settings.LANGUAGE_CODE):  # what is read back is Indonesian
            return number(value)

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget) -> dict:
        return {"inputmode": "decimal", "autocomplete": "off"}


class RupiahField(DecimalIdField):
    """An amount in rupiah, not below zero, at most two decimals."""

    def __init__(self, *, min_value=0, max_digits=18, decimal_places=2, **kwargs):
        super().__init__(min_value=min_value, max_digits=max_digits, decimal_places=decimal_places, **kwargs)


FIRST_YEAR, LAST_YEAR = 1900, 2199


def plausible_year(day: date) -> None:
    """A validator: years far away are slips of the hand, and the first of all cannot even be told in UTC."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Periksa tahunnya; %(year)04d tidak dapat dipakai.") % {"year": day.year}, code="year"
        )


class DayField(forms.DateField):
    """A calendar day, chosen as the browser does it, or typed."""

    default_validators = [plausible_year]

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": _("Isi dengan tanggal, misalnya 18-02-2027.")})
        super().__init__(**kwargs)


class PhoneField(forms.CharField):
    """A telephone number of Indonesia by which somebody can be called; cleans to its digits, `081234567890`."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Nomor telepon"))
        kwargs.setdefault("help_text", _("Nomor ponsel atau telepon rumah yang dapat kami hubungi."))
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.error_messages["required"] = _("Tuliskan nomor telepon Anda, misalnya 0812 3456 7890.")

    def clean(self, value) -> str:
        text = " ".join(super().clean(value).split())
        number = national_number(text)
        if text and not number:
            raise ValidationError(
                _(
                    "Nomor ini bukan nomor telepon Indonesia. Periksa angkanya; contoh yang benar: 0812 3456 7890."
                ),
                code="invalid",
            )
        return number


OPTION = '<option value="{}"{}>{}</option>'


class PlainSelect(forms.Select):
    """Django's own select for choices without groups, written at once: filter bars of much visited lists hold dozens."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        chosen = set(self.format_value(value))
        inside = format_html_join(
            "",
            OPTION,
            ((key, " selected" if str(key) in chosen else "", label) for key, label in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {"class": "form-select", **(attrs or {})}))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, inside)
