"""A proposal that somebody speaks out in the session, written down while they speak."""

from crispy_forms.layout import Div, Field, Layout

from proposals.forms.recording import RecordForm
from proposals.models import Proposal

WHO = ("organization", "contact_name", "contact_phone", "contact_email")
WHAT = ("title", "problem", "request", "kelurahan", "is_citywide", "beneficiaries", "beneficiary_count")
HOW_MUCH = ("volume", "volume_unit", "estimated_cost")
KNOWN = (
    "source",
    "source_basis",
    "external_number",
    "urusan",
    "files",
    "rt",
    "landmark",
    "contribution",
    "kind",
)


class SpokenForm(RecordForm):
    """The few things that are asked in the room; source, basis and urusan are known from the session."""

    class Meta:
        model = Proposal
        fields = (*WHO, *WHAT, *HOW_MUCH, "urusan", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in KNOWN:
            self.fields.pop(name, None)

    def get_layout(self) -> Layout:
        return Layout(
            "title",
            Field("problem", rows=3),
            Field("request", rows=3),
            Div("organization", "contact_name", css_class="field grid2"),
            Div("contact_phone", "contact_email", css_class="field grid2"),
            Div("kelurahan", "is_citywide", css_class="field grid2"),
            Div("beneficiaries", "beneficiary_count", css_class="field grid2"),
            Div("volume", "volume_unit", "estimated_cost", css_class="field grid2"),
        )

    @property
    def answers(self) -> dict:
        return {name: self.cleaned_data[name] for name in (*WHO, *WHAT, *HOW_MUCH)}
