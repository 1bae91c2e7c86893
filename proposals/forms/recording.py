"""What the secretariat writes down for others: everything of a proposal, where it came from, its scans."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField, RupiahField
from core.personal import NIK, kinds_in
from core.uploads import OFFICE_TOO, offered
from forums.models import Forum
from proposals.choices import Source
from proposals.forms.fields import (
    KelurahanField,
    ManyFilesField,
    OneLineField,
    ReadVersion,
    SubmitKeyField,
    VersionField,
    phone_number,
)
from proposals.models import Proposal
from proposals.personal import PUBLIC_TEXT
from stakeholders.models import Organization

ORIGIN = ("source", "source_basis", "external_number")
PROPOSER = ("organization", "contact_name", "contact_phone", "contact_email")
CONTENT = ("title", "problem", "request")
PLACE = ("kelurahan", "is_citywide", "rt", "landmark", "beneficiaries", "beneficiary_count")
DETAILS = ("urusan", "kind", "volume", "volume_unit", "estimated_cost", "contribution")


class RecordForm(ReadVersion, forms.ModelForm):
    """One page for paper forms, letters and spoken proposals; sent twice, it is one proposal."""

    use_required_attribute = False
    submit_key = SubmitKeyField()
    version = VersionField()
    source = forms.ChoiceField(
        label=_("Sumber"),
        widget=forms.RadioSelect,
        choices=[choice for choice in Source.choices if choice[0] not in (Source.PORTAL, Source.LAST_YEAR)],
        error_messages={"required": _("Pilih dari mana usulan ini datang.")},
    )
    source_basis = OneLineField(
        label=_("Dasar"),
        max_length=200,
        help_text=_(
            "Nomor dan tanggal surat, berita acara, atau nama forum. Dibaca publik pada riwayat usulan."
        ),
        error_messages={"required": _("Tulis dasarnya, misalnya nomor dan tanggal surat.")},
    )
    external_number = OneLineField(
        label=_("Nomor asal"),
        required=False,
        max_length=60,
        help_text=_("Nomor usulan pada daftar asalnya, misalnya dari SIPD."),
    )
    organization = forms.ModelChoiceField(
        label=_("Lembaga pengusul"),
        queryset=Organization.objects.proposers(),
        required=False,
        empty_label=_("Warga, bukan lembaga"),
    )
    contact_name = OneLineField(
        label=_("Nama pengusul atau narahubung"),
        required=False,
        max_length=120,
        help_text=_("Wajib untuk warga. Nama, telepon, dan surel hanya dibaca petugas."),
    )
    contact_phone = OneLineField(
        label=_("Nomor telepon"), required=False, max_length=30, validators=[phone_number]
    )
    contact_email = forms.EmailField(
        label=_("Surel"),
        required=False,
        max_length=254,
        help_text=_("Bila diisi, perkembangan usulan dikabarkan ke alamat ini."),
    )
    title = OneLineField(
        label=_("Judul usulan"),
        max_length=150,
        help_text=_("Satu kalimat pendek."),
        error_messages={"required": _("Tulis judul usulannya.")},
    )
    problem = forms.CharField(
        label=_("Permasalahan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tulis permasalahannya seperti disampaikan pengusul.")},
    )
    request = forms.CharField(
        label=_("Yang diusulkan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tulis apa yang diusulkan.")},
    )
    kelurahan = KelurahanField(
        error_messages={"required": _("Pilih kelurahan, atau centang “untuk seluruh kota”.")}
    )
    is_citywide = forms.BooleanField(label=_("Usulan ini untuk seluruh kota"), required=False)
    rt = OneLineField(label=_("RT (hanya dibaca petugas)"), required=False, max_length=20)
    landmark = OneLineField(label=_("Patokan (hanya dibaca petugas)"), required=False, max_length=200)
    beneficiaries = OneLineField(label=_("Penerima manfaat"), required=False, max_length=200)
    beneficiary_count = DecimalIdField(
        label=_("Jumlah penerima manfaat"), required=False, min_value=0, max_digits=9, decimal_places=0
    )
    volume = DecimalIdField(label=_("Volume"), required=False, min_value=0, max_digits=14, decimal_places=2)
    volume_unit = OneLineField(label=_("Satuan"), required=False, max_length=60)
    estimated_cost = RupiahField(label=_("Perkiraan biaya (rupiah)"), required=False)
    contribution = OneLineField(label=_("Kontribusi pengusul"), required=False, max_length=250)
    files = ManyFilesField(
        label=_("Pindaian formulir atau surat"),
        required=False,
        allow_empty_file=True,  # refused where it is stored, by its name
        help_text=_(
            "PDF, JPG, PNG, DOCX, atau XLSX; paling besar 10 MB per berkas, paling banyak 5. Hanya dibaca petugas."
        ),
    )

    keeps_contacts = forms.BooleanField(  # asked for where there is something to ask
        label=_("Tetap catat; nomor telepon atau surel itu boleh dibaca publik"), required=False
    )

    class Meta:
        model = Proposal
        fields = (*ORIGIN, *PROPOSER, *CONTENT, *PLACE, *DETAILS)

    def __init__(self, *args, forum: Forum | None, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum, self.user = forum, user
        self.fields["submit_key"].initial = uuid.uuid4()
        if "files" in self.fields:
            self.fields["files"].widget.attrs["accept"] = offered(OFFICE_TOO)
        self.fields["urusan"].empty_label = _("Belum ditentukan")
        self.fields["kind"].choices = [("", _("Belum ditentukan")), *Proposal._meta.get_field("kind").choices]
        self.is_new = self.instance.pk is None
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.get_layout()

    def get_layout(self) -> Layout:
        groups = [*self.origin_groups(), *self.content_groups()]
        return Layout(*groups, Fieldset(_("Lampiran"), "files")) if self.is_new else Layout(*groups)

    def origin_groups(self) -> list[Fieldset]:
        return [
            Fieldset(
                _("Dari mana usulan ini"),
                "source",
                "source_basis",
                Field("external_number", wrapper_class="w-money"),
            ),
            Fieldset(
                _("Siapa yang mengusulkan"),
                "organization",
                "contact_name",
                Div("contact_phone", "contact_email", css_class="field grid2"),
            ),
        ]

    def content_groups(self) -> list[Fieldset]:
        return [
            Fieldset(_("Isi usulan"), *CONTENT),
            Fieldset(
                _("Tempat dan penerima manfaat"),
                "kelurahan",
                "is_citywide",
                Div("rt", "landmark", css_class="field grid2"),
                Div("beneficiaries", "beneficiary_count", css_class="field grid2"),
            ),
            Fieldset(
                _("Rincian, bila disebutkan"),
                Div("urusan", "kind", css_class="field grid2"),
                Div("volume", "volume_unit", css_class="field grid2"),
                Field("estimated_cost", wrapper_class="w-money"),
                "contribution",
            ),
        ]

    @property
    def reason(self) -> str:
        """What the history says of a completion: nothing beyond the step."""
        return ""

    @property
    def answers(self) -> dict:
        """The fields of the proposal as they were filled in."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def lost_files(self) -> bool:
        """Files that were sent with a form that must be sent again: browsers do not keep them."""
        return bool(self.errors and self.files)

    @property
    def submit_key_value(self):
        """The key to print: the one that was sent, so that a corrected form stays the same form."""
        return self.fields["submit_key"].clean(self["submit_key"].value())

    def clean_beneficiary_count(self) -> int | None:
        count = self.cleaned_data["beneficiary_count"]
        return None if count is None else int(count)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("is_citywide"):
            self.errors.pop("kelurahan", None)
            cleaned["kelurahan"] = None
        self.check_origin(cleaned)
        self._check_personal_numbers(cleaned)
        return cleaned

    def check_origin(self, cleaned: dict) -> None:
        """Somebody is named, and nothing is recorded twice."""
        if (
            not cleaned.get("organization")
            and not cleaned.get("contact_name")
            and "contact_name" not in self.errors
        ):
            self.add_error("contact_name", _("Tulis nama pengusulnya, atau pilih lembaga pengusul."))
        self._check_not_recorded_before(cleaned)

    def _check_personal_numbers(self, cleaned: dict) -> None:
        """As its own proposer is asked: no NIK where the public reads; telephone and mail where that is meant."""
        found = {name: kinds_in(cleaned.get(name) or "") for name in (*PUBLIC_TEXT, "source_basis")}
        for name in (name for name, kinds in found.items() if NIK in kinds):
            self.add_error(name, _("NIK tidak boleh terbaca publik. Hapus NIK dari isian ini."))
        contacts = [name for name, kinds in found.items() if set(kinds) - {NIK}]
        if not contacts:
            return
        self.helper.layout.append("keeps_contacts")
        if not cleaned.get("keeps_contacts"):
            where = ", ".join(str(self.fields[name].label) for name in contacts)
            words = _(
                "Nomor telepon atau surel akan terbaca publik pada isian: %(where)s. Hapus, atau centang “Tetap catat”."
            )
            self.add_error("keeps_contacts", words % {"where": where})

    def _check_not_recorded_before(self, cleaned: dict) -> None:
        """A number of the list that it came from is taken once a forum; the same form sent again is no second time."""
        if not cleaned.get("external_number"):
            return
        others = Proposal.objects.submitted().exclude(pk=self.instance.pk)
        others = others.exclude(recorded_by=self.user, submit_key=cleaned["submit_key"])
        twin = others.filter(
            forum=self.forum, source=cleaned.get("source"), external_number=cleaned["external_number"]
        ).first()
        if twin:
            words = _("Nomor asal ini sudah dicatat sebagai %(number)s.")
            self.add_error("external_number", words % {"number": twin.number})
