"""Z07 of what the portal promises: the public reads what is on a list, of rows that are for it, and nothing else."""

from forums.models import Document, Forum
from proposals.models import Attachment, Decision, Event, Feedback, FormerAnswer, Proposal, Question
from renja.models import Proof, Realisation
from stakeholders.models import Organization
from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import FILES, STRANGER, may_open
from tests.factories.proposals import EventFactory
from tests.renja_portal.poisoned import poison_every_text

# What a stranger reads, by column; everything else that people or staff typed is nobody's business. A new column that a
# public page shows must be added here by hand.
PUBLIC_COLUMNS = {
    "forums.Document.title", "forums.Forum.note", "forums.Forum.place", "forums.Forum.summary", "forums.Forum.theme", "forums.Phase.name",
    "forums.Phase.note", "forums.ProgrammeItem.in_charge",
    "forums.ProgrammeItem.title", "meetings.Agreement.partner_note", "meetings.Agreement.text", "proposals.Attachment.original_name",
    "meetings.Agreement.contribution",
    "meetings.Signatory.certificate", "meetings.Signatory.name", "meetings.Signatory.organization", "meetings.Signatory.position",
    "meetings.Sitting.name",
    "proposals.Decision.minutes_name",
    "reports.PlanSigning.name", "reports.PlanSigning.position", "reports.SignedPlan.certificate",
    "proposals.Decision.reason", "proposals.Event.office", "proposals.Event.reason", "proposals.Event.title",
    "proposals.OfficialAnswer.office", "proposals.OfficialAnswer.text", "proposals.Proposal.beneficiaries",
    "proposals.Proposal.contribution", "proposals.Proposal.problem", "proposals.Proposal.request",
    "proposals.Proposal.title", "proposals.Proposal.volume_unit", "proposals.Question.answer",
    "proposals.Question.office", "proposals.Question.text", "proposals.ReasonCode.label",
    "proposals.ReasonCode.sentence", "renja.Funding.source", "renja.Indicator.satuan", "renja.Indicator.text", "renja.RenjaLine.location",
    "renja.RenjaLine.note", "renja.RenjaLine.source_of_funds", "renja.Revision.document_number", "stakeholders.Kecamatan.name",
    "renja.Aim.text", "renja.RenjaLine.target_group", "renja.Proof.caption", "renja.WorkStep.reason",
    "stakeholders.Kelurahan.name", "stakeholders.Organization.address", "stakeholders.Organization.name",
    "stakeholders.Organization.phone", "stakeholders.Organization.short_name", "stakeholders.Unit.name",
    "urusan.Nomenclature.name", "urusan.Urusan.description", "urusan.Urusan.name",
}  # fmt: skip
# What whoever holds the link of an invitation reads besides: the answer of that organisation, without telephone numbers, and
# the draft that it is asked about.
INVITED_COLUMNS = {
    "stakeholders.Host.region",
    "forums.Participant.attention", "forums.Participant.answer_note", "forums.Delegate.name", "forums.Delegate.position",
}  # fmt: skip
BEHIND_LINKS = {"forums:invitation", "reports:berita_acara_by_link", "reports:notulen_by_link"}
SECRET = "rahasianegara"


def hide_secrets(town) -> None:
    """Into columns that a stranger reads, of rows that a stranger does not read."""
    text = {
        "title": SECRET,
        "problem": SECRET,
        "request": SECRET,
        "beneficiaries": SECRET,
        "contribution": SECRET,
    }
    Proposal.objects.filter(status="draft").update(**text)
    Proposal.objects.exclude(withheld_reason="").update(**text)
    Decision.objects.pending().update(reason=SECRET, response=SECRET)
    inner = EventFactory(proposal=town.proposals["accepted"], is_public=False)
    Event.objects.filter(pk=inner.pk).update(title=SECRET, reason=SECRET)
    Question.objects.exclude(state="answered").update(text=SECRET)
    FormerAnswer.objects.update(text=SECRET)
    Feedback.objects.update(line=SECRET)
    Attachment.objects.filter(is_public=False).update(original_name=SECRET)
    Document.objects.filter(is_published=False).update(title=SECRET)
    Forum.objects.filter(is_published=False).update(theme=SECRET, place=SECRET, summary=SECRET)
    Proof.objects.filter(is_public=False).update(caption=SECRET, original_name=SECRET)
    Realisation.objects.update(note=SECRET, hindrance=SECRET)
    town.renja.lines.exclude(withheld_reason="").update(
        note=SECRET, location=SECRET, source_of_funds=SECRET, target_group=SECRET
    )
    others = Organization.objects.filter(is_host=False)
    others.update(phone=SECRET, address=SECRET, email=f"a@{SECRET}.id", website=f"https://{SECRET}.id")


def everything_a_stranger_reads(town, client) -> str:
    """All pages but those that open by a link of their own, and the table that can be downloaded."""
    apart = FILES | BEHIND_LINKS
    open_to_all = [s for s in samples_of(town) if s.name not in apart and may_open(s, STRANGER, None)]
    pages = "".join(client.get(sample.path, follow=True).content.decode() for sample in open_to_all)
    return pages + client.get("/aspirasi/unduh/usulan.csv").getvalue().decode()


def test_z07_public_reads_columns_on_the_list_alone(town, enter):
    """Z07: what a stranger sees of every column is what this list allows; contacts, places, names are not on it."""
    marks = poison_every_text()
    shown = everything_a_stranger_reads(town, enter(STRANGER))
    assert {column for column, mark in marks.items() if mark in shown} == PUBLIC_COLUMNS


def test_z07_link_of_an_invitation_shows_its_answer_without_numbers(town, enter):
    """Z07: names and positions of delegates to whoever holds the link; telephone numbers and addresses to nobody."""
    marks = poison_every_text()
    client = enter(STRANGER)
    paths = [sample.path for sample in samples_of(town) if sample.name in BEHIND_LINKS]
    shown = "".join(client.get(path).content.decode() for path in paths)
    assert {column for column, mark in marks.items() if mark in shown} - PUBLIC_COLUMNS == INVITED_COLUMNS


def test_z07_public_reads_no_row_that_is_not_for_it(town, enter):
    """Z07: drafts, withheld texts, pending results, inner events, private files, other offices' contacts: on no page."""
    hide_secrets(town)
    shown = everything_a_stranger_reads(town, enter(STRANGER))
    assert "Titik internet" in shown
    assert SECRET not in shown
    pending = town.proposals["pending"].number
    assert SECRET in enter("sekretariat").get(f"/kerja/hasil/{pending}/").content.decode()


def test_z07_answer_for_machines_holds_nothing_of_people(town, client):
    """Z07: the address that speaks JSON to anybody says no more than whether all is well."""
    assert set(client.get("/readyz", REMOTE_ADDR="203.0.113.9").json()) == {"ready"}
