"""A great many proposals at once, for measuring: rows as the portal's verbs leave them, written in bulk.

They stand beside the demo's own, in its current forum. What they say is put together from word lists, always the same for the same number.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.progress import track
from forums.models import Forum
from proposals.choices import ACCEPTED_STATES, Status
from proposals.models import Counter, Decision, Event, OfficialAnswer, Proposal, ReasonCode, Support
from renja.models import Fulfilment, RenjaLine
from stakeholders.models import Kelurahan, Organization, Unit
from urusan.models import Urusan

BATCH = 2_000
SEED = 2028
ASKED = (
    "Pemasangan Wi-Fi publik", "Pelatihan keamanan digital", "Pendataan UMKM", "Perluasan jaringan serat optik",
    "Aplikasi antrean layanan", "Pelatihan jurnalistik warga", "Papan informasi digital", "Statistik sektoral",
    "Sertifikat elektronik", "Kanal pengaduan daring", "Literasi digital lansia", "Kamera pemantau taman",
    "Portal data terbuka", "Studio konten kreatif", "Penguatan sinyal seluler", "Persandian arsip rahasia",
)  # fmt: skip
WHERE = (
    "balai warga",
    "pasar",
    "dermaga",
    "sekolah",
    "puskesmas",
    "taman kota",
    "kantor lurah",
    "pos ronda",
    "rusunawa",
    "terminal",
)
FOR_WHOM = (
    "nelayan",
    "pedagang",
    "pelajar",
    "kader posyandu",
    "karang taruna",
    "penyandang disabilitas",
    "ibu rumah tangga",
    "petani",
)
TROUBLE = (
    "belum dapat mengurus layanan daring dari lingkungannya", "masih mencatat dengan buku tulis",
    "sering menerima pesan penipuan", "tidak memperoleh informasi bantuan tepat waktu",
    "kesulitan mengikuti pelajaran jarak jauh", "belum mempunyai data yang dapat dipercaya",
)  # fmt: skip
SHARES = {
    Status.SUBMITTED: 20, Status.RETURNED: 3, Status.VERIFIED: 25, Status.ACCEPTED: 18, Status.ACCEPTED_WITH_CHANGES: 7,
    Status.DEFERRED: 7, Status.REJECTED: 11, Status.FORWARDED: 6, Status.WITHDRAWN: 3,
}  # fmt: skip
DECIDED = (*ACCEPTED_STATES, Status.DEFERRED, Status.REJECTED, Status.FORWARDED)
PENDING_SHARE, PLANNED_SHARE = 0.2, 0.1  # of the verified; of the accepted
ON_PAPER_SHARE = 0.005  # came without an account and without an address


@dataclass(frozen=True)
class Town:
    """What every row points to, read once."""

    forum: Forum
    citizens: list[User]
    organizations: list[Organization]
    kelurahan: list[Kelurahan]
    urusan: list[Urusan]
    units: list[Unit]
    reason: ReasonCode
    lines: list[RenjaLine]


def add_crowd(count: int) -> None:
    """Add `count` proposals with their history, results, supporters and links; each batch in a transaction of its own."""
    forum = Forum.objects.current()
    town = _read_town(forum, count)
    dice = random.Random(SEED)
    start = Counter.objects.get_or_create(forum=forum)[0].last + 1
    numbers = range(start, start + count)
    for first in track(range(0, count, BATCH), label="Usulan"):
        _add_batch(town, numbers[first : first + BATCH], dice)


def _read_town(forum: Forum, count: int) -> Town:
    citizens = [
        User(email=f"warga-{n}@beban.invalid", name=f"Warga {n}") for n in range(max(50, count // 20))
    ]
    known = set(User.objects.filter(email__endswith="@beban.invalid").values_list("email", flat=True))
    User.objects.bulk_create((user for user in citizens if user.email not in known), batch_size=BATCH)
    return Town(
        forum,
        list(User.objects.filter(email__endswith="@beban.invalid")),
        list(Organization.objects.exclude(is_host=True)),
        list(Kelurahan.objects.all()),
        list(Urusan.objects.all()),
        list(Unit.objects.all()),
        ReasonCode.objects.first(),
        list(RenjaLine.objects.filter(renja__forum=forum)),
    )


@transaction.atomic
def _add_batch(town: Town, numbers: range, dice: random.Random) -> None:
    rows = Proposal.objects.bulk_create(_proposals(town, numbers, dice))
    Event.objects.bulk_create(_events(rows))
    decisions = Decision.objects.bulk_create(_decisions(town, rows, dice))
    OfficialAnswer.objects.bulk_create(_answers(town, decisions))
    Support.objects.bulk_create(_supports(town, rows, dice), ignore_conflicts=True)
    Fulfilment.objects.bulk_create(_links(town, rows, dice))
    Counter.objects.filter(forum=town.forum).update(last=numbers[-1])


def _proposals(town: Town, numbers: range, dice: random.Random) -> Iterator[Proposal]:
    states = dice.choices(list(SHARES), SHARES.values(), k=len(numbers))
    for number, status in zip(numbers, states, strict=True):
        asked, place, whom = dice.choice(ASKED), dice.choice(WHERE), dice.choice(FOR_WHOM)
        kelurahan, when = dice.choice(town.kelurahan), timezone.now() - timedelta(minutes=5 + number)
        by_citizen = dice.random() < 0.6
        yield Proposal(
            forum=town.forum, number=f"ASP-{town.forum.plan_year}-{number:04d}", status=status,
            title=f"{asked} di {place} {kelurahan.name} untuk {whom}",
            problem=f"Para {whom} di {kelurahan.name} {dice.choice(TROUBLE)}. Sudah disampaikan {dice.randint(1, 9)} kali.",
            request=f"{asked} pada {dice.randint(1, 20)} titik, dimulai dari {place} RT {dice.randint(1, 60)}.",
            kelurahan=kelurahan, urusan=None if status == Status.SUBMITTED else dice.choice(town.urusan),
            proposer=None if dice.random() < ON_PAPER_SHARE else dice.choice(town.citizens),
            organization=None if by_citizen else dice.choice(town.organizations),
            contact_name=f"Kontak {number}", support_count=min(3, int(dice.expovariate(0.9))), unit=dice.choice(town.units),
            forwarded_to=dice.choice(town.organizations) if status == Status.FORWARDED else None,
            submitted_at=when, verify_due_on=when.date() + timedelta(days=7),
            published_at=when + timedelta(minutes=3) if status in DECIDED else None,
        )  # fmt: skip


def _events(rows: list[Proposal]) -> Iterator[Event]:
    for row in rows:
        at = cast(datetime, row.submitted_at)
        yield Event(proposal=row, step="submit", title="Diajukan", to_status=Status.SUBMITTED, at=at)
        if row.status != Status.SUBMITTED:
            title = row.get_status_display()
            yield Event(
                proposal=row, step="verify", title=title, from_status=Status.SUBMITTED, to_status=row.status,
                at=at + timedelta(minutes=2),
            )  # fmt: skip


def _decisions(town: Town, rows: list[Proposal], dice: random.Random) -> Iterator[Decision]:
    for row in rows:
        published = row.status in DECIDED
        if published or (row.status == Status.VERIFIED and dice.random() < PENDING_SHARE):
            yield Decision(
                proposal=row, outcome=row.status if published else Status.ACCEPTED, office=row.forwarded_to,
                reason_code=town.reason if row.status == Status.REJECTED else None, reason="Dibahas dalam sidang.",
                response="Terima kasih atas usulan Anda. Usulan ini sudah dibahas dalam forum.",
                state="published" if published else "pending", published_at=row.published_at,
            )  # fmt: skip


def _answers(town: Town, decisions: list[Decision]) -> Iterator[OfficialAnswer]:
    for one in decisions:
        if one.state == "published":
            yield OfficialAnswer(
                proposal=one.proposal, decision=one, text=one.response, office="Diskominfo",
                published_at=cast(datetime, one.published_at),
            )  # fmt: skip


def _supports(town: Town, rows: list[Proposal], dice: random.Random) -> Iterator[Support]:
    for row in rows:
        for user in dice.sample(town.citizens, k=row.support_count):
            yield Support(proposal=row, user=user)


def _links(town: Town, rows: list[Proposal], dice: random.Random) -> Iterator[Fulfilment]:
    for row in rows:
        if town.lines and row.status in ACCEPTED_STATES and dice.random() < PLANNED_SHARE:
            yield Fulfilment(line=dice.choice(town.lines), proposal=row, share=100, amount=1_000_000)
