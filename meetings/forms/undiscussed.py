"""Which proposals are left for the next forum, and what their proposers are told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from proposals.forms.approval import ReadResultsField
from proposals.models import Decision

LONGEST = Decision._meta.get_field("reason").max_length


class UndiscussedForm(forms.Form):
    use_required_attribute = False
    pilih = ReadResultsField(required=False)
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tercetak pada berita acara."),
        error_messages={"required": _("Tuliskan alasannya; alasan ini dibaca oleh pengusul.")},
    )
    response = forms.CharField(
        label=_("Tanggapan resmi"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan tanggapan resminya; tanggapan ini dibaca oleh pengusul.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason", "response")
        self.helper.render_hidden_fields = False  # the ticks stand in the list

    def clean_pilih(self) -> dict[int, int]:
        if not self.cleaned_data["pilih"]:
            raise forms.ValidationError(_("Centang sekurang-kurangnya satu usulan."))
        return self.cleaned_data["pilih"]
