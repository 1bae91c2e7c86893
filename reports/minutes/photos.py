"""Photos of the day, small enough to stand inside the frozen text."""

import base64
import io
import logging

from PIL import Image, UnidentifiedImageError

from forums.models import Forum
from meetings.models import Evidence
from reports.minutes.paper import Photo

logger = logging.getLogger("renja.reports")

PIXELS = 1000  # a side; 85 mm at 300 dots to the inch
MOST = 8


def read_photos(forum: Forum) -> tuple[Photo, ...]:
    """The first eight; one that cannot be read any more is left out."""
    rows = Evidence.objects.filter(forum=forum).photos().order_by("added_at", "pk")[:MOST]
    found = ((row.title, _picture(row)) for row in rows)
    return tuple(Photo(caption, picture) for caption, picture in found if picture)


def _picture(row: Evidence) -> str:
    try:
        with row.file.open("rb") as file, Image.open(file) as picture:
            small = picture.convert("RGB")
            small.thumbnail((PIXELS, PIXELS))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        logger.error("photo %s cannot be read: %s", row.pk, error)
        return ""
    written = io.BytesIO()
    small.save(written, "JPEG", quality=82, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode("ascii")
