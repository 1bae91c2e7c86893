"""Whether letters can leave, and whose they are."""

from collections.abc import Iterator
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
EMAIL_URL = "EMAIL_URL=smtp+tls://akun:sandi@surel.example.go.id:587 (/etc/renja/renja.env)"
SENDER = 'DEFAULT_FROM_EMAIL="Forum Diskominfo <forum@example.go.id>" (/etc/renja/renja.env)'


@preflight_check(60)
def letters() -> Iterator[Finding]:
    """Surel."""
    yield _server()
    yield _sender()


def _server() -> Finding:
    label = _("Server surel")
    if settings.EMAIL_BACKEND != SMTP:
        return wrong(label, _("tidak ada: surat tidak dikirim ke mana pun"), EMAIL_URL)
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        line = get_connection(fail_silently=False)
        line.open()
        line.close()
    except (OSError, SMTPException) as error:
        note = _("%(place)s tidak menerima: %(reason)s") % {"place": place, "reason": error}
        return wrong(label, note, EMAIL_URL)
    if settings.EMAIL_HOST not in LOOPBACK and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return watch(label, _("%(place)s menjawab, tetapi tanpa penyandian") % {"place": place}, EMAIL_URL)
    return good(label, _("%(place)s menjawab") % {"place": place})


def _sender() -> Finding:
    label, sender = _("Pengirim surel"), settings.DEFAULT_FROM_EMAIL
    if sender == f"noreply@{urlsplit(settings.PUBLIC_URL).hostname}":
        return watch(
            label,
            _("%(sender)s, belum dipilih; surat kembali tidak sampai ke siapa pun") % {"sender": sender},
            SENDER,
        )
    return good(label, sender)
