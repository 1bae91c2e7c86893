"""What is said about the whole plan."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from renja.models import Renja
from renja.services.plans import SETTINGS
from renja.structure import Structure, editions
from urusan.codes import is_placeholder
from urusan.models import Level


def edition_label(edition: Structure) -> str:
    """`Permendagri 14/2026 (belum diverifikasi)`."""
    return edition.name if edition.is_verified else f"{edition.name} ({_('belum diverifikasi')})"


class SettingsForm(forms.ModelForm):
    """Stage, date of the document, its structure, main bidang urusan, publication."""

    structure = forms.ChoiceField(
        label=_("Susunan dokumen"),
        help_text=_(
            "Menentukan bab, sub-bab, dan tabel. Naskah dan isi tabel yang tidak dikenal susunan lain tetap disimpan, "
            "tidak dicetak, dan kembali dipakai bila susunannya dipilih lagi."
        ),
    )
    bidang_code = forms.ChoiceField(
        label=_("Bidang urusan utama"),
        help_text=_("Program penunjang (X.XX.01 dalam daftar kode) dicetak dengan kode bidang urusan ini."),
    )

    class Meta:
        model = Renja
        fields = SETTINGS
        field_classes = {"dated": DayField}
        widgets = {"dated": forms.DateInput(attrs={"type": "date", "class": "w-code"}, format="%Y-%m-%d")}
        help_texts = {
            "stage": _("Dicetak pada setiap halaman dokumen selama Renja belum ditetapkan."),
            "dated": _("Menentukan pejabat yang menandatangani. Boleh dikosongkan selama masih rancangan."),
            "is_published": _("Siapa pun dapat membacanya di halaman Renja. Naskah boleh belum lengkap."),
        }
        error_messages = {"dated": {"invalid": _("Tulis tanggal, misalnya 15-06-2027.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nodes = self.instance.edition.nodes.filter(level=Level.BIDANG_URUSAN).order_by("code")
        choices = [(node.code, str(node)) for node in nodes if not is_placeholder(node.code)]
        known = {code for code, _label in choices}
        if self.instance.bidang_code not in known:
            choices.insert(0, (self.instance.bidang_code, self.instance.bidang_code))
        self.fields["bidang_code"].choices = choices
        self.fields["structure"].choices = [(one.slug, edition_label(one)) for one in editions()]
        if self.instance.revisions.exists():
            del self.fields["stage"]  # it follows the revisions
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)
