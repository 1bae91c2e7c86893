"""What is asked for (usulan). States: workflow.py alone."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.choices import UNPUBLISHED_STATES, Kind, Status
from proposals.models.arrival import Arrived
from proposals.presentation import PublicState, public_state
from proposals.querysets import ProposalQuerySet


class Proposal(Arrived):
    """One usulan, from its first draft to the line of the Renja that it became."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # address while it is a draft
    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="proposals")
    number = models.CharField(_("Nomor"), max_length=20, null=True, unique=True, editable=False)  # noqa: DJ001 (unique)
    status = models.CharField(
        _("Status"), max_length=24, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    title = models.CharField(_("Judul usulan"), max_length=150, blank=True)
    problem = models.TextField(_("Permasalahan"), max_length=4000, blank=True)
    request = models.TextField(_("Yang diusulkan"), max_length=4000, blank=True)

    kelurahan = models.ForeignKey(
        "stakeholders.Kelurahan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Kelurahan"),
    )
    is_citywide = models.BooleanField(_("Untuk seluruh kota"), default=False)
    rt = models.CharField(_("RT"), max_length=20, blank=True)
    landmark = models.CharField(_("Patokan atau alamat"), max_length=200, blank=True)
    beneficiaries = models.CharField(_("Penerima manfaat"), max_length=200, blank=True)
    beneficiary_count = models.PositiveIntegerField(
        _("Perkiraan jumlah penerima manfaat"), null=True, blank=True
    )

    urusan = models.ForeignKey(
        "urusan.Urusan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Urusan"),
    )
    suggested_node = models.ForeignKey(
        "urusan.Nomenclature",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggested_for",
        verbose_name=_("Sub kegiatan yang disarankan"),
        help_text=_("Yang menurut pengusul paling dekat; yang dipakai Renja ditentukan perencana."),
    )
    kind = models.CharField(_("Jenis usulan"), max_length=20, choices=Kind.choices, blank=True)
    volume = models.DecimalField(
        _("Volume"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    volume_unit = models.CharField(_("Satuan"), max_length=60, blank=True)
    estimated_cost = models.DecimalField(
        _("Perkiraan biaya (Rp)"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    contribution = models.CharField(_("Kontribusi pengusul"), max_length=250, blank=True)

    organization = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Atas nama"),
    )
    unit = models.ForeignKey(
        "stakeholders.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("Bidang yang menangani"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_proposals",
        editable=False,
    )
    forwarded_to = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="forwarded_proposals",
        editable=False,
    )
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", editable=False
    )
    years_asked = models.PositiveSmallIntegerField(
        _("Tahun ke-"),
        default=1,
        db_default=1,
        editable=False,
        help_text=_("Pada forum keberapa usulan ini diajukan, dihitung bersama usulan asalnya."),
    )
    agreed_volume = models.DecimalField(
        _("Volume disepakati"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    withheld_reason = models.CharField(
        _("Alasan informasi dikecualikan"),
        max_length=250,
        blank=True,
        help_text=_("Bila diisi, publik hanya membaca alasan ini, bukan isi usulan (UU 14/2008 Pasal 17)."),
    )

    support_count = models.PositiveIntegerField(
        _("Jumlah pendukung"),
        default=0,
        db_default=0,
        editable=False,
        help_text=_("Orang yang mendukung usulan ini atau yang digabungkan dengannya, masing-masing sekali."),
    )
    # For the search alone; lists leave them out.
    stems = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="indonesian")
        + SearchVector("problem", "request", weight="B", config="indonesian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector("title", "problem", "request", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("Diajukan"), null=True, blank=True, editable=False)
    verify_due_on = models.DateField(_("Tenggat verifikasi"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("Hasil diumumkan"), null=True, blank=True, editable=False)

    shown_token = ""  # the secret by which its holder came; also one that an earlier SECRET_KEY made

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-created_at"]
        verbose_name = verbose_name_plural = _("usulan")
        indexes = [
            models.Index(fields=["forum", "status", "published_at"], name="proposal_forum_status"),
            models.Index(fields=["-submitted_at", "-id"], name="proposal_newest"),
            models.Index(fields=["-support_count", "-submitted_at", "-id"], name="proposal_most_supported"),
            # What lists of staff are counted and put in order by, so that no row is read for that.
            models.Index(
                fields=["status", "verify_due_on", "id"],
                include=["unit", "proposer", "organization", "forum", "urusan", "number"],
                name="proposal_by_work",
            ),
            # The few that no letter reaches.
            models.Index(
                fields=["status"],
                condition=Q(proposer__isnull=True, contact_email=""),
                name="proposal_without_address",
            ),
            # Whether a number of another list is here already.
            models.Index(
                fields=["forum", "source", "external_number"],
                condition=~Q(external_number=""),
                name="proposal_by_origin",
            ),
            GinIndex(fields=["stems"], name="proposal_stems"),
            GinIndex(fields=["words"], name="proposal_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="proposal_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(number__isnull=False, submitted_at__isnull=False),
                name="proposal_numbered_once_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.MERGED) | Q(parent__isnull=False),
                name="proposal_merged_has_parent",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FORWARDED) | Q(forwarded_to__isnull=False),
                name="proposal_forwarded_names_office",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("pk")), name="proposal_not_its_own_parent"),
            models.UniqueConstraint(
                fields=["recorded_by", "submit_key"], name="proposal_recorded_once", nulls_distinct=True
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('Draf')} {self.title}".strip()

    @property
    def audit_label(self) -> str:
        """For the record, which outlives it: its number, and nothing that a person typed."""
        return self.number or str(_("Draf %(number)s") % {"number": self.pk})

    @property
    def receipt_renewals(self) -> int:
        """How often the secretariat replaced the secret link of its receipt."""
        return self.events.filter(step="renew_receipt").count()

    @property
    def is_unpublished(self) -> bool:
        return self.status in UNPUBLISHED_STATES

    @property
    def is_withheld(self) -> bool:
        return bool(self.withheld_reason)

    @property
    def public_title(self) -> str:
        """What the public reads as title; never the title of a withheld proposal."""
        return str(_("Informasi dikecualikan")) if self.is_withheld else self.title

    @property
    def public_state(self) -> PublicState:
        """Word, colour, sentence and badges of its state, as everybody may read them."""
        return public_state(self)

    @property
    def proposer_label(self) -> str:
        """Who proposed, without personal data: the organisation, or 'Warga' with the kelurahan."""
        if self.organization:
            return self.organization.name
        if self.kelurahan:
            return str(_("Warga Kelurahan %(name)s") % {"name": self.kelurahan.name})
        return str(_("Warga"))

    @property
    def place_label(self) -> str:
        """Where, as the lists say it."""
        if self.is_citywide or not self.kelurahan:
            return str(_("Seluruh kota"))
        return f"{self.kelurahan.kecamatan.name}, {self.kelurahan.name}"

    @property
    def root(self) -> "Proposal":
        """The proposal that carries the result: the parent of a merged one, else itself."""
        return self.parent or self if self.status == Status.MERGED else self
