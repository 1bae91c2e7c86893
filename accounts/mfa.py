"""The second factor: our words, and secrets that cannot be read from a stolen database alone."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are encrypted by SECRET_KEY; one of SECRET_KEY_FALLBACKS still reads them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode tidak cocok. Tunggu angka berikutnya di aplikasi, lalu tulis yang baru."),
        "unverified_email": _(
            "Selesaikan dahulu perubahan surel Anda, lalu aktifkan verifikasi dua langkah."
        ),
        "cannot_generate_recovery_codes": _("Aktifkan dahulu verifikasi dua langkah."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"accounts.mfa" + secret.encode()).digest())
