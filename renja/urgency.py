"""Why a line cannot wait, in the words that plans are checked by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """Why a line cannot wait; a line may have several."""

    SPM = "spm", _("SPM")
    DAK = "dak", _("DAK")
    POKIR = "pokir", _("Pokir")
    MANDATORI = "mandatori", _("Mandatori")
    DIREKTIF = "direktif", _("Direktif")
    KEMISKINAN = "kemiskinan", _("Kemiskinan")
    STUNTING = "stunting", _("Stunting")
    INFLASI = "inflasi", _("Inflasi")
    IKU = "iku", _("IKU")
    IKK = "ikk", _("IKK")
    PAD = "pad", _("PAD")
    FORUM = "forum", _("Forum OPD")
    RENSTRA_KL = "renstra_kl", _("Renstra K/L")
    PSN = "psn", _("PSN")
