"""How often one person, and one network address, may do something on one day; counted in the database, by the day.

An address is kept as a mark that changes every day and leads back to nothing.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from types import SimpleNamespace

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_htmx.http import reswap, retarget

from accounts.daily_counts import Enough, count_up
from core.dates import long_datetime_later
from core.errors import NotAllowed
from core.languages import filled_later

ADDRESS_TIMES = 10  # so many times what one person may, for an office or a household behind one address
# Done by nobody who is known: the limit is the address's own.
BY_ADDRESS = ("sign_up", "by_phone", "upload", "attend", "compare", "answer_invitation")
NAMES: dict[str, str | Promise] = {
    "begin": _("%(n)s draf usulan"),
    "submit": pgettext_lazy("batas", "%(n)s usulan"),
    "support": pgettext_lazy("batas", "%(n)s dukungan"),
    "by_phone": _("%(n)s draf tanpa surel"),
    "ask": _("%(n)s pertanyaan"),
    "write": _("%(n)s tindakan"),
    "sign_up": _("%(n)s pendaftaran"),
    "upload": _("%(n)s MB lampiran tanpa akun"),
    "attend": _("%(n)s presensi mandiri"),
    "compare": _("%(n)s pemeriksaan berkas"),
    "answer_invitation": _("%(n)s jawaban undangan"),
}
HIDDEN = ("csrfmiddlewaretoken", "opened", "next")


class QuotaReached(NotAllowed):
    """Enough for today; says when one can go on."""


def daily(deed: str) -> Callable:
    """For a view: each POST counts, by person and by address; beyond the day's limit it answers 429 with what was typed."""

    def limit(view: Callable) -> Callable:
        @wraps(view)
        def limited(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST":
                try:
                    count_use(deed, user=request.user, address=get_adapter().get_client_ip(request))
                except QuotaReached as reached:
                    return _enough(request, reached)
            return view(request, *args, **kwargs)

        return limited

    return limit


def _enough(request: HttpRequest, reached: QuotaReached) -> HttpResponse:
    if request.htmx:
        response = render(request, "account/quota.html#said", {"words": reached.message}, status=429)
        return reswap(retarget(response, "this"), "beforeend")
    typed = [
        SimpleNamespace(label="", value=value)
        for name, values in request.POST.lists()
        for value in values
        if name not in HIDDEN and len(value) > 20
    ]
    return render(request, "account/quota.html", {"words": reached.message, "typed": typed}, status=429)


def count_use(deed: str, *, user, address: str | None, size: int = 1) -> None:
    """Count one use (`size`); raise QuotaReached where the person or the address had enough today, and count nothing."""
    limit = settings.DAILY_LIMITS[deed]
    who: dict[str, int] = {}
    if user.is_authenticated:
        who[f"user:{user.pk}"] = limit
    if address:
        who[daily_mark(address)] = limit if deed in BY_ADDRESS else limit * ADDRESS_TIMES
    try:
        count_up(who, deed=deed, day=timezone.localdate(), size=size)
    except Enough as enough:
        raise QuotaReached(_words(deed, who[enough.who])) from None


def daily_mark(address: str) -> str:
    """A network address by a word that changes every day and leads back to nothing."""
    return salted_hmac(f"accounts.quotas.{timezone.localdate()}", address).hexdigest()[:24]


def _words(deed: str, most: int):
    words = _(
        "Batas sehari sudah tercapai: %(what)s. Anda dapat melanjutkan mulai %(at)s. Draf Anda tetap tersimpan."
    )
    midnight = long_datetime_later(_midnight_after(timezone.localdate()))
    return filled_later(words, {"what": filled_later(NAMES[deed], {"n": most}), "at": midnight})


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
