"""Every address × every role × every method: what the door lets through, and what it does not."""

from itertools import cycle
from uuid import UUID

import pytest
import rules.permissions
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from core.pages import PUBLIC, SIGNED_IN, Policy
from renja_portal.middleware import GUARDED, PolicyMiddleware, policy_of
from tests.factories.accounts import UserFactory

STAFF = {"sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"}
# Who holds each permission when it is asked without an object; product.md's table of roles in code.
HOLDERS = {
    "stakeholders.work": STAFF,
    "stakeholders.change_host": {"admin_user"},
    "stakeholders.manage_people": {"admin_user"},
    "stakeholders.answer_requests": {"sekretariat", "admin_user"},
    "stakeholders.read_record": {"admin_user", "pimpinan"},
    "stakeholders.operate": {"admin_user"},
    "stakeholders.delegate": {"pimpinan"},
    "forums.manage": {"sekretariat"},
    "forums.manage_holidays": {"sekretariat", "admin_user"},
    "meetings.manage_agreements": {"sekretariat"},
    "meetings.prepare": {"sekretariat"},
    "meetings.score": {"sekretariat", "verifikator"},
    "meetings.run": {"sekretariat", "verifikator"},
    "meetings.keep_door": {"sekretariat"},
    "meetings.follow_agreements": {"sekretariat", "verifikator"},
    "meetings.read_minutes": STAFF,
    "meetings.manage_minutes": {"sekretariat"},
    "meetings.sign_minutes": {"sekretariat", "pimpinan"},
    "proposals.view": set(),
    "proposals.read_content": STAFF,
    "proposals.edit": set(),
    "proposals.submit": set(),
    "proposals.withdraw": set(),
    "proposals.ask_review": set(),
    "proposals.support": set(),
    "proposals.ask": set(),
    "proposals.answer_questions": {"sekretariat"},
    "proposals.read_feedback": STAFF,
    "proposals.see_contact": STAFF,
    "proposals.record_for_others": {"sekretariat"},
    "proposals.tell_in_person": {"sekretariat"},
    "proposals.confirm_phone": {"sekretariat"},
    "proposals.open_queue": {"sekretariat", "verifikator"},
    "proposals.assign": {"sekretariat", "verifikator"},
    "proposals.verify": {"verifikator"},
    "proposals.record_result": {"sekretariat", "verifikator"},
    "proposals.correct_result": {"sekretariat", "perencana"},
    "proposals.open_results": {"sekretariat", "verifikator", "perencana"},
    "proposals.publish": {"pimpinan"},
    "proposals.withhold": {"sekretariat"},
    "renja.edit": {"perencana"},
    "renja.realise": {"perencana", "verifikator"},
    "renja.freeze": {"perencana"},
    "renja.establish": {"pimpinan"},
    "renja.read_drafts": STAFF,
    "renja.export": STAFF,
    "renja.examine": {"pemeriksa"},
    "renja.read_remarks": STAFF | {"pemeriksa"},
    "reports.freeze_data": {"sekretariat", "admin_user"},
    "reports.pack_evidence": {"sekretariat", "perencana"},
    "reports.ask_signature": {"perencana"},
    "reports.keep_signed_scan": {"perencana", "pimpinan"},
    "reports.sign_plan": {"pimpinan"},
}
ROLES = [
    "pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa",
]  # fmt: skip
METHODS = ("GET", "POST")
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")  # no page takes them
SAMPLES = {
    "year": "2028", "number": "ASP-2028-0001", "nomor": "ASP-2028-0001",
    "key": str(UUID(int=1)), "job": str(UUID(int=1)), "step": "masalah",
    "pk": "1", "line": "1", "token": "tidak-ada", "item": "1", "chapter": "1.1", "slug": "forum", "form": "csv",
    "kind": "berita-acara", "what": "draf", "code": "TIDAKADA22",
    "node": "2.16.02.2.01.0014", "aim": "1",
}  # fmt: skip


