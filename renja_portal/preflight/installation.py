"""Settings that the portal starts with, and that a real installation should not have."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.utils.translation import gettext as _

from core.preflight import Finding, good, preflight_check, watch, wrong

ENVIRONMENT = "/etc/renja/renja.env"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
# Findings of Django that the lines above tell already: secret key, https, DEBUG.
TOLD = {f"security.W{number:03d}" for number in (4, 8, 9, 12, 16, 18)}
FEWEST_CHARACTERS = 20  # different ones; 64 random characters have about 40


@preflight_check(10)
def installation() -> Iterator[Finding]:
    """Pengaturan."""
    yield _switched_on(settings.DEMO, "DEMO", _("siapa pun dapat masuk sebagai siapa pun, tanpa kata sandi"))
    yield _switched_on(settings.DEBUG, "DEBUG", _("galat menampilkan isi program dan pengaturan"))
    yield _secret()
    yield _address()
    yield _zone()


@preflight_check(90)
def deployment() -> Iterator[Finding]:
    """Pemeriksaan Django."""
    messages = run_checks(include_deployment_checks=True)
    found = [message for message in messages if message.id not in TOLD and not message.is_silenced()]
    label = "check --deploy"
    if not found:
        yield good(label, _("tidak ada temuan lain"))
        return
    names = ", ".join(sorted({message.id or message.msg for message in found}))
    note = _("%(count)d temuan: %(names)s") % {"count": len(found), "names": names}
    is_wrong = any(message.is_serious(ERROR) for message in found)
    yield (wrong if is_wrong else watch)(label, note, "manage.py check --deploy")


def _switched_on(value: bool, name: str, danger: str) -> Finding:
    if not value:
        return good(name, _("mati"))
    mend = _("hapus %(name)s dari %(file)s") % {"name": name, "file": ENVIRONMENT}
    return wrong(name, _("menyala: %(danger)s") % {"danger": danger}, mend)


def _secret() -> Finding:
    make = 'python -c "import secrets; print(secrets.token_urlsafe(64))"'
    if len(set(settings.SECRET_KEY)) < FEWEST_CHARACTERS:
        return wrong("SECRET_KEY", _("mudah ditebak: hurufnya terlalu sedikit yang berlainan"), make)
    if settings.SECRET_KEY_FALLBACKS:
        note = _("%(count)d kunci lama masih berlaku") % {"count": len(settings.SECRET_KEY_FALLBACKS)}
        mend = _("manage.py reseal_second_factors; setelah dua minggu hapus SECRET_KEY_FALLBACKS")
        return watch("SECRET_KEY", note, mend)
    return good("SECRET_KEY", _("acak dan cukup panjang"))


def _address() -> Finding:
    if settings.SECURE:
        return good("PUBLIC_URL", settings.PUBLIC_URL)
    note = _("%(url)s tanpa https: isi halaman dan sesi dapat dibaca di jalan") % {"url": settings.PUBLIC_URL}
    return wrong("PUBLIC_URL", note, f"PUBLIC_URL=https://… ({ENVIRONMENT})")


def _zone() -> Finding:
    label = _("Zona waktu")
    if name := ZONES.get(settings.TIME_ZONE):
        return good(label, f"{settings.TIME_ZONE} ({name})")
    note = _("%(zone)s bukan zona waktu Indonesia; tenggat dihitung menurut jam itu") % {
        "zone": settings.TIME_ZONE
    }
    return wrong(label, note, f"TIME_ZONE=Asia/Makassar ({ENVIRONMENT})")
