"""What was said about a proposal in its session, and besides."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from core.versions import VersionedForm
from meetings.models import AgendaItem, Sitting

LONGEST = 8_000


class NotesForm(VersionedForm):
    """Saved while somebody types, and by its button."""

    class Meta:
        model = AgendaItem
        fields = ("notes",)
        labels = {"notes": _("Catatan pembahasan")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 6, "class": "form-control"})}


class SittingNotesForm(VersionedForm):
    """What belongs to no proposal: the opening, guidance, the end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="sidang", **kwargs)
        self.fields["notes"].widget.attrs |= {"maxlength": LONGEST}
        self.fields["notes"].validators.append(MaxLengthValidator(LONGEST))

    class Meta:
        model = Sitting
        fields = ("notes",)
        widgets = {"notes": forms.Textarea(attrs={"rows": 4, "class": "form-control"})}
