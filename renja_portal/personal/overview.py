"""What the page "Data saya" shows: each kind of data with how much of it there is, and the newest of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.devices import devices_of
from accounts.models import User
from core.dates import long_datetime, plain_date
from core.paging import count_each
from renja_portal.personal.reading import entries_about, letters_to, proposals_of
from renja_portal.upkeep.wording import action_words

NEWEST = 5


@dataclass(frozen=True)
class Part:
    """One kind of data: how much, the newest lines of it, and where it can be read or corrected."""

    title: str | Promise
    count: int
    lines: list[str]
    url: str = ""
    link: str | Promise = ""


def parts_of(user: User, session_key: str) -> list[Part]:
    """All kinds but the account itself, which the page shows in full; what is only counted, in one statement."""
    lists = _lists(user)
    counts = dict(zip(lists, count_each(*lists.values()), strict=True))

    def part(title, name: str, words, url_name: str = "", link: str | Promise = "") -> Part:
        lines = [words(row) for row in lists[name][:NEWEST]]
        return Part(title, counts[name], lines, reverse(url_name) if url_name else "", link)

    devices = devices_of(user, session_key)
    consents = [f"{row.version}, {long_datetime(row.agreed_at)}" for row in user.consents.all()]
    return [
        Part(_("Persetujuan"), len(consents), consents, reverse("account_consent"), _("Baca naskahnya")),
        Part(_("Lembaga"), *_organizations(user), reverse("stakeholders:mine"), _("Lihat lembaga saya")),
        part(_("Usulan"), "proposals", str, "proposals:mine", _("Lihat usulan saya")),
        part(_("Dukungan"), "supports", _support),
        part(_("Pertanyaan"), "questions", _question),
        part(_("Penilaian tanggapan"), "feedback", _rating),
        part(_("Surat kepada Anda"), "letters", _letter),
        Part(
            _("Perangkat yang masuk"), len(devices), [_device(one) for one in devices[:NEWEST]],
            reverse("account_sessions"), _("Lihat perangkat"),
        ),
        part(_("Catatan tentang Anda"), "entries", _entry),
    ]  # fmt: skip


def _lists(user: User) -> dict[str, QuerySet]:
    """What may be long, the newest first."""
    return {
        "proposals": proposals_of(user).prefetch_related(None),
        "supports": user.supports.select_related("proposal").order_by("-pk"),
        "questions": user.questions.select_related("proposal").order_by("-pk"),
        "feedback": user.feedback.select_related("proposal"),
        "letters": letters_to(user),
        "entries": entries_about(user),
    }


def _organizations(user: User) -> tuple[int, list[str]]:
    belongs: Iterable = user.memberships.select_related("organization")
    asked: Iterable = user.membership_requests.select_related("organization")
    lines = [
        *(f"{row.get_role_display()}, {row.organization}" for row in belongs),
        *(f"{row.get_state_display()}, {row.organization}" for row in asked),
    ]
    return len(lines), lines[:NEWEST]


def _support(support) -> str:
    return f"{support.proposal.number} {support.proposal.public_title}"


def _question(question) -> str:
    return f"{question.proposal.number}: {question.text}"


def _rating(feedback) -> str:
    words = _("membantu") if feedback.helped else _("tidak membantu")
    return f"{feedback.proposal.number}: {words}" + (f" ({feedback.line})" if feedback.line else "")


def _letter(letter) -> str:
    return f"{plain_date(letter.created_at)}: {letter.subject}"


def _device(device) -> str:
    when = _("dipakai %(at)s") % {"at": long_datetime(device.seen_at)}
    return f"{device.label}, {when}"


def _entry(entry) -> str:
    return f"{long_datetime(entry.at)}: {action_words(entry.action)}"
