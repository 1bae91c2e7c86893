"""Whether the record is whole, and when somebody last looked."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_datetime
from core.money import number
from renja_portal.health.findings import Finding, Standing
from renja_portal.upkeep.checking import chain_state

OVERDUE = timedelta(days=2)  # the worker looks once a day


def record_chain() -> Finding:
    label, url, link = _("Catatan audit"), reverse("upkeep:record"), _("Lihat catatan audit")
    chain = chain_state()
    if chain.is_broken:
        says = _("Rantai rusak: %(n)s masalah.") % {"n": number(chain.result["break_count"])}
        advice = _(
            "Jangan menghapus apa pun; bandingkan dengan cadangan dan jangkar yang disimpan di tempat lain."
        )
        return Finding(label, Standing.WRONG, says, advice, url, link)
    if chain.checked_at is None:
        says = _("Rantainya belum pernah diperiksa.")
        return Finding(label, Standing.WATCH, says, _("Tekan Periksa rantai."), url, link)
    says = _("Utuh sampai nomor %(number)s, diperiksa %(when)s.") % {
        "number": number(chain.last_number), "when": long_datetime(chain.checked_at),
    }  # fmt: skip
    if timezone.now() - chain.checked_at > OVERDUE:
        advice = _("Pekerja memeriksanya setiap hari; periksa apakah ia berjalan.")
        return Finding(label, Standing.WATCH, says, advice, url, link)
    return Finding(label, Standing.GOOD, says, "", url, link)
