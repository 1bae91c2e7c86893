"""The second factor: our words, our address, and secrets that cannot be read from a stolen database alone."""

import base64
import hashlib

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.devices import in_words
from accounts.passkeys.checks import host

SEALED = {"secret", "seed"}  # of an app, and of recovery codes


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are encrypted by SECRET_KEY; one of SECRET_KEY_FALLBACKS still reads them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode tidak cocok. Tunggu angka berikutnya di aplikasi, lalu tulis yang baru."),
        "unverified_email": _(
            "Selesaikan dahulu perubahan surel Anda, lalu aktifkan verifikasi dua langkah."
        ),
        "cannot_generate_recovery_codes": _("Aktifkan dahulu verifikasi dua langkah."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the address that people type, whatever the Host header says."""
        return {"id": host(), "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user, type) -> str:
        """Suggested for a new passkey: the browser that makes it."""
        return in_words(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def reseal(data: dict) -> bool:
    """Seal by the present key what an earlier one sealed; whether anything was."""
    present = Fernet(_key(settings.SECRET_KEY))
    old = [name for name in SEALED & data.keys() if not _opens(present, data[name])]
    data.update({name: _cipher().rotate(data[name].encode()).decode() for name in old})
    return bool(old)


def _opens(key: Fernet, sealed: str) -> bool:
    try:
        key.decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"accounts.mfa" + secret.encode()).digest())
