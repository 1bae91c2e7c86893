"""Inviting: how an invitation goes out, and when an answer is asked for once more. What comes back: `forums.answering`."""

import datetime
from collections.abc import Sequence
from urllib.parse import quote
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.secret_links import hash_of
from forums.answering import ask_to_manage, facts_of, lock_participant
from forums.errors import ForumRefused
from forums.models import Delivery, Forum, Participant
from notifications.models import Message
from notifications.services import MessageRefused, written_letter
from stakeholders.models import Organization

REMINDING_HOUR = 7
PORTION = 50
MAIL_KIND, REMINDER_KIND = "invitation.send", "invitation.remind"


# --- Going out ---------------------------------------------------------------------------------------


@retried(ForumRefused)
@transaction.atomic
def send_by_mail(participants: Sequence[Participant], *, actor, is_again: bool = False) -> int:
    """Write to these organisations, each at most once a day; how many letters were written. ForumRefused where none can be.

    `is_again`: those that answered meanwhile are left alone, and the letter says that an answer is still missing.
    """
    rows = Participant.objects.filter(pk__in=[row.pk for row in participants])
    rows = (rows.unanswered() if is_again else rows).with_address().not_mailed_on(timezone.localdate())
    found = list(_taken(rows))
    for forum in {row.forum for row in found}:
        ask_to_manage(actor, forum)
        _check_day(forum)
    letters = [letter for row in found if (letter := _write(row, actor, is_again=is_again))]
    if not letters:
        raise ForumRefused(
            _(
                "Tidak ada yang dapat disurati: belum ada alamat surel, sudah disurati hari ini, atau sudah menjawab."
            )
        )
    record("invitation.mail", found[0].forum, actor=actor, data={"count": len(letters), "again": is_again})
    return len(letters)


def remind_due(limit: int = PORTION) -> int:
    """Whoever has not answered as near before the forum as its letter says; by the worker, from 07.00 on."""
    if timezone.localtime().hour < REMINDING_HOUR:
        return 0
    due = Participant.objects.to_be_reminded(timezone.localdate())
    return sum(_remind(row) for row in due.select_related("forum")[:limit])


@transaction.atomic
def _remind(participant: Participant) -> int:
    today = timezone.localdate()
    found = list(_taken(Participant.objects.filter(pk=participant.pk).to_be_reminded(today)))
    for row in found:
        _write(row, None, is_again=True)
        row.reminded_on = today
        row.save(update_fields=["reminded_on"])
        record("invitation.remind", row)
    return len(found)


def _taken(rows):
    """Locked in the order of their keys, with what a letter needs."""
    return rows.select_for_update(of=("self",)).select_related("forum", "organization").order_by("pk")


def _check_day(forum: Forum) -> None:
    if forum.is_past:
        raise ForumRefused(_("Forum sudah berlangsung, sehingga undangannya tidak dikirim lagi."))


def _write(row: Participant, actor, *, is_again: bool) -> Message | None:
    """The letter of today to one organisation; None where its address is none, or somebody else wrote it just now."""
    subject = _("Pengingat: undangan %(forum)s") if is_again else _("Undangan %(forum)s")
    kind = REMINDER_KIND if is_again else MAIL_KIND
    try:
        letter = written_letter(
            to=row.mail_to,
            kind=kind,
            subject=subject % {"forum": row.forum},
            body=letter_text(row, is_again=is_again),
            url=row.path,
            key=f"invitation:{row.pk}:{timezone.localdate()}",
        )
    except MessageRefused:
        return None
    told = {"participant": row, "means": Delivery.Means.EMAIL, "by": actor}
    _delivery, is_new = Delivery.objects.get_or_create(letter=letter, defaults=told)
    return letter if is_new else None


@transaction.atomic
def open_whatsapp(participant: Participant, *, actor) -> str:
    """The address that opens WhatsApp with the invitation written in; noted as sent. ForumRefused without a mobile number."""
    locked = lock_participant(participant)
    ask_to_manage(actor, locked.forum)
    _check_day(locked.forum)
    if not locked.whatsapp:
        raise ForumRefused(_("Nomor WhatsApp instansi ini belum ada atau bukan nomor ponsel."))
    Delivery.objects.create(participant=locked, means=Delivery.Means.WHATSAPP, by=actor)
    record("invitation.open_whatsapp", locked, actor=actor)
    text = f"{letter_text(locked, is_again=False)}\n\n{locked.address}"
    return f"https://wa.me/{locked.whatsapp}?text={quote(text)}"


@transaction.atomic
def record_delivery(
    participant: Participant, *, actor, delivered_on: datetime.date, receiver: str, note: str = ""
) -> Delivery:
    """The letter was handed over on that day, and to whom."""
    locked = lock_participant(participant)
    ask_to_manage(actor, locked.forum)
    if delivered_on > timezone.localdate():
        raise ForumRefused(_("Tanggal penyampaian tidak boleh sesudah hari ini."))
    delivery = Delivery.objects.create(
        participant=locked, means=Delivery.Means.IN_PERSON, by=actor, receiver=receiver, note=note,
        delivered_at=_moment_of(delivered_on),
    )  # fmt: skip
    record("invitation.hand_over", locked, actor=actor, data={"dated": delivered_on})
    return delivery


def _moment_of(day: datetime.date) -> datetime.datetime:
    """Now for today; noon for an earlier day."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


@transaction.atomic
def renew_link(participant: Participant, *, actor) -> Participant:
    """Another link, where the old one came into wrong hands: that one opens nothing any more."""
    locked = lock_participant(participant)
    ask_to_manage(actor, locked.forum)
    locked.key = uuid4()
    locked.link_hash = hash_of(locked.token)
    locked.save(update_fields=["key", "link_hash"])
    record("invitation.renew_link", locked, actor=actor)
    return locked


# --- What it says --------------------------------------------------------------------------------------


def letter_text(participant: Participant, *, is_again: bool) -> str:
    """What mail and WhatsApp say, in plain words; the link stands below."""
    forum, host = participant.forum, Organization.objects.host()
    to = participant.attention or _("Pimpinan")
    begins = (
        _("Undangan berikut belum dijawab. Mohon kesediaan Bapak/Ibu menjawabnya melalui tautan di bawah.")
        if is_again
        else _("%(host)s mengundang Bapak/Ibu untuk hadir pada %(forum)s.")
        % {"host": host.name if host else _("Penyelenggara forum"), "forum": forum}
    )
    facts = "\n".join(f"{label}: {value}" for label, value in facts_of(forum))
    ends = _(
        "Surat undangan dapat diunduh dan dijawab (hadir, diwakilkan, atau tidak hadir) melalui tautan ini. "
        "Tautan ini milik instansi Bapak/Ibu dan boleh diteruskan kepada yang ditugaskan."
    )
    return "\n\n".join(part for part in (f"{_('Yth.')} {to}\n{participant}", begins, facts, ends) if part)
