"""Accounts, organisations, roles and their settings."""

from accounts.invitations import invitation_url
from notifications.preferences import unsubscribe_path
from stakeholders.models import Delegation, Membership, MembershipRequest, Official, Organization, Unit
from tests.e2e.addresses.samples import MINE, ROLES, STRANGER, STRANGERS, Samples
from tests.factories.accounts import UserFactory
from tests.factories.forums import HolidayFactory
from tests.factories.notifications import MessageFactory


def add_accounts(at: Samples) -> None:
    at.add_all("account_login", "account_signup", "account_request_login_code", roles=STRANGERS)
    at.add("account_reset_password", roles=STRANGERS)
    at.add_all("account_inactive", "account_password_reset_completed", roles=STRANGERS)
    at.add("account_invitation", invitation_url(UserFactory()).split("/")[-2], roles=STRANGERS)
    at.add("account_invitation", "tidak-ada", roles=STRANGERS, status=410)
    signed_in = [role for role in ROLES if role != STRANGER]
    at.add_all(
        "account_logout",
        "account_profile",
        "account_email",
        "account_change_password",
        "account_consent",
        roles=signed_in,
    )
    at.add_all(
        "account_set_password",
        "mfa_index",
        "account_second_factor",
        "account_sessions",
        "mfa_list_webauthn",
        roles=signed_in,
    )
    at.add("account_privacy")
    letter = MessageFactory(to_user=at.town.people["pengusul"], delivery="at_once", url="/aspirasi/")
    at.add_all("notifications:inbox", "notifications:preferences", roles=signed_in)
    at.add("notifications:message", letter.pk, roles=MINE)
    at.add("notifications:unsubscribe", unsubscribe_path(letter).split("/")[-2])
    at.add("notifications:unsubscribe", "tidak-ada", status=404)
    at.add_all("stakeholders:mine", "my_data", "account_erase", roles=signed_in)
    at.add("account_erased", roles=STRANGERS)
    for request in MembershipRequest.objects.waiting():
        at.add("stakeholders:request", request.pk)


def add_settings(at: Samples) -> None:
    at.add_all("stakeholders:host", "stakeholders:unit_new", "stakeholders:official_new")
    at.add_all(
        "stakeholders:units",
        "stakeholders:officials",
        "stakeholders:organization_new",
        "stakeholders:person_new",
    )
    at.add("stakeholders:delegations")
    for delegation in Delegation.objects.all():
        at.add("stakeholders:delegation_file", delegation.pk)
    at.add("stakeholders:unit", Unit.objects.first().pk)
    for official in Official.objects.all():
        at.add("stakeholders:official", official.pk)
    for query in ("", "?berlaku=semua", "?q=tidakada"):
        at.add("stakeholders:people", query=query)
        at.add("stakeholders:organizations", query=query)
    for membership in Membership.objects.order_by("-role").distinct("role"):
        at.add("stakeholders:person", membership.pk)
    at.add("stakeholders:organization", Organization.objects.participants().first().pk)
    for query in ("", "?q=jaringan", "?tingkat=program", "?q=tidakada"):
        at.add("urusan:codes", query=query)
    holiday = HolidayFactory()
    for query in ("", f"?tahun={holiday.day.year}"):
        at.add("proposals:holidays", query=query)
    at.add_all("proposals:holiday_new", "proposals:holidays_import")
    at.add_all("proposals:holiday", "proposals:holiday_delete", args=[holiday.pk])
