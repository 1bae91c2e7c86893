"""Which agreements support a line."""

from django import forms
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from meetings.models import Agreement
from renja.models import RenjaLine


class AgreementChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, agreement: Agreement) -> str:
        names = f" ({agreement.partner_names})" if agreement.partner_names else ""
        return f"{agreement.urusan}: {Truncator(agreement.text).chars(140)}{names}"


class LineAgreementsForm(forms.Form):
    """Agreements of the plan's own forum, and those that are linked already."""

    agreements = AgreementChoices(
        label=_("Kesepakatan"),
        queryset=Agreement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Centang setiap kesepakatan yang mendukung baris ini."),
    )

    def __init__(self, *args, line: RenjaLine, **kwargs):
        super().__init__(*args, **kwargs)
        of_forum = Q(forum=line.renja.forum_id) | Q(lines=line)
        rows = Agreement.objects.filter(of_forum).distinct().for_listing()
        self.fields["agreements"].queryset = rows.order_by("urusan__order", "order", "pk")
        self.initial["agreements"] = line.agreements.all()
        self.helper = bare_helper("agreements")
