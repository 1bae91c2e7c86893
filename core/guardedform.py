"""For forms that strangers can send: a trap that people do not see, and the time that filling in takes people.

No outside service is asked. `GuardedForm` has both; where a form has a trap of its own, `UnhurriedForm` has the time alone.
Mixed in before the form; the template shows the errors of the whole form as ever (components/error_summary.html).
"""

from crispy_forms.layout import Field
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

OPENED, TRAP = "opened", "website"
LONGEST = 200  # characters of a signed time
signer = TimestampSigner(salt="core.guardedform")

TOO_QUICK = _(
    "Formulir ini terkirim terlalu cepat. Periksa isiannya, tunggu beberapa detik, lalu kirim lagi."
)
NOT_SENT = _("Formulir ini tidak dapat dikirim. Muat ulang halaman ini, lalu isi kembali.")


def handed_out() -> str:
    """The moment at which a form is shown, signed."""
    return signer.sign("")


def is_unhurried(token: str) -> bool:
    """Whether the form was handed out by us, and long enough ago for a person to have filled it in."""
    try:
        signer.unsign(token[:LONGEST], max_age=settings.MIN_FILL_SECONDS)
    except SignatureExpired:
        return True
    except BadSignature:
        return False
    return False


class UnhurriedForm:
    """Refuses what was sent sooner than a person can (MIN_FILL_SECONDS, 0: whatever comes). Nothing typed is lost."""

    data: QueryDict

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if settings.MIN_FILL_SECONDS:
            self.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.helper.layout.append(OPENED)

    def get_initial_for_field(self, field, field_name):
        return handed_out() if field_name == OPENED else super().get_initial_for_field(field, field_name)

    def clean(self):
        cleaned = super().clean()
        if OPENED in self.fields and not is_unhurried(self.data.get(self.add_prefix(OPENED), "")):
            self._hand_out_anew()
            raise ValidationError(TOO_QUICK, code="quick")
        return cleaned

    def _hand_out_anew(self) -> None:
        """A form that was never handed out gets its moment now; one that was keeps it."""
        if not self.data.get(self.add_prefix(OPENED)):
            self.data = self.data.copy()
            self.data[self.add_prefix(OPENED)] = handed_out()


class GuardedForm(UnhurriedForm):
    """With a trap as well: people do not see the field, and what fills it in gets nowhere."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attrs = {"tabindex": "-1", "autocomplete": "off"}
        self.fields[TRAP] = forms.CharField(
            label=_("Kosongkan isian ini"), required=False, widget=forms.TextInput(attrs=attrs)
        )
        self.helper.layout.append(Field(TRAP, wrapper_class="visually-hidden"))

    def clean(self):
        cleaned = super().clean()
        if self.data.get(self.add_prefix(TRAP)):
            raise ValidationError(NOT_SENT, code="trap")
        return cleaned
