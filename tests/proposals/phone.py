"""What tests of proposals without an account share."""

from django.urls import reverse

from proposals.holder import receipt_token
from proposals.models import Proposal

BEGIN = reverse("proposals:new_by_phone")
WHO = {"name": "Ibu Siti", "phone": "+62 812-3456-7890", "consent": "2026-1-telepon"}
ANSWERS = {
    "masalah": {"title": "Wi-Fi di pelabuhan rakyat", "problem": "Nelayan tidak mendapat kabar cuaca."},
    "usulan": {"request": "Satu titik Wi-Fi di pelabuhan."},
    "lokasi": {"is_citywide": "on", "contact_name": "Ibu Siti", "contact_phone": "0812 3456 7890"},
}


def page(proposal: Proposal, step: str) -> str:
    return reverse("proposals:draft", args=[proposal.key, step])


def begin(client) -> Proposal:
    """Name, number and consent; the draft that this browser now holds."""
    answer = client.post(BEGIN, WHO)
    draft = Proposal.objects.get(consent_version="2026-1-telepon", status="draft")
    assert answer["Location"] == page(draft, "masalah")
    return draft


def write(client, draft: Proposal) -> None:
    for step, answers in ANSWERS.items():
        assert client.post(page(draft, step), answers | {"lanjut": "1"}).status_code == 302


def send(client, draft: Proposal) -> str:
    """The address of the receipt."""
    answer = client.post(reverse("proposals:submit", args=[draft.key]))
    draft.refresh_from_db()
    assert answer["Location"] == receipt_of(draft)
    return answer["Location"]


def receipt_of(proposal: Proposal, name: str = "receipt") -> str:
    return reverse(f"proposals:{name}", args=[receipt_token(proposal)])
