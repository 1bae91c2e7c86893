"""Who is invited and how they are reached, by hand or from a workbook."""

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed
from core.formfields import PhoneField
from core.formlayout import bare_helper
from core.uploads import check_upload, offered
from core.versions import VersionedForm
from forums.forms.parts import OrganizationField
from forums.models import Forum, Participant
from forums.participant_table import Line, read_lines
from stakeholders.models import Organization

TABLES = ("xlsx", "csv")
CONTACT = ("attention", "phone", "email")


class ContactForm(VersionedForm):
    """As what it is invited, and how it is reached; what stays empty is taken from the organisation."""

    phone = PhoneField(
        label=_("Nomor WhatsApp"),
        required=False,
        help_text=_("Kosongkan untuk memakai nomor telepon instansi."),
    )

    class Meta:
        model = Participant
        fields = ["part", "attention", "phone", "email"]
        help_texts = {
            "attention": _("Nama atau jabatan penerima surat, misalnya: Kepala Badan. Boleh kosong."),
            "email": _("Kosongkan untuk memakai surel instansi."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("part", "attention", Div("phone", "email", css_class="field grid2"))

    @property
    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CONTACT}


class ParticipantForm(ContactForm):
    """One more on the list."""

    organization = OrganizationField(
        label=_("Instansi"),
        queryset=Organization.objects.active(),
        empty_label=_("Pilih instansi"),
        error_messages={
            "invalid_choice": _("Instansi ini sudah tercatat sebagai peserta, atau tidak aktif lagi.")
        },
    )

    class Meta(ContactForm.Meta):
        fields = ["organization", "part", "attention", "phone", "email"]

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].required, self.fields["part"].is_needed = False, True
        self.fields["organization"].queryset = Organization.objects.active().exclude(
            participations__forum=forum
        )
        self.helper = bare_helper(
            Div("organization", "part", css_class="field grid2"),
            "attention",
            Div("phone", "email", css_class="field grid2"),
        )

    def clean_part(self) -> str:
        return self.cleaned_data["part"] or Participant.Part.PESERTA


class ParticipantFileForm(forms.Form):
    """The list as a file; read at once, so that what cannot be read is said here."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Berkas daftar peserta"),
        allow_empty_file=True,  # refused where it is read, by its name
        error_messages={"required": _("Pilih berkas XLSX atau CSV.")},
        help_text=_(
            "XLSX atau CSV dengan kolom: Instansi, Jenis, Sebagai, Ditujukan kepada, Nomor WhatsApp, Surel. "
            "Hanya kolom Instansi yang wajib."
        ),
        widget=forms.FileInput(attrs={"accept": offered(TABLES)}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("file")
        self.lines: list[Line] = []

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.lines = _lines(check_upload(upload, TABLES).content.read())
        return upload


class ParticipantListForm(forms.Form):
    """The list once more, as it was shown before it is taken over."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000)
    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
    adds_organizations = forms.BooleanField(required=False)

    def clean_text(self) -> list[Line]:
        return _lines(self.cleaned_data["text"].encode())


def _lines(raw: bytes) -> list[Line]:
    try:
        return read_lines(raw)
    except NotAllowed as refused:
        raise ValidationError(refused.message) from refused
