"""Who takes part: accounts, their sessions, and what they can open; called beside the portal (inside.py)."""

import secrets
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from accounts.consent import VERSION
from accounts.models import Session, User
from faults.work import plans
from proposals.choices import Status
from proposals.drafting import forum_taking_proposals
from proposals.models import Proposal
from proposals.results import result_refusal
from renja.models import Renja, RenjaLine
from stakeholders.models import Unit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> str:
    """The key of a new session of this person, in which a second factor was used where they have a role."""
    if user.memberships.exists() and not is_mfa_enabled(user):
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user, backend=BACKEND)
    if is_mfa_enabled(user):
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "mfa", type="totp")
        request.session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def enter(submitters: int) -> dict[str, Any]:
    """Sessions of so many citizens and of the demo's staff, public pages to read, the host's offices."""
    citizens = [_citizen(f"warga-{number}@gangguan.invalid") for number in range(submitters)]
    staff = {
        name: signed_in(User.objects.get(email=f"{name}@contoh.id"))
        for name in ("sekretariat", "perencana", "verifikator", "pimpinan")
    }
    forum = forum_taking_proposals()
    numbers = Proposal.objects.accepted().order_by("pk").values_list("number", flat=True)[:10]
    renja = Renja.objects.order_by("-forum__plan_year").values_list("forum__plan_year", flat=True)
    paths = ["/", "/aspirasi/", "/aspirasi/?q=internet", f"/renja/{renja[0]}/", f"/forum/{forum.plan_year}/"]
    return {
        "submitters": [signed_in(one) for one in citizens],
        **staff,
        "paths": [*paths, *(f"/aspirasi/{number}/" for number in numbers)],
        "units": [str(pk) for pk in Unit.objects.filter(organization__is_host=True).values_list("pk", flat=True)],
        "years": list(renja),
        "forum": forum.plan_year,
    }  # fmt: skip


def _citizen(email: str) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        return known
    user = User.objects.create_user(email=email, name="Warga Uji")
    user.consents.create(version=VERSION)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def with_password() -> dict[str, str]:
    """A citizen who signs in by password."""
    email, password = f"sandi-{secrets.token_hex(4)}@gangguan.invalid", secrets.token_urlsafe(24)
    user = _citizen(email)
    user.set_password(password)
    user.save()
    return {"email": email, "password": password, "session": signed_in(user)}


def end_sessions(email: str) -> int:
    return Session.objects.filter(user__email=email).delete()[0]


def undecided() -> str:
    """A number whose result two people may write down."""
    people = [User.objects.get(email=f"{name}@contoh.id") for name in ("sekretariat", "verifikator")]
    for row in Proposal.objects.filter(status=Status.VERIFIED).select_related("forum").order_by("-pk"):
        mine = all(Proposal.objects.with_results_of(one).filter(pk=row.pk).exists() for one in people)
        if (
            mine
            and not row.decisions.pending().exists()
            and not any(result_refusal(row, one) for one in people)
        ):
            return row.number
    return ""


def any_line() -> dict[str, Any]:
    """A line of the newest plan, as a page shows it."""
    line = RenjaLine.objects.filter(renja_id=plans()[0]).select_related("renja__forum").first()
    return {"year": line.renja.year, "pk": line.pk, "version": line.version, "location": line.location}