def walk(patterns, prefix="", namespaces=()):
    """(full name, route, view, namespaces) of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern), inside)
        elif isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name or ""])
            yield name, prefix + str(pattern.pattern), pattern, namespaces


ADDRESSES = {name: row for name, *row in walk(get_resolver().url_patterns)}
OWN = {name: row for name, row in ADDRESSES.items() if not name.startswith("admin:")}


def path_of(name: str) -> str:
    """The address with plausible values in its places."""
    route, pattern, _namespaces = OWN[name]
    for place, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        sample = {"IntConverter": "1", "UUIDConverter": str(UUID(int=1))}.get(kind, "contoh")
        value = SAMPLES.get(place, sample)
        route = route.replace(_place(route, place), value)
    return "/" + route


def _place(route: str, name: str) -> str:
    """`<int:year>` as it stands in the route."""
    start = route.rindex("<", 0, route.index(f"{name}>"))
    return route[start : route.index(">", start) + 1]


def declared(name: str) -> Policy | None:
    _route, pattern, namespaces = ADDRESSES[name]
    return policy_of(pattern.callback, list(namespaces))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_z01_address_has_a_policy(name):
    """Z01: no address without a policy; what has none is refused to everybody."""
    assert declared(name) is not None, f"{name} is declared without page()"


@pytest.mark.parametrize("name", sorted(OWN))
def test_z01_staff_address_asks_a_permission_that_is_known(name):
    policy, path = declared(name), path_of(name)
    if path.startswith(GUARDED):
        assert policy.may not in (PUBLIC, SIGNED_IN)
    if policy.may not in (PUBLIC, SIGNED_IN):
        assert policy.may in HOLDERS


def test_every_permission_has_its_holders():
    assert set(rules.permissions.permissions) == set(HOLDERS)


@pytest.mark.parametrize("role", ROLES)
def test_z01_permission_is_held_by_its_roles_alone(request, role):
    user = request.getfixturevalue(role)
    held = {permission for permission in HOLDERS if user.has_perm(permission)}
    assert held == {permission for permission, holders in HOLDERS.items() if role in holders}


def test_three_roles_add_up(three_roles):
    held = {permission for permission in HOLDERS if three_roles.has_perm(permission)}
    roles = {"sekretariat", "verifikator", "perencana"}
    assert held == {permission for permission, holders in HOLDERS.items() if holders & roles}


def may_open(policy: Policy, role: str) -> bool:
    if policy.may == PUBLIC:
        return True
    if role == "stranger":
        return False
    return policy.may == SIGNED_IN or role in HOLDERS[policy.may]


def is_asked_whole(policy: Policy, role: str, method: str) -> bool:
    """Whether the whole portal answers, and not the door alone: for the first of all those who are answered alike."""
    if method not in policy.methods:
        return method in METHODS and role == "stranger"
    if role == "stranger":
        return True
    return role == next(one for one in ROLES if may_open(policy, one) == may_open(policy, role))


def fault_at_door(name: str, role: str, method: str, answer: HttpResponse) -> str:
    """What is wrong with this answer, or ""; wrong is whatever the policy does not say."""
    policy, status = declared(name), answer.status_code
    if method not in policy.methods:
        fine = status == 405
    elif may_open(policy, role):
        fine = status not in (403, 405) and (status < 500 or name == "readyz")
    elif role == "stranger":
        fine = status == 302 and answer.headers["Location"].startswith("/akun/masuk/")
    else:
        fine = status == 403
    return "" if fine else f"{method} {name} as {role}: {status}"


class Visitor:
    """Somebody with a role (or a stranger), who is signed in whatever the page before did to the session."""

    def __init__(self, user) -> None:
        self.user, self.client = user, Client()
        self.door = PolicyMiddleware(lambda _request: HttpResponse())

    def ask(self, method: str, path: str) -> HttpResponse:
        """What the whole portal answers."""
        if self.user and SESSION_KEY not in self.client.session:
            self.client.force_login(self.user)
        return self.client.generic(method, path)

    def ask_the_door(self, method: str, path: str) -> HttpResponse:
        """What the door alone says; 200 where it lets through."""
        request = RequestFactory().generic(method, path)
        request.user, request.resolver_match = self.user or AnonymousUser(), resolve(path)
        try:
            return self.door.process_view(request, *request.resolver_match) or HttpResponse()
        except PermissionDenied:
            return HttpResponse(status=403)


@pytest.mark.no_cover  # walks a thousand pages; what is in them is covered by their own tests
@pytest.mark.parametrize("role", ["stranger", *ROLES])
@pytest.mark.django_db
def test_z01_door_lets_through_whom_the_policy_names(request, settings, role):
    """Z01: every address × role × method. Each answer is the whole portal's once, otherwise the door's."""
    settings.SECOND_FACTOR_REQUIRED = False
    visitor = Visitor(None if role == "stranger" else request.getfixturevalue(role))
    faults = []
    for name in sorted(OWN):
        path = path_of(name)
        for method in (*METHODS, *OTHER_METHODS):
            is_whole = is_asked_whole(declared(name), role, method)
            answer = visitor.ask(method, path) if is_whole else visitor.ask_the_door(method, path)
            faults.append(fault_at_door(name, role, method, answer))
    assert [fault for fault in faults if fault] == []


@pytest.mark.no_cover
@pytest.mark.django_db
def test_method_that_no_page_takes_is_refused(settings, sekretariat):
    """Z01: by the whole portal, for somebody and for nobody, one method an address; the door was asked of them all."""
    settings.SECOND_FACTOR_REQUIRED = False
    faults = [
        f"{method} {name} as {visitor.user}: {answer.status_code}"
        for visitor in (Visitor(None), Visitor(sekretariat))
        for name, method in zip(sorted(OWN), cycle(OTHER_METHODS), strict=False)
        for answer in [visitor.ask(method, path_of(name))]
        if answer.status_code != 405
    ]
    assert faults == []


@pytest.mark.parametrize("role", ["stranger", *ROLES])
@pytest.mark.django_db
def test_data_admin_opens_for_admins_alone(request, settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    client = Client()
    if role != "stranger":
        client.force_login(request.getfixturevalue(role))
    expected = {"admin_user": 200, "stranger": 302}.get(role, 403)
    assert client.get("/admin/").status_code == expected


def test_deactivated_person_is_a_stranger(client, sekretariat):
    client.force_login(sekretariat)
    sekretariat.is_active = False
    sekretariat.save()
    assert client.get("/kerja/").status_code == 302


def test_sent_form_of_a_stranger_comes_back_to_the_page_not_to_the_deed(client, db):
    answer = client.post("/aspirasi/saya/?x=1")
    assert answer.status_code == 405
    answer = client.post("/kerja/verifikasi/")
    assert answer.status_code in (302, 404, 405)


def test_htmx_request_of_a_stranger_moves_the_whole_page(client, db):
    answer = client.get("/kerja/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/akun/masuk/")


@pytest.mark.django_db
def test_staff_page_needs_a_second_factor(client, settings, sekretariat):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(sekretariat)
    answer = client.get("/kerja/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/akun/keamanan/")


@pytest.mark.django_db
def test_public_page_needs_none(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(UserFactory())
    assert client.get("/aspirasi/saya/").status_code == 200


def test_address_of_a_button_says_what_it_is(client, sekretariat):
    client.force_login(sekretariat)
    answer = client.get("/kerja/forum/2028/tampilkan/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Alamat ini hanya bekerja lewat tombolnya" in answer.content.decode()
    assert client.put("/kerja/forum/2028/tampilkan/").content == b""
