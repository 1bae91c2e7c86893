"""What is asked of a passkey's answer beyond what the library asks: the exact origin, and the counter that betrays a copy."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000  # characters of an answer; real ones have about two thousand
PARTS = {
    "create": ("clientDataJSON", "attestationObject"),
    "get": ("clientDataJSON", "authenticatorData", "signature"),
}
COUNTER = "counter"  # in the data of an authenticator: the highest that was seen


def refused() -> ValidationError:
    """One sentence, whatever was wrong with it."""
    return ValidationError(_("Passkey tidak dikenali. Coba lagi, atau pakai cara lain."), code="passkey")


def host() -> str:
    """The name that passkeys are bound to (the "relying party")."""
    return urlsplit(settings.PUBLIC_URL).hostname or ""


def are_possible() -> bool:
    """Browsers bind passkeys to a name: where people type a bare number there are none."""
    try:
        ip_address(host())
    except ValueError:
        return True
    return False


def check_form(credential, deed: str) -> dict:
    """The answer of a browser as a dict with the parts that the library will read; raises ValidationError."""
    response = credential.get("response") if isinstance(credential, dict) else None
    if not isinstance(response, dict) or not isinstance(credential.get("rawId"), str):
        raise refused()
    if not all(isinstance(response.get(part), str) for part in PARTS[deed]) or len(str(credential)) > LONGEST:
        raise refused()
    return credential


def check_origin(origin: str) -> None:
    """The library would also take a subdomain; here it is the address that people type, and nothing else."""
    public = urlsplit(settings.PUBLIC_URL)
    port = f":{public.port}" if public.port not in (None, {"https": 443, "http": 80}[public.scheme]) else ""
    if origin != f"{public.scheme}://{public.hostname}{port}":
        raise refused()


@transaction.atomic
def take_counter(authenticator: Authenticator, counter: int) -> None:
    """A passkey that counts may only count up: one that does not has been copied. Those that stay at 0 do not count."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    known = row.data.get(COUNTER, row.wrap().authenticator_data.counter)
    if (counter or known) and counter <= known:
        raise refused()
    row.data[COUNTER] = counter
    row.save(update_fields=["data"])
