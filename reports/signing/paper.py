"""What was signed on paper and handed in as a scan."""

import datetime
import io

import pikepdf
from django.utils import timezone

from core.uploads import CheckedFile


def pages_of(checked: CheckedFile) -> int:
    """How many pages a scan has; a picture is one."""
    if checked.extension != "pdf":
        return 1
    with pikepdf.open(io.BytesIO(checked.content.read())) as document:
        return len(document.pages)


def noon_of(day: datetime.date) -> datetime.datetime:
    """The moment that stands for a day of which nobody noted the hour."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
