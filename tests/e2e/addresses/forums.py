"""A forum before its day: its settings, invitations and agreements."""

from forums.models import Ceiling, Document
from meetings.models import Agreement, FollowUpFile
from tests.e2e.addresses.samples import ROLES, Samples
from tests.e2e.city import YEAR
from tests.e2e.full_city.frame import HIDDEN, PAST


def add_forums(at: Samples) -> None:
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
    add_invitations(at)
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


def add_invitations(at: Samples) -> None:
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
