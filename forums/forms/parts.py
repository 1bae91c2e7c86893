"""What is added to a forum: a paper, a participant."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from forums.models import Document


class DocumentForm(forms.ModelForm):
    file = forms.FileField(
        label=_("Berkas"),
        allow_empty_file=True,  # refused where it is stored, by its name
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPG, atau PNG; paling besar 10 MB."),
    )

    class Meta:
        model = Document
        fields = ["title", "file", "is_published"]
        help_texts = {
            "title": _("Nama yang dimengerti pembaca, misalnya: Rancangan Renja 2028."),
            "is_published": _("Dapat diubah kapan saja."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("title", "file", "is_published")


class _ByKind(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        rows = self.queryset.order_by("kind", "name")
        for kind, organizations in groupby(rows, key=lambda row: row.get_kind_display()):
            yield (kind, [self.choice(row) for row in organizations])


class OrganizationField(forms.ModelChoiceField):
    """An organisation, listed under its kind."""

    iterator = _ByKind
