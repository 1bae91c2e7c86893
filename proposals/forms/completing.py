"""What somebody without an account told the secretariat on the telephone, to complete the own proposal."""

from crispy_forms.layout import Fieldset
from django.utils.translation import gettext_lazy as _

from proposals.forms.fields import OneLineField
from proposals.forms.recording import CONTENT, DETAILS, PLACE, RecordForm
from proposals.models import Proposal


class PhoneCompletionForm(RecordForm):
    """The content alone: whose it is, and the number that was confirmed, stay as they are."""

    source = external_number = organization = contact_name = contact_phone = contact_email = files = None  # type: ignore[assignment]
    source_basis = OneLineField(
        label=_("Bagaimana pengusul menyampaikannya"),
        max_length=200,
        help_text=_("Misalnya: melalui telepon, 3 Maret 2027. Dibaca publik pada riwayat usulan."),
        error_messages={"required": _("Tulis bagaimana pengusul menyampaikan kelengkapannya.")},
    )

    class Meta:
        model = Proposal
        fields = (*CONTENT, *PLACE, *DETAILS)

    def origin_groups(self) -> list[Fieldset]:
        return [Fieldset(_("Dari mana kelengkapan ini"), "source_basis")]

    def check_origin(self, cleaned: dict) -> None:
        """Nothing to ask: both are known since it was sent."""

    @property
    def reason(self) -> str:
        return self.cleaned_data["source_basis"]
