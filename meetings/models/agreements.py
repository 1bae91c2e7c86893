"""What a forum agreed on with its partners, per urusan."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.querysets import AgreementQuerySet


class Agreement(models.Model):
    """A result of the forum for one urusan: who supports what. A record of the forum, not a contract."""

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("Forum")
    )
    urusan = models.ForeignKey(
        "urusan.Urusan", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("Urusan")
    )
    text = models.TextField(_("Kesepakatan"), max_length=2000, validators=[MinLengthValidator(10)])
    partners = models.ManyToManyField(
        "stakeholders.Organization", verbose_name=_("Mitra"), blank=True, related_name="agreements"
    )
    partner_note = models.CharField(
        _("Sebutan mitra"),
        max_length=250,
        blank=True,
        help_text=_("Diisi bila mitra disebut lain pada hari forum; menggantikan nama dari daftar instansi."),
    )
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "urusan__order", "order", "pk"]
        verbose_name = verbose_name_plural = _("kesepakatan")

    def __str__(self) -> str:
        return f"{self.urusan}: {self.text[:80]}"

    @property
    def partner_names(self) -> str:
        """The partners as they are shown: as named on the day, else by the list of organisations."""
        return self.partner_note or ", ".join(partner.label for partner in self.partners.all())
