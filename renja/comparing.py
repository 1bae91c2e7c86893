"""Two versions of a line side by side: what is stored now, and what was typed on an older one."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Entry
from core.dates import plain_date
from core.money import rupiah
from core.versions import NOTHING, Difference, in_words
from renja.forms.cells import CellForm
from renja.forms.lines import LineForm
from renja.models import Funding, Indicator, Renja, RenjaLine, TableRow
from renja.typed_tables import read_rows


def differences(
    stored: RenjaLine, form: LineForm, indicators: list[dict], fundings: list[dict] | None = None
) -> list[Difference]:
    """The fields, the indicators and the sources of funds in which what was typed differs from what is stored."""
    rows = [
        Difference(
            str(field.label), in_words(getattr(stored, name), field), in_words(form.cleaned_data[name], field)
        )
        for name, field in form.fields.items()
        if getattr(stored, name) != form.cleaned_data[name]
    ]
    now = _in_words(stored.indicators.all())
    typed = _in_words(Indicator(**row) for row in indicators)
    if fundings is not None:
        rows += _differing(
            _("Pendanaan"), _money(stored.fundings.all()), _money(Funding(**row) for row in fundings)
        )
    return rows + _differing(_("Indikator"), now, typed)


def _differing(label: str, now: str, typed: str) -> list[Difference]:
    return [Difference(label, now, typed)] if now != typed else []


def _money(rows) -> str:
    told = [f"{row.name}: {_amount(row.amount)} → {_amount(row.forward)}" for row in rows]
    return "\n".join(told) or NOTHING


def _amount(value) -> str:
    return NOTHING if value is None else rupiah(value)


def _in_words(rows) -> str:
    told = [f"{row.text}: {row.target_text or NOTHING} → {row.forward_text or NOTHING}" for row in rows]
    return "\n".join(told) or NOTHING


def row_differences(formset, stored: list[TableRow], renja: Renja) -> list[Difference]:
    """What was typed in the rows of a table beside what is stored now; typed again, what is in the form counts."""
    rows, now = [], {row.pk: row for row in stored}
    for place, form in enumerate(formset.forms, start=1):
        row = now.get(form.cleaned_data.get("id"))
        if row is None:
            continue
        read = read_rows(form.table, [row], renja)[0]
        shown = dict(zip((column.key for column in form.table.columns), read.texts, strict=True))
        for column in form.table.typed_columns:
            typed = in_words(form.cleaned_data.get(column.key), form.fields[column.key])
            saved = shown[column.key] or NOTHING
            if typed != saved:
                label = _("Baris %(place)s, %(head)s") % {
                    "place": place,
                    "head": form.fields[column.key].label,
                }
                rows.append(Difference(label, saved, typed))
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(row.version)
    return rows


def cell_conflict(stored: RenjaLine, form: CellForm) -> str:
    """`Rina menyimpan Rp120.000.000 pukul 14.05; Anda mengetik Rp130.000.000.`"""
    entry = _writer(stored, form.touched)
    who = entry.actor_name if entry and entry.actor else _("Orang lain")
    return _("%(who)s menyimpan %(saved)s%(when)s; Anda mengetik %(typed)s.") % {
        "who": who,
        "saved": _told(form.stored(stored), form),
        "when": _moment(entry),
        "typed": _told(form.values, form),
    }


def _writer(line: models.Model, names: list[str]) -> Entry | None:
    """The newest entry that names one of these fields of a line."""
    return Entry.objects.about(line).for_listing().filter(changed__has_any_keys=names).first()


def _moment(entry: Entry | None) -> str:
    if entry is None:
        return ""
    at = timezone.localtime(entry.at)
    if at.date() == timezone.localdate():
        return _(" pukul %(time)s") % {"time": f"{at:%H.%M}"}
    return _(" pada %(day)s pukul %(time)s") % {"day": plain_date(at), "time": f"{at:%H.%M}"}


def _told(values: dict, form: CellForm) -> str:
    value = next((value for value in values.values() if value not in (None, "")), None)
    if value is None:
        return _("(kosong)")
    return rupiah(value) if form.is_money else in_words(value, form.fields["value"])
