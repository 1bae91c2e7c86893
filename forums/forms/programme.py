"""The susunan acara, all on one page."""

from typing import cast

from crispy_forms.layout import Div
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.versions import VersionedForm
from forums.forms.rows import RowFormSet, row_formset
from forums.models import Forum, ProgrammeItem

MOST_ITEMS = 60


class ItemForm(VersionedForm):
    class Meta:
        model = ProgrammeItem
        fields = ["title", "minutes", "in_charge"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].error_messages |= {
            "min_value": _("Isi sekurang-kurangnya 1 menit."),
            "max_value": _("Paling lama 600 menit; pecah menjadi beberapa acara."),
        }
        self.helper = bare_helper(Div("title", "minutes", "in_charge", css_class="field-row one-wide"))

    @property
    def more_helper(self):
        """Taking the row away."""
        helper = bare_helper("DELETE")
        helper.render_hidden_fields = False
        return helper


class BaseProgrammeFormSet(RowFormSet):
    gone_words = _("Acara ini sudah dihapus orang lain. Muat ulang halaman ini.")
    delete_words = _("Hapus acara ini")


ProgrammeFormSet = row_formset(ProgrammeItem, ItemForm, BaseProgrammeFormSet, extra=1, most=MOST_ITEMS)


def programme_forms(forum: Forum, data=None) -> BaseProgrammeFormSet:
    """One form for each row and an empty one."""
    return cast(BaseProgrammeFormSet, ProgrammeFormSet(data, queryset=forum.programme.all(), prefix="acara"))
