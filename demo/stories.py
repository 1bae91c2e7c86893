"""What happens to each proposal of the demo, told through the portal's own verbs in the order of its dates.

A row of data/usulan.json says how a proposal ends; `deeds_of` in demo/plots.py turns that into dated deeds.
"""

import json
from decimal import Decimal
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from core.dates import local_date, long_date
from demo.host import DATA
from demo.papers import letter_pdf
from demo.people import find_organization
from demo.pictures import draw_scene
from demo.sessions import Meeting
from forums.models import Forum
from forums.workdays import workdays
from notifications.models import Message
from proposals.asking import answer_question, ask_question
from proposals.attachments import add_attachment
from proposals.by_phone import begin_by_phone
from proposals.choices import Outcome, Status
from proposals.drafting import save_answers
from proposals.holder import Holder
from proposals.intake import record_for_others, submit_proposal, withdraw_proposal
from proposals.models import Proposal, Question, ReasonCode
from proposals.rating import rate_answer
from proposals.results import ask_review, publish_result, record_result
from proposals.services import (
    assign_unit,
    begin_draft,
    support_proposal,
    withhold_proposal,
)
from proposals.verification import (
    CHECKLIST,
    forward_proposal,
    merge_proposal,
    return_proposal,
    verify_proposal,
)
from proposals.windows import VERIFY_WORKING_DAYS
from stakeholders.models import Kelurahan, Organization, OrganizationKind, Unit
from urusan.models import Urusan

PLAIN_ANSWERS = (
    "title", "problem", "request", "kind", "volume_unit", "beneficiaries", "beneficiary_count", "contribution", "rt",
    "landmark",
)  # fmt: skip
NUMBERS = ("volume", "estimated_cost", "agreed_volume")
DEFAULT_URUSAN = "komunikasi-dan-informatika"
# Whose people support in their organisation's name; officials do as citizens.
SPEAKING = (OrganizationKind.KOMUNITAS, OrganizationKind.PERGURUAN_TINGGI, OrganizationKind.BADAN_USAHA)


def read_rows() -> list[dict]:
    """The proposals as data/usulan.json holds them."""
    return json.loads((DATA / "usulan.json").read_text(encoding="utf-8"))


