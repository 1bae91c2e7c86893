"""What a surat penerusan needs beside its proposals."""

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from proposals.forms.fields import OneLineField


class LetterForm(forms.Form):
    use_required_attribute = False
    number = OneLineField(
        label=_("Nomor surat"),
        required=False,
        max_length=80,
        help_text=_("Kosongkan bila nomornya ditulis tangan kemudian."),
    )
    dated = DayField(label=_("Tanggal surat"), error_messages={"required": _("Isi tanggal suratnya.")})
    subject = OneLineField(
        label=_("Hal"), max_length=150, error_messages={"required": _("Isi hal suratnya.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "dated": timezone.localdate(),
            "subject": _("Penerusan usulan masyarakat"),
        } | self.initial
        self.helper = bare_helper("number", Field("dated", css_class="w-code"), "subject")
