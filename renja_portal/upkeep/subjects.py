"""What entries of the record are about, as it stands today: its present name, and the page that shows it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, resolve, reverse

from audit.models import Entry
from core.pages import PUBLIC

Arguments = Callable[[Any], tuple]


@dataclass(frozen=True)
class Way:
    """How one kind of thing is read, and where it is shown."""

    page: str = ""
    args: Arguments = lambda thing: (thing.pk,)
    joined: tuple[str, ...] = ()
    query: Callable[[Any], dict[str, str]] = lambda thing: {}


@dataclass(frozen=True)
class Subject:
    """One thing as a person may see it: `url` is empty where it has no page, or none for them."""

    label: str
    url: str = ""


def _year(thing) -> tuple:
    return (thing.forum.plan_year,)


WAYS: dict[str, Way] = {
    "proposals.proposal": Way("proposals:detail", lambda p: (p.number,)),
    "forums.forum": Way("forums:detail", lambda f: (f.plan_year,)),
    "forums.phase": Way("forums:phases", _year, ("forum",)),
    "forums.ceiling": Way("forums:ceilings", _year, ("forum",)),
    "forums.document": Way("forums:documents", _year, ("forum",)),
    "meetings.sitting": Way("meetings:agenda", lambda s: (s.forum.plan_year, s.pk), ("forum", "urusan")),
    "meetings.agreement": Way("meetings:agreement", lambda a: (a.forum.plan_year, a.pk), ("forum", "urusan")),
    "forums.participant": Way(
        "forums:invitation_state", lambda p: (p.forum.plan_year, p.pk), ("forum", "organization")
    ),
    "forums.invitationletter": Way("reports:invitation", _year, ("forum",)),
    "renja.renja": Way("renja:detail", _year, ("forum",)),
    "renja.renjaline": Way("renja:line", lambda r: (r.renja.forum.plan_year, r.pk), ("renja__forum", "node")),
    "renja.chapter": Way("renja:chapter", lambda c: (c.renja.forum.plan_year, c.key), ("renja__forum",)),
    "renja.revision": Way("renja:revision", lambda r: (r.renja.forum.plan_year, r.number), ("renja__forum",)),
    "reports.generateddocument": Way("reports:document", lambda d: (d.key,)),
    "accounts.user": Way(
        "stakeholders:people", lambda u: (), query=lambda u: {"q": u.email, "berlaku": "semua"}
    ),
    "stakeholders.membership": Way("stakeholders:person", joined=("user", "organization")),
    "stakeholders.official": Way("stakeholders:official"),
    "stakeholders.delegation": Way("stakeholders:delegations", lambda d: (), ("delegate",)),
    "stakeholders.unit": Way("stakeholders:unit"),
    "stakeholders.organization": Way("stakeholders:organization"),
    "stakeholders.host": Way("stakeholders:host", lambda h: (), ("organization",)),
    "jobs.job": Way("upkeep:jobs", lambda j: ()),
    "notifications.message": Way("upkeep:letters", lambda m: ()),
}


def subjects_of(entries: Iterable[Entry], user) -> dict[tuple[str, str], Subject]:
    """The things of these entries that still exist, by kind and key; one query for each kind."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.object_type in WAYS and entry.object_id:
            keys[entry.object_type].add(entry.object_id)
    return {
        (kind, str(thing.pk)): Subject(_label(thing), _url(WAYS[kind], thing, user))
        for kind, wanted in sorted(keys.items())
        for thing in _read(kind, wanted)
    }


def _read(kind: str, wanted: set[str]) -> Iterable[Model]:
    return apps.get_model(kind)._default_manager.filter(pk__in=wanted).select_related(*WAYS[kind].joined)


def _label(thing: Model) -> str:
    """Its name of today; letters and jobs stay what the record calls them: their subjects may be somebody's secret."""
    is_private = thing._meta.label_lower in ("notifications.message", "jobs.job")
    return getattr(thing, "audit_label", str(thing)) if is_private else str(thing)


def _url(way: Way, thing: Model, user) -> str:
    try:
        address = reverse(way.page, args=way.args(thing))
    except NoReverseMatch:  # a draft has no number
        return ""
    may = resolve(address).func.policy.may
    if may != PUBLIC and not user.has_perm(may):
        return ""
    query = way.query(thing)
    return f"{address}?{urlencode(query)}" if query else address
