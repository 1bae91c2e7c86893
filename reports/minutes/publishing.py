"""What everybody may be handed of a final berita acara."""

from forums.models import Forum
from meetings.models import Minutes, MinutesFile
from reports.minutes.awaiting import waits_for_head
from reports.minutes.making import withheld_of


def published_minutes(forum: Forum) -> Minutes | None:
    """The newest final berita acara of a forum that the public sees, when its public version can be handed out."""
    file = published_file(forum)
    return file.minutes if file else None


def published_file(forum: Forum) -> MinutesFile | None:
    """That version."""
    found = newest_published(forum)
    return public_file(found) if found else None


def newest_published(forum: Forum) -> Minutes | None:
    """The newest final berita acara of a forum that the public sees, whether it can be handed out or not."""
    found = Minutes.objects.published().filter(forum=forum).order_by("-edition").first()
    if found:
        found.forum = forum
    return found


def text_is_scan(minutes: Minutes) -> bool:
    """What was signed was edited outside: the scan counts, and what the portal typeset of its own text does not."""
    return minutes.files.with_text().exists()


def public_file(minutes: Minutes) -> MinutesFile | None:
    """The public version; none where what was signed is another text, or shows what was withheld since it was made.

    Nor before every result that it tells is published.
    """
    if not minutes.is_final or text_is_scan(minutes):
        return None
    file = minutes.files.newest(MinutesFile.Kind.PUBLIC)
    if file is None or set(withheld_of(minutes)) - set(file.masked_proposals):
        return None
    return None if waits_for_head(minutes) else file
