"""The words of a proposal's life: states, outcomes, sources, kinds, and how they look."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Perlu dilengkapi")
    VERIFIED = "verified", _("Terverifikasi")
    ACCEPTED = "accepted", _("Diterima")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("Diterima dengan perubahan")
    DEFERRED = "deferred", _("Cadangan")
    REJECTED = "rejected", _("Belum dapat diakomodasi")
    FORWARDED = "forwarded", _("Diteruskan")
    MERGED = "merged", _("Digabungkan")
    WITHDRAWN = "withdrawn", _("Ditarik pengusul")
    UNCONFIRMED = "unconfirmed", _("Menunggu konfirmasi nomor")
    CLOSED = "closed", _("Ditutup sebelum diumumkan")


ACCEPTED_STATES = (Status.ACCEPTED, Status.ACCEPTED_WITH_CHANGES)
DECIDED_STATES = (*ACCEPTED_STATES, Status.DEFERRED, Status.REJECTED, Status.FORWARDED, Status.MERGED)
CORRECTABLE_STATES = (*ACCEPTED_STATES, Status.DEFERRED)  # until the Renja is locked
EDITABLE_STATES = (Status.DRAFT, Status.RETURNED)
# Sent with a telephone number alone that nobody has confirmed yet, or ever will: numbered, and read by no public page.
BY_PHONE_STATES = (Status.UNCONFIRMED, Status.CLOSED)
UNPUBLISHED_STATES = (Status.DRAFT, *BY_PHONE_STATES)
UNANSWERED = (*UNPUBLISHED_STATES, Status.SUBMITTED, Status.RETURNED)  # nobody can have answered yet

WAITING_FOR_PUBLICATION = _("Menunggu pengesahan hasil")

TONES: dict[str, str] = {
    Status.DRAFT: "rest",
    Status.SUBMITTED: "wait",
    Status.RETURNED: "warn",
    Status.VERIFIED: "sea",
    Status.ACCEPTED: "ok",
    Status.ACCEPTED_WITH_CHANGES: "ok",
    Status.DEFERRED: "warn",
    Status.REJECTED: "no",
    Status.FORWARDED: "rest",
    Status.MERGED: "rest",
    Status.WITHDRAWN: "rest",
    Status.UNCONFIRMED: "wait",
    Status.CLOSED: "rest",
}


class Outcome(models.TextChoices):
    """What the forum can decide; each value is the state that publishing moves the proposal to."""

    ACCEPTED = Status.ACCEPTED.value, _("Diterima")
    ACCEPTED_WITH_CHANGES = Status.ACCEPTED_WITH_CHANGES.value, _("Diterima dengan perubahan")
    DEFERRED = Status.DEFERRED.value, _("Cadangan")
    FORWARDED = Status.FORWARDED.value, _("Diteruskan ke instansi lain")
    MERGED = Status.MERGED.value, _("Digabungkan dengan usulan lain")
    REJECTED = Status.REJECTED.value, _("Belum dapat diakomodasi")


class Kind(models.TextChoices):
    FISIK = "fisik", _("Fisik")
    NON_FISIK = "non_fisik", _("Non-fisik")
    KEBIJAKAN = "kebijakan", _("Kebijakan")
    DATA = "data", _("Data")
    KERJA_SAMA = "kerja_sama", _("Kerja sama")


class Source(models.TextChoices):
    PORTAL = "portal", _("Portal")
    MUSRENBANG = "musrenbang", _("Musrenbang")
    POKIR = "pokir", _("Pokok pikiran DPRD")
    SURAT = "surat", _("Surat")
    LISAN = "lisan", _("Lisan dalam forum")
    LAST_YEAR = "tahun_lalu", _("Usulan tahun lalu")


class ImportSource(models.TextChoices):
    """What comes as whole lists."""

    MUSRENBANG = Source.MUSRENBANG.value, Source.MUSRENBANG.label
    POKIR = Source.POKIR.value, Source.POKIR.label
