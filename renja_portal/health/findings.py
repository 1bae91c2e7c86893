"""How the installation stands, as admins read it: each finding with its state, one sentence, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    GOOD = "good", _("Baik")
    WATCH = "watch", _("Perhatikan")
    WRONG = "wrong", _("Salah")


TONES: dict[str, str] = {Standing.GOOD: "ok", Standing.WATCH: "wait", Standing.WRONG: "no"}


@dataclass(frozen=True)
class Finding:
    """One part of the installation. `says` is a sentence, `advice` another one (empty where nothing is to be done)."""

    label: str
    standing: Standing
    says: str
    advice: str = ""
    url: str = ""
    link: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def is_wrong(self) -> bool:
        return self.standing == Standing.WRONG


Look = Callable[[], Finding]


def weigh(value: float, *, watch: float, wrong: float) -> Standing:
    """The more, the worse."""
    if value >= wrong:
        return Standing.WRONG
    return Standing.WATCH if value >= watch else Standing.GOOD
