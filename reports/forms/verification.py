"""What somebody asks who holds a document: by its code, or with the file itself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper


class CodeForm(forms.Form):
    use_required_attribute = False
    kode = forms.RegexField(
        r"^\s*[0-9A-Za-z]{8,12}\s*$",
        label=_("Kode pada naskah"),
        max_length=16,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Ketik kodenya."),
            "invalid": _("Kode terdiri atas 10 huruf dan angka; periksa lagi di kaki halaman naskah."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("kode")

    def clean_kode(self) -> str:
        return self.cleaned_data["kode"].strip().upper()


class CompareForm(forms.Form):
    """The file is read in memory and kept nowhere."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Berkas yang Anda terima"),
        allow_empty_file=True,
        help_text=_("Berkas dibandingkan di memori dan tidak disimpan. Paling besar 10 MB."),
        error_messages={"required": _("Pilih berkasnya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("file")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(_("Berkas terlalu besar; paling besar 10 MB."))
        return file
