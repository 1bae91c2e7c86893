"""The record of a forum: berita acara and notulen, who signs them, their files."""

import secrets
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from meetings.querysets.minutes import MinutesFileQuerySet, MinutesQuerySet

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another one
CODE_LENGTH = 10


def new_code() -> str:
    """What stands beside the QR code: public, and not to be guessed by counting."""
    return "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))


class Minutes(models.Model):
    """Berita acara or notulen of a forum. Its text comes from the data of the forum until it is final; then it is frozen.

    A final one never changes (a trigger refuses it): what must be corrected is another edition. `content` is what is printed.
    """

    class Kind(models.TextChoices):
        BERITA_ACARA = "berita_acara", _("Berita acara")
        NOTULEN = "notulen", _("Notulen")

    class State(models.TextChoices):
        DRAFT = "draf", _("Draf")
        REMARKS = "tanggapan", _("Menunggu tanggapan")
        FINAL = "final", _("Final")

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(
        _("Kode verifikasi"), max_length=12, unique=True, default=new_code, editable=False
    )
    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="minutes")
    kind = models.CharField(_("Jenis"), max_length=20, choices=Kind.choices)
    edition = models.PositiveSmallIntegerField(_("Naskah ke-"), default=1, editable=False)
    state = models.CharField(
        _("Keadaan"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False
    )
    number = models.CharField(_("Nomor"), max_length=80, blank=True)
    is_unnumbered = models.BooleanField(
        _("Nomor ditulis tangan"),
        default=False,
        help_text=_("Naskah dicetak dengan titik-titik di tempat nomornya."),
    )
    dated = models.DateField(
        _("Tanggal"), null=True, blank=True, help_text=_("Tanggal naskah ditandatangani.")
    )
    place = models.CharField(_("Tempat penandatanganan"), max_length=80, blank=True)
    remarks_until = models.DateField(_("Batas tanggapan"), null=True, blank=True, editable=False)
    content = models.JSONField(default=dict, editable=False)
    content_hash = models.CharField(_("Sidik isi"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("Difinalkan"), null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "kind", "-edition"]
        verbose_name = verbose_name_plural = _("berita acara dan notulen")
        constraints = [
            models.UniqueConstraint(fields=["forum", "kind", "edition"], name="minutes_once_an_edition"),
            models.CheckConstraint(
                condition=~Q(state="final") | (Q(frozen_at__isnull=False) & ~Q(content_hash="")),
                name="minutes_final_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        name = f"{self.get_kind_display()} {self.forum}"
        return name if self.edition == 1 else str(
            _("%(name)s, naskah ke-%(edition)s") % {"name": name, "edition": self.edition}
        )  # fmt: skip

    @property
    def is_final(self) -> bool:
        return self.state == self.State.FINAL

    @property
    def takes_remarks(self) -> bool:
        """Those who were asked can still say something."""
        is_time = self.remarks_until is not None and timezone.localdate() <= self.remarks_until
        return self.state == self.State.REMARKS and is_time

    @property
    def slug(self) -> str:
        """How it is named in addresses and files."""
        return self.kind.replace("_", "-")


class MinutesText(models.Model):
    """A part whose text somebody wrote. What has no row here is written anew from the data whenever it is read."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="texts")
    slug = models.SlugField(_("Bagian"), max_length=20)
    text = models.TextField(_("Teks"), max_length=8000, blank=True)
    edited_at = models.DateTimeField(_("Disunting"), default=timezone.now)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["minutes", "slug"]
        verbose_name = verbose_name_plural = _("bagian naskah")
        constraints = [models.UniqueConstraint(fields=["minutes", "slug"], name="minutes_text_once_a_part")]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.slug}"


class MinutesRemark(models.Model):
    """Tanggapan: what a colleague, or an invited organisation behind its link, says of the draft; what was answered."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="remarks")
    slug = models.SlugField(_("Tentang"), max_length=20, blank=True)
    text = models.TextField(_("Tanggapan"), max_length=2000)
    written_at = models.DateTimeField(_("Ditulis"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    organization = models.CharField(
        _("Instansi"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("Instansi undangan yang menanggapi lewat tautannya."),
    )
    answer = models.TextField(_("Jawaban"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("Dijawab"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = verbose_name_plural = _("tanggapan naskah")

    def __str__(self) -> str:
        return str(_("Tanggapan %(number)s: %(what)s") % {"number": self.pk, "what": self.minutes})


class Signatory(models.Model):
    """Who signs, in which order, as whom; and how and when it was done."""

    class Kind(models.TextChoices):
        CHAIR = "pimpinan", _("Pimpinan sidang")
        PARTICIPANT = "peserta", _("Mewakili peserta")

    class Means(models.TextChoices):
        PAPER = "basah", _("Tanda tangan basah")
        ELECTRONIC = "elektronik", _("Tanda tangan elektronik")

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatories")
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    kind = models.CharField(
        _("Menandatangani sebagai"), max_length=10, choices=Kind.choices, default=Kind.PARTICIPANT
    )
    name = models.CharField(_("Nama dengan gelar"), max_length=120)
    position = models.CharField(_("Jabatan"), max_length=160, blank=True)
    organization = models.CharField(_("Lembaga/instansi"), max_length=160, blank=True)
    nip = models.CharField(_("NIP"), max_length=25, blank=True)
    means = models.CharField(_("Cara"), max_length=12, choices=Means.choices, default=Means.PAPER)
    signed_at = models.DateTimeField(_("Ditandatangani"), null=True, blank=True, editable=False)
    certificate = models.CharField(_("Sertifikat"), max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["minutes", "order", "pk"]
        verbose_name = verbose_name_plural = _("penanda tangan")

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        return str(_("Penanda tangan %(number)s: %(what)s") % {"number": self.pk, "what": self.minutes})

    @property
    def is_electronic(self) -> bool:
        return self.means == self.Means.ELECTRONIC


class MinutesFile(HandedIn):
    """One file of it: typeset, signed, or scanned. Rows are only added, but for what was printed before it was final.

    Each electronic signature is a file of its own, made by adding to the one before.
    """

    class Kind(models.TextChoices):
        DRAFT = "draf", _("Rancangan")
        SHEET = "lembar", _("Lembar tanda tangan")
        TEXT = "naskah", _("Naskah final")
        PUBLIC = "publik", _("Versi publik")
        SIGNED = "elektronik", _("Ditandatangani secara elektronik")
        SCAN = "pindaian", _("Pindaian bertanda tangan basah")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("Jenis"), max_length=12, choices=Kind.choices)
    file = models.FileField(_("Berkas"), upload_to="minutes/", max_length=120)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64, editable=False, db_index=True)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"), default=0)
    is_text = models.BooleanField(
        _("Naskah disunting di luar portal"),
        default=False,
        help_text=_("Naskah pada pindaian ini yang berlaku, bukan teks di portal."),
    )
    masked_proposals = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    signatory = models.OneToOneField(
        Signatory, on_delete=models.PROTECT, null=True, blank=True, related_name="file"
    )
    made_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MinutesFileQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = verbose_name_plural = _("berkas naskah")
        indexes = [
            models.Index(
                fields=["scan_after"], condition=Q(scan="waiting"), name="minutes_file_waits_for_scan"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="minutes_file_scan_known"),
            models.CheckConstraint(
                condition=Q(signatory__isnull=True) | Q(kind="elektronik"),
                name="minutes_signer_of_signed_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """`berita-acara-forum-renja-2028-naskah.pdf`"""
        end = self.original_name.rpartition(".")[2].lower() or "pdf"
        edition = f"-{self.minutes.edition}" if self.minutes.edition > 1 else ""
        return f"{self.minutes.slug}-forum-renja-{self.minutes.forum.plan_year}{edition}-{self.kind}.{end}"
