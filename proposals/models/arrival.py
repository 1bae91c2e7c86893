"""How a proposal came here: by whom, on what, through which list, and how whoever brought it is reached."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.choices import Source


class Arrived(models.Model):
    """The part of a proposal that tells its arrival."""

    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    # Personal: never leaves staff screens.
    contact_name = models.CharField(_("Nama kontak"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Nomor telepon"), max_length=30, blank=True)
    contact_email = models.EmailField(_("Surel"), blank=True)

    source = models.CharField(_("Sumber"), max_length=20, choices=Source.choices, default=Source.PORTAL)
    source_basis = models.CharField(
        _("Dasar"),
        max_length=200,
        blank=True,
        help_text=_("Nomor dan tanggal surat, berita acara, atau nama forum."),
    )
    external_number = models.CharField(_("Nomor asal"), max_length=60, blank=True)
    dapil = models.CharField(_("Daerah pemilihan"), max_length=60, blank=True, default="", db_default="")
    council_member = models.CharField(
        _("Anggota DPRD"), max_length=120, blank=True, default="", db_default=""
    )
    import_batch = models.ForeignKey(
        "proposals.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        editable=False,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recorded_proposals",
    )
    submit_key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Written without an account: the text of consent that was agreed to, and the hash of the secret link (tanda terima).
    consent_version = models.CharField(max_length=20, blank=True, default="", db_default="", editable=False)
    receipt_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 (unique)

    class Meta:
        abstract = True

    @property
    def is_by_phone(self) -> bool:
        """Written without an account: its proposer is reached by telephone, and follows it by a secret link."""
        return self.proposer_id is None and bool(self.consent_version)
