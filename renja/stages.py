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


# The act that establishes a plan, or its change. From then on the working copy rests until a change is opened.
SETTLED = (Stage.DITETAPKAN, Stage.PERUBAHAN_DITETAPKAN)
DRAFTS = (Stage.RANCANGAN_AWAL, Stage.RANCANGAN, Stage.RANCANGAN_AKHIR)

# Which stages may be frozen after the newest revision; the same one again, where it had to be corrected. A plan whose first
# stages were made elsewhere begins with any draft.
FOLLOWING: dict[str, tuple[Stage, ...]] = {
    "": DRAFTS,
    Stage.RANCANGAN_AWAL: (Stage.RANCANGAN_AWAL, Stage.RANCANGAN),
    Stage.RANCANGAN: (Stage.RANCANGAN, Stage.RANCANGAN_AKHIR),
    Stage.RANCANGAN_AKHIR: (Stage.RANCANGAN_AKHIR, Stage.DITETAPKAN),
    Stage.DITETAPKAN: (Stage.PERUBAHAN,),
    Stage.PERUBAHAN: (Stage.PERUBAHAN, Stage.PERUBAHAN_DITETAPKAN),
    Stage.PERUBAHAN_DITETAPKAN: (Stage.PERUBAHAN,),
}
