"""What the letter of invitation says, and its signed scan."""

from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.uploads import offered
from core.versions import VersionedForm
from forums.models import InvitationLetter
from proposals.forms.fields import OneLineField


class InvitationForm(VersionedForm):
    number = OneLineField(
        label=_("Nomor surat"),
        required=False,
        max_length=80,
        help_text=_(
            "Kosongkan bila nomornya ditulis tangan kemudian; pada surat tercetak garis titik-titik."
        ),
    )
    dated = DayField(
        label=_("Tanggal surat"),
        error_messages={"required": _("Isi tanggal suratnya.")},
        help_text=_("Menentukan pejabat yang menandatangani."),
    )
    subject = OneLineField(
        label=_("Hal"), max_length=150, error_messages={"required": _("Isi hal suratnya.")}
    )

    class Meta:
        model = InvitationLetter
        fields = [
            "number", "dated", "nature", "enclosure", "subject", "opening", "requests", "closing", "copies_to",
            "has_programme", "has_list", "paper", "remind_days",
        ]  # fmt: skip
        help_texts = {
            "opening": _(
                "Dasar dan maksud undangan. Hari, pukul, dan tempat di bawahnya diisi portal dari data forum."
            ),
            "requests": _("Satu permintaan per baris; pada surat menjadi daftar bernomor."),
            "copies_to": _("Satu penerima per baris. Boleh kosong."),
        }
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 5}),
            "requests": forms.Textarea(attrs={"rows": 4}),
            "closing": forms.Textarea(attrs={"rows": 2}),
            "copies_to": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = (
            Fieldset(
                _("Kepala surat"),
                Div("number", Field("dated", css_class="w-code"), css_class="field grid2"),
                Div("nature", "enclosure", css_class="field grid2"),
                "subject",
            ),
            Fieldset(_("Isi surat"), "opening", "requests", "closing", "copies_to"),
            Fieldset(
                _("Lampiran, kertas, dan pengingat"),
                "has_programme",
                "has_list",
                Div("paper", Field("remind_days", css_class="w-code"), css_class="field grid2"),
            ),
        )
        self.helper = bare_helper(Div(*parts, css_class="stack"))


class SignedForm(forms.Form):
    """The scan of the signed letter."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Pindaian surat bertanda tangan"),
        allow_empty_file=True,  # refused where it is read, by its name
        error_messages={"required": _("Pilih berkas PDF.")},
        help_text=_(
            "PDF, paling besar 10 MB. Sejak diunggah, surat inilah yang dikirim dan diunduh undangan."
        ),
        widget=forms.FileInput(attrs={"accept": offered(("pdf",))}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("file")
