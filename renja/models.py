"""The plan document: chapters of text, lines with money and indicators, and which proposals they answer."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.money import number
from proposals.choices import ACCEPTED_STATES
from renja.alignment import Aim, Aligned  # noqa: F401 (a model of this app)
from renja.copies import PlanCopy  # noqa: F401 (a model of this app)
from renja.established import Coded, EstablishedAnswer, EstablishedLine  # noqa: F401 (models of this app)
from renja.exchanged import PlanFile, SipdEntry  # noqa: F401 (models of this app)
from renja.funding import ForwardEstimate, Funding  # noqa: F401 (models of this app)
from renja.querysets import FulfilmentQuerySet, LineQuerySet, RenjaQuerySet, TableRowQuerySet
from renja.realisation.models import Proof, Realisation, Work, WorkStep  # noqa: F401 (models of this app)
from renja.realisation.reading import Worked
from renja.remarks.models import Examination, Remark, RemarkStep  # noqa: F401 (models of this app)
from renja.revisions import Instrument, Revision, RevisionPaper  # noqa: F401 (models of this app)
from renja.stages import SETTLED, Stage
from renja.urgency import Urgency


class Origin(models.TextChoices):
    """Where a line comes from."""

    RENSTRA = "renstra", _("Renstra")
    RKPD = "rkpd", _("RKPD")
    FORUM = "forum", _("Forum")
    POKIR = "pokir", _("Pokir DPRD")
    MANDATORI = "mandatori", _("Mandatori")


class Renja(models.Model):
    """The plan of one year. It names its edition of structure and its edition of codes."""

    forum = models.OneToOneField("forums.Forum", on_delete=models.PROTECT, related_name="renja")
    edition = models.ForeignKey(
        "urusan.Edition", on_delete=models.PROTECT, related_name="plans", verbose_name=_("Edisi nomenklatur")
    )
    structure = models.SlugField(_("Edisi susunan"), max_length=40, default="permendagri-86-2017")
    stage = models.CharField(
        _("Tahap dokumen"), max_length=20, choices=Stage.choices, default=Stage.RANCANGAN_AWAL
    )
    # The support programme of the code lists (X.XX.01) becomes this bidang urusan's.
    bidang_code = models.CharField(_("Kode bidang urusan utama"), max_length=10, default="2.16")
    dated = models.DateField(
        _("Tanggal dokumen"), null=True, blank=True, help_text=_("Menentukan pejabat yang menandatangani.")
    )
    is_published = models.BooleanField(_("Ditampilkan kepada publik"), default=True)

    objects = RenjaQuerySet.as_manager()

    class Meta:
        ordering = ["-forum__plan_year"]
        verbose_name = verbose_name_plural = _("Renja")

    def __str__(self) -> str:
        return f"Renja {self.year}"

    @property
    def year(self) -> int:
        return self.forum.plan_year

    @property
    def is_established(self) -> bool:
        """Whether an act established it, also while a change is being drafted."""
        return self.stage in SETTLED or self.is_amended

    @property
    def is_amended(self) -> bool:
        """Whether a change of the established plan is being drafted."""
        return self.stage == Stage.PERUBAHAN


class Chapter(models.Model):
    """The text of one part of the document; `key` is declared in structure.py ("1.1", "kata-pengantar")."""

    renja = models.ForeignKey(Renja, on_delete=models.CASCADE, related_name="chapters")
    key = models.CharField(max_length=30)
    html = models.TextField(_("Isi"), blank=True)
    is_ready = models.BooleanField(_("Siap"), default=False, db_default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = verbose_name_plural = _("bab")
        constraints = [models.UniqueConstraint(fields=["renja", "key"], name="chapter_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.renja} {self.key}"


class TableRow(models.Model):
    """A row of an official table that is typed by hand; `table` is the label of its declaration ("T-C.29").

    `cells` hold text by the keys of the columns, numbers as plain decimals ("12.5"). A code is not among them: it is `node`.
    """

    renja = models.ForeignKey(Renja, on_delete=models.CASCADE, related_name="table_rows")
    table = models.CharField(_("Tabel"), max_length=20)
    order = models.PositiveIntegerField(_("Urutan"))
    node = models.ForeignKey(
        "urusan.Nomenclature", on_delete=models.PROTECT, null=True, blank=True, related_name="table_rows",
        verbose_name=_("Kode"),
    )  # fmt: skip
    cells = models.JSONField(_("Isi"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TableRowQuerySet.as_manager()

    class Meta:
        ordering = ["table", "order"]
        verbose_name = verbose_name_plural = _("baris tabel")
        constraints = [
            models.UniqueConstraint(
                fields=["renja", "table", "order"],
                name="table_row_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renja} {self.table} {self.order}"


class RenjaLine(Coded, Aligned):
    """One official code in the plan. Only lines of the lowest level carry money; upper sums are always computed."""

    renja = models.ForeignKey(Renja, on_delete=models.CASCADE, related_name="lines")
    node = models.ForeignKey(
        "urusan.Nomenclature", on_delete=models.PROTECT, related_name="plan_lines", verbose_name=_("Kode")
    )
    location = models.CharField(_("Lokasi"), max_length=250, blank=True)
    target_group = models.CharField(_("Kelompok sasaran"), max_length=200, blank=True)
    # The next three are the database's sums of `fundings` (funding_guard.py).
    pagu = models.DecimalField(
        _("Pagu indikatif (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    source_of_funds = models.CharField(_("Sumber dana"), max_length=2000, blank=True)
    forward_pagu = models.DecimalField(
        _("Prakiraan maju (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    origin = models.CharField(_("Asal"), max_length=20, choices=Origin.choices, default=Origin.RENSTRA)
    urgency = ArrayField(
        models.CharField(max_length=20, choices=Urgency.choices), default=list, db_default=[], blank=True
    )
    unit = models.ForeignKey(
        "stakeholders.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="plan_lines",
        verbose_name=_("Bidang penanggung jawab"),
    )  # fmt: skip
    note = models.CharField(_("Catatan penting"), max_length=300, blank=True)
    withheld_reason = models.CharField(
        _("Alasan informasi dikecualikan"), max_length=250, blank=True,
        help_text=_("Bila diisi, publik hanya membaca kode, pagu, dan alasan ini (UU 14/2008 Pasal 17)."),
    )  # fmt: skip
    agreements = models.ManyToManyField(
        "meetings.Agreement", blank=True, related_name="lines", verbose_name=_("Kesepakatan yang mendukung")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["node__code"]
        verbose_name = verbose_name_plural = _("baris Renja")
        constraints = [
            models.UniqueConstraint(fields=["renja", "node"], name="line_one_a_code"),
            models.CheckConstraint(
                condition=Q(pagu__isnull=True) | Q(pagu__gte=0), name="line_pagu_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(forward_pagu__isnull=True) | Q(forward_pagu__gte=0),
                name="line_forward_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renja}: {self.node}"

    @property
    def urgencies(self) -> list[str]:
        """What its tags are called."""
        return [str(Urgency(tag).label) for tag in self.urgency]

    @property
    def carries_money(self) -> bool:
        """Whether it is of the lowest level; the sums of the levels above are always computed."""
        return self.node.level == self.renja.edition.leaf_level

    @property
    def answers(self) -> list["Fulfilment"]:
        """What it answers, without proposals that were accepted once and no longer are."""
        return [row for row in self.fulfilments.all() if row.is_in_force]


class Indicator(models.Model):
    """What a line promises: a measure, its target this year and next, its unit."""

    line = models.ForeignKey(RenjaLine, on_delete=models.CASCADE, related_name="indicators")
    text = models.TextField(_("Indikator"), max_length=1000)
    target = models.DecimalField(_("Target"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_label = models.CharField(
        _("Target bukan angka"),
        max_length=40,
        blank=True,
        help_text=_("Misalnya predikat “BB”; kosongkan bila berupa angka."),
    )
    satuan = models.CharField(_("Satuan"), max_length=120, blank=True)
    forward_target = models.DecimalField(
        _("Target tahun berikutnya"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = _("indikator")
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target_label=""), name="indicator_target_number_or_word"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_official(self) -> bool:
        """Whether it is worded as the official list words it."""
        return bool(self.text) and self.text == self.line.node.indikator

    @property
    def target_text(self) -> str:
        """`12 Dokumen`, or the word that stands for a number; empty where nothing is set."""
        return self.target_label or self._with_unit(self.target)

    @property
    def forward_text(self) -> str:
        return self._with_unit(self.forward_target)

    def _with_unit(self, target) -> str:
        return "" if target is None else f"{number(target)} {self.satuan}".strip()


class Fulfilment(Worked, models.Model):
    """A line answers a proposal, and how much of what was asked it covers."""

    line = models.ForeignKey(RenjaLine, on_delete=models.CASCADE, related_name="fulfilments")
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="fulfilments")
    share = models.DecimalField(
        _("Bagian yang dipenuhi (%)"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    amount = models.DecimalField(
        _("Bagian dari pagu (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        ordering = ["proposal__number"]
        verbose_name = verbose_name_plural = _("usulan yang dijawab")
        constraints = [
            models.UniqueConstraint(fields=["line", "proposal"], name="fulfilment_once_a_line"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100), name="fulfilment_share_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} → {self.line_id}: {self.share} %"

    @property
    def is_in_force(self) -> bool:
        """Whether the proposal is still an accepted one; a later change of its result may have moved it."""
        return self.proposal.status in ACCEPTED_STATES
