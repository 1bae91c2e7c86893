"""Forms whose outcome is read before it is done."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField

LOWEST, HIGHEST = Decimal("0.1"), Decimal(10)


class PreviewForm(forms.Form):
    """Read from the address for the preview, and sent again to do it."""

    def preview(self) -> Any:
        """What it would do; valid forms only."""
        raise NotImplementedError

    @property
    def shown(self) -> Any:
        """The preview, also of what the verb refused; None while nothing is asked, or a field is wrong."""
        is_asked = self.is_bound and not set(self.errors) - {NON_FIELD_ERRORS}
        return self.preview() if is_asked else None


def factor_field(label: str | Promise, help_text: str | Promise, *, missing: Any) -> DecimalIdField:
    """By how much amounts are multiplied."""
    bounds = _("Isi angka antara 0,1 dan 10.")
    errors: dict[str, Any] = {"required": missing, "min_value": bounds, "max_value": bounds}
    return DecimalIdField(
        label=label, help_text=help_text, min_value=LOWEST, max_value=HIGHEST, max_digits=6, decimal_places=4,
        error_messages=errors,
    )  # fmt: skip
