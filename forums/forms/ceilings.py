"""A ceiling (pagu indikatif) with its date and basis."""

from crispy_forms.bootstrap import PrependedText
from crispy_forms.layout import Field
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField, RupiahField
from core.formlayout import bare_helper
from core.versions import VersionedForm
from forums.models import Ceiling

SOURCES_LIST = "sumber-dana"  # the id of the page's <datalist>


class CeilingForm(VersionedForm):
    amount = RupiahField(label=_("Pagu"), help_text=_("Misalnya 13.800.000.000."))
    dated = DayField(
        label=_("Tanggal dasar"), help_text=_("Tanggal surat edaran atau peraturan yang menetapkannya.")
    )

    class Meta:
        model = Ceiling
        fields = ["amount", "source_of_funds", "dated", "basis"]
        help_texts = {
            "source_of_funds": _("Kosongkan bila pagu ini untuk seluruh sumber dana."),
            "basis": _("Misalnya: SE Wali Kota Nomor 050/123/Bappeda."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source_of_funds"].widget.attrs |= {"list": SOURCES_LIST, "autocomplete": "off"}
        self.helper = bare_helper(
            PrependedText("amount", "Rp", wrapper_class="w-money"),
            "source_of_funds",
            Field("dated", css_class="w-code"),
            "basis",
        )
