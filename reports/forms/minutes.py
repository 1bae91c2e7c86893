"""Forms of berita acara and notulen."""

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.versions import VersionedForm
from meetings.models import Evidence, Minutes, MinutesRemark, MinutesText, Signatory
from reports.forms.signing import PaperScanForm


class FactsForm(VersionedForm):
    dated = DayField(label=_("Tanggal"), required=False, help_text=_("Tanggal naskah ditandatangani."))

    class Meta:
        model = Minutes
        fields = ["number", "is_unnumbered", "dated", "place"]
        help_texts = {
            "place": _("Kosongkan untuk tempat yang tercatat pada data instansi."),
            "is_unnumbered": _("Centang bila nomor ditulis setelah dicetak; naskah memuat titik-titik."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("number", "is_unnumbered", Field("dated", css_class="w-code"), "place")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("number") and cleaned.get("is_unnumbered"):
            self.add_error(
                "is_unnumbered", _("Nomor sudah diisi. Hapus centang ini, atau kosongkan nomornya.")
            )
        return cleaned


class TextForm(VersionedForm):
    class Meta:
        model = MinutesText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "text": _(
                "Satu baris satu paragraf. Baris yang dimulai dengan “1.”, “a.”, atau “-” menjadi butir."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("text")
        self.helper.render_hidden_fields = False  # the version stands where it is renewed after each saving


class RemarkForm(forms.ModelForm):
    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"] = forms.ChoiceField(
            label=_("Tentang"), required=False, choices=[("", _("Seluruh naskah")), *parts]
        )
        self.helper = bare_helper("slug", "text")

    class Meta:
        model = MinutesRemark
        fields = ["slug", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class AskForm(forms.Form):
    """Until when colleagues and participants can say something of the draft."""

    use_required_attribute = False
    until = DayField(
        label=_("Batas tanggapan"),
        help_text=_("Hari terakhir; tertulis dalam surat permintaannya."),
        error_messages={"required": _("Isi batas tanggapannya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(Field("until", css_class="w-code"))

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Batas tanggapan sudah lewat. Pilih hari ini atau sesudahnya."))
        return day


class AnswerForm(forms.Form):
    use_required_attribute = False
    answer = forms.CharField(
        label=_("Jawaban"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis jawabannya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("answer")


class SignerForm(VersionedForm):
    order = forms.IntegerField(
        label=_("Urutan"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Kosongkan agar ditaruh paling akhir."),
    )

    class Meta:
        model = Signatory
        fields = ["kind", "name", "position", "organization", "nip", "means", "order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(
            "kind", "name", "position", "organization", "nip", "means", Field("order", css_class="w-year")
        )

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or self.instance.order


class ReplaceForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Alasan penggantian"),
        max_length=250,
        error_messages={"required": _("Tulis mengapa naskah diganti.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason")


class EvidenceForm(forms.ModelForm):
    title = forms.CharField(
        label=_("Keterangan"),
        max_length=160,
        required=False,
        help_text=_("Kosongkan untuk memakai nama berkasnya."),
    )
    file = forms.FileField(
        label=_("Berkas"),
        allow_empty_file=True,  # refused where it is stored, by its name
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}),
        help_text=_("PDF, JPG, PNG, DOCX, atau XLSX; paling besar 10 MB."),
    )

    class Meta:
        model = Evidence
        fields = ["slot", "title", "file"]
        error_messages = {"slot": {"required": _("Pilih bagiannya.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [("", _("Pilih bagian")), *Evidence.Slot.choices]
        self.helper = bare_helper("slot", "title", "file")


class ScanForm(PaperScanForm):
    signers = forms.TypedMultipleChoiceField(
        label=_("Yang menandatangani di atas kertas"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_text = forms.BooleanField(
        label=_("Naskah disunting di luar portal (misalnya dengan Word)"),
        required=False,
        help_text=_(
            "Yang berlaku kemudian naskah pada pindaian ini, bukan teks di portal; tanda tangan elektronik pada teks di portal "
            "tidak dihitung lagi."
        ),
    )

    def __init__(self, *args, minutes: Minutes, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(minutes.signatories.order_by("order", "pk")) if minutes.pk else []
        self.fields["signers"].choices = [
            (row.pk, f"{row.order}. {row.name}")
            for row in rows
            if not row.signed_at or row.means == Signatory.Means.ELECTRONIC
        ]
        self.initial = {
            "signed_on": minutes.dated or timezone.localdate(),
            "is_text": not minutes.is_final,
        } | self.initial
        self.helper = bare_helper("file", Field("signed_on", css_class="w-code"), "signers", "is_text")
