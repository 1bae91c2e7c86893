"""Belum tersampaikan: telling people in person what letters could not tell them."""

import datetime
from urllib.parse import quote

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import plain_date
from notifications.models import Handover
from proposals.choices import UNPUBLISHED_STATES
from proposals.messages import addressee, public_address
from proposals.models import Proposal
from proposals.querysets.reaching import ABOUT
from proposals.workflow import StepRefused, check_seen, lock, write_event
from stakeholders.models import Organization

TELL = "proposals.tell_in_person"
SHORTEST, LONGEST = 10, 15  # digits of a number, with the country's


def phone_of(proposal: Proposal) -> str:
    """The number at which its proposer's side can be called; "" where none is known."""
    organization = proposal.organization
    return (
        proposal.contact_phone
        or (proposal.proposer.phone if proposal.proposer else "")
        or (organization.phone if organization else "")
    )


def whatsapp_number(phone: str) -> str:
    """`0812-3456-7890` → `6281234567890`; "" for what is no Indonesian mobile number."""
    digits = "".join(filter(str.isdecimal, phone))
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    elif digits.startswith("8"):
        digits = f"62{digits}"
    return digits if digits.startswith("628") and SHORTEST <= len(digits) <= LONGEST else ""


def why_unreached(proposal: Proposal) -> str:
    """In a few words."""
    return _("Surel tidak sampai") if addressee(proposal) else _("Tanpa surel")


@transaction.atomic
def open_whatsapp(proposal: Proposal, *, actor) -> str:
    """The address that opens WhatsApp with the news written in; that it was opened is recorded. StepRefused without number."""
    _ask(actor)
    number = whatsapp_number(phone_of(proposal))
    if not number or proposal.status in UNPUBLISHED_STATES:
        raise StepRefused(_("Nomor telepon pengusul belum ada atau bukan nomor ponsel."))
    host = Organization.objects.host()
    text = _("Kabar dari %(host)s: usulan %(number)s berstatus “%(state)s”. Selengkapnya: %(url)s") % {
        "host": host.name if host else _("penyelenggara forum"),
        "number": proposal.number,
        "state": proposal.public_state.label,
        "url": public_address(proposal),
    }
    record("proposal.open_whatsapp", proposal, actor=actor)
    return f"https://wa.me/{number}?text={quote(text)}"


@transaction.atomic
def tell_in_person(proposal: Proposal, *, actor, told_on: datetime.date, seen: int | None) -> Handover:
    """The proposer heard it on that day; until there is other news, the proposal is off the list."""
    _ask(actor)
    locked = lock(proposal)
    check_seen(locked, seen)
    if told_on > timezone.localdate():
        raise StepRefused(_("Tanggal penyampaian tidak boleh sesudah hari ini."))
    handover = Handover.objects.create(about=f"{ABOUT}{locked.pk}", told_on=told_on, told_by=actor)
    title = _("Disampaikan langsung kepada pengusul pada %(day)s") % {"day": plain_date(told_on)}
    write_event(locked, "tell_in_person", actor=actor, title=title, before=locked.status, is_public=False)
    record("proposal.tell_in_person", locked, actor=actor, data={"dated": told_on})
    return handover


def _ask(actor) -> None:
    if not actor.has_perm(TELL):
        raise StepRefused(_("Hanya sekretariat yang mencatat penyampaian langsung."))
