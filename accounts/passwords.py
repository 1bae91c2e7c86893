"""What a password must be: long, and not made of the words that everybody here would try first."""

import re

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 128
SHORTEST_OWN = 4  # shorter parts of a name stand in other words by chance


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


class CompositionValidator:
    """Capital and small letters, figures and signs, where the city must follow a rule that wants them (`PASSWORD_COMPOSITION`)."""

    def validate(self, password: str, user=None) -> None:
        kinds = (str.isupper, str.islower, str.isdigit, _is_sign)
        if settings.PASSWORD_COMPOSITION and not all(any(map(kind, password)) for kind in kinds):
            raise ValidationError(
                gettext_lazy("Kata sandi harus memuat huruf besar, huruf kecil, angka, dan tanda baca.")
            )

    def get_help_text(self) -> str:
        return (
            _("Memuat huruf besar, huruf kecil, angka, dan tanda baca.")
            if settings.PASSWORD_COMPOSITION
            else ""
        )


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


class ContextWordsValidator:
    """What remains beside well-known words (the city, the office, this field, one's own name) must be long enough by itself."""

    def __init__(self, words: list[str], remainder: int = 8) -> None:
        self.words = words
        self.remainder = remainder

    def validate(self, password: str, user=None) -> None:
        known = sorted([*self.words, *_own_words(user)], key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, known)) or r"(?!)", re.IGNORECASE)
        if len(pattern.sub("", password)) < self.remainder:
            raise ValidationError(
                gettext_lazy(
                    "Kata sandi ini mudah ditebak. Jangan memakai nama Anda, nama kota, nama dinas, atau kata seperti “renja”."
                )
            )

    def get_help_text(self) -> str:
        return _("Bukan nama kota, nama dinas, atau kata yang mudah ditebak di sini.")


def _own_words(user) -> list[str]:
    """The parts of somebody's name and of their address."""
    told = f"{getattr(user, 'name', '')} {getattr(user, 'email', '').partition('@')[0]}"
    return [word for word in re.split(r"[\W\d_]+", told) if len(word) >= SHORTEST_OWN]
