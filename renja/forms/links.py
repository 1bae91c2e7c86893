"""Which line answers a proposal."""

from itertools import groupby

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField, RupiahField
from renja.models import Renja, RenjaLine


class _ByParent(ModelChoiceIterator):
    """The lines under the program or kegiatan that they belong to."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        rows = self.queryset.select_related("renja", "node__parent").order_by("node__code")
        for parent, lines in groupby(rows, key=lambda line: line.node.parent.name):
            yield (parent, [self.choice(line) for line in lines])


class LineChoiceField(forms.ModelChoiceField):
    iterator = _ByParent

    def label_from_instance(self, line: RenjaLine) -> str:
        return f"{line.code} {line.node.name}"


class LinkForm(forms.Form):
    """A line, how much of the proposal it answers, and what part of its pagu that takes."""

    line = LineChoiceField(
        queryset=RenjaLine.objects.none(),
        label=_("Sub kegiatan dalam Renja"),
        empty_label=_("Pilih baris"),
        error_messages={
            "required": _("Pilih baris yang menjawab usulan ini."),
            "invalid_choice": _("Baris ini tidak ada lagi dalam Renja. Pilih yang lain."),
        },
    )
    share = DecimalIdField(
        label=_("Bagian yang dipenuhi (%)"),
        max_digits=5,
        decimal_places=2,
        help_text=_("Berapa persen dari volume yang diusulkan."),
        error_messages={"required": _("Isi berapa persen dari usulan ini yang dipenuhi.")},
    )
    amount = RupiahField(
        label=_("Bagian dari pagu (Rp)"),
        required=False,
        help_text=_("Berapa rupiah dari pagu baris itu, bila sudah diketahui."),
    )

    def __init__(self, *args, renja: Renja, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = renja.lines.leaves()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("line", Div("share", "amount", css_class="pair"))