class Stage:
    """Forum, people and the proposals made so far; each method is one deed of a story."""

    def __init__(
        self,
        forum: Forum,
        citizens: list[User],
        contacts: dict[int, User],
        *,
        meeting: Meeting,
        late: Meeting,
    ) -> None:
        """`meeting` decides what is published by now, `late` what waits for the head."""
        self.forum, self.meeting, self.late = forum, meeting, late
        self.citizens = citizens
        self.contacts = contacts
        self.made: dict[str, Proposal] = {}
        self.asked: dict[str, Question] = {}
        partners = Organization.objects.filter(kind__in=SPEAKING)
        self._voices = {contacts[partner.pk].pk: partner for partner in partners}
        self._staff: dict[str, User] = {}

    # --- who ---------------------------------------------------------------------------------

    def staff(self, slug: str) -> User:
        """The person behind an account of demo.people; one object each, so that roles are read once."""
        if slug not in self._staff:
            self._staff[slug] = User.objects.get(email=f"{slug}@contoh.id")
        return self._staff[slug]

    def owner(self, row: dict) -> User:
        """Who proposes: the named account, the organisation's contact, or a citizen, always the same one."""
        if "owner" in row:
            return self.staff(row["owner"])
        organization = self.organization(row)
        if organization:
            return self.contacts[organization.pk]
        return self.citizens[len(row["title"]) % len(self.citizens)]

    def organization(self, row: dict) -> Organization | None:
        return find_organization(row["organization"]) if row.get("organization") else None

    def verifier(self, proposal: Proposal) -> User:
        """Who verifies for the bidang that handles it."""
        special = proposal.unit is not None and proposal.unit.short_name == "Statistik dan Persandian"
        return self.staff("tiga-peran" if special else "verifikator")

    def fresh(self, row: dict) -> Proposal:
        """The row's proposal as it is now."""
        return Proposal.objects.select_related("unit", "forum", "urusan").get(pk=self.made[row["title"]].pk)

    # --- how it comes in ------------------------------------------------------------------------

    def draft(self, row: dict) -> Proposal:
        """Begun and written by its proposer, with its files."""
        owner = self.owner(row)
        draft = begin_draft(self.forum, actor=owner, organization=self.organization(row))
        draft = save_answers(draft, actor=owner, values=self._answers(row))
        for upload in self._uploads(row):
            add_attachment(draft, upload, actor=owner)
        self.made[row["title"]] = draft
        return draft

    def submit(self, row: dict, day) -> None:
        """Sent by its proposer, with or without an account, or recorded by the secretariat when it came on paper."""
        if row["state"] == Status.UNCONFIRMED:
            self.made[row["title"]] = self._send_by_phone(row)
            return
        on_paper = row["source"] != "portal"
        sent = self._record(row) if on_paper else submit_proposal(self.draft(row), actor=self.owner(row))
        self.made[row["title"]] = sent
        move_deadline(sent, day)

    def _send_by_phone(self, row: dict) -> Proposal:
        """By somebody without e-mail; it waits until the secretariat has called."""
        draft = begin_by_phone(self.forum, **row["contact"])
        holder = Holder(draft.pk)
        return submit_proposal(save_answers(draft, actor=holder, values=self._answers(row)), actor=holder)

    def _record(self, row: dict) -> Proposal:
        return record_for_others(
            self.forum, actor=self.staff("sekretariat"), submit_key=uuid4(), files=self._uploads(row),
            organization=self.organization(row), source=row["source"], source_basis=row["source_basis"],
            external_number=row.get("external_number", ""), **self._contact(row), **self._answers(row),
        )  # fmt: skip

    def _contact(self, row: dict) -> dict[str, str]:
        """Whom the secretariat wrote down: whoever the row names has no e-mail."""
        if "contact" in row:
            return {f"contact_{field}": value for field, value in row["contact"].items()}
        owner = self.owner(row)
        return {"contact_name": owner.name, "contact_phone": owner.phone, "contact_email": owner.email}

    def _answers(self, row: dict) -> dict:
        answers = {field: row[field] for field in PLAIN_ANSWERS if field in row}
        answers |= {field: Decimal(row[field]) for field in NUMBERS[:2] if field in row}
        if "kelurahan" in row:
            answers["kelurahan"] = Kelurahan.objects.get(name=row["kelurahan"])
        elif row["state"] != "draft":
            answers["is_citywide"] = True
        if "urusan" in row:
            answers["urusan"] = Urusan.objects.get(slug=row["urusan"])
        return answers

    def _uploads(self, row: dict) -> list[SimpleUploadedFile]:
        files = []
        if "photo" in row:
            picture = draw_scene(row["photo"])
            files.append(SimpleUploadedFile(f"{row['photo_name']}.jpg", picture, "image/jpeg"))
        if "letter" in row:
            files.append(SimpleUploadedFile(f"{row['letter']}.pdf", letter_pdf(row), "application/pdf"))
        return files

    # --- verification -----------------------------------------------------------------------------

    def assign(self, row: dict) -> None:
        """Disposisi of what concerns networks and devices to the bidang that runs them."""
        unit = Unit.objects.get(short_name="Aptika")
        self.made[row["title"]] = assign_unit(self.fresh(row), actor=self.staff("sekretariat"), unit=unit)

    def withhold(self, row: dict) -> None:
        reason = row["withheld_reason"]
        withhold_proposal(self.fresh(row), actor=self.staff("sekretariat"), reason=reason)

    def verify(self, row: dict) -> None:
        proposal = self.fresh(row)
        completed = {} if proposal.urusan_id else {"urusan": Urusan.objects.get(slug=DEFAULT_URUSAN)}
        verify_proposal(proposal, actor=self.verifier(proposal), checked=CHECKLIST, **completed)

    def give_back(self, row: dict, reason: str) -> None:
        proposal = self.fresh(row)
        return_proposal(proposal, actor=self.verifier(proposal), reason=reason)

    def complete(self, row: dict, day) -> None:
        """The proposer adds what was missing and sends it again."""
        owner, added = self.owner(row), dict(row["completed"])
        added.pop("reason")
        again = save_answers(self.fresh(row), actor=owner, values=added)
        move_deadline(submit_proposal(again, actor=owner), day)

    def forward(self, row: dict) -> None:
        proposal, office = self.fresh(row), find_organization(row["office"])
        forward_proposal(proposal, actor=self.verifier(proposal), office=office, reason=row["reason"])

    def merge(self, row: dict) -> None:
        proposal, parent = self.fresh(row), self.made[row["merge_into"]]
        merge_proposal(proposal, actor=self.verifier(proposal), parent=parent, reason=row["reason"])

    def withdraw(self, row: dict) -> None:
        withdraw_proposal(self.fresh(row), actor=self.owner(row), reason=row["reason"])

    # --- results ----------------------------------------------------------------------------------

    def decide(self, row: dict, outcome: str) -> None:
        """The session's result, written down by the secretariat; it waits for the head."""
        office = find_organization(row["office"]) if outcome == Outcome.FORWARDED else None
        agreed = Decimal(row["agreed_volume"]) if "agreed_volume" in row else None
        meeting = self.late if row["state"].startswith("pending") else self.meeting
        meeting.decide(
            self.fresh(row), notes=row.get("notes", ""), outcome=outcome, office=office, agreed_volume=agreed,
            **_words(row),
        )  # fmt: skip

    def correct(self, row: dict) -> None:
        """The planner finds no room: an accepted proposal becomes a reserve."""
        words = _words(row["correction"])
        record_result(self.fresh(row), actor=self.staff("perencana"), outcome=Outcome.DEFERRED, **words)

    def publish(self, row: dict) -> None:
        """The head publishes what waits."""
        decision = self.fresh(row).decisions.pending().get()
        publish_result(decision, actor=self.staff("pimpinan"), seen=decision.version)

    def review(self, row: dict) -> None:
        ask_review(self.fresh(row), actor=self.owner(row), reason=row["review"])

    def support(self, row: dict, supporter: User) -> None:
        """As a citizen, or in the name of the partner that the supporter speaks for."""
        support_proposal(self.fresh(row), actor=supporter, organization=self._voices.get(supporter.pk))

    # --- what people say ----------------------------------------------------------------------------

    def ask(self, row: dict) -> None:
        """The question of a citizen or, where the row names one, of somebody from an organisation."""
        told = row["question"]
        asker = self.citizens[len(told["text"]) % len(self.citizens)]
        if "organization" in told:
            asker = self.contacts[find_organization(told["organization"]).pk]
        self.asked[row["title"]] = ask_question(self.fresh(row), actor=asker, text=told["text"])

    def answer(self, row: dict) -> None:
        question, answer = self.asked[row["title"]], row["question"]["answer"]
        answer_question(question, actor=self.staff("sekretariat"), answer=answer, seen=question.version)

    def rate(self, row: dict) -> None:
        """Whether the published answer helped its proposer."""
        rate_answer(self.fresh(row), actor=self.owner(row), **row["rating"])


def _words(told: dict) -> dict:
    """Why, for the record and for the proposer."""
    code = ReasonCode.objects.get(code=told["reason_code"]) if "reason_code" in told else None
    return {"reason": told["reason"], "response": told["response"], "reason_code": code}


def move_deadline(proposal: Proposal, day) -> None:
    """The verifier's deadline as counted from the day of the story, also in the receipt that names it."""
    due = workdays().after(local_date(day), VERIFY_WORKING_DAYS)
    told = long_date(proposal.verify_due_on)
    Proposal.objects.filter(pk=proposal.pk).update(verify_due_on=due)
    for message in Message.objects.filter(key__startswith=f"proposal:{proposal.pk}:received"):
        message.body = message.body.replace(told, long_date(due))
        message.save(update_fields=["body"])
