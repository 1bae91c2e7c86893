"""Rows that several people edit: a stale save overwrites nothing, and both texts are shown."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.dates import long_datetime, plain_date
from core.errors import NotAllowed
from core.money import number

NOTHING = "–"
WORDS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: _("Ya") if value else _("Tidak"),
    datetime.datetime: long_datetime,
    datetime.date: plain_date,
    datetime.time: lambda value: f"{value:%H.%M}",
    Decimal: number,
    list: "\n".join,
}


class StaleSave(NotAllowed):
    """Somebody else saved the row meanwhile; nothing was written. `row` is how it stands now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(_("Orang lain sudah menyimpan perubahan pada bagian ini."))
        self.row = row


@dataclass(frozen=True)
class Difference:
    """One field that two people left with different content."""

    label: str
    saved: str
    typed: str


def take_over(row: models.Model, values: dict[str, Any], *, version: int | None) -> list[str]:
    """Write to a locked row what differs, count its version up, and return the names of the changed fields.

    `version` is the one that the values are based on (None for a row made a moment ago). Values that are already there
    are no conflict, so that a form sent twice is saved once. Raises StaleSave.
    """
    changed = differing(row, values)
    if not changed:
        return []
    if version is not None and version != row.version:
        raise StaleSave(row)
    many = [name for name in changed if row._meta.get_field(name).many_to_many]
    plain = [name for name in changed if name not in many]
    for name in plain:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*plain, "version"])
    for name in many:
        getattr(row, name).set(values[name])
    return changed


def differing(row: models.Model, values: dict[str, Any]) -> list[str]:
    """The names of the fields that hold something else than `values` says."""
    return [name for name, value in values.items() if _differs(row, name, value)]


def _content(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return set(value.all()) if row._meta.get_field(name).many_to_many else value


def _differs(row: models.Model, name: str, value: Any) -> bool:
    return _content(row, name) != (set(value) if row._meta.get_field(name).many_to_many else value)


class VersionedForm(forms.ModelForm):
    """A form that carries the version of its row, and shows both texts after a stale save."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        self.conflict: list[Difference] = []

    @property
    def based_on(self) -> int:
        """The version that was read before typing; a form that names none is based on nothing."""
        return self.cleaned_data.get("version") or 0

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by the model's own fields; lines end as they are stored, not as browsers send them."""
        cleaned = self.cleaned_data
        return {name: _plain_lines(cleaned[name]) for name in self._meta.fields if name in cleaned}

    def show_conflict(self, stale: StaleSave) -> None:
        """Keep what was typed, show what is saved; sent again, the typed text counts."""
        self.conflict = [
            Difference(
                str(self.fields[name].label),
                in_words(_content(stale.row, name), self.fields[name]),
                in_words(value, self.fields[name]),
            )
            for name, value in self.values.items()
            if _differs(stale.row, name, value)
        ]
        self.data = cast(QueryDict, self.data).copy()
        self.data[self.add_prefix("version")] = str(stale.row.version)


def _plain_lines(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def attempt(form: forms.BaseForm, verb: Callable[[], Any]) -> bool:
    """Call a verb; whether it was done. What it refuses is said in the form, with nothing typed lost."""
    try:
        verb()
    except StaleSave as stale:
        form.show_conflict(stale)
    except NotAllowed as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def in_words(value: Any, field: forms.Field) -> str:
    """A value as people read it who compare two of them."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        names = dict(field.choices)
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(item, item)) for item in values if item not in (None, "")) or NOTHING
    if isinstance(value, set | models.QuerySet):
        return ", ".join(sorted(str(item) for item in value)) or NOTHING
    if value in (None, ""):
        return NOTHING
    return WORDS.get(type(value), str)(value)
