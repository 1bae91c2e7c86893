"""Forms about personal data of others."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.formlayout import bare_helper
from proposals.models import Proposal


class EraseForm(forms.Form):
    """Whose data goes: an account by its address, or the contact of one proposal by its number."""

    email = forms.EmailField(
        label=_("Surel akun"), required=False, help_text=_("Isi salah satu: surel ini, atau nomor usulan.")
    )
    number = forms.CharField(
        label=_("Nomor usulan"), required=False, max_length=30,
        help_text=_("Bagi yang tidak mempunyai akun: nama, telepon, dan surel dihapus dari usulan ini."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Surat permintaan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nomor dan tanggal suratnya, dan bagaimana orangnya dipastikan; tanpa nama dan kontak."),
    )  # fmt: skip
    understood = forms.BooleanField(
        label=_("Orangnya sudah dipastikan, dan penghapusan ini tidak dapat dibatalkan."),
        error_messages={"required": _("Centang pernyataan ini setelah memastikan orangnya.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("email", "number", "reason", "understood")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        email, number = cleaned.get("email", ""), cleaned.get("number", "").strip()
        if self.errors:
            return cleaned
        if bool(email) == bool(number):
            raise forms.ValidationError(_("Isi salah satu: surel akun, atau nomor usulan."))
        cleaned["user"] = User.objects.filter(email__iexact=email).first() if email else None
        cleaned["proposal"] = Proposal.objects.filter(number__iexact=number).first() if number else None
        if email and not cleaned["user"]:
            self.add_error("email", _("Tidak ada akun dengan surel ini."))
        if number and not cleaned["proposal"]:
            self.add_error("number", _("Tidak ada usulan dengan nomor ini."))
        elif number and cleaned["proposal"].proposer_id:
            self.add_error("number", _("Usulan ini dikirim dari sebuah akun; hapus akunnya dengan surelnya."))
        return cleaned


class BreachForm(forms.Form):
    """The span of a breach, and what it is narrowed to."""

    first = forms.DateTimeField(
        label=_("Sejak"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )  # fmt: skip
    last = forms.DateTimeField(
        label=_("Sampai"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )  # fmt: skip
    account = forms.IntegerField(
        label=_("Nomor akun yang membuka"), required=False, min_value=1, max_value=10**12,
        help_text=_("Seperti dalam catatan audit (Akun 12). Kosong: semua petugas."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Nomor usulan atau kunci"), required=False, max_length=64, help_text=_("Kosong: semuanya.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("first", "last", "account", "about")

    def clean_last(self) -> datetime:
        return min(self.cleaned_data["last"], timezone.now())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("last") and cleaned["first"] > cleaned["last"]:
            self.add_error(
                "last", _("Akhirnya tidak boleh sebelum awalnya, dan awalnya tidak boleh di masa depan.")
            )
        return cleaned
