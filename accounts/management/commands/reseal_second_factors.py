"""Part of changing SECRET_KEY (docs/configure.md): afterwards the earlier key is needed no more for second factors."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.mfa import reseal


class Command(BaseCommand):
    help = "Seal the secrets of apps and recovery codes by the present SECRET_KEY. May be repeated."

    def handle(self, *args, **options):
        keys = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True)
        try:
            count = sum(self._reseal(key) for key in keys)
        except InvalidToken as error:
            raise CommandError(
                "Sealed by a key that SECRET_KEY_FALLBACKS does not name; add it there."
            ) from error
        self.stdout.write(f"{count} of {len(keys)} sealed anew.")

    @transaction.atomic
    def _reseal(self, key: int) -> bool:
        row = Authenticator.objects.select_for_update().filter(pk=key).first()
        if row is None or not reseal(row.data):
            return False
        row.save(update_fields=["data"])
        return True
