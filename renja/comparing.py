"""Two versions of a line side by side: what is stored now, and what was typed on an older one."""

from django.utils.translation import gettext as _

from core.versions import NOTHING, Difference, in_words
from renja.forms.lines import LineForm
from renja.models import Indicator, RenjaLine


def differences(stored: RenjaLine, form: LineForm, indicators: list[dict]) -> list[Difference]:
    """The fields and the indicators in which what was typed differs from what is stored."""
    rows = [
        Difference(
            str(field.label), in_words(getattr(stored, name), field), in_words(form.cleaned_data[name], field)
        )
        for name, field in form.fields.items()
        if getattr(stored, name) != form.cleaned_data[name]
    ]
    now = _in_words(stored.indicators.all())
    typed = _in_words(Indicator(**row) for row in indicators)
    return rows + ([Difference(_("Indikator"), now, typed)] if now != typed else [])


def _in_words(rows) -> str:
    told = [f"{row.text}: {row.target_text or NOTHING} → {row.forward_text or NOTHING}" for row in rows]
    return "\n".join(told) or NOTHING
