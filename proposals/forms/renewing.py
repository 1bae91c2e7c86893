"""How the secretariat recognised who asks for another link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from proposals.forms.fields import OneLineField


class RenewalForm(forms.Form):
    """How it is known that the proposer asks for another link."""

    use_required_attribute = False
    reason = OneLineField(
        label=_("Bagaimana Anda memastikan bahwa pengusulnya yang meminta?"),
        max_length=300,
        help_text=_("Misalnya: ditelepon pada nomornya, lalu menyebut judul usulan. Hanya dibaca petugas."),
        error_messages={"required": _("Tuliskan bagaimana Anda memastikannya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason")
