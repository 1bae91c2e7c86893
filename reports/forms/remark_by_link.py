"""What an invited organisation says of a draft, without an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.guardedform import GuardedForm
from meetings.models import MinutesRemark

LONGEST = MinutesRemark._meta.get_field("text").max_length


class LinkRemarkForm(GuardedForm, forms.Form):
    """`parts`: of the draft, as pairs of slug and title."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Tanggapan"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis tanggapannya.")},
    )

    def __init__(self, *args, parts=(), **kwargs):
        self.helper = bare_helper("slug", "text")
        super().__init__(*args, **kwargs)
        choices = [("", _("Seluruh naskah")), *parts]
        self.fields["slug"] = forms.ChoiceField(label=_("Tentang bagian"), required=False, choices=choices)
