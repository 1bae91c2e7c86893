"""The record of who did what to which thing, and why. Rows are only added."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.querysets import EntryQuerySet, ReadingQuerySet


class Entry(models.Model):
    """One deed. Written by `audit.services.record` alone; the database refuses to change or delete it.

    `actor` is a bare number without a database constraint: when a person's account is erased, no row
    here has to change (which the trigger would refuse) and the chain stays whole. For the same reason it
    is not part of the hash; `actor_label`, which is, says who it was without a name.
    """

    at = models.DateTimeField(_("Waktu"), default=timezone.now, db_index=True)
    action = models.CharField(_("Tindakan"), max_length=60, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Pelaku"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_label = models.CharField(_("Nama pelaku"), max_length=160, blank=True)
    object_type = models.CharField(_("Jenis objek"), max_length=60, blank=True)
    object_id = models.CharField(_("Kunci objek"), max_length=64, blank=True)
    object_label = models.CharField(_("Objek"), max_length=200, blank=True)
    reason = models.TextField(_("Alasan"), blank=True)
    changed = models.JSONField(_("Isian yang berubah"), default=list, blank=True)
    data = models.JSONField(_("Data"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(_("Sidik sebelumnya"), max_length=64, blank=True)
    hash = models.CharField(_("Sidik"), max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catatan audit")
        verbose_name_plural = _("catatan audit")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_entry_object"),
            models.Index(fields=["object_type", "-id"], name="audit_entry_kind_newest"),
            models.Index(fields=["actor", "-id"], name="audit_entry_actor_newest"),
            models.Index(fields=["action", "-id"], name="audit_entry_action_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_label}".strip()

    @property
    def actor_name(self) -> str:
        """Who did it, by the name that the account has now; rows come from `for_listing()`."""
        if self.actor_id is None:
            return str(_("Sistem"))
        return str(self.actor or _("Akun terhapus"))


class Reading(models.Model):
    """Somebody of the staff opened what holds personal data of others: a page, a file, a table.

    Beside the record instead of in it: reading changes nothing, so nothing that waits for the record's newest entry
    (kept pages, prepared files) begins anew. Written by `audit.readings` alone; the database refuses any change.
    `place` is the name of the page's URL, `about` what stood in its address, `window` the ten minutes in which the
    same page counts once.
    """

    at = models.DateTimeField(_("Waktu"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Pelaku"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    place = models.CharField(_("Halaman"), max_length=80)
    about = models.JSONField(_("Tentang"), default=dict, blank=True)
    shows = models.JSONField(_("Yang tampil"), default=list)
    window = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("pembacaan data pribadi")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["window", "actor", "place", "about"], name="reading_once_in_a_window"
            )
        ]
        indexes = [models.Index(fields=["at"], name="reading_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.place}"
