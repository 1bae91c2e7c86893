"""The text of one part of the document."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _


class ChapterForm(forms.Form):
    """A textarea that the editor takes over where scripts run; without them plain writing does."""

    text = forms.CharField(
        label=_("Isi bagian ini"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "data-rich-text": ""}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("text")
