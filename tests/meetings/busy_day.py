"""What is going on while parts of the portal are killed: one saves results, one takes in guests, and neither gives up.

`prepare` and `found` run beside the portal, on its database.
"""

import json
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.core.management import call_command
from django.test import Client

from audit.chain import verify_chain
from audit.models import Entry
from faults.asking import form
from faults.crowd import Person
from meetings import running
from meetings.models import Attendance
from proposals.models import Decision
from tests.factories.stakeholders import HostFactory, HostMembershipFactory
from tests.meetings.sessions import items_of, session_of

ITEMS = 40


def prepare() -> dict:
    """A session under way with its proposals, and the cookies of a secretary and a doorkeeper."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    HostFactory()
    secretary = HostMembershipFactory(user__name="Sekretariat").user
    sitting = running.open_sitting(session_of(ITEMS), actor=secretary)
    return {
        "sitting": sitting.pk,
        "items": [(item.pk, item.proposal.version) for item in items_of(sitting)],
        "secretary": _signed_in(secretary),
        "doorkeeper": _signed_in(HostMembershipFactory(user__name="Petugas Pintu").user),
    }


def _signed_in(user) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sesi"].value


def found() -> dict:
    """What the database holds in the end."""
    results = Decision.objects.values_list("proposal__agenda_item", "state", "version", "reason")
    actions = Counter(Entry.objects.values_list("action", flat=True))
    return {
        "is whole": verify_chain().whole,
        "results": sorted(results),
        "nonces": sorted(str(nonce) for nonce in Attendance.objects.values_list("nonce", flat=True)),
        "results recorded": actions["proposal.record_result"],
        "guests recorded": actions["attendance.add"],
    }


@dataclass(eq=False)
class Secretary(Person):
    """Saves results, and changes them once all proposals have one. `saved`: {item: how often it was confirmed}."""

    sitting: int = 0
    items: list[tuple[int, int]] = field(default_factory=list)
    saved: Counter = field(default_factory=Counter)

    def act(self) -> None:
        item, version = self.items[sum(self.saved.values()) % len(self.items)]
        seen = self.saved[item]
        fields = {
            "version": version, "seen_result": seen, "outcome": "accepted", "reason": reason(item, seen + 1),
            "response": "Usulan diterima.",
        }  # fmt: skip
        path = f"/kerja/sidang/{self.sitting}/acara/{item}/hasil/"
        answer = self.ask(path, form(**fields))
        if answer.status == 302 and f"acara={item}" in answer.location:
            self.saved[item] += 1
        else:
            self.note(f"result of {item}: {answer.status} {answer.location}")

    @property
    def expected(self) -> list[list]:
        return sorted([item, "pending", times, reason(item, times)] for item, times in self.saved.items())


def reason(item: int, version: int) -> str:
    """Names the one saving of it."""
    return f"Alasan {version} untuk acara {item}."


@dataclass(eq=False)
class Doorkeeper(Person):
    """Takes in guests as the page of the door does: kept until the server has answered for each."""

    waiting: list[dict] = field(default_factory=list)
    confirmed: list[dict] = field(default_factory=list)
    year: int = 2028

    def act(self) -> None:
        if not self.waiting:
            count = len(self.confirmed)
            self.waiting = [
                {
                    "nonce": str(uuid.uuid4()),
                    "name": f"Tamu Nomor {count + place}",
                    "gender": "P",
                    "waited": 0,
                }
                for place in range(3)
            ]
        states = self.send(self.waiting)
        if set(states.values()) <= {"recorded"} and len(states) == len(self.waiting):
            self.confirmed += self.waiting
            self.waiting = []

    def send(self, entries: list[dict]) -> dict[str, str]:
        """{nonce: what came of it}."""
        path = f"/kerja/forum/{self.year}/pintu/kirim/"
        answer = self.ask(path, (json.dumps({"rows": entries}).encode(), "application/json"))
        if answer.status != 200:
            self.note(f"door: {answer.status} {answer.location}")
            return {}
        rows = json.loads(answer.content)["rows"]
        for row in rows:
            if row["state"] != "recorded":
                self.note(f"door: {row}")
        return {row["nonce"]: row["state"] for row in rows}
