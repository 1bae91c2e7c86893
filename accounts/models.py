"""Who signs in: one person, one account, known by e-mail."""

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.querysets import SessionQuerySet


class UserManager(BaseUserManager["User"]):
    """Accounts by e-mail, whatever its case."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A new account; without a password it signs in by e-mailed code only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do comes from their memberships (`stakeholders`), not from here."""

    email = models.EmailField(_("Surel"), unique=True)
    name = models.CharField(_("Nama lengkap"), max_length=120, blank=True)
    phone = models.CharField(_("Nomor telepon"), max_length=30, blank=True)
    is_active = models.BooleanField(_("Aktif"), default=True)
    is_staff = models.BooleanField(_("Boleh membuka data induk"), default=False)
    joined_at = models.DateTimeField(_("Terdaftar"), default=timezone.now)

    roles_today: tuple[str, ...] = ()  # in words; put there by who reads the memberships
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj=None) -> bool:
        """Ours are rules alone (`rules.py` of each app); Django's own permissions are not used and not asked for."""
        return (self.is_active and self.is_superuser) or rules.has_perm(perm, self, obj)

    def get_full_name(self) -> str:
        return str(self)

    @property
    def audit_label(self) -> str:
        """What the record calls this person; it outlives the account, so it holds no name."""
        label = _("Akun %(number)s") % {"number": self.pk}
        return f"{label} ({', '.join(self.roles_today)})" if self.roles_today else str(label)


class Consent(models.Model):
    """One person agreed to one version of the text on personal data (`accounts.consent`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(_("Versi naskah"), max_length=20)
    agreed_at = models.DateTimeField(_("Disetujui"), default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("persetujuan")
        ordering = ["-agreed_at"]
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="consent_once_a_version")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.version}"


class DataCopy(models.Model):
    """A ZIP with everything about one person that the worker made for them; kept for a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_copies")
    key = models.UUIDField(unique=True, editable=False)  # of the job that made it
    file = models.FileField(_("Berkas"), upload_to="data-saya/")
    made_at = models.DateTimeField(_("Dibuat"), default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("salinan data pribadi")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.made_at:%Y-%m-%d %H:%M}"


class Session(AbstractBaseSession):
    """A browser that is known here, and signed in where `user` is set (written by `accounts.sessions`)."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    signed_in_at = models.DateTimeField(_("Masuk"), null=True, blank=True)
    seen_at = models.DateTimeField(_("Terakhir dipakai"), default=timezone.now)  # to the minute
    must_renew = models.BooleanField(default=False)  # a role was granted: the next request gets another key
    sitting_until = models.DateTimeField(_("Mode sidang sampai"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        verbose_name = verbose_name_plural = _("sesi")

    def save(self, *args, **kwargs) -> None:
        """What was marked for renewal since this row was read stays marked."""
        if kwargs.get("force_update"):
            kwargs["update_fields"] = ["session_data", "expire_date", "user", "signed_in_at", "seen_at"]
        super().save(*args, **kwargs)

    @property
    def is_in_sitting_mode(self) -> bool:
        """The pages of a running session (sidang) stay open in this browser (`accounts.sitting_mode`)."""
        return self.sitting_until is not None and timezone.now() < self.sitting_until

    @property
    def mark(self) -> str:
        """Names the session in a page without giving its key away."""
        return salted_hmac("accounts.sessions", self.session_key).hexdigest()[:24]


class DailyUse(models.Model):
    """How often one person or one address (`who`, a mark) did one thing on one day; kept by `accounts.daily_counts`."""

    who = models.CharField(max_length=40)
    deed = models.CharField(max_length=20)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "who", "deed"], name="daily_use_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.deed} {self.count}"


class Turn(models.Model):
    """A place that one person or one address (`who`) holds while a table is written for them; kept by `accounts.turns`."""

    who = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "place"], name="turn_once_a_place")]

    def __str__(self) -> str:
        return f"{self.who} {self.place}"
