"""What a password must be: long, and not made of the words that everybody here would try first."""

import re

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 128


class LengthValidator:
    """At least `alone` characters, or `with_factor` where a second factor stands beside it; at most 128."""

    def __init__(self, alone: int = 15, with_factor: int = 12) -> None:
        self.alone, self.with_factor = alone, with_factor

    def validate(self, password: str, user=None) -> None:
        has_factor = user is not None and user.pk is not None and is_mfa_enabled(user)
        least = self.with_factor if has_factor else self.alone
        if len(password) < least:
            raise ValidationError(
                gettext_lazy(
                    "Kata sandi terlalu pendek. Pakai paling sedikit %(n)d karakter, misalnya sebuah kalimat."
                ),
                params={"n": least},
            )
        if len(password) > LONGEST:
            raise ValidationError(
                gettext_lazy("Kata sandi terlalu panjang. Pakai paling banyak 128 karakter.")
            )

    def get_help_text(self) -> str:
        return _("Paling sedikit %(n)d karakter.") % {"n": self.alone}


class ContextWordsValidator:
    """What remains beside well-known words (the city, the office, what the portal is about) must be long enough by itself."""

    def __init__(self, words: list[str], remainder: int = 8) -> None:
        self.known = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
        self.remainder = remainder

    def validate(self, password: str, user=None) -> None:
        if len(self.known.sub("", password)) < self.remainder:
            raise ValidationError(
                gettext_lazy(
                    "Kata sandi ini mudah ditebak. Jangan memakai nama kota, nama dinas, atau kata seperti “renja”."
                )
            )

    def get_help_text(self) -> str:
        return _("Bukan nama kota, nama dinas, atau kata yang mudah ditebak di sini.")
