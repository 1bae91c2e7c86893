"""Citizens who press "Kirim" at the same moment: drafts are ready, the sending is timed."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.test import Client
from django.urls import reverse

from accounts.models import User
from bench import rows
from bench.client import TOKEN, Visitor
from bench.results import Submissions
from forums.models import Forum
from proposals.drafting import forum_taking_proposals
from proposals.models import Proposal
from stakeholders.models import Kelurahan


def time_submissions(host: str, port: int, *, citizens: int, each: int) -> Submissions:
    forum = forum_taking_proposals()
    before = _numbers(forum)
    work = [_prepare(host, port, forum, n, each) for n in range(citizens)]
    written = rows.written()
    began = time.perf_counter()
    with ThreadPoolExecutor(citizens) as pool:
        list(pool.map(_send, work))
    seconds = time.perf_counter() - began
    new = sorted(int(number.rsplit("-", 1)[1]) for number in _numbers(forum) - before)
    gapless = len(new) == citizens * each and new[-1] - new[0] + 1 == len(new)
    of_one = rows.rows_of_one(written, rows.written(), citizens * each)
    return Submissions(citizens * each, seconds, gapless, citizens, rows.time_bare(of_one, clients=citizens))


def _numbers(forum: Forum) -> set[str]:
    return set(forum.proposals.exclude(number=None).values_list("number", flat=True))


def _prepare(host: str, port: int, forum: Forum, n: int, each: int) -> tuple[Visitor, list[str]]:
    """A citizen with an own session and `each` finished drafts."""
    citizen = User.objects.create_user(email=f"warga-{n}@bench.invalid", name=f"Warga {n}")
    client = Client()
    client.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    visitor = Visitor(host, port, {"csrf": TOKEN, "sesi": client.cookies["sesi"].value})
    place = Kelurahan.objects.order_by("pk").first()
    drafts = [
        Proposal.objects.create(
            forum=forum, proposer=citizen, title=f"Akses internet di balai warga RT {n}.{number}",
            problem="Warga belum dapat mengurus layanan daring dari lingkungannya.",
            request="Pemasangan titik internet publik di balai warga.", kelurahan=place,
            contact_name=citizen.name, contact_email=citizen.email,
        )
        for number in range(each)
    ]  # fmt: skip
    return visitor, [reverse("proposals:submit", args=[draft.key]) for draft in drafts]


def _send(work: tuple[Visitor, list[str]]) -> None:
    visitor, addresses = work
    for address in addresses:
        visitor.post(address)
