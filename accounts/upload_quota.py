"""How much one person may hand in on one day, counted from the record: what was deleted again counts as well."""

from django.conf import settings
from django.db.models import BigIntegerField, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import Entry
from core.uploads import UploadRefused

UPLOADED = "uploaded"  # under this key the entry of a deed says how many bytes came in with it
MEGABYTE = 1024 * 1024


def check_quota(user: User, size: int) -> None:
    """Raise UploadRefused when `size` more bytes would be too many today. Holds the person's row until the commit.

    So two uploads at once count one after the other.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if uploaded_today(user) + size > settings.UPLOAD_DAILY_MB * MEGABYTE:
        raise UploadRefused(
            _(
                "Berkas yang Anda unggah hari ini sudah mencapai batas %(limit)d MB sehari. "
                "Perkecil berkasnya, atau lanjutkan besok; isian Anda tetap tersimpan."
            ),
            code="quota",
            params={"limit": settings.UPLOAD_DAILY_MB},
        )


def uploaded_today(user: User) -> int:
    """Bytes that this person handed in since midnight."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.done_by(user).filter(at__gte=midnight, data__has_key=UPLOADED)
    size = Cast(KeyTextTransform(UPLOADED, "data"), BigIntegerField())
    return rows.aggregate(total=Sum(size))["total"] or 0
