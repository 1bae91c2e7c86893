"""Everything that the portal holds about one person, as data that is plain enough for JSON."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.forms.models import model_to_dict
from django.utils import timezone

from accounts.devices import devices_of
from accounts.models import User
from audit.models import Entry
from core.quarantine import ScanState
from meetings.models import MinutesRemark
from notifications.models import Message
from proposals.models import Attachment, Proposal
from renja_portal.upkeep.wording import action_words

WRITTEN = (
    "title", "problem", "request", "is_citywide", "rt", "landmark", "beneficiaries", "beneficiary_count", "volume",
    "volume_unit", "estimated_cost", "contribution", "contact_name", "contact_phone", "contact_email",
)  # fmt: skip


def everything_about(user: User) -> dict[str, Any]:
    """All of it, by what it is; the names are those that people read in the file that they take along."""
    return {
        "dibuat": timezone.localtime(),
        "akun": _account(user),
        "persetujuan": list(user.consents.values("version", "agreed_at")),
        "keanggotaan": list(
            user.memberships.values("organization__name", "role", "position", "valid_from", "valid_until")
        ),
        "jabatan": list(user.offices.values("position", "name", "nip", "rank", "valid_from", "valid_until")),
        "pendelegasian": list(
            user.delegations.values("on_behalf", "decree", "valid_from", "valid_until", "revoked_at")
        ),
        "permintaan_keanggotaan": list(
            user.membership_requests.values("organization__name", "position", "state", "reason", "asked_at")
        ),
        "usulan": [_proposal(row) for row in proposals_of(user)],
        "dukungan": list(
            user.supports.values("proposal__number", "proposal__title", "organization__name", "added_at")
        ),
        "pertanyaan": list(user.questions.values("proposal__number", "text", "state", "asked_at", "answer")),
        "penilaian": list(user.feedback.values("proposal__number", "helped", "line", "given_at")),
        "nilai_usulan": list(
            user.marks.values("proposal__number", "criterion__name", "value", "is_shared", "marked_at")
        ),
        "benturan_kepentingan": list(user.conflicts_of_interest.values("proposal__number", "declared_at")),
        "tanggapan_naskah": list(
            MinutesRemark.objects.filter(written_by=user).values("text", "written_at", "answer")
        ),
        "surat": list(letters_to(user).values("created_at", "sent_at", "to_email", "subject", "body")),
        "perangkat": _devices(user),
        "catatan": [_entry(row) for row in entries_about(user)],
    }


def proposals_of(user: User) -> QuerySet[Proposal]:
    """What this person wrote, also in the name of an organisation; the newest first."""
    rows = Proposal.objects.filter(proposer=user).select_related("organization", "kelurahan", "urusan")
    return rows.prefetch_related("attachments", "events").order_by("-pk")


def files_of(user: User) -> QuerySet[Attachment]:
    """What this person handed in, but for files that the scanner has not called clean."""
    rows = Attachment.objects.filter(uploaded_by=user, scan=ScanState.CLEAN)
    return rows.select_related("proposal").order_by("proposal", "pk")


def letters_to(user: User) -> QuerySet[Message]:
    """Also those that were written to the address before there was an account."""
    return Message.objects.filter(Q(to_user=user) | Q(to_email__in=addresses_of(user)))


def addresses_of(user: User) -> list[str]:
    """The address of the account, and those that are on their way to become it."""
    return [user.email, *user.emailaddress_set.exclude(email=user.email).values_list("email", flat=True)]


def entries_about(user: User) -> QuerySet[Entry]:
    """What they did, and what was done to their account; the newest first."""
    about = Q(object_type=User._meta.label_lower, object_id=str(user.pk))
    return Entry.objects.filter(Q(actor_id=user.pk) | about).order_by("-id")


def _account(user: User) -> dict[str, Any]:
    factors = Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
    return {
        "nomor": user.pk,
        "nama": user.name,
        "surel": addresses_of(user),
        "telepon": user.phone,
        "terdaftar": user.joined_at,
        "terakhir_masuk": user.last_login,
        "memakai_kata_sandi": user.has_usable_password(),
        "langkah_kedua": list(factors),
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "nomor": proposal.number,
        "status": proposal.get_status_display(),
        "atas_nama": proposal.organization.name if proposal.organization else "",
        "kelurahan": str(proposal.kelurahan or ""),
        "urusan": str(proposal.urusan or ""),
        "isi": model_to_dict(proposal, fields=WRITTEN),
        "dibuat": proposal.created_at,
        "diajukan": proposal.submitted_at,
        "riwayat": [
            {"waktu": event.at, "langkah": event.title, "alasan": event.reason}
            for event in proposal.events.all()
            if event.is_public
        ],
        "lampiran": [file.original_name for file in proposal.attachments.all()],
    }


def _devices(user: User) -> list[dict[str, Any]]:
    return [
        {
            "perangkat": one.label,
            "alamat": one.address,
            "masuk": one.signed_in_at,
            "terakhir": one.seen_at,
            "mode_sidang_sampai": one.sitting_until,
        }
        for one in devices_of(user, "")
    ]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "waktu": entry.at,
        "tindakan": action_words(entry.action),
        "objek": entry.object_label,
        "alasan": entry.reason,
    }
