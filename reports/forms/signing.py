"""What every document that is signed asks of its signers: a certificate, the national service, or the scan of the paper."""

import datetime

from crispy_forms.layout import Field
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from core.formfields import DayField
from core.formlayout import bare_helper
from core.uploads import PAPERS_AND_PICTURES, offered
from reports.plan_signing.sealing import PAPER_KINDS
from reports.signing import bsre
from reports.signing.pkcs12 import LARGEST, Pkcs12Signer
from reports.signing.signer import Signer, SigningRefused

SERVICE = "bsre"


class PaperScanForm(forms.Form):
    """The scan of what was signed on paper, and the day of it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Pindaian"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": offered(PAPERS_AND_PICTURES)}),
        help_text=_("PDF berisi semua halaman, atau foto JPG/PNG; paling besar 10 MB."),
        error_messages={"required": _("Pilih berkas pindaiannya.")},
    )
    signed_on = DayField(
        label=_("Tanggal tanda tangan"), error_messages={"required": _("Isi tanggal tanda tangannya.")}
    )

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal tanda tangan belum tiba."))
        return day


class CertificateForm(forms.Form):
    """For one act: neither file nor passphrase is kept, or shown again."""

    use_required_attribute = False
    certificate = forms.FileField(
        label=_("Berkas sertifikat"),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        help_text=_("Berkas .p12 atau .pfx milik penanda tangan. Dipakai sekali ini dan tidak disimpan."),
        error_messages={"required": _("Pilih berkas sertifikatnya.")},
    )
    passphrase = forms.CharField(
        label=_("Kata sandi sertifikat"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Diketik oleh penanda tangan sendiri; tidak disimpan dan tidak dicatat."),
        error_messages={"required": _("Ketik kata sandi sertifikatnya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("certificate", "passphrase")


class BsreForm(forms.Form):
    """For one act: passed on to the service, kept nowhere."""

    use_required_attribute = False
    nik = forms.CharField(
        label=_("NIK penanda tangan"),
        max_length=16,
        min_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Diminta layanan BSrE; tidak disimpan."),
        error_messages={
            "required": _("Ketik NIK penanda tangan."),
            "min_length": _("NIK terdiri atas 16 angka."),
        },
    )
    passphrase = forms.CharField(
        label=_("Frasa sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Ketik frasa sandinya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("nik", "passphrase")


def signing_form(request: HttpRequest) -> CertificateForm | BsreForm:
    """The form of the means that was chosen: the service where there is one and the address says so."""
    by_service = bsre.is_available() and request.GET.get("cara") == SERVICE
    return (BsreForm if by_service else CertificateForm)(request.POST or None, request.FILES or None)


def ways_of(form: CertificateForm | BsreForm) -> dict[str, bool]:
    """What its page says of the means."""
    return {"by_service": isinstance(form, BsreForm), "has_service": bsre.is_available()}


@sensitive_variables()
def signer_of(form: CertificateForm | BsreForm) -> Signer:
    """Who signs with what was filled in. Raises SigningRefused."""
    values = form.cleaned_data
    if "nik" in values:
        return bsre.BsreSigner(values["nik"], values["passphrase"])
    file = values["certificate"]
    if file.size > LARGEST:
        raise SigningRefused(
            _t("Berkas ini terlalu besar untuk sebuah sertifikat. Pilih berkas .p12 atau .pfx.")
        )
    return Pkcs12Signer(file.read(), values["passphrase"])


class PlanScanForm(PaperScanForm):
    """Of a plan: all its pages in one file."""

    def __init__(self, *args, dated: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = offered(PAPER_KINDS)
        self.fields["file"].help_text = _(
            "Satu PDF berisi semua halaman, paling besar 10 MB. Pindai hitam putih 200 dpi agar ukurannya kecil."
        )
        self.initial = {"signed_on": min(dated, timezone.localdate())} | self.initial
        self.helper = bare_helper("file", Field("signed_on", css_class="w-code"))
