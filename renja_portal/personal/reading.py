"""Everything that the portal holds about one person, as data that is plain enough for JSON."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.devices import devices_of
from accounts.models import User
from audit.models import Entry
from core.quarantine import ScanState
from meetings.models import MinutesRemark
from notifications.models import Message
from proposals.models import Attachment, Proposal
from renja_portal.upkeep.wording import action_words

# What they wrote, by the names that stand in the file that they take along.
WRITTEN = {
    "judul": "title", "masalah": "problem", "usulan": "request", "seluruh_kota": "is_citywide", "rt": "rt", "patokan": "landmark",
    "penerima_manfaat": "beneficiaries", "jumlah_penerima_manfaat": "beneficiary_count", "volume": "volume", "satuan": "volume_unit",
    "perkiraan_biaya": "estimated_cost", "kontribusi": "contribution", "nama_kontak": "contact_name",
    "telepon_kontak": "contact_phone", "surel_kontak": "contact_email",
}  # fmt: skip
VALID = {"berlaku_dari": "valid_from", "berlaku_sampai": "valid_until"}
NUMBER = {"nomor_usulan": "proposal__number"}


def everything_about(user: User) -> dict[str, Any]:
    """All of it, by what it is; the names are those that people read in the file that they take along."""
    return {
        "dibuat": timezone.localtime(),
        "akun": _account(user),
        **_memberships(user),
        "usulan": [_proposal(row) for row in proposals_of(user)],
        **_said(user),
        "surat": _told(
            letters_to(user),
            dibuat="created_at",
            dikirim="sent_at",
            kepada="to_email",
            perihal="subject",
            isi="body",
        ),
        "perangkat": _devices(user),
        "catatan": [_entry(row) for row in entries_about(user)],
    }


def _told(rows, **names: str) -> list[dict[str, Any]]:
    """Of each row the columns `names`, by the names that people read."""
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*names.values())]


def _memberships(user: User) -> dict[str, list]:
    asked = {"jabatan": "position", "keadaan": "state", "alasan": "reason", "diminta": "asked_at"}
    given = {"atas_nama": "on_behalf", "dasar": "decree", **VALID, "dicabut": "revoked_at"}
    return {
        "persetujuan": _told(user.consents, versi="version", disetujui="agreed_at"),
        "keanggotaan": _told(
            user.memberships, lembaga="organization__name", peran="role", jabatan="position", **VALID
        ),
        "jabatan": _told(user.offices, jabatan="position", nama="name", nip="nip", pangkat="rank", **VALID),
        "pendelegasian": _told(user.delegations, **given),
        "permintaan_keanggotaan": _told(user.membership_requests, lembaga="organization__name", **asked),
    }


def _said(user: User) -> dict[str, list]:
    """What they said about proposals and drafts of others, or of their own."""
    supported = {"judul": "proposal__title", "lembaga": "organization__name", "didukung": "added_at"}
    asked = {"pertanyaan": "text", "keadaan": "state", "ditanyakan": "asked_at", "jawaban": "answer"}
    marked = {"kriteria": "criterion__name", "nilai": "value", "bersama": "is_shared", "dinilai": "marked_at"}
    remarks = MinutesRemark.objects.filter(written_by=user)
    return {
        "dukungan": _told(user.supports, **NUMBER, **supported),
        "pertanyaan": _told(user.questions, **NUMBER, **asked),
        "penilaian": _told(user.feedback, **NUMBER, membantu="helped", kalimat="line", diberikan="given_at"),
        "nilai_usulan": _told(user.marks, **NUMBER, **marked),
        "benturan_kepentingan": _told(user.conflicts_of_interest, **NUMBER, dinyatakan="declared_at"),
        "tanggapan_naskah": _told(remarks, tanggapan="text", ditulis="written_at", jawaban="answer"),
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
    factors = Authenticator.objects.filter(user=user)
    return {
        "nomor": user.pk,
        "nama": user.name,
        "surel": addresses_of(user),
        "telepon": user.phone,
        "terdaftar": user.joined_at,
        "terakhir_masuk": user.last_login,
        "memakai_kata_sandi": user.has_usable_password(),
        "langkah_kedua": _told(factors, jenis="type", dibuat="created_at", terakhir="last_used_at"),
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "nomor": proposal.number,
        "status": proposal.get_status_display(),
        "atas_nama": proposal.organization.name if proposal.organization else "",
        "kelurahan": str(proposal.kelurahan or ""),
        "urusan": str(proposal.urusan or ""),
        "isi": {name: getattr(proposal, field) for name, field in WRITTEN.items()},
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
