"""Rows of a forum on one page: the phases, the susunan acara, the criteria."""

from typing import Any, cast

from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formsets import DeletableRows, row_limits
from core.versions import StaleSave, VersionedForm


class RowFormSet(DeletableRows, BaseModelFormSet):
    """Forms of rows that somebody else may have deleted meanwhile."""

    gone_words: str | Promise = _("Baris ini sudah dihapus orang lain. Muat ulang halaman ini.")
    delete_class = ""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["id"].queryset = self.get_queryset()
        form.fields["id"].error_messages["invalid_choice"] = self.gone_words

    @property
    def rows(self) -> list[VersionedForm]:
        """The forms to save: changed ones that are not to be deleted."""
        forms = cast(list[VersionedForm], self.forms)
        return [form for form in forms if form.has_changed() and form not in self.deleted_forms]

    @property
    def changes(self) -> dict[str, list[Any]]:
        """What the verb that saves them all takes: `added`, `changed`, `deleted`."""
        rows = self.rows
        return {
            "added": [form.values for form in rows if not form.instance.pk],
            "changed": [(form.instance, form.values, form.based_on) for form in rows if form.instance.pk],
            "deleted": [form.instance for form in self.deleted_forms],
        }

    def form_of(self, stale: StaleSave) -> VersionedForm:
        """The form of the row that somebody else saved."""
        return next(form for form in self.forms if form.instance.pk == stale.row.pk)


def row_formset(
    model, form: type[VersionedForm], formset: type[RowFormSet], *, extra: int, most: int
) -> type:
    """One form for each row and `extra` empty ones."""
    return modelformset_factory(model, form=form, formset=formset, **row_limits(extra=extra, most=most))
