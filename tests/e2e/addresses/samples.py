"""One address with its place in the walks: who finds something there, and what answers with something else than a page."""

from dataclasses import dataclass

from django.urls import reverse

from core.pages import PUBLIC, SIGNED_IN
from reports.api import urls as api
from tests.e2e.full_city.frame import FullCity
from tests.renja_portal.test_policy import declared

STRANGER = "stranger"
ROLES = (
    STRANGER,
    "pengusul",
    "sekretariat",
    "verifikator",
    "perencana",
    "pimpinan",
    "admin_user",
    "pemeriksa",
)
MINE, STRANGERS = ("pengusul",), (STRANGER,)
# What answers with a file, a redirect or a line of text instead of a page.
FILES = {
    "choose_language", "healthz", "readyz", "robots", "favicon", "security_txt", "stakeholders:logo", "forums:document",
    "forums:calendar",
    "stakeholders:delegation_file", "meetings:evidence",
    "proposals:attachment", "reports:public_pdf", "reports:plan_lines", "renja:coverage_file", "reports:document", "upkeep:record_csv",
    "proposals:export_csv", "proposals:export_excel", "reports:statistics_table", "reports:data_file", "reports:data_edition",
    "reports:data_dictionary", "reports:data_json", *(f"api:{one.name}" for one in api.urlpatterns),
    "renja:exchange_file", "renja:table_file", "renja:proof", "renja:realisation_book",
    "renja:file_differences", "renja:sipd_file",
    "proposals:import_errors", "meetings:presence_excel", "reports:attendance_file",
    "reports:letter_file", "renja:compare_excel", "renja:revision_paper", "reports:change_matrix_file",
    "reports:plan_signed_file", "reports:act_pdf", "reports:revision_pdf",
    "reports:minutes_word", "reports:minutes_file", "reports:minutes_public", "reports:evidence_file", "reports:evidence_zip",
    "reports:remarks_pdf", "reports:remarks_excel",
    "reports:notice", "reports:notices_print", "reports:sitting_paper", "reports:sitting_excel",
    "forums:participants_export", "forums:invitation_letter",
    *(f"reports:invitation_{one}" for one in ("all", "all_word", "copy", "word", "signed")),
}  # fmt: skip
# Pages that exist in the middle of a sign-in or a confirmation alone: tests/e2e/test_account_pages.py goes through them.
IN_THE_MIDDLE = {
    "account_confirm_login_code", "account_email_verification_sent", "account_confirm_password_reset_code",
    "account_complete_password_reset", "account_reauthenticate", "account_confirm_by_code", "mfa_authenticate",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
}  # fmt: skip
DEBUG_ONLY = {"style_guide"}
PARTS = {  # what a script fetches into a page, and what follows a deed alone: tests of their pages
    "proposals:published",
    "stakeholders:find",
    "meetings:scoring_ranking",
    "meetings:console_part",
    "meetings:screen_part",
}


@dataclass(frozen=True)
class Sample:
    """One address; `roles` where not everybody whom the policy names finds something there."""

    name: str
    path: str
    roles: tuple[str, ...] = ROLES
    status: int = 200


def may_open(sample: Sample, role: str, user) -> bool:
    """Whether this role finds something there, by the policy of the address."""
    may = declared(sample.name).may
    if role not in sample.roles or may == PUBLIC:
        return role in sample.roles
    return user is not None and (may == SIGNED_IN or user.has_perm(may))


class Samples:
    """Collects the addresses of a city."""

    def __init__(self, town: FullCity) -> None:
        self.town = town
        self.found: list[Sample] = []

    def add(self, name: str, *args, query: str = "", roles=ROLES, status: int = 200) -> None:
        self.found.append(Sample(name, reverse(name, args=args) + query, tuple(roles), status))

    def add_all(self, *names: str, args=(), roles=ROLES) -> None:
        for name in names:
            self.add(name, *args, roles=roles)

    def number(self, of: str) -> str:
        return self.town.proposals[of].number
