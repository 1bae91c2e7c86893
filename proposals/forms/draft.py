"""The pages on which a proposal is written. Only a handful of answers are needed; everything else helps."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField, PhoneField, RupiahField
from core.formlayout import Fold
from proposals.drafting import PAGES
from proposals.forms.fields import KelurahanField, OneLineField, phone_number
from proposals.models import Proposal
from proposals.suggesting import suggestible_nodes, urusan_of
from stakeholders.models import Organization
from stakeholders.rules import standing_of
from urusan.models import Nomenclature

CITIZEN = "warga"


class BeginForm(forms.Form):
    """Who proposes: the person as a citizen, or an organisation that they belong to. Cleans to it, or to None."""

    organization = forms.ChoiceField(
        label=_("Siapa yang mengusulkan?"),
        widget=forms.RadioSelect,
        initial=CITIZEN,
        help_text=_(
            "Usulan atas nama lembaga dapat dibaca dan dilanjutkan oleh semua anggota lembaga itu di portal ini."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Organization.objects.spoken_for_by(user, standing_of(user).organization_ids)
        self.organizations = {str(row.pk): row for row in mine}
        named = [(key, row.name) for key, row in self.organizations.items()]
        self.fields["organization"].choices = [(CITIZEN, _("Saya, sebagai warga")), *named]
        self.fields["organization"].required = self.has_choice
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("organization")

    @property
    def has_choice(self) -> bool:
        return bool(self.organizations)

    def clean_organization(self) -> Organization | None:
        return self.organizations.get(self.cleaned_data["organization"])


class PageForm(forms.ModelForm):
    """One page of a draft. What is well typed can be saved although other answers are missing or wrong."""

    kept_in_browser: tuple[
        str, ...
    ] = ()  # while the server does not answer (draft-saving.js); never who can be asked
    use_required_attribute = False  # "Simpan, lanjutkan nanti" must work on an empty page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.get_layout()

    def get_layout(self) -> Layout:
        return Layout(*self.fields)

    @property
    def savable(self) -> dict:
        """Field values that can be kept: everything valid, and emptiness where an answer is still missing."""
        emptied = {name: self._empty(name) for name in self.errors if self._is_only_missing(name)}
        return {
            name: value for name, value in (self.cleaned_data | emptied).items() if name in self._meta.fields
        }

    @property
    def has_wrong_answers(self) -> bool:
        """Something was typed that cannot be saved (a missing answer is not wrong, only missing)."""
        return any(not self._is_only_missing(name) for name in self.errors)

    def _is_only_missing(self, name: str) -> bool:
        return name in self.errors and all(e.code == "required" for e in self.errors[name].as_data())

    def _empty(self, name: str):
        return None if isinstance(self.fields[name], forms.ModelChoiceField) else ""


class ProblemForm(PageForm):
    kept_in_browser = PAGES["masalah"].fields
    title = OneLineField(
        label=_("Judul usulan"),
        max_length=150,
        help_text=_("Satu kalimat pendek. Contoh: Titik Wi-Fi publik di dermaga Kampung Baru."),
    )
    problem = forms.CharField(
        label=_("Permasalahan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Apa yang terjadi sekarang, siapa yang mengalaminya, dan sejak kapan?"),
    )

    class Meta:
        model = Proposal
        fields = PAGES["masalah"].fields


class RequestForm(PageForm):
    kept_in_browser = tuple(
        name for name in PAGES["usulan"].fields if name != "suggested_node"
    )  # offered anew
    request = forms.CharField(
        label=_("Yang diusulkan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Apa yang sebaiknya dilakukan dinas? Tuliskan dengan kata-kata Anda sendiri."),
    )
    suggested_node = forms.ModelChoiceField(
        label=_("Sub kegiatan yang disarankan"), required=False, queryset=Nomenclature.objects.leaves()
    )  # offered by templates/proposals/draft_hints.html, where something fits
    volume = DecimalIdField(
        label=_("Berapa banyak"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("Jumlah yang diminta, misalnya 200."),
    )
    volume_unit = OneLineField(
        label=_("Satuannya"), required=False, max_length=60, help_text=_("Misalnya orang, titik, unit.")
    )
    estimated_cost = RupiahField(
        label=_("Perkiraan biaya (rupiah)"),
        required=False,
        help_text=_("Boleh kira-kira, misalnya 25.000.000."),
    )
    contribution = OneLineField(
        label=_("Yang dapat Anda bantu"),
        required=False,
        max_length=250,
        help_text=_("Misalnya tempat, listrik, atau relawan dari warga."),
    )

    class Meta:
        model = Proposal
        fields = PAGES["usulan"].fields
        labels = {"urusan": _("Bidang yang paling dekat"), "kind": _("Jenisnya")}
        help_texts = {
            "urusan": _("Bidang tugas dinas yang paling dekat dengan usulan ini."),
            "kind": _("Fisik berarti barang atau bangunan; non-fisik berarti kegiatan, misalnya pelatihan."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["urusan"].empty_label = _("Tidak tahu")
        self.fields["kind"].choices = [("", _("Tidak tahu")), *Proposal._meta.get_field("kind").choices]

    def get_layout(self) -> Layout:
        return Layout(
            "request",
            Fold(
                _("Bila Anda tahu: jumlah, biaya, dan bidangnya"),
                Div(Field("volume", wrapper_class="w-code"), "volume_unit", css_class="field grid2"),
                Field("estimated_cost", wrapper_class="w-money"),
                "contribution",
                "urusan",
                "kind",
                hint=_("Tidak tahu? Lewati saja; petugas yang melengkapinya."),
            ),
        )

    def clean_suggested_node(self) -> Nomenclature | None:
        """Of another edition, or none: nobody is asked about it."""
        node = self.cleaned_data["suggested_node"]
        offered = suggestible_nodes(self.instance.forum.plan_year) if node else None
        return node if offered is not None and offered.filter(pk=node.pk).exists() else None

    def clean(self) -> dict:
        """A newly chosen sub kegiatan brings its urusan along, unless another was chosen in the same breath."""
        cleaned = super().clean()
        self.errors.pop("suggested_node", None)
        node = cleaned.setdefault("suggested_node", None)
        is_new = "suggested_node" in self.changed_data and "urusan" not in self.changed_data
        if node and "urusan" in cleaned and (is_new or cleaned["urusan"] is None):
            cleaned["urusan"] = urusan_of(node)
        return cleaned


class PlaceForm(PageForm):
    kept_in_browser = ("kelurahan", "is_citywide", "beneficiaries", "beneficiary_count")
    kelurahan = KelurahanField()
    is_citywide = forms.BooleanField(
        label=_("Usulan ini untuk seluruh kota"),
        required=False,
        help_text=_("Kelurahan tidak perlu dipilih."),
    )
    rt = OneLineField(
        label=_("RT"), required=False, max_length=20, help_text=_("Misalnya 12. Hanya dibaca petugas.")
    )
    landmark = OneLineField(
        label=_("Patokan atau alamat tempat"),
        required=False,
        max_length=200,
        help_text=_("Agar petugas mudah menemukannya; tidak ditampilkan kepada publik."),
    )
    beneficiaries = OneLineField(
        label=_("Siapa yang mendapat manfaat"),
        required=False,
        max_length=200,
        help_text=_("Misalnya nelayan, pelaku UMKM, siswa SMP."),
    )
    beneficiary_count = DecimalIdField(
        label=_("Kira-kira berapa orang"), required=False, min_value=0, max_digits=9, decimal_places=0
    )
    contact_name = OneLineField(
        label=_("Nama kontak"),
        max_length=120,
        help_text=_("Kepada siapa petugas bertanya bila ada yang kurang jelas."),
    )
    contact_phone = OneLineField(
        label=_("Nomor telepon"),
        required=False,
        max_length=30,
        validators=[phone_number],
        help_text=_("Isi nomor telepon atau surel; salah satu cukup."),
    )
    contact_email = forms.EmailField(label=_("Surel"), required=False, max_length=254)

    class Meta:
        model = Proposal
        fields = PAGES["lokasi"].fields

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        if instance.is_by_phone:
            self.fields["contact_phone"] = PhoneField()
            del self.fields["contact_email"]

    def get_layout(self) -> Layout:
        contacts = ["contact_name", "contact_phone", "contact_email"]
        if self.instance.is_by_phone:
            contacts.pop()
        return Layout(
            Fieldset(
                _("Tempat"),
                "kelurahan",
                "is_citywide",
                Fold(_("Bila Anda tahu: RT dan patokan"), Field("rt", wrapper_class="w-year"), "landmark"),
            ),
            Fieldset(
                _("Penerima manfaat"), "beneficiaries", Field("beneficiary_count", wrapper_class="w-code")
            ),
            Fieldset(
                _("Siapa yang dapat kami hubungi? (tidak ditampilkan kepada publik)"),
                *contacts,
            ),
        )

    def clean_beneficiary_count(self) -> int | None:
        count = self.cleaned_data["beneficiary_count"]
        return None if count is None else int(count)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("is_citywide"):
            self.errors.pop("kelurahan", None)
            cleaned["kelurahan"] = None
        unanswered = {"contact_phone", "contact_email"}.isdisjoint(self.errors)
        if unanswered and not cleaned.get("contact_phone") and not cleaned.get("contact_email"):
            self.add_error(
                "contact_phone",
                forms.ValidationError(
                    _("Isi nomor telepon atau surel, salah satu cukup, agar kami dapat mengabari Anda."),
                    code="required",
                ),
            )
        return cleaned


PAGE_FORMS: dict[str, type[PageForm]] = {
    "masalah": ProblemForm,
    "usulan": RequestForm,
    "lokasi": PlaceForm,
}
