"""What the form of a result holds before anybody types: the reason and the answer that fit most results of a kind."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from meetings.models import Sitting
from proposals.choices import Outcome
from proposals.models import ReasonCode

REASONS: dict[str, str | Promise] = {
    Outcome.ACCEPTED: gettext_lazy("Disepakati dalam %(sitting)s."),
    Outcome.ACCEPTED_WITH_CHANGES: gettext_lazy("Disepakati dengan penyesuaian dalam %(sitting)s."),
    Outcome.DEFERRED: gettext_lazy("Disepakati sebagai cadangan dalam %(sitting)s."),
    Outcome.FORWARDED: gettext_lazy("Yang diusulkan menjadi tugas instansi lain."),
    Outcome.MERGED: gettext_lazy("Usulan digabungkan dengan usulan lain yang serupa."),
    Outcome.REJECTED: gettext_lazy("Belum dapat disepakati dalam %(sitting)s."),
}
RESPONSES: dict[str, str | Promise] = {
    Outcome.ACCEPTED: gettext_lazy(
        "Usulan Anda diterima untuk dimuat dalam Renja %(year)s. Renja adalah rencana; pelaksanaannya menunggu penetapan APBD."
    ),
    Outcome.ACCEPTED_WITH_CHANGES: gettext_lazy(
        "Usulan Anda diterima dengan perubahan untuk dimuat dalam Renja %(year)s. "
        "Renja adalah rencana; pelaksanaannya menunggu penetapan APBD."
    ),
    Outcome.DEFERRED: gettext_lazy(
        "Usulan Anda menjadi cadangan Renja %(year)s: dilaksanakan apabila pagu tersedia; "
        "bila tidak, dibahas kembali pada forum tahun berikutnya."
    ),
    Outcome.FORWARDED: gettext_lazy("Usulan Anda kami teruskan kepada instansi yang berwenang."),
    Outcome.MERGED: gettext_lazy(
        "Usulan Anda digabungkan dengan usulan lain yang serupa dan mendapat hasil yang sama."
    ),
    Outcome.REJECTED: gettext_lazy("Usulan Anda belum dapat diakomodasi dalam Renja %(year)s."),
}
# The standard reason that an outcome nearly always has; a "no" names its own.
USUAL_CODES: dict[str, str] = {
    Outcome.DEFERRED: "pagu-tidak-cukup",
    Outcome.FORWARDED: "salah-perangkat-daerah",
    Outcome.MERGED: "digabung",
}


def usual_code(outcome: str) -> ReasonCode | None:
    """The standard reason with which the form of this outcome opens."""
    return ReasonCode.objects.filter(code=USUAL_CODES.get(outcome, "")).first()


def prepared(outcome: str, code: ReasonCode | None, sitting: Sitting) -> dict[str, str]:
    """Reason and response for this outcome; the sentence of a standard reason takes the place of ours."""
    words = {"sitting": sitting, "year": sitting.forum.plan_year}
    reason = code.sentence if code else _filled(REASONS[outcome], words)
    response = _filled(RESPONSES[outcome], words)
    return {"reason": reason, "response": f"{response} {code.sentence}" if code else response}


def _filled(sentence: str | Promise, words: dict) -> str:
    return str(sentence) % words


def by_code(outcome: str, sitting: Sitting) -> list[dict[str, str]]:
    """What each standard reason would put into the form; for the script that follows the choice."""
    return [{"code": str(code.pk), **prepared(outcome, code, sitting)} for code in ReasonCode.objects.all()]
