"""The sessions of the demo's forums: those that were held, led as a secretary leads them, and those of the day to come.

Who chairs is made up.
"""

import datetime
from itertools import cycle
from typing import Any

from django.utils import timezone

from accounts.models import User
from forums.models import Forum
from meetings.deciding import decide_item
from meetings.models import AgendaItem, Sitting
from meetings.preparing import add_item, add_sitting, fill_agenda
from meetings.running import close_sitting, open_sitting, save_notes, save_sitting_notes, take_up_item
from meetings.scoring import close_scoring
from proposals.choices import Outcome
from proposals.models import Decision, Proposal
from urusan.models import Urusan

SEATS: dict[str, dict[str, str]] = {
    "komunikasi-dan-informatika": {
        "chair": "Ratih Kusumawardani, S.Sos., M.Si.", "chair_position": "Kepala Bidang Informasi dan Komunikasi Publik",
        "secretary": "Rudi Hartawan", "secretary_position": "Analis Sistem Informasi", "room": "Aula Balai Kota",
    },
    "statistik": {
        "chair": "Yusuf Maulana", "chair_position": "Kepala Bidang Statistik dan Persandian",
        "secretary": "Nurul Aini, S.ST.", "secretary_position": "Statistisi Ahli Pertama", "room": "Ruang rapat lantai 2",
    },
    "persandian": {
        "chair": "Bayu Prakoso, S.Kom., M.T.", "chair_position": "Sandiman Ahli Muda",
        "secretary": "Intan Maharani, S.Kom.", "secretary_position": "Sandiman Ahli Pertama", "room": "Ruang rapat lantai 3",
    },
}  # fmt: skip
BEGIN, END = (
    datetime.time(11, 5),
    datetime.time(12, 5),
)  # as the susunan acara of a forum that begins at 08.30 has it
DISCUSSED = (260, 415, 185, 330, 220)  # seconds, as no clock runs while the demo is loaded
NOTES: dict[str, str] = {
    Outcome.ACCEPTED: "Dipaparkan pengusul dan disepakati tanpa perubahan.",
    Outcome.ACCEPTED_WITH_CHANGES: "Peserta sepakat mengurangi volumenya agar pagu cukup bagi usulan lain.",
    Outcome.DEFERRED: "Nilainya baik, tetapi pagunya sudah terisi; disepakati menjadi cadangan.",
    Outcome.REJECTED: "Alasannya dijelaskan kepada pengusul yang hadir.",
    Outcome.FORWARDED: "Perwakilan instansi tujuan bersedia menindaklanjutinya.",
}
CLOSING = "Peserta menyetujui hasil yang dibacakan sekretaris sidang."


class Meeting:
    """Sessions that are held: one for each urusan, or one for all (`together`); each opens with its first proposal."""

    def __init__(
        self, forum: Forum, actor: User, *, name: str = "", hours: dict | None = None, together: bool = False
    ) -> None:
        self.forum, self.actor, self.name, self.hours = forum, actor, name, hours or {}
        self.together = together
        self._held: dict[str, Sitting] = {}
        self._last: dict[int, datetime.datetime] = {}

    def take_over(self, sitting: Sitting) -> None:
        """A session that was prepared before, with its agenda."""
        self._held[sitting.urusan.slug] = open_sitting(sitting, actor=self.actor)

    def decide(self, proposal: Proposal, *, notes: str = "", **result) -> Decision:
        """Discuss a proposal, write down what was said, and decide."""
        sitting = self._sitting(proposal)
        item = self._item(sitting, proposal)
        seen = Sitting.objects.values_list("current", flat=True).get(pk=sitting.pk)
        take_up_item(sitting, item, actor=self.actor, seen=seen or 0)
        words = notes or NOTES[result["outcome"]]
        save_notes(item, actor=self.actor, notes=words, version=item.version)
        decision = decide_item(item, actor=self.actor, seen=0, **result)
        self._last[sitting.pk] = timezone.now()
        return decision

    def close(self) -> None:
        """Each ended with its last proposal."""
        for sitting in self._held.values():
            sitting.refresh_from_db()
            save_sitting_notes(sitting, actor=self.actor, notes=CLOSING, version=sitting.version)
            if not sitting.scoring_closed_at:
                close_scoring(sitting, actor=self.actor)
            close_sitting(sitting, actor=self.actor)
            Sitting.objects.filter(pk=sitting.pk).update(closed_at=self._last[sitting.pk])
            for item, seconds in zip(sitting.items.all(), cycle(DISCUSSED)):
                AgendaItem.objects.filter(pk=item.pk).update(seconds=seconds)

    def _sitting(self, proposal: Proposal) -> Sitting:
        urusan = proposal.urusan
        key = "" if self.together else urusan.slug
        if key not in self._held:
            name = self.name if self.together else f"{self.name}: {urusan.name}"
            values = SEATS[urusan.slug] | self.hours | {"urusan": urusan, "name": name}
            made = add_sitting(self.forum, actor=self.actor, values=values)
            self._held[key] = open_sitting(made, actor=self.actor)
        return self._held[key]

    def _item(self, sitting: Sitting, proposal: Proposal) -> AgendaItem:
        if not AgendaItem.objects.filter(proposal=proposal).exists():
            add_item(sitting, proposal, actor=self.actor)
        return sitting.items.select_related("proposal", "sitting").get(proposal=proposal)


def add_day_sessions(forum: Forum, actor: User, *, blind: tuple[str, ...] = ()) -> dict[str, Sitting]:
    """A session for each urusan on the day of the forum, with what is verified; those of `blind` are scored by each alone."""
    made = {}
    for urusan in Urusan.objects.order_by("order"):
        values: dict[str, Any] = SEATS[urusan.slug] | _hours_of(forum) | {"urusan": urusan}
        values["is_blind"] = urusan.slug in blind
        made[urusan.slug] = add_sitting(forum, actor=actor, values=values)
        fill_agenda(made[urusan.slug], actor=actor)
    return made


def _hours_of(forum: Forum) -> dict[str, datetime.datetime]:
    begin, end = (
        timezone.make_aware(datetime.datetime.combine(forum.held_on, time)) for time in (BEGIN, END)
    )
    return {"starts_at": begin, "ends_at": end}
