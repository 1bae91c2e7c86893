"""What every page knows: the host, the current forum's year, and where one can go."""

from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Exists, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.limits import keeps_open
from core.kept_sql import KeptSql
from core.languages import is_official
from forums.models import Forum
from notifications.models import Message
from renja_portal import navigation
from renja_portal.navigation import Entry, address_of
from stakeholders.models import Host, Organization

NOBODY = 0
_ORGANIZATION = [field.attname for field in Organization._meta.concrete_fields]
_HOST = [field.attname for field in Host._meta.concrete_fields]


def _years() -> QuerySet:
    published = Forum.objects.filter(is_published=True)
    return published.order_by("-plan_year").values_list("plan_year", flat=True)


def _host_as_read_by(reader: int, now: datetime) -> QuerySet:
    around = {
        "current_year": Subquery(_years()[:1]),
        "unread": Message.objects.count_of_unread(reader),
        "taking": Exists(Forum.objects.taking_proposals(now)),
    }
    host = Organization.objects.filter(is_host=True).annotate(**around)
    return host.values_list(*around, *_ORGANIZATION, *(f"host__{name}" for name in _HOST))


_FRAME = KeptSql(
    _host_as_read_by, reader=-7_246, now=datetime(1, 2, 3, tzinfo=UTC)
)  # asked by nearly every page


class _Frame(NamedTuple):
    """What every page knows of the host and of the forum of the year."""

    host: Organization | None
    year: int | None
    unread: int
    is_taking: bool | None  # None before there is a host


class Site:
    """Read at first use: one query, none on pages that show nothing of it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.demo = settings.DEMO
        self.public_url = settings.PUBLIC_URL

    @property
    def sitting_until(self) -> datetime | None:
        """Until when this browser is in mode sidang; None where it is not."""
        row = getattr(getattr(self._request, "session", None), "row", None)
        return row.sitting_until if row and row.is_in_sitting_mode else None

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without use the session of staff ends on this page."""
        until = self.sitting_until
        if until and keeps_open(self._request.session.row, self._request.path_info):
            return int((until - timezone.now()).total_seconds()) // 60
        return settings.STAFF_IDLE_MINUTES

    @property
    def host(self) -> Organization | None:
        """The organisation that holds the forum; None before the installation is set up."""
        return self._frame.host

    @cached_property
    def host_row(self) -> Host | None:
        """What the host's pages and papers show (government, region, logo)."""
        return getattr(self.host, "host", None)

    @property
    def year(self) -> int | None:
        """The plan year of the current forum."""
        return self._frame.year

    @property
    def unread(self) -> int:
        """How many letters a signed-in person has not opened; read with the host, and 0 before there is one."""
        return self._frame.unread

    @property
    def is_taking(self) -> bool:
        """Whether somebody can hand in a proposal now."""
        taking = self._frame.is_taking
        return Forum.objects.taking_proposals().exists() if taking is None else taking

    @cached_property
    def _frame(self) -> _Frame:
        rows = _FRAME.rows(reader=self._request.user.pk or NOBODY, now=timezone.now())
        if not rows:
            return _Frame(None, _years().first(), 0, None)
        year, unread, is_taking, *values = rows[0]
        split = len(_ORGANIZATION)
        host = Organization.from_db(connection.alias, _ORGANIZATION, values[:split])
        joined = values[split:]
        found = Host.from_db(connection.alias, _HOST, joined) if joined[0] is not None else None
        Organization._meta.get_field("host").set_cached_value(host, found)
        return _Frame(host, year, unread, is_taking)

    @cached_property
    def name(self) -> str:
        """How the portal calls itself in the title of a page."""
        return f"Forum {self.host.label}" if self.host else _("Forum Perangkat Daerah")

    @property
    def home_url(self) -> str:
        return address_of("home") or "/"

    @property
    def login_url(self) -> str:
        return address_of("account_login")

    @property
    def logout_url(self) -> str:
        return address_of("account_logout")

    @property
    def inbox_url(self) -> str:
        return address_of("notifications:inbox")

    @cached_property
    def public_nav(self) -> list[Entry]:
        return self._entries(navigation.PUBLIC)

    @cached_property
    def work_nav(self) -> list[Entry]:
        return self._entries(navigation.WORK)

    @cached_property
    def work_parts(self) -> list[Entry]:
        """The pages of the part of the workspace that the person is in."""
        path, year = self._request.path, self.year
        return navigation.parts_here(navigation.WORK, user=self._request.user, path=path, year=year)

    @cached_property
    def account_nav(self) -> list[Entry]:
        return self._entries(navigation.ACCOUNT)

    @cached_property
    def languages(self) -> list[Entry]:
        """The languages of the public side with where to choose each; none on pages that are Indonesian for everybody."""
        path = self._request.path_info
        if is_official(path):
            return []
        back = urlencode({"lanjut": self._request.get_full_path() if self._request.method == "GET" else path})
        now = get_language()
        return [
            Entry(label, f"{address_of('choose_language', code)}?{back}", "", "true" if code == now else "")
            for code, label in settings.LANGUAGES
        ]

    @cached_property
    def footer_nav(self) -> list[Entry]:
        return self._entries(navigation.FOOTER)

    def _entries(self, places: tuple[navigation.Place, ...]) -> list[Entry]:
        return navigation.entries(places, user=self._request.user, path=self._request.path, year=self.year)


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor: `site` in every template."""
    return {"site": Site(request)}
