"""What people outside read of a proposal's state. The only place that turns states and flags into words.

A result that waits for publication shows as one thing, that it waits; never what it is.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from proposals.choices import (
    ACCEPTED_STATES,
    BY_PHONE_STATES,
    CORRECTABLE_STATES,
    TONES,
    UNPUBLISHED_STATES,
    WAITING_FOR_PUBLICATION,
    Status,
)
from proposals.querysets import IN_PLAN, WAITING
from proposals.windows import is_decided_anew

ACCEPTED_WITHOUT_ROOM = _("Diterima, belum tertampung dalam Renja")
CORRECTED = _("Berbeda dari kesepakatan forum")

NOTES = {
    Status.DRAFT: _("Belum dikirim; hanya Anda yang dapat membacanya."),
    Status.SUBMITTED: _("Sudah kami terima dan menunggu diperiksa."),
    Status.RETURNED: _("Ada yang perlu dilengkapi sebelum dapat diverifikasi."),
    Status.VERIFIED: _("Lengkap dan sesuai kewenangan."),
    Status.ACCEPTED: _("Renja adalah rencana. Pelaksanaan menunggu penetapan APBD."),
    Status.ACCEPTED_WITH_CHANGES: _("Renja adalah rencana. Pelaksanaan menunggu penetapan APBD."),
    Status.DEFERRED: _(
        "Dilaksanakan apabila pagu tersedia; bila tidak, dibahas kembali pada forum tahun berikutnya."
    ),
    Status.REJECTED: _("Alasannya tertulis dalam tanggapan resmi."),
    Status.FORWARDED: _("Ditangani oleh instansi yang berwenang di luar forum ini."),
    Status.MERGED: _("Mendapat hasil yang sama dengan usulan induknya."),
    Status.WITHDRAWN: _("Pengusul menarik usulannya."),
    Status.UNCONFIRMED: _("Sudah kami terima, tetapi belum diumumkan."),
    Status.CLOSED: _("Tidak diumumkan dan tidak diproses lagi."),
}

WAITING_NOTE = _("Sudah dibahas; hasilnya diumumkan setelah disahkan.")
REVIEWED_NOTE = _("Sedang ditinjau ulang; hasil sebelumnya tetap tercatat sampai diputuskan kembali.")


@dataclass(frozen=True)
class Badge:
    """A word with its colour, as components/badge.html shows it."""

    label: str
    tone: str


@dataclass(frozen=True)
class PublicState:
    """The state of a proposal for everybody's eyes: word, colour, one sentence, further badges."""

    label: str
    tone: str
    note: str
    badges: tuple[Badge, ...] = ()


def public_state(proposal) -> PublicState:
    """What the public reads. Flags come from `with_flags`; without them they are asked for, one query each."""
    if proposal.status == Status.VERIFIED and _flag(proposal, "has_pending"):
        return PublicState(str(WAITING_FOR_PUBLICATION), "wait", str(WAITING_NOTE), _age(proposal))
    label, tone = _label(proposal), TONES[proposal.status]
    return PublicState(label, tone, _note(proposal), _badges(proposal))


def _note(proposal) -> str:
    if is_decided_anew(proposal):
        return str(REVIEWED_NOTE)
    return "" if _is_worked_on(proposal) else str(NOTES[proposal.status])


def _is_worked_on(proposal) -> bool:
    """Whether the work has begun, as far as the lines that answer it were read along (`answered_by`): the note on what a plan
    is has then had its time."""
    lines = getattr(proposal, "answered_by", ())
    return any(line.told_steps and line.told_steps[-1].state != "belum" for line in lines)


def explained_states() -> list[tuple[Badge, str]]:
    """Every word that the public may read on a proposal, with its meaning, in the order of a proposal's life."""
    told = [
        (Badge(str(state.label), TONES[state]), str(NOTES[state]))
        for state in Status
        if state not in BY_PHONE_STATES
    ]
    after = 1 + next(place for place, state in enumerate(Status) if state == Status.VERIFIED)
    waiting = (Badge(str(WAITING_FOR_PUBLICATION), "wait"), str(WAITING_NOTE))
    return [*told[:after], waiting, *told[after:]]


def _label(proposal) -> str:
    if proposal.status == Status.DEFERRED and _flag(proposal, "was_accepted"):
        return str(ACCEPTED_WITHOUT_ROOM)
    if proposal.is_withheld:
        return str(Status(proposal.status).label)
    if proposal.status == Status.MERGED:
        return str(_("Digabungkan dengan %(number)s") % {"number": proposal.parent.number})
    if proposal.status == Status.FORWARDED:
        return str(_("Diteruskan kepada %(office)s") % {"office": proposal.forwarded_to.label})
    return str(Status(proposal.status).label)


def is_in_plan(proposal) -> bool:
    """Whether a published line names it (or its parent), of one that was accepted; as `with_flags` says it."""
    return _flag(proposal, "in_plan")


def waits_for_publication(proposal) -> bool:
    """Whether a result was recorded that the head has not published; as `with_flags` says it."""
    return _flag(proposal, "has_pending")


def says_in_plan(proposal) -> bool:
    """Whether everybody reads that a line names it."""
    told = proposal.status in (*ACCEPTED_STATES, Status.MERGED)
    return told and not proposal.is_withheld and is_in_plan(proposal)


def is_corrected(proposal) -> bool:
    """Whether its published result is another one than the forum agreed on; as `with_flags` says it."""
    return proposal.status in CORRECTABLE_STATES and _flag(proposal, "was_corrected")


def _badges(proposal) -> tuple[Badge, ...]:
    further = (
        (says_in_plan(proposal), Badge(str(_("Dimuat dalam Renja")), "sea")),
        (is_corrected(proposal), Badge(str(CORRECTED), "warn")),
    )
    return (*_age(proposal), *(badge for holds, badge in further if holds))


def _age(proposal) -> tuple[Badge, ...]:
    """In which year it is asked for, from the second on."""
    if proposal.years_asked == 1:
        return ()
    return (Badge(str(_("Tahun ke-%(n)d") % {"n": proposal.years_asked}), "rest"),)


def _flag(proposal, name: str) -> bool:
    if not hasattr(proposal, name):
        flagged = type(proposal).objects.filter(pk=proposal.pk).with_flags()
        setattr(proposal, name, flagged.values_list(name, flat=True).get())
    return getattr(proposal, name)


def state_choices() -> list[tuple[str, str]]:
    """The states that the public can filter by, with the words of the badges."""
    states = [(s.value, str(s.label)) for s in Status if s not in UNPUBLISHED_STATES]
    place = [value for value, _label in states].index(Status.VERIFIED) + 1
    states.insert(place, (WAITING, str(WAITING_FOR_PUBLICATION)))
    return [*states, (IN_PLAN, str(_("Dimuat dalam Renja")))]
