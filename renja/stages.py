"""How far a plan has come, and which stage may be frozen after which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    RANCANGAN_AWAL = "rancangan_awal", _("Rancangan awal")
    RANCANGAN = "rancangan", _("Rancangan")
    RANCANGAN_AKHIR = "rancangan_akhir", _("Rancangan akhir")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    PERUBAHAN = "perubahan", _("Rancangan perubahan")
    PERUBAHAN_DITETAPKAN = "perubahan_ditetapkan", _("Perubahan ditetapkan")


# A plan that was established, or whose change was: its working copy rests until a change is opened.
SETTLED = (Stage.DITETAPKAN, Stage.PERUBAHAN_DITETAPKAN)
BEFORE_THE_ACT = (Stage.RANCANGAN_AKHIR, Stage.PERUBAHAN)
DRAFTS = (Stage.RANCANGAN_AWAL, Stage.RANCANGAN, Stage.RANCANGAN_AKHIR)

# What may be frozen after the newest revision: the same stage again, where it had to be corrected, or the next one. A plan
# whose first stages were made elsewhere begins with any draft.
FOLLOWING: dict[str, tuple[Stage, ...]] = {
    "": DRAFTS,
    Stage.RANCANGAN_AWAL: (Stage.RANCANGAN_AWAL, Stage.RANCANGAN),
    Stage.RANCANGAN: (Stage.RANCANGAN, Stage.RANCANGAN_AKHIR),
    Stage.RANCANGAN_AKHIR: (Stage.RANCANGAN_AKHIR, Stage.DITETAPKAN),
    Stage.PERUBAHAN: (Stage.PERUBAHAN, Stage.PERUBAHAN_DITETAPKAN),
}


def next_stages(now: str, newest: str) -> tuple[Stage, ...]:
    """What may be frozen of a plan at stage `now` whose newest revision is of stage `newest` ("" before there is one).

    >>> [str(stage) for stage in next_stages("rancangan", "rancangan")]
    ['rancangan', 'rancangan_akhir']
    """
    if now in SETTLED:
        return ()
    if now == Stage.PERUBAHAN and newest != Stage.PERUBAHAN:
        return (Stage.PERUBAHAN,)
    return FOLLOWING[newest]
