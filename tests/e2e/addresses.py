"""Every address that a person can open with GET, with real rows filled in.

`tests/e2e/test_pages.py` proves that no name of a URL is missing here.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.invitations import invitation_url
from audit.services import record
from core.pages import PUBLIC, SIGNED_IN
from core.secret_links import secret_of
from forums.models import Ceiling, Document, Forum
from jobs.models import Job
from meetings.models import Agreement, Evidence, FollowUpFile, Minutes, Sitting
from meetings.running import screen_token
from meetings.screen_words import token_of
from notifications.models import State as LetterState
from notifications.preferences import unsubscribe_path
from proposals.holder import receipt_token
from proposals.models import Question
from proposals.publishing import PUBLISH
from renja.structure import structure_of
from reports.api import urls as api
from reports.models import DataFile, ResultNotice
from reports.open_data.datasets import DATASETS
from reports.open_data.freezing import make_edition
from reports.open_data.preparing import prepare_files
from stakeholders.models import Delegation, Membership, MembershipRequest, Official, Organization, Unit
from tests.e2e.city import YEAR
from tests.e2e.full_city import HIDDEN, PAST, FullCity
from tests.factories.accounts import UserFactory
from tests.factories.forums import HolidayFactory
from tests.factories.jobs import JobFactory
from tests.factories.notifications import MessageFactory
from tests.factories.proposals import ProposalFactory
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
    "choose_language", "healthz", "readyz", "robots", "favicon", "security_txt", "stakeholders:logo", "forums:document", "forums:calendar",
    "stakeholders:delegation_file", "meetings:evidence",
    "proposals:attachment", "reports:public_pdf", "reports:document", "upkeep:record_csv",
    "proposals:export_csv", "proposals:export_excel", "reports:statistics_table", "reports:data_file", "reports:data_edition",
    "reports:data_dictionary", "reports:data_json", *(f"api:{one.name}" for one in api.urlpatterns),
    "proposals:import_errors", "meetings:presence_excel", "reports:attendance_file",
    "reports:letter_file",
    "reports:minutes_word", "reports:minutes_file", "reports:minutes_public", "reports:evidence_file", "reports:evidence_zip",
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
PARTS = {  # what a script fetches into a page: tests of their pages
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


def samples_of(town: FullCity) -> list[Sample]:
    samples = Samples(town)
    for part in (
        _accounts,
        _settings,
        _forums,
        _door,
        _public,
        _own,
        _staff,
        _sittings,
        _lists,
        _sessions,
        _speaking,
        _record,
        _plan,
        _reports,
        _data,
        _upkeep,
    ):
        part(samples)
    return samples.found


def _accounts(at: Samples) -> None:
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


def _settings(at: Samples) -> None:
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


def _forums(at: Samples) -> None:
    forum = at.town.forum
    at.add_all(
        "home",
        "workspace",
        "forums:newest",
        "forums:invitations_newest",
        "forums:create",
        "stakeholders:requests",
    )
    for year in (YEAR, PAST):
        at.add("forums:detail", year)
        at.add("meetings:public_agreements", year)
    for year in (YEAR, PAST, HIDDEN):
        at.add_all("forums:manage", "forums:edit", "forums:phases", "forums:ceilings", args=[year])
        at.add_all("forums:programme", "forums:criteria", args=[year])
        at.add_all("forums:documents", "forums:participants", "meetings:agreements", args=[year])
    at.add_all("forums:ceiling", "forums:ceiling_delete", args=[YEAR, Ceiling.objects.first().pk])
    at.add("forums:calendar", YEAR)
    at.add("forums:create", query=f"?dari={PAST}")
    _invitations(at)
    shown, kept = Document.objects.order_by("-is_published")
    at.add("forums:document_delete", YEAR, shown.pk)
    at.add("forums:document", YEAR, shown.pk)
    at.add("forums:document", YEAR, kept.pk, roles=ROLES[2:7])
    at.add("meetings:agreement_add", YEAR)
    for agreement in Agreement.objects.filter(forum=forum):
        at.add_all("meetings:agreement_edit", "meetings:agreement_delete", args=[YEAR, agreement.pk])
        at.add_all("meetings:agreement_state", args=[YEAR, agreement.pk])
        roles = ("sekretariat", "verifikator") if agreement.unit else ("sekretariat",)
        at.add_all("meetings:agreement", "meetings:follow_up_add", args=[YEAR, agreement.pk], roles=roles)
    for query in ("?keadaan=running", "?keadaan=lewat", "?keadaan=dropped"):
        at.add("meetings:agreements", YEAR, query=query)
    for query in ("", "?tampil=lewat"):
        at.add("meetings:followed", query=query)
    file = FollowUpFile.objects.get()
    at.add("meetings:evidence", YEAR, file.follow_up.agreement_id, file.key)


def _door(at: Samples) -> None:
    invited = at.town.forum.participants.order_by("pk").first()
    for query in ("", f"?q={invited.organization.name[:6]}", "?q=tidakada", f"?instansi={invited.pk}"):
        at.add("meetings:door", YEAR, query=query)
    at.add_all(
        "meetings:door", "meetings:poster", "meetings:presence", "meetings:presence_sheet", args=[HIDDEN]
    )
    at.add("meetings:door_participant", YEAR, invited.pk)
    at.add("meetings:door_invitation", YEAR, secret_of("forums.invitation", invited.key))
    at.add_all("meetings:poster", "meetings:presence_sheet", "meetings:presence_excel", args=[YEAR])
    for query in ("", "?q=tidakada", "?cara=mandiri&jenis=tanpa"):
        at.add("meetings:presence", YEAR, query=query)
    one = at.town.forum.attendances.order_by("pk").first()
    at.add_all("meetings:presence_correct", "meetings:presence_take_out", args=[YEAR, one.pk])
    at.add("reports:attendance_sheets", YEAR)
    printed = at.town.forum.attendance_sheets.exclude(file="").get()
    at.add("reports:attendance_file", YEAR, printed.key)
    for forum in Forum.objects.all():
        at.add("meetings:self_presence", token_of(forum))
    at.add("meetings:self_presence_done", token_of(at.town.forum))
    at.add("meetings:self_presence", "tidak-ada", status=404)


def _invitations(at: Samples) -> None:
    """The lists of three forums; what was answered, what was not, and links that open nothing."""
    for year in (YEAR, PAST, HIDDEN):
        at.add_all("forums:participants_import", "forums:participants_export", args=[year])
        at.add_all("forums:invitations", "forums:invitations_print", "reports:invitation", args=[year])
    at.add_all(
        "reports:invitation_all", "reports:invitation_all_word", "reports:invitation_signed", args=[YEAR]
    )
    answered = at.town.forum.participants.exclude(answer="").get()
    one = ("participant", "participant_remove", "invitation_state", "invitation_answer")
    at.add_all(*(f"forums:{name}" for name in one), args=[YEAR, answered.pk])
    at.add_all("reports:invitation_copy", "reports:invitation_word", args=[YEAR, answered.pk])
    at.add_all("forums:invitation", "forums:invitation_letter", args=[answered.token])
    at.add("forums:invitation", answered.token, query="?ubah=1")
    at.add("forums:invitation", at.town.forum.participants.filter(answer="").first().token)
    at.add("forums:invitation", "tidak-ada", status=404)


def _public(at: Samples) -> None:
    at.add_all("healthz", "robots", "favicon", "security_txt", "stakeholders:logo", "help", "proposals:new")
    at.add_all("proposals:new_by_phone", "proposals:paper_form")
    by_phone = ProposalFactory(by_phone=True, forum=at.town.forum, title="Titik internet di pasar")
    at.add_all("proposals:receipt", "proposals:receipt_withdraw", args=[receipt_token(by_phone)])
    returned = ProposalFactory(by_phone=True, forum=at.town.forum, status="returned")
    at.add_all("proposals:receipt", "proposals:receipt_complete", args=[receipt_token(returned)])
    rejected = ProposalFactory(by_phone=True, forum=at.town.forum, status="rejected")
    at.add("proposals:receipt_review", receipt_token(rejected))
    at.add("proposals:receipt", "tidak-ada", status=404)
    at.add("choose_language", "id", query="?lanjut=/robots.txt")
    at.add("readyz", status=503)  # no worker runs in the tests
    for query in (
        "",
        "?q=internet&urut=dukungan",
        "?status=accepted&tahun=2028",
        "?q=tidakada",
        "?tahun=1",
        "?tampilan=peta",
    ):
        at.add("proposals:list", query=query)
    at.add_all("proposals:export_csv", "proposals:export_excel")
    for proposal in at.town.proposals.values():
        if proposal.number:
            at.add("proposals:detail", proposal.number)
    for file in at.town.proposals["submitted"].attachments.all():
        at.add("proposals:attachment", file.key, roles=ROLES if file.is_public else ROLES[2:7])
    for year in (YEAR, PAST):
        at.add("renja:detail", year)
        at.add("reports:statistics", year)
    at.add("reports:statistics_table", YEAR, "urusan")
    at.add("renja:detail", HIDDEN, status=404)
    at.add("reports:public_pdf", YEAR)


def _own(at: Samples) -> None:
    at.add("proposals:mine", roles=[role for role in ROLES if role != STRANGER])
    for draft in ("own draft", "own empty draft", "own returned"):
        key = at.town.proposals[draft].key
        for step in ("masalah", "usulan", "lokasi"):
            at.add("proposals:draft", key, step, roles=MINE)
        at.add_all("proposals:draft_files", "proposals:draft_check", args=[key], roles=MINE)
    key = at.town.proposals["own draft"].key
    at.add_all("proposals:submit", "proposals:delete", args=[key], roles=MINE)
    at.add_all("proposals:submitted", "proposals:withdraw", args=[at.number("own submitted")], roles=MINE)
    at.add("proposals:complete", at.number("own returned"), roles=MINE)
    at.add_all("proposals:ask_review", "proposals:rate", args=[at.number("own rejected")], roles=MINE)
    at.add("proposals:carry_over", at.number("own reserve"), roles=MINE)
    at.add_all("proposals:support", "proposals:ask", args=[at.number("accepted")], roles=ROLES[1:])


def _staff(at: Samples) -> None:
    at.add_all(
        "proposals:record",
        "proposals:approval",
        "proposals:unconfirmed",
        "proposals:unreached",
        "proposals:unreached_print",
    )
    for query in ("", "?keadaan=draf", "?keadaan=kembali", "?keadaan=selesai"):
        at.add("proposals:carried", query=query)
    at.add("proposals:let_go", at.number("own reserve"))
    at.add("proposals:recorded", at.number("recorded"))
    at.add("proposals:complete_recorded", at.number("recorded, returned"))
    by_phone = ProposalFactory(
        by_phone=True, forum=at.town.forum, status="returned", title="Titik internet di pasar"
    )
    at.add_all("proposals:complete_recorded", "proposals:renew_receipt", args=[by_phone.number])
    for tab in ("", "?daftar=kembali", "?daftar=selesai", "?q=tidakada"):
        at.add("proposals:verification_queue", query=tab)
    for tab in ("", "?daftar=menunggu", "?daftar=disahkan", "?q=tidakada"):
        at.add("proposals:results", query=tab)
    for name, proposal in at.town.proposals.items():
        if proposal.number:
            at.add("proposals:verification", proposal.number)
        if name in ("own verified", "verified", "pending"):
            at.add("proposals:result", proposal.number, roles=("sekretariat", "verifikator"))
        if name in ("accepted", "homeless", "deferred"):
            at.add("proposals:result", proposal.number, roles=("sekretariat", "perencana"))


def _sittings(at: Samples) -> None:
    sitting = Sitting.objects.filter(state="running").first()
    at.add("meetings:run")
    decided = sitting.items.get(proposal=at.town.proposals["pending"]).pk
    for query in ("", "?hasil=rejected", f"?acara={decided}", f"?acara={decided}&hasil=merged"):
        at.add("meetings:console", sitting.pk, query=query)
    for name in ("sitting_close", "spoken", "paper", "screen_link"):
        at.add(f"meetings:{name}", sitting.pk)
    for query in ("", "?tema=gelap"):
        at.add("meetings:screen", screen_token(sitting), query=query)


def _lists(at: Samples) -> None:
    for job in Job.objects.filter(kind=PUBLISH):
        at.add("proposals:publication", job.pk, roles=("pimpinan",))
    for batch in at.town.batches.values():
        at.add("proposals:import_batch", batch.key)
    at.add("proposals:imports")
    at.add_all("proposals:import_columns", "proposals:import_errors", args=[at.town.batches["checked"].key])
    for query in ("", "?q=tidakada"):
        at.add("proposals:forward_many", query=query)


def _sessions(at: Samples) -> None:
    sitting = at.town.forum.sittings.first()
    at.add_all("meetings:sittings", "meetings:sitting_add", args=[YEAR])
    at.add("meetings:sittings", PAST)
    for row in at.town.forum.sittings.all():
        at.add_all("meetings:agenda", "meetings:scoring", "reports:sitting_papers", args=[YEAR, row.pk])
    at.add_all("meetings:sitting_edit", "meetings:sitting_delete", args=[YEAR, sitting.pk])
    at.add("meetings:scorings")
    at.add("meetings:scoring_close", YEAR, sitting.pk)
    for name in ("verified", "pending"):
        at.add("meetings:scoring_one", YEAR, sitting.pk, at.number(name))
    at.add("meetings:conflict_declare", YEAR, sitting.pk, at.number("verified"))
    at.add("reports:sitting_excel", YEAR, sitting.pk)
    at.add("reports:sitting_paper", YEAR, sitting.pk, "bahan")


def _record(at: Samples) -> None:
    """Of a draft everything that changes it, of a final one everything that is signed."""
    draft, final = (
        Minutes.objects.get(forum=at.town.forum, kind="berita_acara"),
        Minutes.objects.get(state="final"),
    )
    for year in (YEAR, PAST, HIDDEN):
        at.add_all("reports:berita_acara", "reports:notulen", "reports:evidence", args=[year])
    own = [YEAR, draft.kind]
    at.add_all("reports:minutes_facts", "reports:minutes_signers", "reports:minutes_signer_add", args=own)
    at.add_all("reports:minutes_remarks", "reports:minutes_final", "reports:minutes_signing", args=own)
    at.add_all("reports:minutes_scan", "reports:minutes_word", args=own)
    for slug in ("pembuka", "catatan"):
        at.add("reports:minutes_part", *own, slug)
    signer = draft.signatories.first()
    at.add_all("reports:minutes_signer", "reports:minutes_signer_delete", args=[*own, signer.pk])
    for remark in draft.remarks.all():
        at.add("reports:minutes_remark", *own, remark.pk)
    past = [PAST, final.kind]
    at.add_all("reports:minutes_signing", "reports:minutes_scan", "reports:minutes_replace", args=past)
    at.add("reports:minutes_sign", *past, final.signatories.get(signed_at=None).pk)
    at.add("reports:minutes_file", final.files.first().key)
    job = JobFactory(kind="minutes_pdf", state="done", payload={"minutes": draft.pk, "kinds": ["draf"]})
    at.add("reports:minutes_job", *own, job.pk)
    at.add_all("reports:evidence_file", "reports:evidence_delete", args=[YEAR, Evidence.objects.get().pk])
    at.add("reports:evidence_zip", YEAR)
    at.add_all("reports:verify_home", "reports:records")
    at.add("reports:verify_home", query="?kode=a")
    at.add("reports:verify", final.code)
    at.add("reports:verify", "TIDAKADA22", status=404)
    at.add("reports:minutes_public", PAST)


def _speaking(at: Samples) -> None:
    at.add_all("proposals:questions", "proposals:ratings", "reports:notices", "reports:notices_print")
    at.add("proposals:questions", query="?daftar=dijawab")
    at.add("reports:notice", ResultNotice.objects.get().key, roles=ROLES[1:7])
    for question in Question.objects.all():
        at.add("proposals:question", question.pk)


def _plan(at: Samples) -> None:
    for year in (YEAR, PAST, HIDDEN):
        at.add("renja:edit", year)
    at.add("renja:edit", YEAR, query="?tampil=belum")
    at.add_all("renja:settings", "renja:chapters", "renja:homeless", "renja:line_add", args=[YEAR])
    for query in ("?q=jaringan", "?q=tidakada", "?atas=on", f"?usulan={at.number('homeless')}"):
        at.add("renja:line_add", YEAR, query=query)
    for line in at.town.lines.values():
        at.add_all("renja:line", "renja:line_remove", "renja:line_agreements", args=[YEAR, line.pk])
    full = at.town.lines["full"]
    for query in ("?tampil=sudah", "?tampil=semua", f"?baris={full.pk}"):
        at.add("renja:homeless", YEAR, query=query)
    at.add("renja:link", YEAR, at.number("homeless"), query=f"?baris={full.pk}")
    for proposal in ("homeless", "accepted"):
        at.add("renja:link", YEAR, at.number(proposal))
    for part in structure_of(at.town.renja.structure).writable():
        at.add("renja:chapter", YEAR, part.key)


def _reports(at: Samples) -> None:
    for year in (YEAR, PAST):
        at.add("reports:export", year)
    for job in at.town.jobs.values():
        at.add("reports:job", job.pk)
    at.add("reports:document", at.town.document.key)
    at.add("reports:letters")
    at.add("reports:letter_new", at.town.proposals["forwarded"].forwarded_to_id)
    at.add_all("reports:letter", "reports:letter_file", args=[at.town.letter.key])


def _data(at: Samples) -> None:
    """With the files that the worker makes, and one frozen edition."""
    if not DataFile.objects.exists():
        prepare_files()
        make_edition(YEAR)
    at.add_all(
        "reports:data",
        "reports:data_api",
        "reports:data_dictionary",
        "reports:data_json",
        "reports:data_work",
    )
    for slug, dataset in DATASETS.items():
        at.add("reports:dataset", slug)
        name, first = slug.replace("-", "_"), dataset.rows().first()
        at.add(f"api:{name}_list")
        at.add(f"api:{name}_detail", getattr(first, dataset.lookup))
    at.add("reports:data_file", "usulan", "csv")
    at.add("reports:data_edition", YEAR, 1)
    at.add("api:schema")
    at.add("api:missing", "tidak-ada", status=404)


def _upkeep(at: Samples) -> None:
    """With letters in every state, and entries with all that a row can show."""
    sent = {"sent_at": timezone.now(), "error": "smtp; 550 5.1.1 <warga@contoh.id>: User unknown"}
    for state in LetterState:
        MessageFactory(state=state, **(sent if state in ("sent", "bounced") else {}))
    MessageFactory(is_private=True, attempts=2, error="TimeoutError: timed out")
    proposal = at.town.proposals["submitted"]
    record(
        "proposal.return",
        proposal,
        actor=proposal.proposer,
        reason="Lengkapi lokasi.",
        changed=["status"],
        data={"n": 1},
    )
    record("account.sign_in_failed", proposal.proposer, data={"from": "0" * 12})
    for query in ("", "?tindakan=proposal.submit&dari=2026-01-01", "?q=tidakada"):
        at.add("upkeep:record", query=query)
    at.add("upkeep:record_csv")
    for query in ("", "?keadaan=failed", "?keadaan=queued&jenis=check_record"):
        at.add("upkeep:jobs", query=query)
    for query in ("", "?keadaan=tidak_sampai", "?q=tidakada"):
        at.add("upkeep:letters", query=query)
