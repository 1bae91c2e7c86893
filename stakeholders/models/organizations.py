"""The organisations that take part, the host with its bidang and signers, and the places."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.querysets import OfficialQuerySet, OrganizationQuerySet


class Kecamatan(models.Model):
    code = models.CharField(_("Kode wilayah"), max_length=13, unique=True)
    name = models.CharField(_("Nama"), max_length=80)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("kecamatan")

    def __str__(self) -> str:
        return self.name


class Kelurahan(models.Model):
    code = models.CharField(_("Kode wilayah"), max_length=13, unique=True)
    name = models.CharField(_("Nama"), max_length=80)
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="kelurahan")

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("kelurahan")

    def __str__(self) -> str:
        return self.name


class OrganizationKind(models.TextChoices):
    PERANGKAT_DAERAH = "perangkat_daerah", _("Perangkat daerah")
    INSTANSI_VERTIKAL = "instansi_vertikal", _("Instansi vertikal")
    PERGURUAN_TINGGI = "perguruan_tinggi", _("Perguruan tinggi")
    BADAN_USAHA = "badan_usaha", _("Badan usaha")
    KOMUNITAS = "komunitas", _("Komunitas dan organisasi masyarakat")
    DPRD = "dprd", _("DPRD")
    LAINNYA = "lainnya", _("Lainnya")


class Organization(models.Model):
    """Anybody with a name who takes part: perangkat daerah, BPS, universities, companies, communities."""

    name = models.CharField(_("Nama"), max_length=160, unique=True)
    short_name = models.CharField(_("Nama singkat"), max_length=60, blank=True)
    kind = models.CharField(_("Jenis"), max_length=20, choices=OrganizationKind.choices)
    address = models.CharField(_("Alamat"), max_length=250, blank=True)
    phone = models.CharField(_("Telepon"), max_length=60, blank=True)
    email = models.EmailField(_("Surel"), blank=True)
    website = models.URLField(_("Laman"), blank=True)
    is_host = models.BooleanField(_("Penyelenggara forum"), default=False)
    is_planning_agency = models.BooleanField(_("Badan perencanaan (Bappeda)"), default=False)
    is_active = models.BooleanField(_("Aktif"), default=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = _("instansi")
        constraints = [
            models.UniqueConstraint(
                fields=["is_host"], condition=Q(is_host=True), name="organization_one_host"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Host(models.Model):
    """What the host's own documents and pages show. One row an installation ("Pengaturan → Instansi")."""

    organization = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="host")
    government = models.CharField(
        _("Pemerintah daerah"), max_length=120, help_text=_("Contoh: Pemerintah Kota Balikpapan")
    )
    region = models.CharField(_("Daerah"), max_length=80, help_text=_("Contoh: Kota Balikpapan"))
    city = models.CharField(_("Tempat penandatanganan"), max_length=80, help_text=_("Contoh: Balikpapan"))
    logo = models.ImageField(_("Logo"), upload_to="host/", blank=True)
    kop_lines = models.TextField(
        _("Baris kop surat"),
        blank=True,
        help_text=_("Satu baris per baris kop, di bawah nama instansi: alamat, telepon, laman, pos-el."),
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("penyelenggara")

    def __str__(self) -> str:
        return str(self.organization)


class Unit(models.Model):
    """A bidang of the host, with the urusan that it handles."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(_("Nama"), max_length=160)
    short_name = models.CharField(_("Nama singkat"), max_length=40, blank=True)
    urusan = models.ManyToManyField(
        "urusan.Urusan", verbose_name=_("Urusan"), blank=True, related_name="units"
    )
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = verbose_name_plural = _("bidang")
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="unit_name_unique")]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    """Who signs for the host, and from when until when; a document's date picks the signer."""

    class Status(models.TextChoices):
        DEFINITIF = "definitif", _("Definitif")
        PLT = "plt", _("Plt.")
        PLH = "plh", _("Plh.")

    name = models.CharField(_("Nama dengan gelar"), max_length=120)
    rank = models.CharField(_("Pangkat, golongan"), max_length=80, blank=True)
    nip = models.CharField(_("NIP"), max_length=25, blank=True)
    position = models.CharField(_("Jabatan"), max_length=160)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DEFINITIF)
    valid_from = models.DateField(_("Mulai"))
    valid_until = models.DateField(_("Sampai"), null=True, blank=True)
    on_behalf = models.CharField(
        _("Atas nama (a.n.)"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Jabatan yang diwakili. Kosongkan bila menandatangani sendiri."),
    )
    through = models.CharField(
        _("Untuk beliau (u.b.)"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Jabatan yang menerima kuasa, bila pejabat ini mewakilinya lagi."),
    )
    decree = models.CharField(_("Surat perintah"), max_length=160, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("Akun"),
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = verbose_name_plural = _("pejabat")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="official_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(through="") | ~Q(on_behalf=""), name="official_through_on_behalf"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        return str(_("Pejabat %(number)s: %(title)s") % {"number": self.pk, "title": self.title})

    @property
    def title_lines(self) -> tuple[str, ...]:
        """What is printed above the signature: in whose name and through whom, then the position with Plt. or Plh."""
        acting = "" if self.status == self.Status.DEFINITIF else f"{self.get_status_display()} "
        own = acting + self.position
        if not self.on_behalf:
            return (own,)
        first = f"a.n. {self.on_behalf}"
        return (first, self.through, "u.b.", own) if self.through else (first, own)

    @property
    def title(self) -> str:
        """The same in one line."""
        first, *others = self.title_lines
        return ", ".join([first, " ".join(others)]) if others else first

    @property
    def is_over(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()
