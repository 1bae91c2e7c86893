"""What goes on while an archive is made, and what the restored portal must be able to do. Run in processes of their own.

`write_on` sends proposals with files and takes other files back; each number that it was given is noted once it was committed.
"""

import os
import time
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from forums.models import Forum
from proposals.attachments import add_attachment, remove_attachment
from proposals.choices import Status
from proposals.intake import submit_proposal
from proposals.models import Proposal
from stakeholders.models import Kelurahan
from tests.factories.proposals import ProposalFactory
from urusan.models import Urusan

CONTACT = {"contact_name": "Siti", "contact_phone": "081200004417", "contact_email": "siti@contoh.id"}
LEFT_FOR = 15  # proposals later, a file is taken back


def start() -> None:
    """Django stands; files are those of the installation that the test speaks of."""
    settings.MEDIA_ROOT = Path(os.environ["MEDIA"])


def picture(number: int) -> SimpleUploadedFile:
    content = BytesIO()
    Image.effect_noise((64, 64), 50).save(content, "PNG")
    return SimpleUploadedFile(f"foto-{number}.png", content.getvalue(), "image/png")


def write_on(ledger: Path) -> None:
    """Until the process is ended."""
    forum, kelurahan, urusan = Forum.objects.get(), Kelurahan.objects.first(), Urusan.objects.first()
    person = User.objects.get(name="Pengusul")
    drafts: list[Proposal] = []
    with ledger.open("a") as file:
        while True:
            about = {"forum": forum, "kelurahan": kelurahan, "urusan": urusan, "proposer": person}
            sent, other = (ProposalFactory(draft=True, **about) for _time in range(2))
            for number, draft in enumerate((sent, other)):
                add_attachment(draft, picture(number), actor=person)
            number = submit_proposal(sent, actor=person).number
            file.write(f"{time.time()} {number}\n")
            file.flush()
            drafts.append(other)
            if len(drafts) > LEFT_FOR:
                remove_attachment(drafts.pop(0).attachments.get(), actor=person)


def journey() -> str:
    """Somebody sends a proposal, reads where it stands, and a verifikator verifies it; its number."""
    number = _submitted()
    stranger = Client().get(reverse("proposals:detail", args=[number]))
    assert stranger.status_code == 200, stranger.status_code
    assert "Titik internet di pasar" in stranger.content.decode()
    _verified(Proposal.objects.get(number=number))
    after = Client().get(reverse("proposals:detail", args=[number])).content.decode()
    assert "Terverifikasi" in after
    return number


def _submitted() -> str:
    citizen = Client()
    citizen.force_login(
        User.objects.get(name="Pengusul"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    page = citizen.post(reverse("proposals:new"), {"organization": "warga"}).url
    place = Kelurahan.objects.first()
    for answers in (
        {"title": "Titik internet di pasar", "problem": "Pedagang tidak memiliki jaringan."},
        {"request": "Pemasangan satu titik internet."},
        {"kelurahan": place.pk, "beneficiaries": "Pedagang", **CONTACT},
    ):  # fmt: skip
        answer = citizen.post(page, answers)
        assert answer.status_code == 302, answer.content.decode()
        page = answer.url
    draft = Proposal.objects.filter(status=Status.DRAFT).latest("pk")
    citizen.post(reverse("proposals:draft_files", args=[draft.key]), {"files": [picture(0)]})
    answer = citizen.post(reverse("proposals:submit", args=[draft.key]))
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    assert draft.attachments.get().file.read()
    return draft.number or ""


def _verified(proposal: Proposal) -> None:
    staff = Client()
    staff.force_login(
        User.objects.get(name="Verifikator"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    queue = staff.get(reverse("proposals:verification_queue"))
    assert queue.status_code == 200, queue.status_code
    answer = staff.post(
        reverse("proposals:verification", args=[proposal.number]),
        {
            "tindakan": "putusan", "version": proposal.version, "step": "verify", "reason": "", "checked": ["lengkap"],
            "urusan": Urusan.objects.first().pk,
        },
    )  # fmt: skip
    proposal.refresh_from_db()
    assert proposal.status == Status.VERIFIED, answer.content.decode()
