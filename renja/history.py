"""Who changed something of the plan last, in words."""

from django.db import models
from django.utils.translation import gettext as _

from audit.models import Entry
from core.dates import long_datetime


def last_change(thing: models.Model, **told) -> str:
    """`oleh Nama pada Senin, 23 November 2026 pukul 14.05 WITA`; "oleh orang lain" where the record is silent.

    `told` narrows it to entries whose data say so (`data__table="T-C.29"`).
    """
    entry = Entry.objects.about(thing).for_listing().filter(**told).first()
    if entry is None:
        return _("oleh orang lain")
    return _("oleh %(who)s pada %(when)s") % {
        "who": entry.actor_name if entry.actor else _("petugas"),
        "when": long_datetime(entry.at),
    }
