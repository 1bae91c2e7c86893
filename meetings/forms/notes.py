"""What was said about a proposal in its session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.versions import VersionedForm
from meetings.models import AgendaItem


class NotesForm(VersionedForm):
    """Saved while somebody types, and by its button."""

    class Meta:
        model = AgendaItem
        fields = ("notes",)
        labels = {"notes": _("Catatan pembahasan")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 6, "class": "form-control"})}
